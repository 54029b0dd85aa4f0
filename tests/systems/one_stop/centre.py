"""A caller of the reference one-stop centre: what applicants and officers do, step by step."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import requests

from conformance.systems.contracts import contract
from tests.systems.client import Client

KIND = "one-stop"
EXAMPLES = {name: example["value"] for name, example in contract(KIND)["components"]["examples"].items()}


class Centre(Client):
    """Asks as a role."""

    def __init__(self, address: str) -> None:
        super().__init__(address, KIND)

    def post(self, path: str, role: str, body: Any) -> requests.Response:
        return self.ask("POST", path, role, json=body)

    def item(self, **asked: str) -> dict[str, Any]:
        """The first item handled at the centre that matches and is not handled jointly."""
        query = "&".join(f"{name}={value}" for name, value in {**asked, "atCentre": "1", "pageSize": "100"}.items())
        listed = self.get(f"/items?{query}").json()["items"]
        return next(dict(one) for one in listed if one["joint"] == "0" and one["personalBasis"] == "duty")

    def submit(self, item: dict[str, Any], role: str = "applicant", **changes: Any) -> dict[str, Any]:
        """The case an example makes; its members changed, or left out where None."""
        body = {**deepcopy(EXAMPLES["LicenceCase"]), **changes}
        sent = {name: value for name, value in body.items() if value is not None}
        answer = self.post(f"/items/{item['id']}/cases", role, sent)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def licence(self, **changes: Any) -> dict[str, Any]:
        """A fresh application for a licence."""
        return self.submit(self.item(itemType="01", handling="2", serviceObject="2"), **changes)

    def decide(self, case: dict[str, Any], **body: Any) -> dict[str, Any]:
        answer = self.post(f"/cases/{case['id']}/decision", "officer", body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def accept(self, case: dict[str, Any]) -> dict[str, Any]:
        answer = self.post(f"/cases/{case['id']}/acceptance", "officer", {"result": "accept"})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())
