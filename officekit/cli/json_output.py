"""Machine-readable output: the JSON of the contract."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from officekit.model.finding import Finding
from officekit.model.location import Location
from officekit.model.plan import Plan, Responsibility, Task

FORMAT = 1


def plan_json(plan: Plan) -> str:
    """``officekit parse --json``."""
    notice = plan.notice
    return dump(
        {
            "format": FORMAT,
            "source": {
                "path": plan.source.path,
                "kind": plan.source.kind.value,
                "encoding": plan.source.encoding,
            },
            "title": plan.title,
            "draft_mark": plan.draft_mark,
            "notice": notice
            and {
                "issuer": notice.issuer,
                "number": notice.number,
                "addressees": list(notice.addressees),
                "signed_by": notice.signed_by,
                "signed_on": notice.signed_on.isoformat() if notice.signed_on else None,
                "note": notice.note,
            },
            "sections": [
                {
                    "number": section.number,
                    "title": section.title,
                    "subsections": [
                        {"number": s.number, "title": s.title} for s in section.subsections
                    ],
                    "clause": section.clause.text if section.clause else None,
                    "lead": _units(section.lead),
                    "support": _units(section.support),
                }
                for section in plan.sections
            ],
            "tasks": [_task(task) for task in plan.tasks],
            "findings": findings_data(plan.findings),
        }
    )


def _task(task: Task) -> dict[str, Any]:
    return {
        "number": task.number,
        "part": task.part,
        "kind": task.kind.value,
        "section": task.section,
        "subsection": task.subsection,
        "title": task.title,
        "body": task.body,
        "clause": task.clause,
        "lead": _units(task.lead),
        "support": _units(task.support),
        "open_ended": task.open_ended,
        "targets": [
            {
                "text": t.text,
                "metric": t.metric,
                "comparator": t.comparator.value,
                "value": t.value,
                "value_high": t.value_high,
                "unit": t.unit,
                "by": t.by,
            }
            for t in task.targets
        ],
        "deadline": task.deadline
        and {
            "text": task.deadline.text,
            "date": task.deadline.date.isoformat() if task.deadline.date else None,
        },
        "location": {"paragraph": task.location.paragraph, "quote": task.location.quote},
    }


def _units(responsibilities: Iterable[Responsibility]) -> list[dict[str, str | None]]:
    return [{"printed": r.printed, "unit": r.unit} for r in responsibilities]


def findings_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as in every command's JSON."""
    return [
        {
            "code": f.code,
            "severity": f.severity.value,
            "message": f.message,
            "hint": f.hint,
            "location": _location(f.location),
            "value": f.value,
            "expected": f.expected,
        }
        for f in findings
    ]


def _location(location: Location) -> dict[str, Any]:
    return {
        "file": location.file or None,
        "sheet": location.sheet,
        "cell": location.cell,
        "row_key": location.row_key,
        "paragraph": location.paragraph,
        "quote": location.quote or None,
    }


def dump(data: Any) -> str:
    """JSON text with Chinese characters as they are."""
    return json.dumps(data, ensure_ascii=False, indent=1)
