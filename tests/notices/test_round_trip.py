"""Matrix → notice → text → plan → matrix: nothing lost, nothing doubled."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from officekit.errors import ContentError
from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.notice import ClauseStyle, NoticeKind
from officekit.model.schema import COLUMNS
from officekit.notices import draft, notice_options, tasks_of_year
from tests.notices.matrices import lines_of, matrix, read_back, row

_UNITS = (
    *("区发展和改革局", "区财政局", "区科学技术局", "区教育和体育局", "区委组织部", "区水务局"),
    *("市生态环境局青禾分局", "国网青禾供电公司", "各乡镇街道", "区融媒体中心"),
)
_VERBS = ("建设", "完善", "推广", "培育", "整治")
_NOUNS = ("研发平台", "服务网络", "示范园区", "社区食堂", "河道岸线", "5G应用场景", "特色产业")
_HEADINGS = ("做强实体经济", "改善人居环境", "守住安全底线", "提升城市功能")
_PARTS = ("扩大有效投资", "办好民生实事", "培育新兴产业")
_MORE = ("每月调度一次", "形成“发现、交办、办理”闭环", "组织培训（含线上）", "建立台账；定期通报")
_NUMERALS = "一二三四五六七八九"

_sentence = st.tuples(st.sampled_from(_VERBS), st.sampled_from(_NOUNS), st.sampled_from(_MORE)).map(
    lambda words: f"{words[0]}{words[1]}，{words[2]}。"
)
_line = st.lists(_sentence, min_size=1, max_size=2).map("".join)
_measures = st.lists(_line, max_size=2).map("\n".join)
_title = st.tuples(st.sampled_from(_VERBS), st.sampled_from(_NOUNS)).map("".join)


@st.composite
def _task(draw: st.DrawFn, *, units: bool = False) -> dict[str, str]:
    """Texts of a task; a part needs units to be told from its task."""
    names = draw(st.lists(st.sampled_from(_UNITS), unique=True, min_size=int(units), max_size=4))
    leads = draw(st.integers(0, 2))
    found = {
        "title": draw(_title),
        "measures": draw(_measures),
        "lead": "、".join(names[:leads]),
        "support": "、".join(names[leads:]),
    }
    last = "support" if found["support"] else "lead"
    if found[last] and draw(st.booleans()):
        found[last] += "等"
    return found


@st.composite
def _matrices(draw: st.DrawFn) -> Matrix:
    """Sections, perhaps subsections, tasks numbered through, some with parts."""
    rows: list[MatrixRow] = []
    with_parts = draw(st.booleans())
    count = 0
    for i in range(draw(st.integers(1, 3))):
        section = f"{_NUMERALS[i]}、{_HEADINGS[i]}"
        for j in range(draw(st.integers(1, 2)) if with_parts else 1):
            subsection = f"（{_NUMERALS[j]}）{_PARTS[j]}" if with_parts else ""
            for _ in range(draw(st.integers(1, 3))):
                count += 1
                above = {"section": section, "subsection": subsection}
                task = draw(_task())
                rows.append(row(f"T{count:03d}", number=str(count), **above, **task))
                if not (task["lead"] or task["support"]):
                    continue
                for k in range(1, draw(st.integers(0, 2)) + 1):
                    part = draw(_task(units=True))
                    key = f"T{count:03d}-{k}"
                    rows.append(row(key, number=f"{count}-{k}", **above, **part))
    style = draw(st.sampled_from(sorted(set(ClauseStyle) - {ClauseStyle.FIRST_LEADS})))
    return matrix(*rows, 责任表述=style, 引言="为加快发展，确定2025年重点工作任务。")


_KEPT = ("number", "section", "subsection", "title", "measures", "lead", "support")


def _texts(source: Matrix) -> list[tuple[str, ...]]:
    return [tuple(r[name] for name in _KEPT) for r in source.rows]


@settings(max_examples=120, deadline=None)
@given(_matrices())
def test_a_matrix_comes_back_from_its_notice(source: Matrix) -> None:
    notice, _ = draft(source, notice_options(source))
    with tempfile.TemporaryDirectory() as folder:
        back = read_back(lines_of(notice), Path(folder))
    assert _texts(back) == _texts(source)
    assert back.title == source.title
    assert back.settings["引言"] == source.settings["引言"]


@settings(max_examples=40, deadline=None)
@given(st.lists(_sentence, min_size=1, max_size=5))
def test_tasks_without_titles_keep_their_words(measures: list[str]) -> None:
    source = matrix(
        *(
            row(
                f"T{i:03d}",
                number=str(i),
                section="一、做强实体经济",
                measures=text,
                lead="区财政局",
            )
            for i, text in enumerate(measures, start=1)
        )
    )
    notice, _ = draft(source, notice_options(source))
    with tempfile.TemporaryDirectory() as folder:
        back = read_back(lines_of(notice), Path(folder))
    # A first sentence is read as the title; the words are the same.
    assert [(r["title"] + "。" + r["measures"]).rstrip("。") for r in back.rows] == [
        text.rstrip("。") for text in measures
    ]
    assert [r["lead"] for r in back.rows] == ["区财政局"] * len(measures)


def test_the_first_listed_rule_comes_back(tmp_path: Path) -> None:
    source = matrix(
        row("T001", number="1", title="建平台", lead="区财政局", support="区水务局、区委组织部"),
        row("T002", number="2", title="育产业", lead="区财政局、区水务局", support="各乡镇街道"),
        row("T003", number="3", title="强监管", lead="区水务局"),
        责任表述="责任单位（首位牵头）",
    )
    notice, _ = draft(source, notice_options(source))
    assert _texts(read_back(lines_of(notice), tmp_path)) == _texts(source)


def test_a_list_with_deadlines_of_its_own_comes_back(tmp_path: Path) -> None:
    source = matrix(
        row("T001", number="1", title="建平台", lead="区财政局", deadline="2025年6月底前"),
        row("T002", number="2", title="育产业", measures="抓好培育。", deadline="2025年9月底前"),
        row("T003", number="3", title="强监管", lead="区水务局", leader="张某", deadline="每季度"),
    )
    notice, _ = draft(source, notice_options(source))
    back = read_back(lines_of(notice), tmp_path)
    assert _texts(back) == _texts(source)
    assert [r["deadline"] for r in back.rows] == ["2025年6月底前", "2025年9月底前", "每季度"]
    assert back.rows[2]["leader"] == "张某"


def test_a_list_in_chinese_numerals_comes_back(tmp_path: Path) -> None:
    source = matrix(
        *(
            row(
                f"T{i:03d}",
                number=str(i),
                section="二、做强实体经济" if i < 5 else "三、改善人居环境",
                title=f"{verb}研发平台",
                measures="完善服务网络，每月调度一次。",
                support="区财政局、区水务局等",
                source=f"第{i}段，原序号{_NUMERALS[i - 1]}",
            )
            for i, verb in enumerate(_VERBS, start=3)
        ),
        责任表述="A牵头，B按职责分工负责",
        引言="为加快发展，确定2025年重点工作任务。",
    )
    notice, findings = draft(source, notice_options(source))
    assert {f.code for f in findings} == {"NT901", "NT917"}
    assert lines_of(notice)[3].startswith("（三）建设研发平台。")
    back = read_back(lines_of(notice), tmp_path)
    assert _texts(back) == _texts(source)
    assert [r["source"].split("，")[-1] for r in back.rows] == [
        f"原序号{_NUMERALS[i - 1]}" for i in range(3, 8)
    ]


_wild = st.text(
    alphabet="一二三（）()1.、。；：\n 第条章①·-等区科技局年度2025月底前到《》“”A", max_size=14
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={column.key: _wild for column in COLUMNS if column.printed}
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(list(ClauseStyle)),
    st.sampled_from(["按原文序号", "连续编号"]),
)
def test_whatever_a_row_holds_stands_in_the_text(
    rows: list[dict[str, str]], style: ClauseStyle, numbering: str
) -> None:
    source = matrix(
        *(row(f"T{i:03d}", **texts) for i, texts in enumerate(rows, start=1)),
        责任表述=style,
        编号方式=numbering,
    )
    notice, _ = draft(source, notice_options(source))
    assert notice.issued is not None
    lines = [p.text for p in notice.issued.paragraphs]
    assert not [line for line in lines if "\n" in line or not line.strip()]
    text = "".join("".join(lines).split())
    for each in source.rows:
        wanted = [each["title"], *each["measures"].split("\n")]
        wanted += [*each.units("lead"), *each.units("support")]
        if numbering == "按原文序号":
            wanted += [each["section"], each["subsection"]]
        missing = [words for words in wanted if "".join(words.split()) not in text]
        assert not missing
    table = draft(source, notice_options(source, NoticeKind.ANNEX))[0].annexes[0]
    assert len(table.rows) == len(rows)
    assert {len(line) for line in table.rows} == {len(table.headings)} == {len(table.widths)}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={column.key: _wild for column in COLUMNS if column.printed}
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_list_breaks_the_choice_of_a_year(rows: list[dict[str, str]]) -> None:
    source = matrix(*(row(f"T{i:03d}", **texts) for i, texts in enumerate(rows, start=1)))
    plan = replace(source, year=None)
    try:
        annual, _ = tasks_of_year(plan, 2025)
    except ContentError:
        return
    assert {each.key for each in annual.rows} <= {each.key for each in plan.rows}
    draft(annual, notice_options(annual))
