"""Networks and what their pairs came to, made by hand from the real model, without any server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from conformance.interop.graph import graph, undeclared, unreachable
from conformance.model.interop import (
    Acceptance,
    Blame,
    CatalogueCell,
    Cell,
    Comparison,
    Duplicate,
    Incompatibility,
    Interop,
    Use,
)
from conformance.model.network import (
    AdministrativeLevel,
    Agreement,
    Consumption,
    Duty,
    Member,
    Network,
    Pair,
    Provision,
    Zone,
)
from conformance.model.report import ClauseResult, Gate
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from tests.reports.sample import HOSTILE, clause, counterexample, evidence_of

Link = tuple[str, str, str]

PORTS = 8101
"""The port of the first system; the others follow."""


def member(
    name: str,
    level: AdministrativeLevel = "city",
    region: str = "440300",
    zone: Zone = "政务外网",
    port: int = PORTS,
    department: str = "",
) -> Member:
    target = Target(name, f"http://127.0.0.1:{port}", "data-exchange", "test")
    return Member(
        name, target, department or f"{name}主管部门", "11440300MB2C92071X", level, region, zone, platform=name
    )


def network(members: Sequence[Member], needs: Iterable[Link], agreements: Sequence[Agreement] = ()) -> Network:
    """The members with what each needs (provider, consumer, resource), and everything needed provided."""
    links = [*needs]
    made = {}
    for one in members:
        gives = dict.fromkeys(item for provider, _, item in links if provider == one.name)
        takes = tuple(Consumption(item, provider) for provider, consumer, item in links if consumer == one.name)
        provides = tuple(Provision(item) for item in gives if item not in {it.resource for it in one.provides})
        made[one.name] = replace(one, provides=one.provides + provides, consumes=takes)
    return Network(made, tuple(agreements))


def plain_network(names: Iterable[str], needs: Iterable[Link]) -> Network:
    return network([member(name) for name in names], needs)


def cells(of: Network, verdicts: dict[Link, Verdict] | None = None, blame: Blame = Blame.PROVIDER) -> tuple[Cell, ...]:
    """A cell for every declared pair: passing where nothing else is said."""
    made = []
    for pair in of.pairs():
        verdict = (verdicts or {}).get(pair.ends, Verdict.PASS)
        made.append(Cell(pair, verdict, blame if verdict is Verdict.FAIL else None))
    return tuple(made)


PROVINCE, CIVIL, SOCIAL, WATER, ARCHIVE, PLATFORM = "省目录", "民政", "社保", "水务", "档案", "共享平台"
NEEDS: tuple[Link, ...] = (
    (CIVIL, PROVINCE, "440300-MZ-0001"),
    (PROVINCE, CIVIL, "440000-DM-0001"),
    (CIVIL, SOCIAL, "440300-MZ-0001"),
    (CIVIL, SOCIAL, "440300-MZ-0002"),
    (SOCIAL, CIVIL, "440300-SB-0001"),
    (SOCIAL, WATER, "440300-SB-0001"),
    (WATER, ARCHIVE, "440300-SW-0001"),
    (WATER, SOCIAL, "440300-SW-0002"),
    (ARCHIVE, PROVINCE, "440300-DA-0001"),
    (CIVIL, ARCHIVE, "440300-MZ-0002"),
)


def _members(first_port: int) -> list[Member]:
    made = [
        member(PROVINCE, "province", "440000", department="省政务服务和数据管理局"),
        member(CIVIL, department="市民政局"),
        member(SOCIAL, department="市人力资源和社会保障局"),
        member(WATER, "city", "440100", department="外市水务局"),
        member(ARCHIVE, "county", "440305", "专网", department="区档案馆"),
        member(PLATFORM, department="市政务服务和数据管理局"),
    ]
    placed = [
        replace(one, target=replace(one.target, address=f"http://127.0.0.1:{first_port + number}"), platform=PLATFORM)
        for number, one in enumerate(made)
    ]
    return [replace(one, platform=one.name) if one.zone == "专网" else one for one in placed]


AGREEMENT = Agreement(
    id="XY-2026-007",
    provider=SOCIAL,
    consumer=WATER,
    resource="440300-SB-0001",
    rights=("使用方按授权范围使用数据",),
    duties=(Duty("D-1", "provider", "按公布的数据元标准提供数据", ("support.delivery.values-are-coded",)),),
    begins="2026-01-01",
    ends="2026-12-31",
    contact="0755-00000000",
)


def _failing(pair: Pair, address: str, request_id: str) -> Cell:
    """A pair that fails by what it sends: the consumer does not take one of the values the provider may send."""
    proof = evidence_of(address, f"/deliveries/{pair.item}", [{"sex": "9"}], request_id)
    broken = counterexample(
        Text("性别代码为 9", "the code of sex is 9"), Text("0、1、2 之一", "one of 0, 1, 2"), [proof], at="data[0].sex"
    )
    coded = clause("support.delivery.values-are-coded", "代码取自代码表", "Values are taken from their code lists")
    misfit = Incompatibility({"sex": "9"}, "/sex", Text("0、1、2 之一", "one of 0, 1, 2"), 12)
    asking = Incompatibility({}, "", Text("必有成员 region", "a member region"), 7)
    return Cell(
        pair,
        Verdict.FAIL,
        Blame.PROVIDER,
        Text("提供方可能送出使用方不接受的值", "the provider may send what the consumer does not take"),
        "D-1",
        (proof,),
        (ClauseResult(coded, Verdict.FAIL, exercised=1, findings=(broken,), places=1),),
        {
            Comparison.ACCEPTANCE: Acceptance(Verdict.FAIL, 12, misfit),
            Comparison.REQUESTS: Acceptance(Verdict.FAIL, 7, asking),
            Comparison.COMPATIBILITY: Acceptance(
                Verdict.INCONCLUSIVE, 0, None, Reason.UNREADABLE_DOCUMENT, Text("没有上一版本", "no version before")
            ),
        },
    )


def sample_cells(of: Network, request_id: str = "req-0001") -> tuple[Cell, ...]:
    """Passing, failing, undecided, apart and in error: at least one of each."""
    return tuple(_sample_cell(cell, request_id) for cell in cells(of))


def _sample_cell(cell: Cell, request_id: str) -> Cell:
    pair = cell.pair
    if pair.apart:
        zones = Text("网络区域不相通", "their network zones do not meet")
        return replace(cell, verdict=Verdict.NOT_APPLICABLE, blame=Blame.NOBODY, reason=zones)
    if pair.ends == (SOCIAL, WATER, "440300-SB-0001"):
        return _failing(pair, pair.provider.target.address, request_id)
    if pair.ends == (CIVIL, SOCIAL, "440300-MZ-0002"):
        why = Text("回执未到，使用方只有样本", "no receipt, and of the consumer only samples")
        proof = evidence_of(pair.platform.target.address, "/receipts", [], request_id)
        return replace(cell, verdict=Verdict.FAIL, blame=Blame.UNDECIDED, reason=why, evidence=(proof,))
    if pair.ends == (SOCIAL, CIVIL, "440300-SB-0001"):
        why = Text("没有 officer 的凭据", "no credential for officer")
        return replace(cell, verdict=Verdict.INCONCLUSIVE, reason=why)
    if pair.ends == (CIVIL, PROVINCE, "440300-MZ-0001"):
        told = Text("2 条样例都是提供方可能发送的", "the provider may send each of 2 samples")
        held = Acceptance(Verdict.INCONCLUSIVE, 2, None, Reason.UNKNOWN_FACT, told)
        return replace(cell, compared={Comparison.SAMPLES: held})
    if pair.ends == (WATER, SOCIAL, "440300-SW-0002"):
        return replace(cell, verdict=Verdict.ERROR, reason=Text("工具出错：KeyError", "our own error: KeyError"))
    return cell


def _catalogues() -> tuple[CatalogueCell, ...]:
    way = {
        "content": Verdict.PASS,
        "format": Verdict.FAIL,
        "interface": Verdict.PASS,
        "protocol": Verdict.INCONCLUSIVE,
        "changes": Verdict.PASS,
    }
    results = []
    for name, verdict in way.items():
        about = clause(f"overall.catalogues.{name}-agrees", f"目录{name}一致", f"Catalogues agree in {name}")
        found = counterexample(Text("缺 uscc", "uscc is missing"), Text("必备项", "a required member"), [])
        results.append(
            ClauseResult(
                about,
                verdict,
                Reason.TIMEOUT if verdict is Verdict.INCONCLUSIVE else None,
                findings=(found,) if verdict is Verdict.FAIL else (),
            )
        )
    return (CatalogueCell(PROVINCE, CIVIL, Verdict.FAIL, tuple(results)),)


def interop(
    first_port: int = PORTS, started: str = "2026-11-24T08:00:00+08:00", request_id: str = "req-0001"
) -> Interop:
    """One run on six systems in which much is wrong: one carries, one is in a zone of its own."""
    of = network(_members(first_port), NEEDS, (AGREEMENT,))
    made = sample_cells(of, request_id)
    return Interop(
        network=of,
        cells=made,
        graph=graph(of, made),
        catalogues=_catalogues(),
        undeclared=undeclared(of),
        unreachable=unreachable(of, made),
        uses=(
            Use(CIVIL, "440300-MZ-0003", "婚姻登记信息", 3, 1, 0),
            Use(CIVIL, "440300-MZ-0001", "人口信息", 9, 4, 2),
        ),
        duplicates=(
            Duplicate(
                ((CIVIL, "440300-MZ-0001"), (SOCIAL, "440300-SB-0009")),
                Text("名称与信息项相同", "the same name and the same items"),
            ),
        ),
        requests=214,
        tool="hutong 0.1.0",
        release="2026.11",
        release_digest="a" * 64,
        profile_digests={"pair": "b" * 64, "islands": "c" * 64},
        contract_digests={"data-exchange": "d" * 64, "general": "f" * 64},
        tool_digest="e" * 64,
        seed=83127,
        started=started,
        finished="2026-11-24T08:02:41+08:00",
        today="2026-11-24",
        gate=Gate(False, 1, (Text("2 对交换不通过", "2 pairs fail"),)),
        requests_by_method={"POST": 40, "GET": 174},
        notes=(Text("已清除上次运行遗留的数据", "what an earlier run had left behind was removed"),),
        left_behind=("requestSharing id R-2026-1",),
    )


def good_interop() -> Interop:
    """Two systems that exchange in both directions; nothing is wrong and nothing open."""
    of = plain_network("AB", [("A", "B", "R-1"), ("B", "A", "R-2")])
    made = cells(of)
    return Interop(
        of, made, graph(of, made), requests=12, tool="hutong 0.1.0", release="2026.11", gate=Gate(True, 0, ())
    )


def hostile_interop(word: str = HOSTILE) -> Interop:
    """The sample run on systems that put hostile text wherever a system can put text."""
    base = interop()
    text = Text(f"中{word}", f"en{word}")
    misfit = Incompatibility({word: [word]}, word, text, 3, complete=False)
    compared = dict.fromkeys(Comparison, Acceptance(Verdict.FAIL, 3, misfit))
    compared[Comparison.SAMPLES] = Acceptance(Verdict.INCONCLUSIVE, 1, None, Reason.UNKNOWN_FACT, text)
    spoilt = tuple(
        replace(
            cell,
            reason=text,
            duty=word,
            pair=replace(cell.pair, consumption=replace(cell.pair.consumption, resource=word)),
            compared=compared,
            evidence=tuple(replace(proof, curl=f"curl {word}") for proof in cell.evidence),
        )
        for cell in base.cells
    )
    return replace(
        base,
        cells=spoilt,
        graph=graph(base.network, spoilt),
        unreachable=((CIVIL, word),),
        uses=(Use(CIVIL, word, word, 1, 0, 0),),
        duplicates=(Duplicate(((CIVIL, word), (SOCIAL, word)), text),),
        gate=Gate(False, 1, (text,)),
        notes=(text,),
        left_behind=(word,),
        requests_by_method={word: 1},
    )
