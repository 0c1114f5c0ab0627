"""What a plan over several years says about itself, restated for the list of one year."""

from __future__ import annotations

import re
from collections.abc import Mapping

from officekit.model.setting import RUNNING_NUMBERS

_RANGE = r"20\d\d\s*年?\s*[-—–－~～至]{1,2}\s*20\d\d\s*年?"
_PERIOD = re.compile(rf"[（(]\s*{_RANGE}\s*[）)]|{_RANGE}")
_KIND = re.compile(
    r"(?:(?:[一二三四五六七八九十]{1,2}年)?(?:行动|工作|实施|总体|专项|攻坚)?"
    r"(?:计划|方案|规划|纲要|意见|措施))?"
    r"(?:(?:重点)?(?:工作)?(?:任务)?(?:分工|分解|责任)(?:表|清单|方案)|任务清单|工作台账)?$"
)
_OF_PLAN = re.compile(r"本(?:行动|实施|工作)?(?:计划|方案|规划)")
_YEAR = re.compile(r"20\d\d(?=\s*年)")


def annual_title(title: str, year: int) -> str:
    """…三年行动计划（2023—2025年） becomes …2023年重点工作任务; an annual title gets the year."""
    plain = _PERIOD.sub("", title).strip()
    if _YEAR.search(plain):
        return _YEAR.sub(str(year), plain)
    return f"{_KIND.sub('', plain)}{year}年重点工作任务"


def quoted(title: str) -> str:
    """A title in 《》; the marks inside it alternate between 〈〉 and 《》 by their depth."""
    text = ""
    depth = 1
    for char in title:
        if char in "《〈":
            text += "〈" if depth % 2 else "《"
            depth += 1
        elif char in "》〉":
            depth = max(depth - 1, 1)
            text += "〉" if depth % 2 else "》"
        else:
            text += char
    return f"《{text}》"


def annual_settings(settings: Mapping[str, str], year: int) -> dict[str, str]:
    """The settings that an annual list changes: titles, preamble, numbering.

    Args:
        settings: of the longer plan.
        year: of the list.

    Returns:
        The changed lines. What may have been filled in for the annual notice is left alone
        (number, dates); the preamble of the plan and the lead-ins of its sections are not taken.
    """
    title = settings.get("标题", "")
    changed = {"年度": str(year), "板块引言": "", "编号方式": RUNNING_NUMBERS}
    if not _is_annual(settings.get("引言", ""), year):
        aim = f"为推动{quoted(title)}各项任务落地落实，" if title else ""
        changed["引言"] = f"{aim}确定{year}年重点工作任务。"
    if title:
        changed["标题"] = annual_title(title, year)
    notice_title = settings.get("通知标题", "")
    if f"{year}年" not in _PERIOD.sub("", notice_title):
        changed["通知标题"] = ""
    return changed


def _is_annual(preamble: str, year: int) -> bool:
    """Whether a preamble was written for the list of that year and not for the plan."""
    return f"{year}年" in _PERIOD.sub("", preamble) and _OF_PLAN.search(preamble) is None
