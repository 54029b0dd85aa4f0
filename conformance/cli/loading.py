"""What every run needs before it is planned: standard, profile, contract, corpus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from conformance.engine.plan import joined
from conformance.model.case import Corpus
from conformance.model.clause import Profile, Standard
from conformance.model.contract import Contract
from conformance.model.target import Limits, Target
from conformance.model.text import Text
from conformance.norms.contract import parse_document, read_contract
from conformance.norms.errors import DataError
from conformance.norms.place import data
from conformance.norms.profile import load_profile
from conformance.norms.sequences import Frozen
from conformance.norms.sequences import read as read_sequences
from conformance.norms.standard import load_standard

GENERAL = "general"
MAX_DOCUMENT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Loaded:
    """The data one run rests on."""

    standard: Standard
    profile: Profile
    contract: Contract
    corpus: Corpus | None


@cache
def the_standard() -> Standard:
    """The standards of this release, read once."""
    return load_standard(data("standards"))


def load(target: Target) -> Loaded:
    """Everything for a target: its profile, and the contract of its kind or its own document."""
    standard = the_standard()
    profile = load_profile(data("profiles"), target.kind, standard)
    general = kind_contract(GENERAL)
    if profile.contract:
        own = kind_contract(profile.contract)
        frozen = frozen_sequences(profile.contract)
        own = replace(own, sequences=frozen.sequences) if frozen else own
        return Loaded(standard, profile, joined(own, general), frozen_corpus(profile.contract))
    if not target.document:
        return Loaded(standard, profile, general, None)
    own = read_contract(parse_document(fetch_document(target), target.document))
    return Loaded(standard, profile, joined(own, general), None)


def kind_contract(kind: str) -> Contract:
    """The contract of a kind, as the release holds it."""
    file = data("standards") / "application" / "contracts" / f"{kind}.openapi.yaml"
    document = parse_document(file.read_bytes(), f"standards/application/contracts/{file.name}")
    return read_contract(document, "" if kind == GENERAL else kind)


def frozen_corpus(kind: str) -> Corpus | None:
    """The frozen questions of a kind; None where the release holds none."""
    file = data("standards") / "application" / "corpus" / f"{kind}.jsonl"
    if not file.is_file():
        return None
    from conformance.norms import corpus as corpus_file

    return corpus_file.read(file.read_text(encoding="utf-8"), f"standards/application/corpus/{file.name}")


def frozen_sequences(kind: str) -> Frozen | None:
    """The frozen sequences of a kind; None where the release holds none."""
    file = data("standards") / "application" / "corpus" / f"{kind}.sequences.jsonl"
    if not file.is_file():
        return None
    return read_sequences(file.read_text(encoding="utf-8"), f"standards/application/corpus/{file.name}")


def fetch_document(target: Target) -> bytes:
    """The bytes of the system's own document: a file, or one GET within the bounds of the wire. Raises DataError."""
    place = target.document
    if not place.startswith(("http://", "https://")):
        return _file(Path(place))
    from conformance.wire.core import Core
    from conformance.wire.scope import Scope

    parts = urlsplit(place)
    core = Core(Scope.of(f"{parts.scheme}://{parts.netloc}"), Limits(body_bytes=MAX_DOCUMENT), target.ca_file)
    answer = core.send("GET", place, (("Accept", "application/json, application/yaml;q=0.9"),), None)
    body = getattr(answer, "body", None)
    if body is None or getattr(answer, "status", 0) != 200:
        status = getattr(answer, "status", None)
        detail = getattr(answer, "detail", Text(f"状态码 {status}", f"status {status}"))
        text = Text(f"取不到接口文档：{detail.zh}", f"the interface document cannot be read: {detail.en}")
        hint = Text("下载后用文件路径给出", "download it and name the file")
        raise DataError(text, place, help=hint, about="openapi")
    return bytes(body)


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        text = Text(f"读不到接口文档：{error.strerror}", f"the interface document cannot be read: {error.strerror}")
        raise DataError(text, str(path), about="openapi") from None
