"""Whether a fee for information is one that may be taken: for what is plainly beyond reason, by the published steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.checks.places import value_at
from conformance.checks.reading import not_exercised, record, shown
from conformance.model.exchange import Value
from conformance.model.finding import Finding
from conformance.model.record import whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

FREE_FILES, FREE_PAGES = 10, 30
PAGE_STEPS = ((200, 40), (100, 20), (30, 10))
"""Above so many pages, so many yuan a page."""


def fee_is_for_excess(value: Value) -> Iterator[Finding]:
    """No fee is taken for a single application, whose number cannot be beyond reason."""
    by, quantity, amount = _fee(value)
    if amount and by == "files" and quantity <= 1:
        seen = Text(f"一件申请收取 {amount} 元", f"{amount} yuan for one application")
        yield Finding(seen, Text("不收费", "no fee"), at="amount")


def fee_is_by_steps(value: Value) -> Iterator[Finding]:
    """A fee is what the published steps come to: by applications of a month, or by pages, and never by both.

    By applications it is that of all of the month, or of the last one alone. That of the last few is undecided: one
    application may be counted as several. A body may always take nothing.
    """
    by, quantity, amount = _fee(value)
    last = _last(quantity, amount) if by == "files" else 0
    if amount == 0 or last == 1:
        return
    due = _by_files(quantity) if by == "files" else _by_pages(quantity)
    if amount != due and last:
        zh = f"{amount} 元是当月最后 {last} 件的，是否一件拆作 {last} 件计收，由人判断"
        en = (
            f"{amount} yuan are those of the last {last} of the month; whether they are one application, a person tells"
        )
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if amount != due:
        unit = Text("件", "applications") if by == "files" else Text("页", "pages")
        seen = Text(f"{quantity} {unit.zh}收取 {amount} 元", f"{amount} yuan for {quantity} {unit.en}")
        yield Finding(seen, Text(f"{due} 元", f"{due} yuan"), at="amount")


def _by_files(number: int) -> int:
    """Ten a month are free, to the thirtieth 100 yuan each; from there every ten add 100 yuan to the price of one."""
    return sum(map(_price, range(FREE_FILES + 1, number + 1)))


def _price(one: int) -> int:
    """The price of the application of that number in a month, beyond the free ones."""
    return 100 * (1 + max(0, (one - 21) // 10))


def _last(number: int, amount: int) -> int:
    """How many of the last applications of so many in a month come to an amount; 0 where none do."""
    total = 0
    for one in range(number, FREE_FILES, -1):
        total += _price(one)
        if total >= amount:
            return number - one + 1 if total == amount else 0
    return 0


def _by_pages(number: int) -> int:
    """Thirty pages are free; to the hundredth 10 yuan each, to the two hundredth 20, beyond 40."""
    total = 0
    for above, price in PAGE_STEPS:
        total += max(0, number - above) * price
        number = min(number, above)
    return total


def _fee(value: Value) -> tuple[str, int, int]:
    fee: Any = record(value.value)
    by, quantity, amount = value_at(fee, "by"), whole(value_at(fee, "quantity")), whole(value_at(fee, "amount"))
    if by not in ("files", "pages") or quantity is None or amount is None or quantity > 1_000_000:
        raise not_exercised(
            f"收费没有写明计收方式、数量与金额：{shown(fee)}", f"the fee tells no basis or amount: {shown(fee)}"
        )
    return by, quantity, amount
