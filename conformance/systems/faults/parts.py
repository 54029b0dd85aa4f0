"""Puts a defective layer over a sound part: what was there before stays under it, and is called by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from conformance.systems.faults.fault import Fault, Flaw, Mutation, NoChangeError

if TYPE_CHECKING:
    from conformance.systems.service.system import Service  # loaded by whoever has a system to break


SYSTEMS = "conformance.systems."
OF_ANY_KIND = ("faults", "service", "twins")
"""Folders of systems that belong to no kind alone."""


def override_part(part: str, defective: type[Any]) -> Mutation:
    """The part of that name (`listing`, `store.requests`) gets the methods of `defective`.

    `defective` is a subclass of the service's part or of the kind's; its `super()` is whatever the part was before,
    another defect included. The part stays the same object, so that whoever holds it has the defect too.
    """

    def apply(system: Service) -> None:
        sound = attrgetter(part)(system)
        if not isinstance(sound, defective):
            new = [one for one in defective.__mro__ if one not in type(sound).__mro__]
            sound.__class__ = type(defective.__name__, (defective, type(sound)), {})
            if any("__init__" in vars(one) for one in new):  # it keeps something of its own
                sound.__init__(system)

    def flaws(system: Service) -> Iterator[Flaw]:
        yield from lacking(system, part)
        known = type(_found(system, part) or defective).__mro__
        new = [name for one in defective.__mro__ if one not in known for name in vars(one) if name[:2] != "__"]
        for one in (one for one in defective.__mro__ if one not in known and _is_of_a_kind(one)):
            yield Flaw(_called(one), tuple(map(_called, known)))  # another kind's: all of it would be laid over this
        if not any(hasattr(one, name) for one in known for name in new):
            yield from lacking(system, f"{part}.{new[0]}")

    return Mutation(apply, flaws)


def _is_of_a_kind(part: type[Any]) -> bool:
    """Whether a part belongs to one kind of system alone."""
    folder = part.__module__.removeprefix(SYSTEMS).partition(".")[0]
    return part.__module__.startswith(SYSTEMS) and folder not in OF_ANY_KIND


def _called(part: type[Any]) -> str:
    return f"{part.__module__.removeprefix(SYSTEMS)}.{part.__name__}"


def around(method: str, defect: Callable[..., Any]) -> Mutation:
    """A method (`rules.may_call`) gets `defect` around it, which is given the sound method and what that is given."""
    part, _, name = method.rpartition(".")

    def apply(system: Service) -> None:
        sound = attrgetter(part)(system)
        before = getattr(type(sound), name)
        layer = {name: lambda self, *given, **named: defect(partial(before, self), *given, **named)}
        sound.__class__ = type(type(sound).__name__, (type(sound),), layer)

    return Mutation(apply, lambda system: lacking(system, method))


def both(*mutations: Mutation) -> Mutation:
    """Several mutations that make one defect."""

    def apply(system: Service) -> None:
        for one in mutations:
            one(system)

    return Mutation(apply, lambda system: (flaw for one in mutations for flaw in one.flaws(system)))


def lacking(system: Service, path: str) -> Iterator[Flaw]:
    """The flaw of a mutation that names a part or a method the system does not have."""
    whole, _, name = path.rpartition(".")
    held = _found(system, whole) if whole else system
    if held is None:
        yield from lacking(system, whole)
    elif not hasattr(held, name):
        names = (one for one in dir(held) if not one.startswith("_"))
        yield Flaw(path, tuple(f"{whole}.{one}" if whole else one for one in names))


def _found(system: Service, part: str) -> Any:
    """The part of that name; None where there is none."""
    held: Any = system
    for name in part.split("."):
        held = getattr(held, name, None)
    return held


def given(system: Service, faults: Iterable[Fault]) -> None:
    """Gives a fresh system its faults, each over those before, in whatever order they are named.

    Raises NoChangeError.
    """
    for fault in sorted(faults, key=lambda fault: fault.key):
        for flaw in fault.apply.flaws(system):
            raise NoChangeError(fault, system.kind, flaw)
        fault.apply(system)
