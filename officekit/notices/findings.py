"""What drafting reports: codes NT901 to NT920."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.schema import SheetName

_MANY, _SHOWN, _NAMED = 6, 3, 40
_ITEM = re.compile(r"^第([^项]{1,12})项")


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in their order; where a code comes often, all behind the third become one.

    What the others say stands in the value of that one, a line each.
    """
    findings = tuple(findings)
    counts = Counter(finding.code for finding in findings)
    kept: list[Finding] = []
    rest: dict[str, list[Finding]] = {}
    for finding in findings:
        seen = rest.setdefault(finding.code, [])
        seen.append(finding)
        if counts[finding.code] < _MANY or len(seen) <= _SHOWN:
            kept.append(finding)
        elif len(seen) == counts[finding.code]:
            kept.append(_others(seen[_SHOWN:]))
    return tuple(kept)


def _others(findings: list[Finding]) -> Finding:
    """One finding in place of many of its code."""
    items = [match[1] for f in findings if (match := _ITEM.match(f.message))]
    more = "等" if len(items) > _NAMED else ""
    named = f"，在第{'、'.join(items[:_NAMED])}{more}项" if len(items) == len(findings) else ""
    first = findings[0]
    return Finding(
        first.code,
        first.severity,
        f"同样的情况还有{len(findings)}处{named}。",
        first.hint,
        first.location,
        value="\n".join(finding.message for finding in findings),
    )


def in_settings(file: str) -> Location:
    """The sheet 设置 of a workbook."""
    return Location(file=file, sheet=SheetName.SETTINGS)


def missing(name: str, file: str, why: str = "") -> Finding:
    """NT901: a setting that this kind of notice needs is blank."""
    return Finding(
        "NT901",
        Severity.WARNING,
        f"“设置”中没有填写“{name}”，{why or f'通知里以【{name}】标出'}。",
        f"请在“设置”表“{name}”一行的“内容”里填写后重新生成，或者直接在通知里补上。",
        in_settings(file),
    )


def not_understood(name: str, value: str, wanted: str, file: str) -> Finding:
    """NT902: a setting has a value that can't be used."""
    return Finding(
        "NT902",
        Severity.WARNING,
        f"“设置”中“{name}”的内容“{value[:40]}”不能识别，没有采用。",
        f"请改为{wanted}。",
        in_settings(file),
        value=value,
        expected=wanted,
    )


def confirm_settings(names: list[str], year: int, file: str) -> Finding:
    """NT914: elements of the notice that may belong to the plan and not to the annual list."""
    joined = "、".join(f"“{name}”" for name in names)
    return Finding(
        "NT914",
        Severity.WARNING,
        f"{year}年的通知沿用了“设置”中的{joined}。",
        f"请核对它们是否属于这次印发的{year}年任务，不是的请在“设置”中改正。",
        in_settings(file),
    )


def columns_left_out(names: list[str], file: str) -> Finding:
    """NT903: columns of the list that have no place in the text of a notice."""
    joined = "、".join(f"“{name}”" for name in names)
    return Finding(
        "NT903",
        Severity.INFO,
        f"责任清单中{joined}列的内容没有写入通知正文。",
        "如需印发，请写进“主要举措”；在“设置”中把“责任清单附表”填为“是”时，附表里有这些列。",
        Location(file=file, sheet=SheetName.TASKS),
    )


def heading_numbered(heading: str, printed: str, place: Location) -> Finding:
    """NT904: a heading without a number was given one."""
    return Finding(
        "NT904",
        Severity.INFO,
        f"板块“{heading}”没有编号，通知里写作“{printed}”。",
        "请核对；需要其他编号时，请在责任清单的“板块”“子板块”列写明。",
        place,
        value=heading,
        expected=printed,
    )


def heading_apart(heading: str, place: Location) -> Finding:
    """NT905: rows of one heading do not stand together."""
    return Finding(
        "NT905",
        Severity.WARNING,
        f"板块“{heading}”的任务在责任清单里没有排在一起，通知里这个标题出现了不止一次。",
        "请把同一板块的任务排在一起后重新生成。",
        place,
        value=heading,
    )


def heading_missing(number: str, previous: str, place: Location) -> Finding:
    """NT905: a row without a heading behind one that has a heading."""
    return Finding(
        "NT905",
        Severity.WARNING,
        f"第{number}项没有填写板块，通知里排在“{previous}”之下。",
        "请在责任清单中填写这一项的板块后重新生成。",
        place,
    )


def number_chosen(number: str, printed: str, place: Location) -> Finding:
    """NT906: a task without a usable number was given one."""
    what = f"序号“{number}”不能用于通知" if number else "没有序号"
    return Finding(
        "NT906",
        Severity.WARNING,
        f"责任清单中有一项任务{what}，通知里编为“{printed}”。",
        "请在责任清单的“序号”列填写，或者在“设置”中把“编号方式”填为“连续编号”。",
        place,
        value=number or None,
        expected=printed,
    )


def lead_not_named(number: str, first: str, place: Location) -> Finding:
    """NT907: under the first-listed rule a task without a lead seems to have one."""
    return Finding(
        "NT907",
        Severity.WARNING,
        f"第{number}项没有牵头单位，按“责任单位（首位牵头）”的写法会被理解为由{first}牵头。",
        "请在责任清单中填写牵头单位，或者在“设置”中改用其他“责任表述”。",
        place,
        value=first,
    )


def lead_in_unused(heading: str, file: str) -> Finding:
    """NT908: a paragraph of 板块引言 whose heading no task has."""
    return Finding(
        "NT908",
        Severity.WARNING,
        f"“板块引言”中“{heading}”的段落没有写入通知：责任清单里没有这个板块。",
        "请核对“设置”表“板块引言”里的标题是否与责任清单一致。",
        in_settings(file),
        value=heading,
    )


def same_number_inside(number: str, line: str, place: Location) -> Finding:
    """NT909: a line of the measures is numbered like a task."""
    return Finding(
        "NT909",
        Severity.WARNING,
        f"第{number}项的举措里有与任务同级的编号：{line[:20]}",
        "请把举措里的编号改为下一级，例如（1）（2），以免被看作另一项任务。",
        place,
        value=line,
    )


def other_years_left_out(count: int, year: int, file: str) -> Finding:
    """NT910: how many tasks belong to other years."""
    return Finding(
        "NT910",
        Severity.INFO,
        f"有{count}项任务的年度不是{year}年，没有列入。",
        "如应列入，请在责任清单的“年度”列加上这一年，例如：2023、2024。",
        Location(file=file, sheet=SheetName.TASKS),
    )


def year_missing(what: str, year: int, place: Location) -> Finding:
    """NT911: a task whose year nobody has said; it is kept."""
    return Finding(
        "NT911",
        Severity.WARNING,
        f"{what}，已全部列入{year}年任务。"
        if place.row_key is None
        else f"{what}，已列入{year}年任务。",
        "请在责任清单的“年度”列逐项填写，不属于这一年的填其他年份，然后重新生成。",
        place,
    )


def restated(number: str, changes: list[str], left_out: str, year: int, place: Location) -> Finding:
    """NT912: what was left out or changed for the list of one year."""
    return Finding(
        "NT912",
        Severity.INFO,
        f"第{number}项已按{year}年改写：{'；'.join(changes)}。",
        "请核对改写后的任务；不需要改写的，请在通知里改回。",
        place,
        value=left_out or None,
    )


def other_year_inside(number: str, words: str, year: int, place: Location) -> Finding:
    """NT913: a target of another year that can't be taken out without rewriting the sentence."""
    return Finding(
        "NT913",
        Severity.WARNING,
        f"第{number}项里还有其他年份的目标：{words[:40]}",
        f"请把这一句改写为{year}年的目标。",
        place,
        value=words,
    )


def preamble_restated(names: list[str], year: int, file: str) -> Finding:
    """NT915: what the plan says before its tasks is not taken into an annual list."""
    joined = "、".join(f"“{name}”" for name in names)
    return Finding(
        "NT915",
        Severity.INFO,
        f"{year}年的通知没有采用“设置”中的{joined}，引言已按年度任务拟写。",
        "如需采用，请在通知里补上，或者生成时加上 --set 引言=…。",
        in_settings(file),
    )


def deadline_passed(number: str, deadline: str, year: int, place: Location) -> Finding:
    """NT916: a task in the list of a year was due before it."""
    return Finding(
        "NT916",
        Severity.WARNING,
        f"第{number}项的完成时限是“{deadline}”，早于{year}年。",
        "请核对这一项是否列入；不列入的，请在“年度”列填写原来的年份。",
        place,
        value=deadline,
    )


def begins_late(first: str, place: Location) -> Finding:
    """NT917: what stood before the first heading or task of the plan is not in the list."""
    return Finding(
        "NT917",
        Severity.WARNING,
        f"印发文本的编号从“{first}”开始，前面的内容不在责任清单里。",
        "请把“包含总体要求”填为“是”后重新导入方案，或者把“编号方式”填为“连续编号”。",
        place,
        value=first,
    )


def row_without_text(number: str, place: Location) -> Finding:
    """NT918: a row that has neither title nor measures, units or anything else to print."""
    what = f"第{number}项" if number else "责任清单中有一行"
    return Finding(
        "NT918",
        Severity.WARNING,
        f"{what}没有填写重点任务和主要举措，没有写入通知。",
        "请补上任务内容，或者删去这一行后重新生成。",
        place,
        value=number or None,
    )


def year_outside(year: int, first: int, last: int, file: str) -> Finding:
    """NT919: the year of an annual list is none of the plan's."""
    return Finding(
        "NT919",
        Severity.WARNING,
        f"方案的期限是{first}年至{last}年，{year}年不在其中。",
        "请核对选择的年份；选错了的，请用正确的年份重新生成。",
        in_settings(file),
        value=str(year),
        expected=f"{first}—{last}",
    )


def clause_twice(number: str, own: str, place: Location) -> Finding:
    """NT920: the measures end in a clause of their own, and the units have another one."""
    return Finding(
        "NT920",
        Severity.WARNING,
        f"第{number}项的举措末尾已经写有“{own[:40]}”，通知里责任单位出现了两次。",
        "请删去举措末尾的这段文字，责任单位只填在“牵头单位”“责任单位”两列里。",
        place,
        value=own,
    )
