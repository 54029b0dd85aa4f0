"""Changes to the second exchange, as a vendor could have written them: where, what stood, what stands instead."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SECOND = Path(__file__).parent / "second_exchange"


@dataclass(frozen=True)
class Change:
    """One place of one file; `clause` is what a fault breaks, a lawful way has none."""

    file: str
    before: str
    after: str
    clause: str = ""


@contextmanager
def served(change: Change, folder: Path) -> Iterator[str]:
    """The address of the second exchange with a change, until the block ends."""
    (folder / "changed_exchange").mkdir()
    for source in sorted(SECOND.glob("*.py")):
        text = source.read_text(encoding="utf-8").replace("tests.second_exchange", "changed_exchange")
        if source.stem == change.file:
            if text.count(change.before) != 1:
                raise ValueError(f"{change} is not at one place")
            text = text.replace(change.before, change.after)
        (folder / "changed_exchange" / source.name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        try:
            with importlib.import_module("changed_exchange").serve() as address:
                yield address
        finally:
            for name in [name for name in sys.modules if name.split(".")[0] == "changed_exchange"]:
                del sys.modules[name]


FAULTS = {
    "tells-one-thing-lacking": Change(
        "intake", "if name not in request]\n", "if name not in request][:1]\n", "support.exchange.missing-told-once"
    ),
    "forgets-what-was-given": Change(
        "intake",
        "    request.update(_elements(content",
        "    [request.pop(name, None) for name in ELEMENTS]\n    request.update(_elements(content",
        "support.exchange.supplement-completes",
    ),
    "supplements-after-decision": Change(
        "intake", '("incomplete", *OPEN)', '("incomplete", *OPEN, "consented")', "support.sequences.in-turn"
    ),
    "decides-what-is-incomplete": Change(
        "intake", "not in OPEN:", 'not in (*OPEN, "incomplete"):', "support.sequences.in-turn"
    ),
    "decides-twice": Change(
        "intake", "not in OPEN:", 'not in (*OPEN, "refused", "consented"):', "support.sequences.in-turn"
    ),
    "asks-more-of-lower-levels": Change(
        "intake",
        "    elements = _elements(content, resource, g.account.unit)\n",
        '    if g.account.unit.level == "county" and "approval" not in content:\n'
        '        raise Refused(400, "须附上级部门批准文件", [{"pointer": "/approval", "message": "缺少"}])\n'
        "    elements = _elements(content, resource, g.account.unit)\n",
        "support.exchange.return-flow",
    ),
    "loses-the-reason": Change(
        "intake", "decision={**content,", 'decision={"result": "refuse",', "support.exchange.refusal-reasoned"
    ),
    "grants-the-whole": Change(
        "intake",
        '    request.update(state="consented"',
        '    grant["items"] = kept.registry().coded(grant["resource"]).names\n    request.update(state="consented"',
        "support.exchange.grant-as-consented",
    ),
    "keeps-the-grant-of-what-was-withdrawn": Change(
        "intake", 'if grant and grant["state"] != "ended":', "if False:", "support.sequences.stays-withdrawn"
    ),
    "forgets-keys": Change("intake", "once(kept.registry().keys,", "once({},", "support.submission.idempotent"),
    "delivers-every-item": Change("supply", 'if name in grant["items"]}', "}", "support.delivery.scope-kept"),
    "delivers-when-suspended": Change(
        "supply", '!= "active" or', 'not in ("active", "suspended") or', "management.exchange.misuse-suspends"
    ),
    "delivers-when-expired": Change(
        "registry", 'return "expired" if over', 'return "active" if over', "management.exchange.closed-grants"
    ),
    "delivers-to-strangers": Change(
        "supply",
        '    grant = kept.own_row("grants", id, "consumer")\n    if kept.state_of(grant) !=',
        '    grant = kept.registry().rows["grants"][id]\n    if kept.state_of(grant) !=',
        "management.exchange.grantee-only",
    ),
    "asks-for-no-scenario": Change(
        "supply", 'scenario not in (None, grant["scenario"]) or ', "", "management.exchange.scenario-kept"
    ),
    "counts-one-too-many": Change(
        "supply", '"count": len(records)}', '"count": len(records) + 1}', "support.delivery.counts"
    ),
    "digests-other-bytes": Change(
        "supply", "answer.get_data()", "answer.get_data().strip()", "support.delivery.content-digest"
    ),
    "digests-before-the-cut": Change(
        "supply", 'digest(records, "SM3")', 'digest(records[1:], "SM3")', "security.messages.delivered-digest"
    ),
    "believes-the-digest": Change("post", 'header["digest"] != true', "not true", "security.messages.tampered-refused"),
    "believes-sm3": Change(
        "post",
        'header["digest"] != true',
        'header["digest"] != true and true["algorithm"] != "SM3"',
        "security.messages.sm3-verified",
    ),
    "takes-old-messages": Change("post", "minutes=10", "days=10", "security.messages.timely"),
    "takes-a-nonce-twice": Change(
        "post", 'header["nonce"] in kept.registry().nonces', "False", "security.messages.nonce-once"
    ),
    "receives-twice": Change(
        "post",
        '    return as_json(before["receipt"])',
        "    return as_json(receive(kept.registry(), message, kept.now()))",
        "support.messages.exactly-once",
    ),
    "takes-what-does-not-fit": Change(
        "post", '"rejected", "reason": misfit', '"accepted"', "support.messages.unfit-rejected"
    ),
    "shows-messages-to-all": Change(
        "post", "if not found or not _party(found):", "if not found:", "security.messages.parties-only"
    ),
    "loses-rejections": Change(
        "post",
        'message["receipt"]["result"])',
        'message["receipt"]["result"].removeprefix("rejected"))',
        "support.messages.reconciled",
    ),
    "loses-the-reply": Change(
        "uses",
        '    row.update(state="replied", reply={**content, **said})',
        '    row = {**row, "state": "replied", "reply": {**content, **said}}',
        "support.exchange.correction-answered",
    ),
    "ignores-the-region-searched": Change(
        "lists", 'region in (None, *shown["regions"])', "True", "support.search.filters"
    ),
    "consents-by-itself": Change("intake", " or flows_back:", " or True:", "support.exchange.reviewed-first"),
    "grants-what-is-not-shared": Change(
        "intake",
        '        raise Refused(403, "该资源不予共享", legalBasis=resource.shown["legalBasis"])',
        '        resource.shown["methods"] = ["service"]',
        "support.exchange.not-shared",
    ),
    "lists-the-grant-of-what-was-withdrawn": Change(
        "lists", 'row.get("request", "")', '""', "support.sequences.stays-withdrawn"
    ),
    "counts-what-it-does-not-list": Change(
        "lists",
        'page_of([row for row in fitting if wanted.get("state") or not _withdrawn(row)]))',
        '{**page_of([row for row in fitting if wanted.get("state") or not _withdrawn(row)]), "total": len(rows)})',
        "support.paging.complete",
    ),
    "extends-too-far": Change(
        "intake", "working_days_after(due, 10)", "working_days_after(due, 15)", "management.exchange.extension-agreed"
    ),
    "names-no-authority": Change(
        "intake", 'content["approver"]', "g.account.unit.name", "management.exchange.extension-agreed"
    ),
    "grants-without-an-agreement": Change(
        "intake",
        '    agreed(kept.registry(), grant, request.get("contact"), kept.today())',
        "    assert agreed",
        "management.exchange.agreement",
    ),
    "takes-half-a-record-of-use": Change(
        "inputs", "    process: Line\n", "    process: Line = ABSENT\n", "management.exchange.use-complete"
    ),
    "loses-part-of-a-record-of-use": Change(
        "uses", "**content}\n    until", '**content, "storage": "--"}\n    until', "management.exchange.use-looked-up"
    ),
    "keeps-uses-for-a-year": Change("uses", "+ KEPT_YEARS}-12", "+ 1}-12", "management.exchange.use-kept"),
    "makes-numbers-text": Change(
        "post",
        '"records": found["records"]})',
        '"records": [{name: str(value) for name, value in record.items()} for record in found["records"]]})',
        "support.messages.kept-as-sent",
    ),
    "consents-to-service-by-itself": Change(
        "intake", " or flows_back:", ' or request["method"] == "service":', "support.exchange.reviewed-first"
    ),
    "consents-once-supplemented": Change(
        "intake",
        "        _settle(request, resource)\n    return as_json(request)",
        '        _settle(request, resource)\n        _consent(request, "system")\n    return as_json(request)',
        "support.exchange.reviewed-first",
    ),
    "grants-one-role-what-is-not-shared": Change(
        "intake",
        '    if resource.shown["shareType"] == "none":\n',
        '    if resource.shown["shareType"] == "none" and g.account.role == "upper":\n'
        '        resource.shown["methods"] = ["service"]\n'
        '    elif resource.shown["shareType"] == "none":\n',
        "support.exchange.not-shared",
    ),
    "lists-to-the-provider-what-was-withdrawn": Change(
        "lists",
        'wanted.get("state") or not _withdrawn(row)]',
        'wanted.get("state") or g.account.role == "officer" or not _withdrawn(row)]',
        "support.sequences.stays-withdrawn",
    ),
    "counts-all-resources": Change(
        "lists",
        "    return as_json(page_of([r.shown for _, r in sorted(kept.registry().resources.items()) if fits(r.shown)]))",
        "    found = [r.shown for _, r in sorted(kept.registry().resources.items()) if fits(r.shown)]\n"
        '    return as_json({**page_of(found), "total": len(kept.registry().resources)})',
        "support.paging.complete",
    ),
    "extends-by-a-day-more": Change(
        "intake", "working_days_after(due, 10)", "working_days_after(due, 11)", "management.exchange.extension-agreed"
    ),
    "extends-as-long-as-asked": Change(
        "intake", "not due < until <= latest", "not due < until", "management.exchange.extended-once"
    ),
    "extends-untold": Change(
        "intake",
        '"until": until.isoformat(), "toldAt": kept.now()}',
        '"until": until.isoformat()}',
        "management.exchange.extension-agreed",
    ),
    "agrees-until-yesterday": Change(
        "agreements",
        '"term": grant["period"]',
        '"term": {**grant["period"], "to": "2026-11-17"}',
        "management.exchange.agreement",
    ),
    "takes-a-use-without-disposal": Change(
        "inputs",
        "    storage: Line\n    disposal: Line\n",
        "    storage: Line\n    disposal: Line = ABSENT\n",
        "management.exchange.use-complete",
    ),
    "fills-in-what-a-use-lacks": Change(
        "inputs", "    process: Line\n", '    process: Line = "无"\n', "management.exchange.use-complete"
    ),
    "shows-providers-less-of-a-use": Change(
        "uses",
        "    return as_json(_use(id, use))",
        '    hidden = ("process",) if g.account.role == "officer" else ()\n'
        "    return as_json({name: value for name, value in _use(id, use).items() if name not in hidden})",
        "management.exchange.use-looked-up",
    ),
    "rewrites-the-scenario-of-a-use": Change(
        "uses",
        "**content}\n    until",
        '**content, "scenario": grant["scenario"]}\n    until',
        "management.exchange.use-looked-up",
    ),
    "keeps-uses-a-day-short": Change(
        "uses",
        'until = f"{int(kept.today()[:4]) + KEPT_YEARS}-12-31"',
        'until = f"{int(kept.today()[:4]) + 3}-11-17"',
        "management.exchange.use-kept",
    ),
    "makes-flags-numbers": Change(
        "post",
        '"records": found["records"]})',
        '"records": [{name: int(it) if it is True else it for name, it in one.items()} for one in found["records"]]})',
        "support.messages.kept-as-sent",
    ),
    "rewrites-the-time-of-a-message": Change(
        "post",
        '    return as_json({"header": found["header"],',
        '    return as_json({"header": {**found["header"], "sentAt": kept.now()},',
        "support.messages.kept-as-sent",
    ),
    "takes-messages-of-tomorrow": Change(
        "post", "abs(g.now - moment(header", "(g.now - moment(header", "security.messages.timely"
    ),
    "lists-messages-of-all": Change(
        "post", "values() if _party(message)]", "values()]", "security.messages.parties-only"
    ),
    "starts-batches-for-strangers": Change(
        "supply",
        '    grant = _usable(id, "batch")',
        '    grant = kept.registry().rows["grants"][id]',
        "management.exchange.grantee-only",
    ),
    "starts-batches-of-ended-grants": Change(
        "supply",
        '    grant = _usable(id, "batch")',
        '    grant = kept.own_row("grants", id, "consumer")',
        "management.exchange.closed-grants",
    ),
    "gives-files-to-strangers": Change(
        "supply",
        '    grant = _usable(id, "file")',
        '    grant = kept.registry().rows["grants"][id]',
        "management.exchange.grantee-only",
    ),
    "ignores-the-region-asked-for": Change(
        "supply", "regions = [region] if region else grant", "regions = grant", "support.delivery.region-asked"
    ),
}
"""Faults that the clause they break finds."""
WAYS = {
    "reviews-return-flow": Change("intake", " or flows_back:", ":"),
    "waits-for-the-officer": Change(
        "intake", 'resource.shown["shareType"] == "unconditional" or flows_back', "flows_back"
    ),
    "hides-requests-from-the-authority": Change(
        "registry",
        'account.role == "administrator" or not other',
        '(account.role == "administrator" and "requester" not in row) or not other',
    ),
    "says-403": Change("registry", 'Refused(404, "没有这条记录")', 'Refused(403 if row else 404, "没有这条记录")'),
    "has-no-disputes": Change("seed", "for unit, consumer, dispute in DISPUTES:", "for unit, consumer, dispute in ():"),
    "cuts-an-extension-to-the-longest": Change(
        "intake", "    if not due < until <= latest:\n", "    until = min(until, latest)\n    if not due < until:\n"
    ),
    "sends-small-messages": Change("supply", "MOST_RECORDS = 500", "MOST_RECORDS = 7"),
}
"""What the contract leaves open, decided otherwise."""
STILL_RUNNING = Change("supply", 'if batch["state"] == "running":', "if False:")
"""A batch that takes longer than the run."""
