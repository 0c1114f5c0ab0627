"""Every line of a document is found again in the plan: in a field, or in a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from officekit.model.document import Document
from officekit.model.numbering import outline_number
from officekit.model.plan import Plan
from officekit.model.residue import without_bookmarks
from officekit.parsing import parse_plan
from officekit.parsing.front_matter import parse_date
from officekit.reading import read
from tests.parsing.plans import document_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PUNCTUATION = re.compile(r"[。；;：:，,、！？!?（）()〔〕【】\[\].．\n]|\s{2,}|\u3000|号")
STRUCTURE = re.compile(r"附件[\d一二三四五六七八九十]*")
LEFT_OUT = frozenset({"PS002", "PS011", "PS014"})


def plain(text: str) -> str:
    return re.sub(r"[\s*]", "", text)


def kept(plan: Plan) -> str:
    """All text of a plan, one field on a line, with what its findings say was left out."""
    texts: list[str | None] = [plan.title, plan.draft_mark, plan.preamble, *plan.closing]
    if notice := plan.notice:
        issuer = notice.issuer and f"{notice.issuer}文件"
        texts += [issuer, notice.number, notice.title, *notice.addressees, notice.body]
        texts += [notice.signed_by, notice.note]
    for section in plan.sections:
        texts += [section.heading, section.text, section.clause.text if section.clause else None]
        for below in section.subsections:
            texts += [below.heading, below.text]
    for task in plan.tasks:
        texts += [task.title, task.body, task.clause, task.part, *task.leaders]
    texts += [f.location.quote for f in plan.findings if f.code in LEFT_OUT]
    return "\n".join(plain(text) for text in texts if text)


def words(document: Document) -> Iterator[str]:
    """The document cut into phrases: numbers, page structure and dates of signature left out."""
    for paragraph in document.paragraphs:
        for line in without_bookmarks(paragraph.text).split("\n"):
            number = outline_number(line.strip())
            text = line.strip()[number.end if number else 0 :]
            if parse_date(text) or STRUCTURE.fullmatch(plain(text)):
                continue
            yield from filter(None, map(plain, PUNCTUATION.split(text)))


def lost(document: Document, plan: Plan) -> list[str]:
    """Phrases of the document that the plan does not hold."""
    text = kept(plan)
    return [word for word in words(document) if word not in text]


@pytest.mark.parametrize("name", ["青禾区三年行动计划.txt", "云泽市2024年重点工作任务.docx"])
def test_no_phrase_of_a_sample_is_lost(name: str) -> None:
    document = read(SAMPLES / name)
    assert isinstance(document, Document)
    assert lost(document, parse_plan(document)) == []


@pytest.mark.seeds
def test_no_phrase_of_a_real_document_is_lost(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        document = read(path)
        assert isinstance(document, Document)
        assert lost(document, parse_plan(document)) == [], path.name


def test_the_check_sees_what_is_lost() -> None:
    document = document_of("""
        青禾区行动方案
        一、重点任务
        1.建设平台。新建两家。（牵头单位：区科技局）
    """)
    other = document_of("""
        青禾区行动方案
        一、重点任务
        1.建设平台。（牵头单位：区科技局）
    """)
    assert lost(document, parse_plan(other)) == ["新建两家"]


def test_lines_before_the_title_are_held_or_reported() -> None:
    document = document_of("""
        特急
        青禾区发展和改革局文件
        青发改环资〔2025〕6号
        青禾区发展和改革局等三部门
        关于印发《青禾区设备更新工作要点》的通知
        各镇街：
        设备更新关系长远，必须抓紧抓实。
        现将《青禾区设备更新工作要点》印发给你们，请认真贯彻执行。
        附件：1.青禾区设备更新工作要点
        2.青禾区设备更新任务清单
        3.青禾区设备更新支持措施
        青禾区发展和改革局
        2025年3月4日
        附件1
        青禾区设备更新工作要点
        一、更新设备。年内更新100台。（责任单位：区工信局）
        二、加强统筹。按月调度。（责任单位：区发改局）
    """)
    plan = parse_plan(document)
    assert lost(document, plan) == []
    notice = plan.notice
    assert notice is not None
    assert notice.number == "青发改环资〔2025〕6号"
    assert notice.issuer == "青禾区发展和改革局等三部门"
    assert notice.signed_by == "青禾区发展和改革局"
    assert notice.body.startswith("设备更新关系长远")
    assert notice.body.endswith("3.青禾区设备更新支持措施")
    assert plan.title == "青禾区设备更新工作要点"
    reported = [f.location.quote for f in plan.findings if f.code == "PS011"]
    assert reported == ["特急", "青禾区发展和改革局文件"]


def test_a_list_of_annexes_on_lines_of_its_own_is_no_outline() -> None:
    document = document_of("""
        各镇街：
        现将《青禾区防汛工作方案》印发给你们，请认真落实。
        附件：
        1.青禾区防汛工作方案
        2.青禾区防汛任务清单
        青禾区人民政府办公室
        2025年5月6日
        青禾区防汛工作方案
        一、重点任务
        1.加固堤防。年内加固2公里。（责任单位：区水利局）
        2.备足物资。（责任单位：区应急局）
    """)
    plan = parse_plan(document)
    assert lost(document, plan) == []
    assert plan.title == "青禾区防汛工作方案"
    assert [t.title for t in plan.tasks] == ["加固堤防", "备足物资"]


def test_a_clause_under_a_heading_above_tasks_is_kept_and_reported() -> None:
    document = document_of("""
        一、治理污染
        （一）取缔小作坊（责任单位：区生态环境局）
        1.全面排查。三月底前完成。
        2.依法取缔。逐一销号。
        （二）整治行业
        逐户整治。（责任单位：区工信局）
        3.清洁改造。改造8家。（责任单位：区发改局）
    """)
    plan = parse_plan(document)
    assert lost(document, plan) == []
    assert [t.number for t in plan.tasks] == ["1", "2", "3"]
    reported = [f.value for f in plan.findings if f.code == "PS007"]
    assert reported == ["（责任单位：区生态环境局）", "（责任单位：区工信局）"]
