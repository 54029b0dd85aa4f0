"""Which numbers a host's name stands for, looked up once, and which of them are never asked."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from conformance.model.text import Text
from conformance.wire.stopping import Stop
from conformance.wire.wire_errors import UnusableError, timed_out, unreachable

Number = IPv4Address | IPv6Address

# Where machines of a cloud learn about themselves, credentials included: no department's system lives there.
_METADATA = Text("云平台元数据地址", "a metadata address of a cloud")
_KINDS = (
    ("169.254.169.254/32", _METADATA),
    ("169.254.170.2/32", _METADATA),  # Amazon, containers
    ("100.100.100.200/32", _METADATA),  # Alibaba
    ("168.63.129.16/32", _METADATA),  # Azure
    ("192.0.0.192/32", _METADATA),  # Oracle
    ("fd00:ec2::/32", _METADATA),  # Amazon
    ("fd20:ce::254/128", _METADATA),  # Google
    ("fd00:42::42/128", _METADATA),  # Scaleway
    ("169.254.0.0/16", Text("链路本地地址", "a link-local address")),
    ("fe80::/10", Text("链路本地地址", "a link-local address")),
    ("0.0.0.0/8", Text("未指定地址", "an unspecified address")),
    ("::/128", Text("未指定地址", "an unspecified address")),
    ("224.0.0.0/4", Text("组播地址", "a multicast address")),
    ("ff00::/8", Text("组播地址", "a multicast address")),
    ("255.255.255.255/32", Text("广播地址", "the broadcast address")),
    ("240.0.0.0/4", Text("保留地址", "a reserved address")),
)
_REFUSED = tuple((ip_network(network), kind) for network, kind in _KINDS)
# IPv6 writings of an IPv4 address, by where in the 128 bits the 32 stand: compatible, translated, NAT64, 6to4.
_EMBEDDED = (("::/96", 0), ("::ffff:0:0:0/96", 0), ("64:ff9b::/96", 0), ("64:ff9b:1::/48", 0), ("2002::/16", 80))
_INSIDE = tuple((ipaddress.IPv6Network(network), shift) for network, shift in _EMBEDDED)


def look_up(host: str, port: int, deadline: float, stop: Stop) -> tuple[str, ...]:
    """The numbers a name stands for, in the resolver's order; raises Broken where there are none by the deadline.

    The system's resolver knows no deadline, so it is asked from a thread of its own. What is a number already comes
    back in its plain writing, whether it was written in decimal, octal or hexadecimal.
    """
    answer: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(host, port, answer), daemon=True).start()
    found = _heard(answer, deadline, stop)
    if not found:
        raise unreachable(f"主机名 {host} 无法解析", f"host {host} does not resolve")
    return found


def _heard(answer: queue.SimpleQueue[tuple[str, ...]], deadline: float, stop: Stop) -> tuple[str, ...]:
    while True:
        try:
            return answer.get(timeout=stop.wait(deadline))
        except queue.Empty:
            continue  # `wait` tells whether there is any time left
        except TimeoutError:
            raise timed_out("主机名解析超时", "the host name was not resolved in time") from None


def _ask(host: str, port: int, answer: queue.SimpleQueue[tuple[str, ...]]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    answer.put(tuple(dict.fromkeys(str(address[0]) for _, _, _, _, address in found)))


def must_be_askable(host: str, numbers: Sequence[str], allowed: Sequence[str]) -> None:
    """Raise UnusableError where one of the numbers is of a kind that is never asked and nobody allowed it."""
    networks = [ip_network(each, strict=False) for each in allowed]
    for number in numbers:
        known = writings(ip_address(number.partition("%")[0]))
        kind = next((kind for network, kind in _REFUSED if any(each in network for each in known)), None)
        if kind is not None and not any(each in network for network in networks for each in known):
            raise _never_asked(host, number, kind)


def writings(number: Number) -> tuple[Number, ...]:
    """An address and the IPv4 address it is another writing of, if it is."""
    if isinstance(number, IPv4Address):
        return (number,)
    if number.ipv4_mapped is not None:
        return number, number.ipv4_mapped
    inside = (IPv4Address(int(number) >> shift & 0xFFFFFFFF) for network, shift in _INSIDE if number in network)
    # The first 96 bits are empty in ::1 too, which is no writing of 0.0.0.1.
    return (number, *(each for each in inside if not number.is_loopback))


def _never_asked(host: str, number: str, kind: Text) -> UnusableError:
    name = number if host == number else f"{host} → {number}"
    zh = (
        f"地址不可用：{name} 是{kind.zh}，未发送任何请求；确需检测时，请在 hutong.yaml 中写明 allow_address: [{number}]"
    )
    en = (
        f"the address cannot be used: {name} is {kind.en}; nothing was sent; "
        f"if it is really meant, say allow_address: [{number}] in hutong.yaml"
    )
    return UnusableError("address", zh, en)
