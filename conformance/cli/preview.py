"""`--dry-run`: what a run would do, without sending anything."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Column, Table

from conformance.engine.plan import Plan
from conformance.model.clause import FAMILIES, FAMILY_WORDS
from conformance.model.flaws import FlawGroup, grouped
from conformance.model.text import Lang, Text
from conformance.model.unasked import remarks
from conformance.model.visible import visible


def preview(plan: Plan, lang: Lang) -> None:
    """Print target, clauses by family, probes with their requests, and what stays undecided without writes."""
    console = Console(highlight=False)
    target = plan.target
    mode = (
        Text("可写（测试环境）", "writes allowed (test environment)") if target.may_write else Text("只读", "read-only")
    )
    rows = [
        (Text("系统", "target"), f"{target.name}  {target.address}"),
        (Text("适用配置", "profile"), f"{plan.profile.kind}  {plan.profile.title.into(lang)}"),
        (Text("方式", "mode"), mode.into(lang)),
        (Text("凭据", "credentials"), ", ".join(f"{c.role} ${c.variable}" for c in target.credentials.values()) or "-"),
        (Text("上限", "limits"), _limits(plan, lang)),
        *([(Text("时段", "window"), target.window.text)] if target.window else []),
        (Text("标准", "standards"), f"{plan.standard.release}  {plan.standard.digest[:12]}"),
    ]
    for word, value in rows:
        console.print(f"{word.into(lang)}: {visible(value)}", markup=False, soft_wrap=True)
    counts = Counter(clause.family for clause in plan.clauses)
    families = ", ".join(f"{FAMILY_WORDS[family].into(lang)} {counts[family]}" for family in FAMILIES if counts[family])
    console.print(Text(f"条款 {len(plan.clauses)}：{families}", f"clauses {len(plan.clauses)}: {families}").into(lang))
    console.print(_rounds(plan, lang))
    if any_answer := sum(clause.judges_any for clause in plan.clauses):
        zh = f"有 {any_answer} 条条款判定以上测试例得到的全部应答，适用配置的测试例因此全部执行"
        en = f"{any_answer} clauses judge every answer to the probes above, so every probe of the profile is asked"
        console.print(Text(zh, en).into(lang), soft_wrap=True)
    methods = sum((Counter(asked.methods) for asked in plan.rounds), Counter())
    total = ", ".join(f"{method} {number}" for method, number in sorted(methods.items()))
    zh, en = (
        f"最多 {plan.requests} 次请求（{total}）；未发送任何请求",
        f"at most {plan.requests} requests ({total}); nothing was sent",
    )
    console.print(Text(zh, en).into(lang))
    for group in grouped(plan.contract.flaws):
        console.print(_flaw(group, lang), markup=False, soft_wrap=True)
    _not_called(plan, console, lang)
    _not_questioned(plan, console, lang)
    held = plan.wanting_writes()
    if held:
        names = "\n  ".join(clause.id for clause in held)
        text = Text("只读时不能全部判定：", "not wholly decidable read-only:")
        console.print(f"{text.into(lang)}\n  {names}", markup=False)


def _flaw(group: FlawGroup, lang: Lang) -> str:
    """One thing that is wrong with the interface document: where, and the operations concerned."""
    about = f"  {', '.join(group.operations)}" if group.operations else ""
    where = Text("接口文档", "document").into(lang)
    return visible(f"{where} {group.place}: {group.problem.into(lang)}{about}", limit=0)


def _not_called(plan: Plan, console: Console, lang: Lang) -> None:
    """Every operation that would not be called, why, and how it would be."""
    if plan.held_back:
        number = len(plan.held_back)
        console.print(Text(f"不调用的操作 {number} 个：", f"operations not called, {number}:").into(lang))
    for one in plan.held_back:
        said = Text(f"{one.why.zh}；{one.remedy.zh}", f"{one.why.en}; {one.remedy.en}").into(lang)
        line = f"  {one.method} {one.path}  {one.operation}: {said}"
        console.print(visible(line, limit=0), markup=False, soft_wrap=True)


def _not_questioned(plan: Plan, console: Console, lang: Lang) -> None:
    """Every operation of the system's own document that no questions are put to, and why."""
    if plan.without:
        number = len(plan.without)
        console.print(Text(f"没有问题的操作 {number} 个：", f"operations without questions, {number}:").into(lang))
    for text in remarks(plan.without, most=None):
        console.print(visible(f"  {text.into(lang)}", limit=0), markup=False, soft_wrap=True)


def _limits(plan: Plan, lang: Lang) -> str:
    limits = plan.target.limits
    seconds, rate = f"{limits.request_seconds:g}", f"{limits.rate:g}"
    whole = f"{limits.seconds:g}"
    zh = f"每次请求 {seconds} 秒，{rate} 次/秒（本机不限），{limits.requests} 次，共 {whole} 秒"
    en = f"{seconds} s a request, {rate}/s (loopback: full speed), {limits.requests} requests, {whole} s in all"
    return Text(zh, en).into(lang)


def _rounds(plan: Plan, lang: Lang) -> Table:
    words = (
        Text("测试例", "probe"),
        Text("角色", "role"),
        Text("请求", "requests"),
        Text("方法", "methods"),
        Text("条款", "clauses"),
    )
    table = Table(*(Column(word.into(lang), overflow="fold") for word in words), box=None, pad_edge=False)
    for asked in plan.rounds:
        using = sum(asked.key in clause.asked for clause in plan.clauses)
        methods = " ".join(f"{method} {number}" for method, number in sorted(asked.methods.items()))
        table.add_row(asked.probe, asked.role or "-", str(asked.requests), methods, str(using))
    return table
