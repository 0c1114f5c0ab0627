"""The commands of the exchange as a person and a script use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from officekit.cli.main import main
from tests.exchange.departments import (
    DUE,
    ENTERPRISES,
    PEOPLE,
    PERIOD,
    UNDER_WAY,
    decide,
    listed,
    made_matrix,
    returned,
    typed,
)

FINDING = {"code", "severity", "message", "hint", "location", "value", "expected"}
PLACE = {"file", "sheet", "cell", "row_key", "paragraph", "quote"}


class Done:
    """What a command said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Desk:
    """The command line in a folder whose name has a space."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.matrix = made_matrix(folder)
        self.output = folder / "汇总 结果.xlsx"
        self.report = folder / "汇总 结果-报送情况.xlsx"
        self.returns = folder / "各单位 报送"

    def run(self, *arguments: str | Path) -> Done:
        self.capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return Done(code, said.out, said.err)

    def split(self, *more: str, folder: str = "下发 九月") -> Done:
        return self.run("split", self.matrix, "-o", self.folder / folder, *more)

    def issue(self) -> None:
        assert self.split("--period", PERIOD, "--due", DUE).code == 0

    def issued(self, unit: str) -> Path:
        (path,) = (self.folder / "下发 九月").glob(f"{unit}*.xlsx")
        return path

    def answer(self, unit: str, answers: dict[str, dict[str, Any]]) -> Path:
        return returned(self.issued(unit), self.returns, answers)

    def collect(self, *more: str | Path) -> Done:
        return self.run("collect", self.returns, "--matrix", self.matrix, "-o", self.output, *more)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path / "青禾区 督查", capsys)


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """Everything is issued, and two of three units have answered without a fault."""
    desk.issue()
    desk.answer("区科技局", {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    desk.answer("区工信局", {"壮大企业": ENTERPRISES})
    return desk


class TestSplit:
    def test_the_json_follows_the_contract(self, desk: Desk) -> None:
        done = desk.split("--period", "２０２５年０９月", "--due", "2025年9月25日", "--json")
        assert done.code == 0
        assert list(done.data) == [
            *("format", "period", "version", "due", "changed", "packets", "findings")
        ]
        assert {key: done.data[key] for key in ("format", "period", "version", "due")} == {
            "format": 1,
            "period": "2025年9月",
            "version": 1,
            "due": "2025-09-25",
        }
        first = done.data["packets"][0]
        assert set(first) == {"unit", "file", "letter", "tasks"}
        assert {p["unit"]: p["tasks"] for p in done.data["packets"]} == {
            "区科技局": 2,
            "区工信局": 1,
            "区财政局": 1,
        }
        assert all(Path(packet["file"]).is_file() for packet in done.data["packets"])
        assert first["letter"] is None

    def test_it_says_where_everything_is(self, desk: Desk) -> None:
        done = desk.split("--period", PERIOD, "--due", DUE)
        assert "已拆分2025年9月第1版：3个单位" in done.err
        assert "报送截止日期：2025-09-25" in done.err
        assert done.out == ""

    def test_covering_letters_are_written_when_asked_for(self, desk: Desk) -> None:
        done = desk.split("--period", PERIOD, "--letters", "--json")
        letters = [Path(packet["letter"]) for packet in done.data["packets"]]
        assert [path.suffix for path in letters] == [".docx"] * 3
        assert all(path.is_file() for path in letters)

    def test_splitting_the_same_again_writes_what_is_missing(self, desk: Desk) -> None:
        desk.issue()
        kept, lost = desk.issued("区科技局"), desk.issued("区工信局")
        before = kept.read_bytes()
        lost.unlink()
        done = desk.split("--period", PERIOD, "--due", DUE)
        assert done.code == 0
        assert "缺少的文件已补齐" in done.err
        assert kept.read_bytes() == before
        assert lost.is_file()

    def test_a_changed_list_is_issued_again_only_when_asked_for(self, desk: Desk) -> None:
        desk.issue()
        old = {path.name: path.read_bytes() for path in (desk.folder / "下发 九月").iterdir()}
        typed(desk.matrix, {"壮大企业": {"主要举措": "培育企业12家。"}})
        refused = desk.split("--period", PERIOD, "--due", DUE)
        assert refused.code == 2
        assert "责任清单后来有改动：区工信局的任务有变化。" in refused.err
        assert "--new-version" in refused.err
        done = desk.split("--period", PERIOD, "--due", DUE, "--new-version", "--json")
        assert (done.code, done.data["version"]) == (0, 2)
        assert done.data["changed"] == ["区工信局"]
        for name, content in old.items():
            assert (desk.folder / "下发 九月" / name).read_bytes() == content

    @pytest.mark.parametrize(
        ("more", "message"),
        [
            ((), "没有说明下发哪一期"),
            (("--period", PERIOD, "--due", "下周五"), "报送截止日期“下周五”不是日期"),
            (("--period", PERIOD, "--due", "2025-02-30"), "不是日期"),
            (("--perod", PERIOD), "不认识的参数"),
        ],
    )
    def test_wrong_usage_gets_a_chinese_message(
        self, desk: Desk, more: tuple[str, ...], message: str
    ) -> None:
        done = desk.split(*more)
        assert done.code == 2
        assert message in done.err
        assert "建议：" in done.err
        assert not (desk.folder / "下发 九月").exists()

    def test_a_plan_is_no_matrix(self, desk: Desk) -> None:
        done = desk.run(
            "split", desk.folder / "任务.txt", "-o", desk.folder / "下发", "--period", PERIOD
        )
        assert done.code == 2
        assert "建议：" in done.err

    def test_a_folder_that_can_t_be_made_is_told(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refuse_folders(monkeypatch, desk.folder / "下发 九月")
        done = desk.split("--period", PERIOD)
        assert done.code == 2
        assert "不能在" in done.err
        assert "请换一个可以写入的文件夹" in done.err


class TestCollect:
    def test_without_errors_the_exit_code_is_0(self, answered: Desk) -> None:
        done = answered.collect()
        assert done.code == 0
        assert "新收2份" in done.err
        assert "应报3个单位" in done.err
        assert listed(answered.output, "壮大企业", "进展情况") == ENTERPRISES["进展情况"]
        assert answered.report.is_file()

    def test_a_folder_for_the_output_is_made(self, answered: Desk) -> None:
        output = answered.folder / "九月 结果" / "汇总.xlsx"
        done = answered.run("collect", answered.returns, "--matrix", answered.matrix, "-o", output)
        assert done.code == 0
        assert output.is_file()

    def test_with_errors_it_is_1(self, desk: Desk) -> None:
        desk.issue()
        desk.answer("区工信局", {"壮大企业": {**ENTERPRISES, "完成率": 1.5}})
        done = desk.collect()
        assert done.code == 1
        assert "退回意见1份" in done.err
        assert desk.output.is_file()

    def test_the_json_follows_the_contract(self, desk: Desk) -> None:
        desk.issue()
        path = desk.answer("区工信局", {"壮大企业": {**ENTERPRISES, "完成率": 1.5}})
        done = desk.collect("--json")
        data = done.data
        assert list(data) == [
            *("format", "run", "output", "report", "replies", "taken", "known", "merged"),
            *("period", "version", "due", "summary", "units", "conflicts", "accounts"),
            "findings",
        ]
        assert (data["taken"], data["known"], data["period"]) == (1, 0, PERIOD)
        assert data["output"] == str(desk.output)
        assert data["report"] == str(desk.report)
        assert [Path(reply).suffix for reply in data["replies"]] == [".xlsx", ".docx"]
        merged = {value["column"]: value for value in data["merged"]}
        assert set(merged) == {"status", "progress"}
        assert merged["status"]["after"] == "推进中"
        (source,) = merged["status"]["sources"]
        assert (source["unit"], source["file"]) == ("区工信局", path.name)
        assert source["sheet"] == "责任清单"
        unit = next(u for u in data["units"] if u["unit"] == "区工信局")
        assert set(unit) == {
            *("unit", "states", "tasks", "answered", "errors", "warnings", "files"),
            *("received_at", "note"),
        }
        assert unit["errors"] == 1
        (account,) = data["accounts"]
        told = ("merged", "kept", "refused", "replaced")
        assert sum(account[name] for name in told) == 3
        (error,) = (f for f in data["findings"] if f["severity"] == "error")
        assert set(error) == FINDING
        assert set(error["location"]) == PLACE
        assert error["code"].startswith("SB")
        assert error["location"]["file"] == path.name
        assert error["location"]["sheet"] == "责任清单"
        assert error["hint"]

    def test_collecting_twice_changes_nothing(self, answered: Desk) -> None:
        first = answered.collect("--json").data
        again = answered.collect("--json").data
        assert (first["taken"], again["taken"], again["known"]) == (2, 0, 2)
        for told in ("merged", "units", "conflicts", "accounts", "findings", "summary"):
            assert again[told] == first[told]

    def test_an_output_that_the_clerk_has_changed_is_not_overwritten(self, answered: Desk) -> None:
        answered.collect()
        typed(answered.output, {"壮大企业": {"备注": "区长批示"}})
        before = answered.output.read_bytes()
        done = answered.collect()
        assert done.code == 2
        assert "已经存在" in done.err
        assert answered.output.read_bytes() == before
        assert answered.collect("--overwrite").code == 0

    def test_a_conflict_is_decided_in_the_report_beside_the_output(self, answered: Desk) -> None:
        other = "资金已拨付，平台新建1家。"
        answered.answer("区财政局", {"完善平台体系": {**UNDER_WAY, "进展情况": other}})
        first = answered.collect("--json").data
        (conflict,) = first["conflicts"]
        assert set(conflict) == {
            *("key", "kind", "row_key", "column", "label", "candidates", "decided"),
        }
        assert {c["unit"]: c["text"] for c in conflict["candidates"]} == {
            "区科技局": UNDER_WAY["进展情况"],
            "区财政局": other,
        }
        assert conflict["decided"] is None
        decide(answered.report, other)
        answered.collect()
        assert listed(answered.output, "完善平台体系", "进展情况") == other

    def test_the_report_that_follows_a_decided_one_counts_as_well(self, answered: Desk) -> None:
        text = "资金已拨付，平台新建1家。"
        other = {**UNDER_WAY, "进展情况": text, "进展状态": "滞后"}
        answered.answer("区财政局", {"完善平台体系": other})
        answered.collect()
        decide(answered.report, text)
        following = Path(answered.collect("--json").data["report"])
        assert following != answered.report
        decide(following, "滞后")
        done = answered.collect("--json")
        assert all(conflict["decided"] for conflict in done.data["conflicts"])
        assert listed(answered.output, "完善平台体系", "进展状态") == "滞后"
        assert listed(answered.output, "完善平台体系", "进展情况") == text

    def test_a_report_that_is_not_there_is_bad_input(self, answered: Desk) -> None:
        done = answered.collect("--decisions", answered.folder / "没有.xlsx")
        assert done.code == 2
        assert "没有.xlsx" in done.err
        assert not answered.output.exists()

    def test_nothing_issued_is_told_with_what_to_do(self, desk: Desk) -> None:
        desk.returns.mkdir()
        done = desk.collect()
        assert done.code == 2
        assert "登记册" in done.err
        assert "拆分下发" in done.err
        assert not desk.output.exists()

    def test_a_period_that_was_never_issued_is_told(self, answered: Desk) -> None:
        done = answered.collect("--period", "2025年10月")
        assert done.code == 2
        assert "没有这个责任矩阵“2025年10月”的下发记录" in done.err
        assert "已下发的期次有：2025年9月" in done.err
        assert not answered.output.exists()

    def test_a_folder_that_is_not_there_is_bad_input(self, desk: Desk) -> None:
        desk.issue()
        done = desk.collect()
        assert done.code == 2
        assert "各单位 报送" in done.err
        assert not desk.output.exists()

    def test_files_of_ours_are_not_taken_for_returns(self, answered: Desk) -> None:
        answered.collect()
        whole = answered.folder / "全部.xlsx"
        done = answered.run(
            "collect", answered.folder, "--matrix", answered.matrix, "-o", whole, "--json"
        )
        assert done.data["taken"] <= 1  # the plan, which lies in the same folder
        assert len(done.data["merged"]) == 9


class TestStatus:
    def test_it_lists_who_has_answered(self, answered: Desk) -> None:
        answered.collect()
        done = answered.run("status", "--matrix", answered.matrix)
        assert done.code == 0
        table = [line.split("\t") for line in done.out.splitlines()]
        assert table[0][:2] == ["单位", "情况"]
        assert {line[0]: line[1] for line in table[1:]}["区财政局"] == "未报"

    def test_the_json_has_a_line_a_unit(self, answered: Desk) -> None:
        done = answered.run("status", "--matrix", answered.matrix, "--json")
        assert done.data["format"] == 1
        assert [unit["states"] for unit in done.data["units"]] == [["未报"]] * 3

    def test_a_report_is_written_and_not_overwritten(self, answered: Desk) -> None:
        report = answered.folder / "情况 一览.xlsx"
        ask = ("status", "--matrix", answered.matrix, "-o", report)
        assert answered.run(*ask).code == 0
        assert report.is_file()
        assert answered.run(*ask).code == 2
        assert answered.run(*ask, "--overwrite").code == 0

    def test_nothing_issued_is_told(self, desk: Desk) -> None:
        done = desk.run("status", "--matrix", desk.matrix)
        assert done.code == 2
        assert "拆分下发" in done.err


class TestUndo:
    def test_the_last_run_is_taken_back(self, answered: Desk) -> None:
        run = answered.collect("--json").data["run"]
        back = answered.folder / "撤销 后.xlsx"
        done = answered.run("undo", "--matrix", answered.output, "-o", back, "--json")
        assert done.code == 0
        assert done.data["run"] == run + 1
        assert {v["after"] for v in done.data["merged"]} == {""}
        assert listed(back, "壮大企业", "进展情况") is None

    def test_a_run_that_never_was_is_told(self, answered: Desk) -> None:
        answered.collect()
        done = answered.run(
            "undo", "--matrix", answered.output, "-o", answered.folder / "x.xlsx", "--run", "99"
        )
        assert done.code == 2
        assert "没有第99次汇总" in done.err
        assert not (answered.folder / "x.xlsx").exists()

    def test_nothing_to_take_back_is_told(self, answered: Desk) -> None:
        done = answered.run("undo", "--matrix", answered.matrix, "-o", answered.folder / "x.xlsx")
        assert done.code == 2
        assert "没有可以撤销的汇总" in done.err


def refuse_folders(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """In a folder nothing can be made, as on a disc or in a colleague's share."""
    real = Path.mkdir

    def mkdir(path: Path, *more: Any, **options: Any) -> None:
        if path == folder or folder in path.parents:
            raise PermissionError(13, "denied", str(path))
        real(path, *more, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir)
