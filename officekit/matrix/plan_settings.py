"""What a plan says about itself and its notice: contents of the sheet 设置."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from officekit.model.notice import ClauseStyle
from officekit.model.plan import FrontMatter, Plan, Subsection, Task
from officekit.model.schema import UNIT_SEPARATOR

_APPROVED = re.compile(r"已?经([^，,。；;》]{2,30}?)(?:研究)?(?:审议)?同意")
_COPIES = re.compile(r"^抄\s*送\s*[：:]\s*(.+?)。?$")
_PRINTED = re.compile(
    r"^(?P<office>[^\s\d。；：:]{4,40})\s+(?P<date>\d{4}年\d{1,2}月\d{1,2}日)\s*(?:印发)?$"
)
_LEAD_LABEL = re.compile(r"牵头(?:责任)?(?:单位|部门)?[：:]")
_SUPPORT_LABEL = re.compile(r"(?:配合|参与|协同|协办|协作)(?:责任)?(?:单位|部门)[：:]")
_LABEL = re.compile(r"(?:牵头|责任|配合|参与)(?:责任)?(?P<noun>单位|部门)[：:]")
_SECOND_LABEL = re.compile(r"(?P<mark>[，,；;])(?:责任|配合|参与|协同)(?:责任)?(?:单位|部门)[：:]")
_VERB = re.compile(r"(?:负责|牵头|落实|配合)[）)〕】]?$")
_FIRST_LISTED = "PS008"


def plan_settings(plan: Plan, tasks: Sequence[Task]) -> dict[str, str]:
    """项目 → 内容 as far as the plan says it; what it does not say is blank or missing.

    Args:
        plan: as parsed.
        tasks: those that get a row; only the lead-ins of their headings are kept.
    """
    said = {
        "标题": plan.title or "",
        "年度": str(plan.year) if plan.year else "",
        "原文件": plan.source.path.replace("\\", "/").rpartition("/")[2],
        "引言": plan.preamble,
        "板块引言": "\n".join(_lead_ins(plan, tasks)),
        **_notice(plan.notice or FrontMatter(), plan.title or ""),
        **_imprint(plan.closing),
        **_clause_form(plan),
    }
    return {name: text for name, text in said.items() if text or name not in _DEFAULTED}


_DEFAULTED = frozenset({"责任称谓", "责任分隔"})
"""Settings whose default holds where the plan says nothing."""


def _notice(notice: FrontMatter, title: str) -> dict[str, str]:
    """The elements of the notice around the plan; a title in the usual form need not be said."""
    day = notice.signed_on
    approved = _APPROVED.search(notice.body)
    parts = notice.addressees
    separator = "，" if any(UNIT_SEPARATOR in part for part in parts) else UNIT_SEPARATOR
    usual = f"{notice.issuer}关于印发{title}的通知"
    return {
        "发文机关": notice.issuer or "",
        "文号": notice.number or "",
        "主送机关": separator.join(parts),
        "通知标题": "" if notice.title == usual else notice.title or "",
        "批准机关": approved[1] if approved else "",
        "署名": notice.signed_by or "",
        "成文日期": f"{day.year}年{day.month}月{day.day}日" if day else "",
        "附注": notice.note or "",
    }


def _imprint(closing: tuple[str, ...]) -> dict[str, str]:
    """抄送 and the line of the printing office."""
    said: dict[str, str] = {}
    for line in closing:
        if copies := _COPIES.match(line.strip()):
            said["抄送"] = copies[1]
        elif printed := _PRINTED.match(line.strip()):
            said["印发机关"], said["印发日期"] = printed["office"], printed["date"]
    return said


def _lead_ins(plan: Plan, tasks: Sequence[Task]) -> Iterator[str]:
    """Paragraphs under the headings of tasks, each behind its heading in 【】."""
    sections = {task.section for task in tasks}
    for section in plan.sections:
        if section.heading not in sections:
            continue
        text = section.text + (section.clause.text if section.clause else "")
        yield from _under(section.heading, text)
        for part in section.subsections:
            yield from _under(part.heading, _without_heading(part))


def _under(heading: str, text: str) -> Iterator[str]:
    return (f"【{heading}】{line}" for line in text.split("\n") if line.strip())


def _without_heading(part: Subsection) -> str:
    """A heading's text; a run-in heading has its own words at the beginning."""
    return part.text.removeprefix(part.title).lstrip("。：: ") if part.title else part.text


def _clause_form(plan: Plan) -> dict[str, str]:
    """The form of most clauses of the plan."""
    clauses = [task.clause for task in plan.tasks if task.clause]
    if not clauses:
        return {}
    declared = any(finding.code == _FIRST_LISTED for finding in plan.findings)
    styles = Counter(style for text in clauses if (style := _style(text, declared=declared)))
    nouns = Counter(match["noun"] for text in clauses for match in _LABEL.finditer(text))
    marks = Counter(match["mark"] for text in clauses for match in _SECOND_LABEL.finditer(text))
    commas, semicolons = marks["，"] + marks[","], marks["；"] + marks[";"]
    if styles[ClauseStyle.LEAD_AND_SUPPORTING]:
        # Tasks with a lead alone are written the same way in both forms.
        styles[ClauseStyle.LEAD_AND_SUPPORTING] += styles.pop(ClauseStyle.LEAD_AND_RESPONSIBLE, 0)
    return {
        "责任表述": styles.most_common(1)[0][0] if styles else "",
        "责任称谓": nouns.most_common(1)[0][0] if nouns else "",
        "责任分隔": "，" if commas > semicolons else "；" if marks else "",
    }


def _style(text: str, *, declared: bool) -> ClauseStyle | None:
    """The form of one clause, ``None`` where it could be several."""
    if _LEAD_LABEL.search(text):
        supporting = _SUPPORT_LABEL.search(text) is not None
        return ClauseStyle.LEAD_AND_SUPPORTING if supporting else ClauseStyle.LEAD_AND_RESPONSIBLE
    if declared:
        return ClauseStyle.FIRST_LEADS
    if _LABEL.search(text):
        verb = _VERB.search(text) is not None
        return ClauseStyle.RESPONSIBLE_WITH_VERB if verb else ClauseStyle.LEAD_AND_RESPONSIBLE
    return ClauseStyle.VERB_ONLY if _VERB.search(text) else None
