"""A caller of a reference system that holds every answer against the contract of its kind."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

import jsonschema_rs
import requests

from conformance.systems.contracts import contract
from conformance.systems.serve import reference_credentials

CATALOGUE = "resource-catalogue"
TOKENS = reference_credentials(CATALOGUE)
DOCUMENT = contract(CATALOGUE)
TRAINING = DOCUMENT["components"]["examples"]["Training"]["value"]
APPROVAL = DOCUMENT["components"]["examples"]["Approval"]["value"]


def training(**changes: Any) -> dict[str, Any]:
    """The contract's example of an entry, with changes."""
    return {**deepcopy(TRAINING), **changes}


class Client:
    """Asks by method and path in a role. An answer the contract does not describe fails the test that asked."""

    def __init__(self, address: str, kind: str = CATALOGUE, tokens: Mapping[str, str] | None = None) -> None:
        self.address = address
        self.document = contract(kind)
        self.tokens = {**reference_credentials(kind), **(tokens or {})}
        self.session = requests.Session()

    def ask(
        self, method: str, path: str, role: str = "", headers: Mapping[str, str] | None = None, **sent: Any
    ) -> requests.Response:
        known = {"Authorization": f"Bearer {self.tokens[role]}"} if role else {}
        answer = self.session.request(
            method, self.address + path, headers={**known, **(headers or {})}, timeout=10, **sent
        )
        keeps_contract(method, path.partition("?")[0], answer, self.document)
        return answer

    def get(self, path: str, role: str = "", **sent: Any) -> requests.Response:
        return self.ask("GET", path, role, **sent)

    def register(self, **changes: Any) -> str:
        """Register an entry as the officer; its id."""
        answer = self.ask("POST", "/resources", "officer", json=training(**changes))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def publish(self, identifier: str) -> None:
        answer = self.ask("POST", f"/resources/{identifier}/review", "administrator", json=APPROVAL)
        assert answer.status_code == 200, answer.text


def keeps_contract(method: str, path: str, answer: requests.Response, document: Mapping[str, Any] = DOCUMENT) -> None:
    """The answer is as the contract states it: media type, schema, problem details, the headers every answer has."""
    assert answer.headers["Date"].endswith("GMT")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.status_code < 500, answer.text
    media = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code >= 400:
        assert media == "application/problem+json"
    if answer.status_code in (204, 304) or method == "HEAD":
        assert answer.content == b""
    elif media.endswith("json"):
        problem = document["components"]["schemas"]["Problem"]
        schema = problem if answer.status_code >= 400 else stated(method, path, answer, document)
        errors = [str(error) for error in validator(schema, document).iter_errors(answer.json())]
        assert not errors, errors
        if answer.status_code >= 400:
            assert answer.json()["status"] == answer.status_code


def stated(method: str, path: str, answer: requests.Response, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema the contract states for an answer."""
    item = next(item for template, item in document["paths"].items() if pattern(template).fullmatch(path))
    content = item[method.lower()]["responses"][str(answer.status_code)]["content"]
    schema: Mapping[str, Any] = content[answer.headers["Content-Type"].partition(";")[0]]["schema"]
    return schema


def pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)))


def validator(schema: Mapping[str, Any], document: Mapping[str, Any] = DOCUMENT) -> jsonschema_rs.Draft202012Validator:
    return _compiled(json.dumps(schema), json.dumps(document["components"]))


@cache
def _compiled(schema: str, components: str) -> jsonschema_rs.Draft202012Validator:
    whole = {**json.loads(schema), "components": json.loads(components)}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
