"""The assessment plan: which clauses are tested on which system, and with what."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.reports.formats.oscal.frame import Frame, Node


def plan(frame: Frame) -> Node:
    """A plan over every clause of the profile, with the system under test and the tool as components."""
    name = frame.document["target"]["name"]
    return {
        "uuid": frame.uuid("plan"),
        "metadata": {
            **frame.metadata(Text(f"{name}的检测方案", f"Assessment plan of {name}")),
            "links": [{"href": frame.PROFILE, "rel": "profile"}],
        },
        "import-ssp": {"href": f"#{frame.uuid('system-security-plan')}"},
        "local-definitions": {"components": [_system(frame)]},
        "reviewed-controls": frame.controls(),
        "assessment-subjects": [
            {"type": "component", "include-subjects": [{"subject-uuid": frame.component(), "type": "component"}]}
        ],
        "assessment-assets": {
            "components": [_tool(frame)],
            "assessment-platforms": [
                {"uuid": frame.uuid("platform"), "uses-components": [{"component-uuid": frame.tool()}]}
            ],
        },
        "back-matter": {"resources": [_unseen(frame)]},
    }


def _system(frame: Frame) -> Node:
    target = frame.document["target"]
    said = Text("被测系统", "the system under test")
    facts = {name: target[name] for name in ("kind", "depth", "address", "environment", "writes")}
    return {
        "uuid": frame.component(),
        "type": "this-system",
        "title": frame.line(target["name"]),
        "description": said.into(frame.lang),
        "props": [*frame.props(facts), *frame.beside(description=said)],
        "status": {"state": "operational"},
    }


def _tool(frame: Frame) -> Node:
    run, said = frame.document["run"], Text("检测工具", "the tool that tests")
    facts = {"seed": run["seed"], "digest": frame.document["digests"]["tool"]}
    return {
        "uuid": frame.tool(),
        "type": "software",
        "title": frame.line(run["tool"]),
        "description": said.into(frame.lang),
        "props": [*frame.props(facts), *frame.beside(description=said)],
        "status": {"state": "operational"},
    }


def _unseen(frame: Frame) -> Node:
    """A plan must name a system security plan; the truth is that none was seen."""
    title = Text("系统安全计划（未提供）", "System security plan (none was given)")
    said = Text(
        "检测只凭系统的应答，未查阅其安全计划",
        "The system was tested by its answers; no security plan of it was read.",
    )
    return {
        "uuid": frame.uuid("system-security-plan"),
        "title": title.into(frame.lang),
        "description": said.into(frame.lang),
        "props": frame.beside(title=title, description=said),
    }
