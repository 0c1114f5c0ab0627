from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from officekit.reading.wrapped import display_width, is_hard_wrapped, join, rebuild

SENTENCE = (
    "推进工业园区绿色改造，支持企业开展技术攻关，完善城乡供水一体化管网，提升水资源利用效率，"
    "健全工作台账，按月调度，按季通报，确保到2033年建成12家绿色工厂。"
)


def wrap(text: str, width: int, indent: int = 4) -> list[str]:
    """Break a paragraph as an editor does: first line indented, Latin words kept whole."""
    lines, line, room = [], "", width - indent
    for piece in _pieces(text):
        if line and display_width(line + piece) > room:
            lines.append(line)
            line, room = "", width
        line += piece if line else piece.lstrip()
    return [*lines, line]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        if (
            pieces
            and char.isascii()
            and char.isalnum()
            and pieces[-1][-1].isascii()
            and pieces[-1][-1].isalnum()
        ):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def texts(lines: list[str]) -> list[str]:
    return [paragraph.text for paragraph in rebuild(lines).paragraphs]


def squeezed(text: str) -> str:
    return "".join(text.split())


PLAN = [
    "一、聚力创新驱动",
    "（一）建设创新平台。" + SENTENCE + "（市科技局、市发展改革委等有关单位按职责分工负责）",
    "（二）培育创新企业。" + SENTENCE * 2,
    "二、聚力绿色低碳",
    "（三）推进节能降碳。" + SENTENCE,
]


def test_width_counts_two_columns_for_cjk() -> None:
    assert display_width("云泽A1，") == 8


def test_joining_puts_a_space_only_between_latin_words() -> None:
    assert join("云泽 ", " 市") == "云泽市"
    assert join("green", "plan") == "green plan"
    assert join("20", "33年") == "2033年"
    assert join("到2033", "年") == "到2033年"


def test_it_recognises_hard_wrapped_text() -> None:
    assert is_hard_wrapped([line for p in PLAN for line in wrap(p, 56)])


def test_whole_paragraphs_are_not_hard_wrapped() -> None:
    assert not is_hard_wrapped(PLAN * 5)


def test_a_list_of_short_lines_is_not_hard_wrapped() -> None:
    assert not is_hard_wrapped(["市发展改革委", "市工业和信息化局", "市财政局", "市水务局"] * 10)


def test_it_joins_wrapped_lines_into_paragraphs() -> None:
    assert texts([line for p in PLAN for line in wrap(p, 56)]) == PLAN


def test_blank_lines_between_all_lines_mean_nothing() -> None:
    lines = [line for p in PLAN for line in wrap(p, 60)]
    assert texts([x for line in lines for x in (line, "")]) == PLAN


def test_indented_first_lines_begin_paragraphs() -> None:
    plain = [SENTENCE, SENTENCE + "抓好落实。", SENTENCE * 2]
    lines = [x for p in plain for x in ["　　" + wrap(p, 64)[0], *wrap(p, 64)[1:]]]
    assert texts(lines) == plain


def test_a_page_number_inside_a_paragraph_is_dropped() -> None:
    lines = wrap(PLAN[2], 56)
    got = rebuild([*lines[:2], "", "- 19 -", "", " " + lines[2], *lines[3:]])
    assert [p.text for p in got.paragraphs] == [PLAN[2]]
    assert got.page_numbers == ("- 19 -",)


def test_a_bare_number_between_full_lines_is_a_page_number() -> None:
    lines = wrap(PLAN[2], 56)
    got = rebuild([*lines[:2], "7", *lines[2:]])
    assert [p.text for p in got.paragraphs] == [PLAN[2]]
    assert got.page_numbers == ("7",)


def test_a_page_break_does_not_end_a_paragraph() -> None:
    lines = wrap(PLAN[1], 56)
    spaced = [x for line in lines for x in (line, "")]
    del spaced[3]
    spaced[3] = " " + spaced[3]
    assert texts(spaced) == [PLAN[1]]


def test_a_clause_at_the_start_of_a_line_stays_with_its_sentence() -> None:
    body = "（一）建设平台。支持企业开展技术攻关，完善城乡供水一体化管网，健全工作台账机制。"
    lines = [body[:28], body[28:], "（市科技局、市水务局按职责分工负责）"]
    full = display_width(lines[0])
    lines[1] = "健全" * ((full - display_width(lines[1])) // 4) + lines[1]
    got = texts([*lines, *wrap(PLAN[2], full)])
    assert got[0].endswith("（市科技局、市水务局按职责分工负责）")
    assert got[1].startswith("（二）")


def test_it_tells_the_first_line_of_each_paragraph() -> None:
    lines = ["", *wrap(PLAN[1], 56), "", "二、聚力绿色低碳"]
    got = rebuild(lines).paragraphs
    assert [p.line for p in got] == [2, len(lines)]


def test_nothing_gives_nothing() -> None:
    assert rebuild([]).paragraphs == ()
    assert not is_hard_wrapped([])


PHRASES = st.sampled_from(
    [
        "推进绿色改造",
        "完善管网",
        "GDP增长",
        "到2033年",
        "5G",
        "“双碳”",
        "（示范）",
        "smart city",
        "、",
        "，",
        "；",
        "。",
        "1.5%",
    ]
)
PARAGRAPHS = st.lists(
    st.lists(PHRASES, min_size=1, max_size=80).map(lambda p: "建" + "".join(p) + "。"),
    min_size=1,
    max_size=8,
)


@given(PARAGRAPHS, st.integers(36, 90), st.sampled_from([0, 4]), st.booleans())
def test_no_character_is_lost_or_doubled(
    paragraphs: list[str], width: int, indent: int, blank: bool
) -> None:
    lines = [line for p in paragraphs for line in wrap(p, width, indent)]
    if blank:
        lines = [x for line in lines for x in (line, "")]
    assert squeezed("".join(texts(lines))) == squeezed("".join(paragraphs))


@given(st.lists(st.text(max_size=70), max_size=20))
def test_any_lines_keep_their_characters(lines: list[str]) -> None:
    got = rebuild(lines)
    kept = sorted(squeezed("".join(p.text for p in got.paragraphs) + "".join(got.page_numbers)))
    assert kept == sorted(squeezed("".join(lines)))


def test_a_sentence_in_brackets_ends_the_paragraph_where_it_always_does() -> None:
    full = "支持企业开展节水改造。（牵头单位：市水务局、市财政局、市科技局）"
    lines = []
    for name in ("供水", "排水", "节水", "治水"):
        lines += [f"{name}工程按照计划推进，完善城乡管网，提升水资源利用的效率水", full]
    lines.append("平。（牵头单位：市水务局）")
    assert [text[:2] for text in texts(lines)] == ["供水", "排水", "节水", "治水", "平。"]


def test_a_bare_page_number_before_a_short_last_line_is_left_out() -> None:
    paragraphs = [wrap(text, 40) for text in PLAN]
    last = paragraphs[-1]
    lines = [*paragraphs[0], *paragraphs[1], "7", *paragraphs[2], *paragraphs[3]]
    lines += [*last[:-1], "8", last[-1]]
    rebuilt = rebuild(lines)
    assert rebuilt.page_numbers == ("7", "8")
    assert rebuilt.paragraphs[-1].text == PLAN[-1]


def test_lines_broken_at_a_number_of_characters_are_joined() -> None:
    plan = [PLAN[1], PLAN[3], PLAN[2], "（四）实现GDP增长5.3%、R&D投入2.5%。" + SENTENCE * 2]
    lines = [text[i : i + 30] for text in plan for i in range(0, len(text), 30)]
    lines = [line for line in lines if line]
    assert is_hard_wrapped(lines)
    assert texts(lines) == plan
