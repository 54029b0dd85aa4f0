"""A caller of the reference exchange platform: what a department does, step by step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import requests

from conformance.model.message import canonical, digest
from conformance.systems.contracts import contract
from tests.systems.client import Client

KIND = "data-exchange"
DOCUMENT = contract(KIND)
EXAMPLES = {name: example["value"] for name, example in DOCUMENT["components"]["examples"].items()}


def example(name: str, **changes: Any) -> dict[str, Any]:
    """An example of the contract, with changes."""
    return {**deepcopy(EXAMPLES[name]), **changes}


class Platform(Client):
    """Asks as a role, or as a further consumer by the token given."""

    def __init__(self, address: str, tokens: Mapping[str, str] | None = None) -> None:
        super().__init__(address, KIND, tokens)

    def post(self, path: str, role: str, body: Any = None, **sent: Any) -> requests.Response:
        return self.ask("POST", path, role, **({} if body is None else {"json": body}), **sent)

    def resource(self, **asked: str) -> dict[str, Any]:
        """The first resource that matches."""
        query = "&".join(f"{name}={value}" for name, value in {**asked, "status": "in-service"}.items())
        return dict(self.get(f"/resources?{query}", "peer").json()["items"][0])

    def submit(self, resource: Mapping[str, Any], role: str = "peer", **changes: Any) -> dict[str, Any]:
        """The request an example makes; its elements changed, or left out where None."""
        body = {name: value for name, value in example("CompleteRequest", **changes).items() if value is not None}
        answer = self.post(f"/resources/{resource['id']}/requests", role, body)
        assert answer.status_code == 201, answer.text
        return dict(self.get(answer.headers["Location"], role).json())

    def granted(
        self, method: str, share_type: str = "conditional", role: str = "peer", **changes: Any
    ) -> dict[str, Any]:
        """A fresh grant for a method."""
        made = self.submit(self.resource(shareType=share_type, method=method), role, method=method, **changes)
        if made["state"] == "submitted":
            made = self.post(f"/requests/{made['id']}/decision", "officer", example("Consent")).json()
        return dict(self.get(f"/grants/{made['grant']}", role).json())

    def message(self, records: list[dict[str, Any]], algorithm: str = "SHA-256", **changes: Any) -> dict[str, Any]:
        """A message of the peer about the first conditional resource, sent now."""
        resource = self.resource(shareType="conditional")
        sender = self.get("/requests", "peer").json()["items"][0]["requester"]["uscc"]
        header = {
            "id": f"m-{uuid.uuid4()}",
            "sender": sender,
            "receiver": resource["provider"]["uscc"],
            "sentAt": self.get("/time").json()["now"],
            "resource": resource["code"],
            "nonce": uuid.uuid4().hex,
            "digest": {"algorithm": algorithm, "value": digest(algorithm, canonical(records))},
        }
        return {"header": {**header, **changes}, "records": records}
