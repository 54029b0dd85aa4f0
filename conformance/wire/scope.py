"""The scope of a run: one scheme, one host, one port, and no way to widen it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, urlsplit

from conformance.wire.addresses import writings
from conformance.wire.wire_errors import UnusableError

_DEFAULT_PORTS = {"http": 80, "https": 443}
# The authority ends at the first "/", "?" or "#"; user information, backslashes, blanks and controls never match.
_ADDRESS = re.compile(
    r"(https?)://(\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(?::([0-9]{1,5}))?((?:[/?][!-\"$-~]*)?)(?:#[!-~]*)?", re.IGNORECASE
)


class AddressError(UnusableError):
    """Why an address is none a system can be examined at."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__("address", f"地址不可用：{zh}", f"the address cannot be used: {en}")


@dataclass(frozen=True)
class Scope:
    """Where requests of a run may go. `base_path` ends without a slash; `host` is lower case, without brackets."""

    scheme: str
    host: str
    port: int
    base_path: str = ""

    @classmethod
    def of(cls, address: str) -> Scope:
        """The scope of a target's address; AddressError for anything but a plain http or https one with a host."""
        parts = _split(address)
        if "@" in parts.netloc:  # first of all, because the other messages repeat the address
            raise AddressError(
                "不得含用户名或口令；凭据按角色写在 hutong.yaml 中",
                "it must not hold a user name or password; credentials belong to roles",
            )
        if parts.scheme not in _DEFAULT_PORTS:
            raise AddressError(
                f"须以 http:// 或 https:// 开头：{address!r}", f"it must begin with http:// or https://: {address!r}"
            )
        if parts.query or parts.fragment:
            raise AddressError(
                f"不得含查询串或片段：{address!r}", f"it must not hold a query or a fragment: {address!r}"
            )
        host, port = _host(parts.hostname, address), _port(parts.port, parts.scheme, address)
        scope = cls(parts.scheme, host, port, parts.path.rstrip("/"))
        if scope.target(scope.url("/")) is None:
            raise AddressError(
                f"只能由主机、端口和 ASCII 路径组成：{address!r}",
                f"it must be plain: host, port and an ASCII path: {address!r}",
            )
        return scope

    @cached_property
    def authority(self) -> str:
        """Host and port as a Host header states them: the default port left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @cached_property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @cached_property
    def is_loopback(self) -> bool:
        """Whether the host is this machine by name or number."""
        try:
            return any(each.is_loopback for each in writings(ipaddress.ip_address(self.host)))
        except ValueError:
            return self.host == "localhost"

    def url(self, path: str, query_string: str = "") -> str:
        """The address of a path under the base path, or of a well-known one under the root of the host (RFC 8615).

        Path and query are percent-encoded already.
        """
        joined = path if path.startswith("/") or not path else f"/{path}"
        query = f"?{query_string}" if query_string else ""
        base = "" if joined.startswith("/.well-known/") else self.base_path
        return f"{self.origin}{base}{joined}{query}"

    def holds(self, url: str) -> bool:
        """Whether a request may go there: same scheme, host and port, written in plain ASCII."""
        return self.target(url) is not None

    def target(self, url: str) -> str | None:
        """The request target (path and query) of an address in scope; None when it is not."""
        match = _ADDRESS.fullmatch(url)
        if match is None:
            return None
        scheme, host, port, rest = match.groups()
        if scheme.lower() != self.scheme or host.lower().strip("[]") != self.host:
            return None
        if int(port or _DEFAULT_PORTS[self.scheme]) != self.port:
            return None
        return rest if rest.startswith("/") else f"/{rest}"


def _split(address: str) -> SplitResult:
    if any(char.isspace() or not char.isprintable() for char in address):
        raise AddressError("不得含空格或控制字符", "it must not hold blanks or control characters")
    try:
        parts = urlsplit(address)
        _ = parts.port  # read here, because it is checked where it is read
    except ValueError:
        raise AddressError("主机或端口的写法不对", "host or port is not written as one") from None
    return parts


def _host(host: str | None, address: str) -> str:
    if not host:
        raise AddressError(f"没有主机名：{address!r}", f"it names no host: {address!r}")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise AddressError(f"主机名不合法：{address!r}", f"it names no valid host: {address!r}") from None


def _port(port: int | None, scheme: str, address: str) -> int:
    if port == 0:
        raise AddressError(f"端口不能为 0：{address!r}", f"it names port 0: {address!r}")
    return port or _DEFAULT_PORTS[scheme]
