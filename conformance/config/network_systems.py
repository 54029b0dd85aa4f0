"""The systems of a `hutong.yaml`'s network: codes, names and hierarchy, each held against the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from conformance.checks.overall.identifiers import credit_code_may_hold, is_division_code
from conformance.config.network_entries import SystemConfig
from conformance.model.network import ADMINISTRATIVE_WORDS, LEVELS
from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.yaml_text import Document, Path
from conformance.wire.scope import AddressError, Scope

Role = Literal["platform", "catalogue"]
KINDS: Mapping[Role, str] = {"platform": "data-exchange", "catalogue": "resource-catalogue"}
NATION = ("000000", "100000")
ABOUT = "config"


class Systems:
    """The entries by name, and how what is wrong with one is told at its line."""

    def __init__(self, entries: Mapping[str, SystemConfig], document: Document) -> None:
        self.entries, self._document = entries, document

    def check(self) -> None:
        """Codes, addresses and parents, system by system in the order of the file."""
        owners: dict[str, str] = {}
        for name, entry in self.entries.items():
            self._check_codes(name, entry)
            if entry.uscc in owners:
                other = owners[entry.uscc]
                zh, en = f"`{name}` 与 `{other}` 的统一社会信用代码相同", f"`{name}` and `{other}` have the same USCC"
                hint = Text("一个系统一个主体代码，核对其一", "each system has its own; correct one")
                raise self.wrong(("systems", name, "uscc"), zh, en, hint)
            owners[entry.uscc] = name
            for word in ("parent", "platform", "catalogue"):
                if getattr(entry, word):
                    self.known(getattr(entry, word), ("systems", name, word))
        for name in self.entries:
            self._check_cycle(name)
        for name, entry in self.entries.items():
            self._check_level(name, entry)

    def _check_codes(self, name: str, entry: SystemConfig) -> None:
        try:
            Scope.of(entry.address)
        except AddressError as error:
            raise self.wrong(("systems", name, "address"), error.text.zh, error.text.en) from None
        if not credit_code_may_hold(entry.uscc):
            hint = Text(
                "18 位，不含 I、O、S、V、Z，末位为校验位", "18 characters, none of I, O, S, V, Z, the last one a check"
            )
            zh, en = f"统一社会信用代码 {entry.uscc} 不成立", f"{entry.uscc} is not a unified social credit code"
            raise self.wrong(("systems", name, "uscc"), zh, en, hint)
        if not is_division_code(entry.region) and not (entry.level == "nation" and entry.region in NATION):
            hint = Text(
                "GB/T 2260 代码，如 110000；国家级为 100000",
                "a code of GB/T 2260 such as 110000; 100000 for the nation",
            )
            zh, en = f"行政区划代码 {entry.region} 不成立", f"{entry.region} is not a division code"
            raise self.wrong(("systems", name, "region"), zh, en, hint)

    def _check_cycle(self, name: str) -> None:
        above = [*self.ancestors(name)]
        if name in above:
            shown = " → ".join([name, *above])
            zh, en = f"上级关系成环：{shown}", f"the parents form a cycle: {shown}"
            hint = Text("删去其中一处 parent", "take out one of these parents")
            raise self.wrong(("systems", name, "parent"), zh, en, hint)

    def _check_level(self, name: str, entry: SystemConfig) -> None:
        above = self.entries[entry.parent].level if entry.parent else None
        if above and LEVELS.index(entry.level) <= LEVELS.index(above):
            own, its = ADMINISTRATIVE_WORDS[entry.level], ADMINISTRATIVE_WORDS[above]
            zh = f"`{name}` 为{own.zh}，其上级 `{entry.parent}` 为{its.zh}，并不更高"
            en = f"`{name}` is of level {own.en}, and its parent `{entry.parent}` of level {its.en} is not above it"
            hint = Text("核对 level 或 parent", "correct level or parent")
            raise self.wrong(("systems", name, "level"), zh, en, hint)

    def ancestors(self, name: str) -> Iterator[str]:
        """The systems above one, nearest first; in a cycle it ends where it began to repeat."""
        seen: set[str] = set()
        at = self.entries[name].parent
        while at and at not in seen:
            seen.add(at)
            yield at
            at = self.entries[at].parent

    def through(self, name: str, role: Role) -> str:
        """The platform or catalogue of a system: as stated, itself, or that of the nearest system above it."""
        for each in (name, *self.ancestors(name)):
            entry = self.entries[each]
            stated: str = getattr(entry, role)
            if stated and self.entries[stated].profile != KINDS[role]:
                zh, en = f"`{stated}` 不是 {KINDS[role]} 类系统", f"`{stated}` is not of kind {KINDS[role]}"
                raise self.wrong(("systems", each, role), zh, en, self._of_kind(KINDS[role]))
            if stated or entry.profile == KINDS[role]:
                return stated or each
        return ""

    def _of_kind(self, kind: str) -> Text:
        names = ", ".join(name for name, entry in self.entries.items() if entry.profile == kind) or "-"
        return Text(f"此类系统有：{names}", f"of this kind are: {names}")

    def known(self, name: str, path: Path) -> None:
        """Refuse a name that is that of no system. Raises DataError."""
        if name not in self.entries:
            raise self.wrong(
                path, f"没有名为 `{name}` 的系统", f"there is no system `{name}`", near(name, [*self.entries])
            )

    def wrong(self, path: Path, zh: str, en: str, hint: Text | None = None) -> DataError:
        """What is wrong at a path of the file, and what to do."""
        return self._document.error(path, Text(zh, en), hint, ABOUT)
