"""The operators by name: each says what a place of the source may become instead; None drops the statement there."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from conformance.measure.mutants import comparisons, dropping, members, values
from conformance.measure.mutants.places import Place

Operator: TypeAlias = Callable[[Place], Iterator[ast.AST | None]]

OPERATORS: Mapping[str, Operator] = {
    "flip-comparison": comparisons.flip_comparison,
    "shift-comparison": comparisons.shift_comparison,
    "negate-condition": comparisons.negate_condition,
    "swap-logic": comparisons.swap_logic,
    "drop-operand": comparisons.drop_operand,
    "take-branch": comparisons.take_branch,
    "drop-filter": comparisons.drop_filter,
    "drop-statement": dropping.drop_statement,
    "drop-check": dropping.drop_check,
    "drop-audit": dropping.drop_audit,
    "drop-guard": dropping.drop_guard,
    "drop-sort": dropping.drop_sort,
    "drop-likening": dropping.drop_likening,
    "drop-key": members.drop_key,
    "drop-header": members.drop_header,
    "drop-element": members.drop_element,
    "swap-status": values.swap_status,
    "shift-number": values.shift_number,
    "flip-boolean": values.flip_boolean,
    "change-text": values.change_text,
    "change-date-form": values.change_date_form,
    "shift-slice": values.shift_slice,
    "swap-arithmetic": values.swap_arithmetic,
}
