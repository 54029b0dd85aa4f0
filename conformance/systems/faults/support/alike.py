"""Faults of agreement: lists, roles, forms and moments that ought to come to the same and do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.changes import at
from conformance.systems.faults.described import Described
from conformance.systems.faults.fault import Fault, Mutation, of_kind
from conformance.systems.faults.mutations import answers, of_contract, refuses
from conformance.systems.faults.parts import around, override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.call import Call
from conformance.systems.service.contract_index import Parameter
from conformance.systems.service.responses import Responses


class TagsWithoutConditions(Responses):
    """A library puts an entity tag on every answer in JSON; conditions are looked at only where they always were."""

    def json(self, call: Call, value: Any, status: int = 200, headers: Any = None) -> Response:
        response = super().json(call, value, status, headers)
        response.headers["ETag"] = self.tag(bytes(response.body))
        return response


def _cut_for_the_level_above(known: Described) -> Mutation:
    found = known.records[known.found]
    cut = at(found["members"]["title"], lambda title: title[:4])
    return answers(found["operations"]["list"], cut, lambda call: call.caller.role == "upper")


def _filters_lost(sound: Callable[..., str | None], call: Call, number: int, size: int, total: int) -> str | None:
    following = sound(call, number, size, total)
    form = call.operation.list
    return following and f"{call.target}?{form.page}={number + 1}&{form.size}={size}"


def _weight_is_part_of_the_name(sound: Callable[..., float], accept: str, media: str) -> float:
    plain = [part for part in accept.split(",") if ";" not in part]
    return sound(",".join(plain) if plain else "none/none", media)


def _no_parameters(media: str) -> bool:
    return ";" in media


def _local_time(sound: Callable[..., Any], parameter: Parameter, values: Sequence[str]) -> Any:
    """The offset is cut off, and the time taken for Beijing time."""
    if parameter.name != "since" or not values:
        return sound(parameter, values)
    return sound(parameter, [f"{value[:19]}+08:00" for value in values])


FAULTS = (
    Fault(
        "support.paging.sizes-agree",
        Text("下一页的地址丢掉筛选条件", "the next page's address loses the filters"),
        around("listing.next", _filters_lost),
    ),
    Fault(
        "support.requests.weighted-accept",
        Text("不认识 Accept 中的权重", "weights in Accept are not understood"),
        around("responses.quality", _weight_is_part_of_the_name),
    ),
    Fault(
        "support.requests.charset-named",
        Text("按字符串比较 Content-Type", "Content-Type is compared as a text"),
        refuses("checking.media_type", 415, "", _no_parameters),
    ),
    Fault(
        "support.requests.roles-agree",
        Text("给上级单位的列表截短名称", "names are cut short in the list for the level above"),
        of_contract(_cut_for_the_level_above),
        also=("application.catalogue.listed-readable",),
    ),
    Fault(
        "support.conditional.wherever-tagged",
        Text("所有应答都带实体标记，却不看条件", "every answer is tagged, and conditions are not looked at"),
        override_part("responses", TagsWithoutConditions),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "support.changes.same-moment",
            Text("起始时间一律当作北京时间", "whatever its offset, the start is taken for Beijing time"),
            around("checking.argument", _local_time),
        ),
    ),
)
