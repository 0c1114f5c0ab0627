"""Notices about invented places, one for each branch of the layout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from officekit.model.notice import (
    AnnexTable,
    IssuedText,
    Notice,
    NoticeKind,
    NoticeParagraph,
    TextLevel,
)

_SENTENCES = (
    "为全面落实区委、区政府关于绿色转型的部署要求，扎实做好全年各项重点工作，确保目标任务如期"
    "完成，现将有关事项通知如下。"
)
_TASK = (
    "加快推进重点项目建设。聚焦“专精特新”企业培育，年内新增市级以上创新平台5家，规模以上工业企业"
    "研发投入占比达到2.5%以上，完成技术改造投资12.6亿元——力争超额完成年度计划。"
    "（牵头单位：区发展改革局；责任单位：区工业和信息化局、区科技局、各镇人民政府）"
)

TITLE_LINES = ("青禾区人民政府办公室关于印发", "青禾区绿色转型2025年", "重点工作任务的通知")
ISSUED_TITLE_LINES = ("青禾区绿色转型2025年", "重点工作任务")
ATTACHMENTS = (
    "青禾区绿色转型重点工作责任清单",
    "青禾区绿色转型重点工作调度办法及有关部门联系人名单汇总表第一批增补部分",
)


def body(paragraphs: int) -> tuple[NoticeParagraph, ...]:
    """Body text of three lines a paragraph."""
    return (NoticeParagraph(_SENTENCES),) * paragraphs


def tasks(sections: int, each: int) -> tuple[NoticeParagraph, ...]:
    """Sections with tasks of about five lines."""
    made = []
    number = 0
    for section in range(sections):
        made.append(NoticeParagraph(f"{'一二三四五'[section]}、深入推进绿色转型", TextLevel.FIRST))
        head = "（一）完善工作机制。"
        made.append(
            NoticeParagraph(
                f"{head}形成齐抓共管、协同推进的良好局面。", TextLevel.SECOND, head=len(head)
            )
        )
        for _ in range(each):
            number += 1
            made.append(NoticeParagraph(f"{number}.{_TASK}", TextLevel.THIRD))
    return tuple(made)


ISSUE = Notice(
    kind=NoticeKind.ISSUE,
    issuer="青禾区人民政府办公室",
    number="青政办发〔2025〕8号",
    title="青禾区人民政府办公室关于印发青禾区绿色转型2025年重点工作任务的通知",
    addressees="各镇人民政府、各街道办事处，青禾经济开发区管委会，区政府各部门、各直属单位",
    body=(
        NoticeParagraph(
            "《青禾区绿色转型2025年重点工作任务》已经区政府同意，现印发给你们，请认真贯彻落实。"
        ),
    ),
    signature="青禾区人民政府办公室",
    signed_on=date(2025, 3, 22),
    note="此件公开发布",
    issued=IssuedText(
        "青禾区绿色转型2025年重点工作任务",
        (
            NoticeParagraph("为全面落实区委、区政府工作部署，结合我区实际，制定本任务。"),
            *tasks(3, 7),
        ),
    ),
    copies_to="区委各部门，区人大常委会办公室，区政协办公室，区法院，区检察院，各人民团体",
    printing_office="青禾区人民政府办公室",
    printed_on=date(2025, 3, 23),
)
"""A notice that issues a long text."""

SHORT = replace(
    ISSUE,
    issued=None,
    note="",
    body=(NoticeParagraph("请各单位按照任务分工抓好落实，重要情况及时报告区政府办公室。"),),
)
"""One page of text."""

MEDIUM = replace(
    ISSUE,
    issued=None,
    body=body(3),
    sealed=True,
    copy_number="000012",
    urgency="特急",
    secrecy="机密★1年",
    signer="王青禾",
    attachments=ATTACHMENTS,
)
"""Two pages with everything the head may carry, a seal and two attachments."""

FULL = replace(ISSUE, issued=None, body=body(8))
"""The second page has no room for the 版记."""

LETTER = replace(
    ISSUE, kind=NoticeKind.LETTER, issued=None, issuer="青禾区发展改革局",
    number="青发改函〔2025〕3号", title="青禾区发展改革局关于征求意见的函",
    signature="青禾区发展改革局", body=body(2), sealed=True, printing_office="", printed_on=None,
)  # fmt: skip

LIST = AnnexTable(
    title="青禾区绿色转型重点工作责任清单",
    headings=("序号", "板块", "重点任务", "量化目标", "牵头单位", "责任单位", "完成时限"),
    rows=tuple(
        (
            str(number),
            "创新驱动" if number % 8 == 1 else None,
            "加快推进重点项目建设",
            "年内新增市级以上创新平台5家，研发投入占比达到2.5%以上。",
            "区发展改革局",
            "区工业和信息化局、区科技局",
            "2025年12月",
        )
        for number in range(1, 25)
    ),
    widths=(12, 20, 46, 62, 30, 35, 20),
)

WITH_LIST = replace(ISSUE, issued=None, body=body(2), attachments=ATTACHMENTS[:1], annexes=(LIST,))
"""A notice with a lying table as its only annex."""

LONG_ADDRESSEES = replace(
    SHORT, addressees="、".join(f"青禾区第{number}街道办事处" for number in range(1, 32))
)
"""主送机关 fill page 1."""
