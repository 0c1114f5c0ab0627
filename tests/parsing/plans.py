"""Plans from text written inside a test."""

from __future__ import annotations

from officekit.model.document import Document, Paragraph, Source, SourceKind
from officekit.model.location import Location
from officekit.model.plan import Plan, Task
from officekit.parsing import parse_plan


def document_of(text: str) -> Document:
    """A document with one paragraph for every line that is not blank."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return Document(
        Source("方案.txt", SourceKind.TXT, "utf-8"),
        tuple(Paragraph(line, Location("方案.txt", i)) for i, line in enumerate(lines, start=1)),
    )


def plan_of(text: str) -> Plan:
    """The plan in a text."""
    return parse_plan(document_of(text))


def units(task: Task) -> str:
    """Units in short: ``A、B | C`` is lead A and B, support C."""
    lead = "、".join(r.printed for r in task.lead)
    return f"{lead} | {'、'.join(r.printed for r in task.support)}".strip()


def entries(plan: Plan) -> list[tuple[str, str | None, str | None, str]]:
    """Number, part, title and units of every entry."""
    return [(t.number, t.part, t.title, units(t)) for t in plan.tasks]


def codes(plan: Plan) -> list[str]:
    """Codes of the findings."""
    return [f.code for f in plan.findings]
