from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from officekit.errors import OutputExistsError
from officekit.model.packet import FILL_MARK, Packet, PacketRow, Role
from officekit.model.period import Period
from officekit.model.schema import column_for
from officekit.writing import packet_workbook_bytes, write_packet
from officekit.writing.packet_identity import assigned_fingerprint
from officekit.writing.packet_texts import day_text, instructions
from tests.writing.packets import LEAD_KEY, SUPPORT_KEY, UNIT, packet, with_answers

LIST, HELP, META = "责任清单", "填报说明", "_officekit"
HEADS = [
    *("序号", "本单位职责", "板块", "重点任务", "主要举措", "牵头单位", "责任单位", "完成时限"),
    *("进展状态", "完成率", "进展情况", "存在问题", "下一步措施", "责任人", "行标识"),
]
FIRST_ANSWER, LAST_ANSWER, KEY = 9, 14, 15  # columns, from 1
HEAD_ROW, LED, SUPPORTED, SPARE_LINE = 3, 4, 5, 6
SPARE = range(7, 17)


def opened(sent: Packet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(packet_workbook_bytes(sent)))


def part(sent: Packet, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(packet_workbook_bytes(sent))) as package:
        return package.read(name).decode()


def table(sent: Packet) -> Worksheet:
    sheet = opened(sent)[LIST]
    assert isinstance(sheet, Worksheet)
    return sheet


def texts(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


@pytest.fixture(scope="module")
def workbook() -> openpyxl.Workbook:
    return opened(packet())


@pytest.fixture(scope="module")
def sheet(workbook: openpyxl.Workbook) -> Worksheet:
    found = workbook[LIST]
    assert isinstance(found, Worksheet)
    return found


# ------------------------------------------------------------------ the table


def test_it_has_a_list_instructions_and_a_very_hidden_sheet(workbook: openpyxl.Workbook) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in workbook.worksheets}
    assert states == {LIST: "visible", HELP: "visible", META: "veryHidden"}
    assert workbook.active is not None
    assert workbook.active.title == LIST


def test_the_columns_stand_in_the_agreed_order_without_blank_ones(sheet: Worksheet) -> None:
    assert texts(sheet, HEAD_ROW) == HEADS


def test_each_task_has_its_texts_its_role_its_answers_and_its_key(sheet: Worksheet) -> None:
    assert texts(sheet, LED) == [
        *(2, "牵头", "一、水利建设", "整治山塘水库"),
        *("完成12座病险水库除险加固，建成雨水情测报系统。", "县水务局", "县财政局、各乡镇"),
        *("2023年11月底前", "推进中", 0.6, "已完成7座。", None, None, None, LEAD_KEY),
    ]
    assert texts(sheet, SUPPORTED) == [
        *("（七）", "配合", None, "改造老旧管网", "=改造供水管网30公里"),
        *("县住房和城乡建设局", "县水务局", None, None, None, None, None, None, None),
        SUPPORT_KEY,
    ]


def test_the_number_column_stays_where_no_task_has_a_number() -> None:
    bare = PacketRow("T1", Role.LEAD, {"title": "植树"})
    heads = texts(table(packet(rows=(bare,))), HEAD_ROW)
    assert heads[:4] == ["序号", "本单位职责", "重点任务", "进展状态"]


def test_the_title_and_the_line_below_say_whose_table_it_is(sheet: Worksheet) -> None:
    assert sheet["A1"].value == "临河县2023年重点工作任务进展填报表"
    line = str(sheet["A2"].value)
    for said in (UNIT, "2023年9月", "2023年9月25日", "牵头1项、配合1项", "填"):
        assert said in line
    assert {"A1:N1", "A2:N2", "A6:N6"} == {str(area) for area in sheet.merged_cells.ranges}


def test_what_is_blank_leaves_no_label_behind() -> None:
    sheet = table(packet(title="", due="", period=Period("")))
    assert sheet["A1"].value == "重点工作任务进展填报表"
    assert str(sheet["A2"].value).split("\n")[0] == f"填报单位：{UNIT}　　任务：牵头1项、配合1项"


def test_only_answers_and_spare_rows_are_open(sheet: Worksheet) -> None:
    open_cells = {
        (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    answers = {(r, c) for r in (LED, SUPPORTED) for c in range(FIRST_ANSWER, LAST_ANSWER + 1)}
    spare = {(r, c) for r in SPARE for c in range(1, LAST_ANSWER + 1)}
    assert open_cells == answers | spare
    assert len(SPARE) == 10
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.formatRows  # false: rows may be made higher


def test_the_spare_rows_are_blank_and_follow_a_line_that_says_so(sheet: Worksheet) -> None:
    assert sheet.cell(SPARE_LINE, 1).value == "如需补充新任务，请写在下面"
    assert all(cell.value is None for row in SPARE for cell in sheet[row])
    assert sheet.max_row == SPARE[-1]


def test_formats_keep_what_is_typed(sheet: Worksheet) -> None:
    for row in (LED, SUPPORTED, SPARE[0], SPARE[-1]):
        formats = [sheet.cell(row, c).number_format for c in range(FIRST_ANSWER, LAST_ANSWER + 1)]
        assert formats == ["@", "0%", "@", "@", "@", "@"]
    assert sheet.cell(SPARE[0], 1).number_format == "@"


def test_the_headings_to_fill_look_different_and_say_so(sheet: Worksheet) -> None:
    heads = [sheet.cell(HEAD_ROW, column) for column in range(1, LAST_ANSWER + 1)]
    colours = [head.fill.start_color.rgb for head in heads]
    assert set(colours[:8]) == {"FF1F3864"}
    assert len(set(colours[8:])) == 1
    assert colours[8] != colours[0]
    assert [h.number_format for h in heads[8:]] == [f'@"{FILL_MARK}"'] * 6
    assert "填" in FILL_MARK
    # As a .csv shows it, the heading still names its column.
    assert all(column_for(f"{h.value}{FILL_MARK}") is column_for(str(h.value)) for h in heads[8:])


def test_led_tasks_stand_out(sheet: Worksheet) -> None:
    assert sheet.cell(LED, 2).font.b
    assert not sheet.cell(SUPPORTED, 2).font.b


def test_the_row_key_is_hidden_and_locked(sheet: Worksheet) -> None:
    assert sheet.column_dimensions["O"].hidden
    assert sheet.cell(LED, KEY).protection.locked
    assert sheet.cell(SPARE[0], KEY).protection.locked


def test_answers_have_rules_and_hints_also_in_the_spare_rows(sheet: Worksheet) -> None:
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    status, completion, progress = rules["I4"], rules["J4"], rules["K4"]
    assert str(status.sqref) == "I4:I5 I7:I16"
    assert (status.type, status.formula1) == ("list", '"未启动,推进中,已完成,滞后"')
    assert (completion.type, completion.formula1, completion.formula2) == ("decimal", "0", "1")
    for first in ("K4", "L4", "M4", "N4"):
        rule = rules[first]
        assert (rule.type, rule.operator, rule.formula1) == (
            *("textLength", "lessThanOrEqual", "5000"),
        )
        assert rule.errorStyle == "warning"
    assert all(rules[f"{c}4"].prompt and rules[f"{c}4"].promptTitle for c in "IJKLMN")
    assert progress.error == "内容超过5000字，请尽量精简。"
    assert rules["B7"].formula1 == '"牵头,责任,配合"'


def test_states_and_missing_answers_of_led_tasks_are_coloured() -> None:
    xml = part(packet(), "xl/worksheets/sheet1.xml")
    found = re.findall(r'<conditionalFormatting sqref="([^"]+)">(.*?)</conditionalFormatting>', xml)
    rules = {area: re.findall(r"<formula>(.*?)</formula>", inner) for area, inner in found}
    answering = 'OR($B4="牵头",$B4="责任")'
    assert rules == {
        "I4:I5": [f"AND({answering},LEN(TRIM($I4))=0)", '$I4="已完成"', '$I4="滞后"'],
        "K4:K5": [f"AND({answering},LEN(TRIM($K4))=0)"],
    }


def test_pages_repeat_the_headings_and_panes_are_frozen(sheet: Worksheet) -> None:
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'责任清单'!$A$1:$N$16"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.freeze_panes == "E4"


def test_every_row_has_a_height(sheet: Worksheet) -> None:
    assert all(sheet.row_dimensions[row].height for row in range(1, SPARE[-1] + 1))


def test_a_very_long_text_is_set_smaller_and_the_cells_beside_it_are_not() -> None:
    row = replace(packet().rows[0], assigned={"number": "1", "measures": "治理河道，" * 500})
    sheet = table(packet(rows=(row,)))
    assert sheet.cell(LED, 3).font.size < 10.5
    assert {sheet.cell(LED, column).font.size for column in (1, 2, 4, 6)} == {10.5}
    assert sheet.row_dimensions[LED].height <= 409


def test_a_narrow_table_is_printed_on_a4_and_a_wide_one_on_a3() -> None:
    a3, a4 = "8", "9"
    bare = PacketRow("T1", Role.LEAD, {"number": "1", "title": "植树"})
    assert str(table(packet(rows=(bare,))).page_setup.paperSize) == a4
    long = {"measures": "完成一批补短板项目，" * 20, "targets": "建成投用二十处公共停车场所" * 2}
    full = replace(packet().rows[0], assigned={**packet().rows[0].assigned, **long})
    assert str(table(packet(rows=(full,))).page_setup.paperSize) == a3


def test_a_packet_without_tasks_still_has_rows_for_new_ones() -> None:
    sheet = table(packet(rows=()))
    assert sheet["A4"].value == "如需补充新任务，请写在下面"
    assert not sheet["C5"].protection.locked
    rules = {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert "C5:C14" in rules


# ------------------------------------------------------------------ texts that are hard to store


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-3", "@SUM(A1)", "_x0041_", " 两头空格 ", "＝cmd|' /c calc'!A0"]
)
def test_a_text_stays_the_text_that_it_is(text: str) -> None:
    sent = with_answers(progress=text)
    cell = table(sent).cell(LED, 11)
    assert (cell.value, cell.data_type) == (text, "s")
    assert "<f>" not in part(sent, "xl/worksheets/sheet1.xml")


def test_control_characters_are_left_out() -> None:
    sheet = table(with_answers(progress="一\x00二\x0b三\r\n四\ud800"))
    assert sheet.cell(LED, 11).value == "一二三\n四"


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [("60%", 0.6, "0%"), ("100%", 1, "0%"), ("33.5%", 0.335, "0.0#%"), ("过半", "过半", "0%")],
)
def test_a_completion_is_a_number_where_it_is_one(text: str, value: object, shown: str) -> None:
    cell = table(with_answers(completion=text)).cell(LED, 10)
    assert cell.value == value
    assert cell.number_format == shown


def test_an_answer_as_long_as_a_cell_is_kept_and_a_longer_one_is_told_of() -> None:
    longest = "水" * 32_767
    assert table(with_answers(progress=longest)).cell(LED, 11).value == longest
    told = table(with_answers(progress=longest + "利")).cell(LED, 11).value
    assert told == "（原有内容共32768字，单元格放不下，没有列出）"


def test_an_assigned_text_too_long_for_a_cell_says_what_is_missing() -> None:
    row = replace(packet().rows[0], assigned={"number": "1", "measures": "治" * 40_000})
    shown = str(table(packet(rows=(row,))).cell(LED, 3).value)
    assert shown.startswith("治治")
    assert shown.endswith("……（单元格放不下，后面还有8000字没有列出）")


# ------------------------------------------------------------------ identity


IDENTITY = {
    "template": "officekit.progress",
    "template_version": "1",
    "packet": "00112233445566aa",
    "unit": UNIT,
    "period": "2023年9月",
    "version": "1",
}


def stated(sent: Packet) -> list[dict[str, str]]:
    """What properties, names and hidden sheet say."""
    workbook = opened(sent)
    properties = re.findall(
        r'name="officekit\.(\w+)"><vt:lpwstr>(.*?)</vt:lpwstr>', part(sent, "docProps/custom.xml")
    )
    names = {name: str(found.attr_text) for name, found in workbook.defined_names.items()}
    lines = [list(row) for row in workbook[META].iter_rows(values_only=True)]
    return [
        {key: html.unescape(value) for key, value in properties},
        {
            key.removeprefix("officekit_"): value[1:-1].replace('""', '"')
            for key, value in names.items()
        },
        {str(line[0]): str(line[1]) for line in lines if line[0] not in ("row", "text")},
    ]


def test_the_identity_stands_in_three_places() -> None:
    expected = {**IDENTITY, "keys": packet().keys_hash}
    assert stated(packet()) == [expected] * 3


def test_the_hidden_sheet_has_a_fingerprint_for_each_task(workbook: openpyxl.Workbook) -> None:
    rows = [row for row in workbook[META].iter_rows(values_only=True) if row[0] == "row"]
    assert [row[1] for row in rows] == [LEAD_KEY, SUPPORT_KEY]
    assert all(re.fullmatch(r"[0-9a-f]{16}", str(row[2])) for row in rows)
    assert rows[0][2] != rows[1][2]


def test_a_fingerprint_changes_with_assigned_texts_and_not_with_answers() -> None:
    row = packet().rows[0]
    before = assigned_fingerprint(row)
    assert assigned_fingerprint(replace(row, answers={})) == before
    changed = {**row.assigned, "deadline": "2023年12月底前"}
    assert assigned_fingerprint(replace(row, assigned=changed)) != before
    assert assigned_fingerprint(replace(row, role=Role.SUPPORT)) != before


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ('区“发改”&<局>"一"', '区“发改”&<局>"一"'),
        ("  区水务\n局\x07 ", "区水务 局"),
        ("区" * 300, "区" * 200),
    ],
)
def test_an_odd_unit_is_told_alike_in_all_places(unit: str, said: str) -> None:
    assert [place["unit"] for place in stated(packet(unit=unit))] == [said] * 3


# ------------------------------------------------------------------ instructions


def test_the_instructions_explain_each_column_with_an_example(workbook: openpyxl.Workbook) -> None:
    lines = [list(row) for row in workbook[HELP].iter_rows(values_only=True)]
    told = {line[1]: line[2:4] for line in lines if line[1] in HEADS[8:14]}
    assert list(told) == HEADS[8:14]
    assert all(hint and example for hint, example in told.values())
    assert workbook[HELP].protection.sheet


def test_the_instructions_explain_responsibility_where_no_unit_leads() -> None:
    led, supported = packet().rows
    said = "\n".join(instructions(packet()))
    assert "本单位职责为“责任”" not in said
    responsible = replace(supported, role=Role.RESPONSIBLE)
    said = "\n".join(instructions(packet(rows=(led, responsible))))
    assert "没有写明牵头单位、由责任单位负责的任务（本单位职责为“责任”）" in said
    assert "“进展状态”和“进展情况”必须填写" in said


def test_the_instructions_name_the_due_date_and_whom_to_ask() -> None:
    said = "\n".join(instructions(packet()))
    for word in ("2023年9月25日", "临河县人民政府办公室", "督查室周敏，电话0000-7654321", ".xlsx"):
        assert word in said
    for word in ("承担部分", "不要排序", "如需补充新任务"):
        assert word in said


def test_what_is_not_known_is_not_mentioned() -> None:
    said = "\n".join(instructions(packet(due="", contact="", issuer="")))
    assert "请联系" not in said
    assert "截止" not in said
    assert "报送给" not in said


@pytest.mark.parametrize(
    ("day", "shown"), [("2023-09-05", "2023年9月5日"), ("9月底", "9月底"), ("", "")]
)
def test_a_date_is_written_as_in_a_letter(day: str, shown: str) -> None:
    assert day_text(day) == shown


# ------------------------------------------------------------------ the file


def test_the_same_packet_gives_the_same_bytes() -> None:
    assert packet_workbook_bytes(packet()) == packet_workbook_bytes(packet())
    assert packet_workbook_bytes(packet()) != packet_workbook_bytes(packet(version=2))


def test_it_is_written_and_never_overwrites_without_being_asked(tmp_path: Path) -> None:
    path = tmp_path / "下发.xlsx"
    write_packet(packet(), path)
    assert path.read_bytes() == packet_workbook_bytes(packet())
    with pytest.raises(OutputExistsError):
        write_packet(packet(version=2), path)
    write_packet(packet(version=2), path, overwrite=True)
    assert path.read_bytes() == packet_workbook_bytes(packet(version=2))


STORABLE = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    max_size=40,
)


@settings(max_examples=25, deadline=None)
@given(progress=STORABLE, person=STORABLE, unit=STORABLE, period=STORABLE)
def test_any_text_comes_back_as_it_was(progress: str, person: str, unit: str, period: str) -> None:
    sent = replace(
        with_answers(progress=progress, person=person), unit=unit, period=Period.parse(period)
    )
    workbook = opened(sent)
    row = texts(workbook[LIST], LED)
    assert (row[10] or "", row[13] or "") == (progress, person)
    assert workbook[META]["B3"].value == "00112233445566aa"
