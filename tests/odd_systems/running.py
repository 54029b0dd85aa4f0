"""Runs `hutong run` on a small system, and keeps what was asked of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from click.testing import CliRunner

from conformance.cli.app import app
from conformance.reports.system.sentences import conclusion
from tests.answering import Answering, serving

Headers = dict[str, str]
Answer = tuple[int, Headers, bytes]


@dataclass(frozen=True)
class Asked:
    """A request as the system read it: path decoded, names of the query with all their values, cookies by name."""

    method: str
    target: str
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def cookies(self) -> dict[str, str]:
        return dict(part.strip().split("=", 1) for part in self.headers.get("cookie", "").split(";") if "=" in part)


Route = Callable[[Asked], Answer]


@dataclass
class Ran:
    """What a run came to: exit code, what it said, its JSON report, and every request."""

    code: int = 0
    said: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def verdict(self, clause: str) -> str:
        return str(self._clause(clause)["verdict"])

    def reason(self, clause: str) -> str:
        return str(self._clause(clause)["reason"])

    def failing(self, clause: str) -> set[str]:
        """The operations a clause fails on."""
        return {found["operation"] for found in self._clause(clause)["findings"]}

    def passing(self) -> set[str]:
        return {clause["id"] for clause in self.report["clauses"] if clause["verdict"] == "pass"}

    def detail(self, clause: str) -> str:
        return str(self._clause(clause)["detail"])

    def conclusion(self) -> str:
        """What the run comes to, in a sentence."""
        return conclusion(self.report).en

    def notes(self) -> str:
        return json.dumps(self.report["notes"], ensure_ascii=False)

    def flaws(self) -> list[tuple[str, str]]:
        return [(flaw["pointer"], flaw["operation"]) for flaw in self.report["flaws"]]

    def operations(self) -> list[dict[str, Any]]:
        """What is told of every operation of the contract."""
        return list(self.report["coverage"]["operations"])

    def targets(self) -> set[str]:
        return {each.target for each in self.asked}

    def _clause(self, name: str) -> dict[str, Any]:
        (found,) = (clause for clause in self.report["clauses"] if clause["id"] == name)
        return dict(found)


def told(value: Any, status: int = 200, media: str = "application/json", **more: str) -> Answer:
    body = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return status, {"Content-Type": media, **{name.replace("_", "-"): text for name, text in more.items()}}, body


def refused(status: int) -> Answer:
    return told({"type": "about:blank", "title": "refused", "status": status}, status, "application/problem+json")


def document(version: str = "3.0.3", /, **parts: Any) -> dict[str, Any]:
    return {"openapi": version, "info": {"title": "t", "version": "1"}, "paths": {}, **parts}


def reading(name: str, schema: Any = None, *, statuses: str = "200", **more: Any) -> dict[str, Any]:
    """A path item with one GET whose answers hold such JSON."""
    content = {} if schema is None else {"content": {"application/json": {"schema": schema}}}
    responses = {status: {"description": "", **content} for status in statuses.split()}
    return {"get": {"operationId": name, "responses": responses, **more}}


def ran(
    folder: Path,
    route: Route,
    openapi: dict[str, Any] | str | None,
    *,
    base: str = "",
    config: str = "",
    more: tuple[str, ...] = (),
) -> Ran:
    """What a run on the system comes to. `openapi` is a document, its text, or the path of the system it stands at."""
    heard = Ran()

    class Handler(Answering):
        def reply(self, _: bytes) -> None:
            asked = Asked(self.command, self.path, {name.lower(): text for name, text in self.headers.items()})
            heard.asked.append(asked)
            status, headers, body = route(asked)
            length = () if status in (204, 304) else (("Content-Length", str(len(body))),)
            self.put(status, (*headers.items(), *length), b"" if status in (204, 304) else body)

    with serving(Handler) as origin:
        words = [f"{origin}{base}"]
        if isinstance(openapi, str) and openapi.startswith("/"):
            words += ["--openapi", origin + openapi]
        elif openapi is not None:
            file = folder / "openapi.yaml"
            file.write_text(openapi if isinstance(openapi, str) else json.dumps(openapi), encoding="utf-8")
            words += ["--openapi", str(file)]
        if config:
            (folder / "hutong.yaml").write_text(config.replace("ORIGIN", origin), encoding="utf-8")
            words = ["one", "-c", str(folder / "hutong.yaml")]
        result = CliRunner().invoke(app, ["run", *words, "--lang", "en", "--format", "json", *more])
    heard.code, heard.said = result.exit_code, result.stderr
    assert "Traceback" not in result.stderr, result.stderr
    heard.report = json.loads(result.stdout) if result.stdout.startswith("{") else {}
    return heard
