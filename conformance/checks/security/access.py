"""Whether a system serves only those it should, and keeps their credentials to itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from conformance.checks.places import ABOUT_THE_CALLER, tells_nothing
from conformance.checks.reading import asker, first, kind_of, not_exercised, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

# What servers call a session they carry in links where cookies are off.
_SESSION_IN_LINK = re.compile(r"(?i)[?&;](?:jsessionid|phpsessid|aspsessionid\w*)=[\w.!-]+")
_LINK = re.compile(r"""(?:https?://|/)[^\s"'<>\\]*|[?&;][\w.-]+=[^\s"'<>\\]*""")


def draft_stays_with_its_unit(trace: Trace) -> Iterator[Finding]:
    """A draft is neither read, as a version or its history, nor found by officers of another unit."""
    kind = kind_of(trace)
    draft = record(succeeded(trace, "before").data).get(kind.key)
    asked = (first(trace, "read"), *trace.at("history"), *trace.at("version"))
    for exchange in asked:
        if 200 <= exchange.status < 300 and not (exchange.step == "history" and _lists_none(exchange)):
            yield Finding(
                Text(
                    f"其他单位读取草稿得到 {exchange.status}", f"another unit reading the draft got {exchange.status}"
                ),
                Text("404 或 403", "404 or 403"),
                exchanges=(exchange,),
            )
    succeeded(trace, "listed")
    for page in trace.at("listed"):
        if draft in [item.get(kind.key) for item in kind.entries(page.data)]:
            yield Finding(
                Text("其他单位检索到草稿", "another unit finds the draft"),
                Text("只列其可见的条目", "only entries it may see"),
                exchanges=(page,),
            )
    for exchange in (it for it in asked if it.status in ABOUT_THE_CALLER or it.status >= 500):
        raise tells_nothing(exchange)


def _lists_none(exchange: Exchange) -> bool:
    return exchange.status == 204 or record(exchange.data).get("items") == []


def privileged_fields_have_no_effect(trace: Trace) -> Iterator[Finding]:
    """Members that only the system may set are refused or ignored when a caller sends them.

    A record sent without them tells what they are set to of itself, later on too, and whether others see it anyway.
    """
    succeeded(trace, "plain")
    sent = first(trace, "privileged")
    if sent.status in (400, 403, 422):
        return
    if not 200 <= sent.status < 300:
        raise tells_nothing(sent)
    entry, plain = record(succeeded(trace, "read-back").data), record(succeeded(trace, "plain-again").data)
    for name, value in kind_of(trace).advanced.items():
        if entry.get(name) == value != plain.get(name):
            yield Finding(
                Text(f"{name} 为 {shown(entry.get(name))}", f"{name} is {shown(entry.get(name))}"),
                Text(f"{shown(plain.get(name))}，不受提交者左右", f"{shown(plain.get(name))}, whatever was sent"),
                exchanges=(sent, *trace.at("read-back")),
            )
    if "outsider" not in kind_of(trace).roles:
        return
    seen, plainly = first(trace, "seen"), first(trace, "plain-seen")
    if 200 <= seen.status < 300 and not 200 <= plainly.status < 300:
        yield Finding(
            Text("未经审核即对其他单位可见", "other units see it without a review"),
            Text("审核之前不可见", "nobody else sees it before the review"),
            exchanges=(sent, *trace.at("seen")),
        )


def admitted_role_is_served(exchange: Exchange) -> Iterator[Finding]:
    """The credential of a role that the contract admits is accepted, and its list answered without an error.

    The contract says who may list at most: one that is refused for lack of rights was known. One that is limited or
    whose credential is unknown tells nothing.
    """
    who = asker(exchange)
    if exchange.status == 401 and exchange.role != "anonymous":
        zh, en = f"系统不接受{who.zh}的凭据", f"the credential of the role {who.en} is not accepted"
        raise Undecided(Reason.NO_CREDENTIAL, Text(zh, en), f"credentials.{exchange.role}")
    if exchange.status == 429:
        raise Undecided(Reason.RATE_LIMITED, Text("请求被限流", "the request was rate limited"))
    if exchange.status == 401 or exchange.status >= 500:
        seen = Text(f"{who.zh}得到 {exchange.status}", f"the role {who.en} got {exchange.status}")
        yield Finding(seen, Text("列出记录", "the list"))
    elif exchange.status != 403 and not 200 <= exchange.status < 300:
        raise tells_nothing(exchange)


def credential_is_not_echoed(exchange: Exchange) -> Iterator[Finding]:
    """The answer does not hold the credential it was asked with."""
    sent = _sent(exchange)
    if not sent:
        raise not_exercised("没有带凭据的请求", "nothing was asked with a credential")
    for name in sent:
        if name in _held(exchange):
            yield Finding(
                Text(
                    f"应答中出现请求的凭据（记作 ${name}）",
                    f"the answer holds the request's credential, shown as ${name}",
                ),
                Text("应答不含凭据", "no answer holds it"),
            )


def _sent(exchange: Exchange) -> list[str]:
    """The variables whose secrets stood in the header of a request."""
    return [mark.variable for mark in exchange.request.marks if isinstance(mark.part, int)]


def _held(exchange: Exchange) -> tuple[str, ...]:
    """The variables whose secrets stood in an answer."""
    return exchange.response.secrets if exchange.response else ()


def _whole(exchange: Exchange) -> str:
    """An answer as one text: header fields and body."""
    if exchange.response is None:
        return ""
    return "\n".join([*(value for _, value in exchange.response.headers), exchange.response.text])


def _of_variables(variables: Iterable[str]) -> re.Pattern[str]:
    """The value of a parameter that is one of our secrets, each told by the name of its variable."""
    names = "|".join(map(re.escape, variables))
    return re.compile(rf"(?i:=(?:Bearer(?:%20|\+))?)\$(?:{names})(?!\w)")


def links_carry_no_credential(exchange: Exchange) -> Iterator[Finding]:
    """No address an answer gives, in headers or in its body, carries a credential or a session."""
    held, text = _held(exchange), _whole(exchange)
    ours = _of_variables(held) if held else None
    if ours is None and "sessi" not in text.lower():  # most answers hold neither, which is soon seen
        return
    for link in _LINK.findall(text):
        if _SESSION_IN_LINK.search(link) or (ours and ours.search(link)):
            yield Finding(
                Text(f"地址 {shown(link)}", f"the address {shown(link)}"),
                Text("地址不含凭据或会话标识", "no credential or session in an address"),
            )
            return
