"""MX613: a title, target or deadline that differs from the source document."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.plan_source import matched_rows, plain
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.schema import BY_KEY, PLACEHOLDER_MARK

_FIELDS = ("title", "targets", "deadline")


class SourceTextChanged(Rule):
    """责任清单中的任务标题、量化目标、完成时限与原文件不一致。

    为什么
        目标和时限以印发的原文件为准，改动应当有依据。

    不好
        原文件：培育企业30家；清单：培育企业20家。

    改为
        培育企业30家
    """

    code = "MX613"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every field that was changed, added or removed."""
        for theirs, ours in matched_rows(subject):
            if theirs is None or ours is None:
                continue
            for key in _FIELDS:
                before, after = theirs[key], ours[key]
                if _compared(before) == _compared(after):
                    continue
                heading = BY_KEY[key].heading
                if not after:
                    what = f"的{heading}“{_short(before)}”被删去"
                elif not before:
                    what = f"增加了原文件没有的{heading}“{_short(after)}”"
                else:
                    what = f"的{heading}由“{_short(before)}”改为“{_short(after)}”"
                yield self.found(
                    subject.at(ours, key),
                    f"{subject.label(ours)}{what}。",
                    "请与原文件核对；确需改动的，请在处理意见中写明依据。",
                    value=after or None,
                    expected=before or None,
                )


def _compared(text: str) -> str:
    """Words and signs that carry a value; 1.5 and 15 stay apart."""
    return "".join(
        part if part in ".%％-—" else plain(part) for part in text.replace(PLACEHOLDER_MARK, "")
    ).replace("％", "%")


def _short(text: str) -> str:
    line = text.replace("\n", "")
    return f"{line[:30]}…" if len(line) > 30 else line  # noqa: PLR2004 - fits a message
