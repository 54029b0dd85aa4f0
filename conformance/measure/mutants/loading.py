"""A module imported with its change: the finder stands before all others, and nothing on the disk is touched."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, ModuleType

from conformance.measure.mutants.mutant import Mutant, code_of, source_of


def lay(mutant: Mutant) -> None:
    """Have the mutant's module imported with its change, in this process, from now on.

    RuntimeError where it is imported already; SyntaxError or ValueError where the change cannot be compiled.
    """
    if mutant.module in sys.modules:
        raise RuntimeError(f"{mutant.module} is imported already")
    source, file = source_of(mutant.module)
    sys.meta_path.insert(0, _Finder(mutant.module, file, code_of(mutant, source, file)))


class _Finder(MetaPathFinder, Loader):
    def __init__(self, module: str, file: str, code: CodeType) -> None:
        self._module, self._file, self._code = module, file, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, origin=self._file) if fullname == self._module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)  # noqa: S102 - the code is that of a module of ours, changed by us
