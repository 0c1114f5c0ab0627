"""Fonts, folders, encodings, Defender, leftovers."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.config import MEBIBYTE
from officekit.installation.access import (
    examine_documents,
    examine_home,
    examine_path_length,
    examine_room,
    examine_temporary,
)
from officekit.installation.antivirus import examine_defender
from officekit.installation.fonts import examine_fonts
from officekit.installation.leftovers import examine_leftovers
from officekit.installation.text_settings import (
    examine_encodings,
    examine_variables,
    examine_xlwings_settings,
)
from officekit.model.installation import CheckState
from tests.installation.machines import FONTS, Keys, linux, python, windows

USER_FONTS = r"HKCU\Software\Microsoft\Windows NT\CurrentVersion\Fonts"
POLICY_RULES = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
    r"\Windows Defender Exploit Guard\ASR\Rules"
)
OWN_RULES = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
MANAGED = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
CHILD_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"


class TestFonts:
    def test_fonts_under_chinese_and_english_names_are_found(self, tmp_path: Path) -> None:
        verdict = examine_fonts(windows(tmp_path))
        assert verdict.state is CheckState.OK, verdict.found

    def test_a_missing_font_is_told_with_one_that_is_there(self, tmp_path: Path) -> None:
        verdict = examine_fonts(windows(tmp_path, {USER_FONTS: {"华文中宋 (TrueType)": "a.ttf"}}))
        assert verdict.state is CheckState.WARNING
        assert verdict.found.startswith("缺少方正小标宋简体，")
        assert verdict.advice == "请信息部门安装；在此之前方正小标宋简体可用“华文中宋”。"

    def test_one_spelling_of_fangsong_serves_for_the_other(self, tmp_path: Path) -> None:
        fonts: Keys = {
            FONTS: {
                "宋体 & 新宋体 (TrueType)": "simsun.ttc",
                "SimHei (TrueType)": "simhei.ttf",
                "仿宋 (TrueType)": "simfang.ttf",
                "KaiTi (TrueType)": "simkai.ttf",
                "DengXian (TrueType)": "Deng.ttf",
            }
        }
        verdict = examine_fonts(windows(tmp_path, fonts))
        assert verdict.found.startswith("缺少仿宋_GB2312、楷体_GB2312，")
        assert "仿宋_GB2312可用“仿宋”，楷体_GB2312可用“楷体”" in verdict.advice

    def test_elsewhere_the_list_of_the_system_counts(self, tmp_path: Path) -> None:
        names = "方正小标宋简体,FZXiaoBiaoSong-B05S\nFangSong_GB2312\n仿宋,FangSong\n楷体_GB2312\n"
        names += "KaiTi\nSimHei,黑体\nSimSun\nDengXian,等线,DengXian Light\n"
        assert examine_fonts(linux(tmp_path, list_fonts=lambda: names)).state is CheckState.OK
        verdict = examine_fonts(linux(tmp_path))
        assert verdict.state is CheckState.WARNING
        assert verdict.advice == "请信息部门安装。"

    def test_a_system_that_lists_no_fonts_is_told(self, tmp_path: Path) -> None:
        verdict = examine_fonts(linux(tmp_path, list_fonts=lambda: None))
        assert verdict.state is CheckState.WARNING
        assert "不能列出字体" in verdict.found


class TestAccess:
    def test_folders_that_can_be_written_are_fine_and_stay_empty(self, tmp_path: Path) -> None:
        machine = windows(tmp_path)
        assert examine_home(machine).state is CheckState.OK
        assert examine_documents(machine).state is CheckState.OK
        assert examine_temporary(machine).state is CheckState.OK
        assert list((tmp_path / "temp").iterdir()) == []

    def test_a_home_that_is_not_there_yet_is_not_made(self, tmp_path: Path) -> None:
        machine = linux(tmp_path)
        assert examine_home(machine).state is CheckState.OK
        assert not machine.home.exists()

    def test_a_folder_that_can_not_be_written_is_a_fault(self, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.touch()
        machine = windows(tmp_path, home=file / "officekit", temporary=file)
        assert examine_home(machine).state is CheckState.FAULT
        assert examine_temporary(machine).state is CheckState.FAULT

    def test_no_permission_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError

        machine = windows(tmp_path)
        monkeypatch.setattr(Path, "open", refuse)
        verdict = examine_documents(machine)
        assert verdict.state is CheckState.FAULT
        assert "没有权限" in verdict.found
        assert "受控文件夹访问" in verdict.advice

    def test_documents_that_are_away_are_told(self, tmp_path: Path) -> None:
        verdict = examine_documents(windows(tmp_path, documents=tmp_path / "Z"))
        assert verdict.state is CheckState.WARNING
        assert "打不开" in verdict.found

    def test_unknown_documents_do_not_apply(self, tmp_path: Path) -> None:
        assert examine_documents(linux(tmp_path)).state is CheckState.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("folder", "variables"),
        [("OneDrive - 青禾区/文档", {}), ("同步/文档", {"OneDriveCommercial": "同步"})],
    )
    def test_synchronised_documents_are_told(
        self, tmp_path: Path, folder: str, variables: dict[str, str]
    ) -> None:
        documents = tmp_path / folder
        documents.mkdir(parents=True)
        environment = {name: str(tmp_path / value) for name, value in variables.items()}
        verdict = examine_documents(windows(tmp_path, documents=documents, environment=environment))
        assert verdict.state is CheckState.WARNING
        assert "OneDrive" in verdict.found

    def test_enough_room_is_fine(self, tmp_path: Path) -> None:
        verdict = examine_room(windows(tmp_path))
        assert verdict.state is CheckState.OK
        assert verdict.found == "至少还有 50.0 GB"

    def test_too_little_room_on_any_disk_is_told(self, tmp_path: Path) -> None:
        def free(folder: Path) -> int:
            return 120 * MEBIBYTE if folder.name == "文档" else 9000 * MEBIBYTE

        verdict = examine_room(windows(tmp_path, free_bytes=free))
        assert verdict.state is CheckState.WARNING
        assert "只剩 120 MB" in verdict.found

    def test_short_paths_are_fine(self, tmp_path: Path) -> None:
        assert examine_path_length(windows(tmp_path)).state is CheckState.OK

    def test_a_long_path_needs_the_setting(self, tmp_path: Path) -> None:
        machine = windows(tmp_path)
        deep = machine.home / ("a" * 120) / ("b" * 120)
        deep.mkdir(parents=True)
        (deep / "c.py").touch()
        verdict = examine_path_length(machine)
        assert verdict.state is CheckState.WARNING
        assert f"有 {len(str(deep / 'c.py'))} 个字符" in verdict.found
        setting: Keys = {
            r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem": {"LongPathsEnabled": 1}
        }
        assert examine_path_length(windows(tmp_path, setting)).state is CheckState.OK


class TestTextSettings:
    def test_a_chinese_windows_is_fine(self, tmp_path: Path) -> None:
        verdict = examine_encodings(windows(tmp_path))
        assert verdict.state is CheckState.OK
        assert verdict.found == "代码页 936，输出 utf-8，文本文件 cp936"

    @pytest.mark.parametrize(("page", "words"), [(65001, "Unicode UTF-8"), (1252, "不是简体中文")])
    def test_another_code_page_is_told(self, tmp_path: Path, page: int, words: str) -> None:
        interpreter = python(tmp_path / "python.exe", page=page)
        verdict = examine_encodings(windows(tmp_path, interpreter=interpreter))
        assert verdict.state is CheckState.WARNING
        assert words in verdict.found

    def test_utf8_mode_makes_messages_of_xlwings_unreadable(self, tmp_path: Path) -> None:
        interpreter = python(tmp_path / "python.exe", utf8_mode=True)
        verdict = examine_encodings(windows(tmp_path, interpreter=interpreter))
        assert verdict.state is CheckState.WARNING
        assert "PYTHONUTF8" in verdict.found
        assert "环境变量" in verdict.advice

    def test_utf8_mode_is_seen_where_only_excel_would_get_it(self, tmp_path: Path) -> None:
        machine = windows(tmp_path, {r"HKCU\Environment": {"PYTHONUTF8": "1"}})
        assert examine_encodings(machine).state is CheckState.WARNING

    def test_an_output_without_chinese_is_told(self, tmp_path: Path) -> None:
        interpreter = python(tmp_path / "python", page=None, output="ascii")
        verdict = examine_encodings(linux(tmp_path, interpreter=interpreter))
        assert verdict.state is CheckState.WARNING
        assert "显示不了中文" in verdict.found

    def test_utf8_mode_is_fine_elsewhere(self, tmp_path: Path) -> None:
        interpreter = python(tmp_path / "python", page=None, utf8_mode=True)
        assert examine_encodings(linux(tmp_path, interpreter=interpreter)).state is CheckState.OK

    def test_no_variables_are_fine(self, tmp_path: Path) -> None:
        assert examine_variables(windows(tmp_path)).state is CheckState.OK

    def test_a_variable_for_every_python_is_told(self, tmp_path: Path) -> None:
        verdict = examine_variables(linux(tmp_path, environment={"PYTHONPATH": "/opt/other"}))
        assert verdict.state is CheckState.WARNING
        assert "PYTHONPATH=/opt/other" in verdict.found

    def test_a_variable_for_the_whole_computer_is_told(self, tmp_path: Path) -> None:
        key = r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
        machine = windows(tmp_path, {key: {"PYTHONHOME": r"C:\Python27"}})
        assert r"PYTHONHOME=C:\Python27" in examine_variables(machine).found

    def test_no_own_settings_of_xlwings_are_fine(self, tmp_path: Path) -> None:
        assert examine_xlwings_settings(windows(tmp_path)).state is CheckState.OK

    @pytest.mark.parametrize(
        ("content", "text_encoding", "state"),
        [
            (b'"INTERPRETER_WIN","C:\\python.exe"\r\n', "cp936", CheckState.OK),
            ('"PYTHONPATH","D:\\工具"'.encode("gbk"), "cp936", CheckState.WARNING),
            ('"PYTHONPATH","D:\\工具"'.encode("gbk"), "utf-8", CheckState.FAULT),
            (b'"SHOW CONSOLE"\r\n', "cp936", CheckState.FAULT),
        ],
        ids=["fine", "GBK", "GBK read as UTF-8", "name without value"],
    )
    def test_own_settings_of_xlwings_are_read_as_xlwings_does(
        self, tmp_path: Path, content: bytes, text_encoding: str, state: CheckState
    ) -> None:
        (tmp_path / ".xlwings").mkdir()
        (tmp_path / ".xlwings" / "xlwings.conf").write_bytes(content)
        interpreter = python(tmp_path / "python.exe", text=text_encoding)
        verdict = examine_xlwings_settings(windows(tmp_path, interpreter=interpreter))
        assert verdict.state is state
        if state is CheckState.OK:
            assert "INTERPRETER_WIN" in verdict.found
        else:
            assert "xlwings.conf" in verdict.advice


class TestDefender:
    def test_no_rule_is_fine(self, tmp_path: Path) -> None:
        assert examine_defender(windows(tmp_path)).state is CheckState.OK

    @pytest.mark.parametrize(
        "keys",
        [
            {POLICY_RULES: {CHILD_RULE: "1"}},
            {OWN_RULES: {CHILD_RULE.upper(): 1}},
            {MANAGED: {"ASRRules": f"be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=2|{CHILD_RULE}=1"}},
        ],
        ids=["policy", "own", "managed"],
    )
    def test_a_rule_that_blocks_is_a_fault(self, tmp_path: Path, keys: Keys) -> None:
        verdict = examine_defender(windows(tmp_path, keys))
        assert verdict.state is CheckState.FAULT
        assert "阻止 Office 程序启动其他程序" in verdict.found
        assert CHILD_RULE in verdict.advice
        assert "officekit.bat" in verdict.advice

    def test_a_rule_that_asks_is_a_warning(self, tmp_path: Path) -> None:
        verdict = examine_defender(windows(tmp_path, {POLICY_RULES: {CHILD_RULE: "6"}}))
        assert verdict.state is CheckState.WARNING

    @pytest.mark.parametrize(("action", "words"), [("2", "只作记录"), ("0", "没有阻止")])
    def test_a_rule_that_notes_or_is_off_is_fine(
        self, tmp_path: Path, action: str, words: str
    ) -> None:
        verdict = examine_defender(windows(tmp_path, {POLICY_RULES: {CHILD_RULE: action}}))
        assert verdict.state is CheckState.OK
        assert words in verdict.found


class TestLeftovers:
    def test_a_finished_installation_is_fine(self, tmp_path: Path) -> None:
        assert examine_leftovers(windows(tmp_path)).state is CheckState.OK

    @pytest.mark.parametrize("name", ["runtime.new", "runtime.old"])
    def test_a_half_finished_installation_is_told(self, tmp_path: Path, name: str) -> None:
        machine = windows(tmp_path)
        (machine.home / name).mkdir()
        verdict = examine_leftovers(machine)
        assert verdict.state is CheckState.WARNING
        assert name in verdict.found
        assert "install.bat" in verdict.advice

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", '{"a": "青禾"}'.encode("gbk")])
    def test_a_broken_list_is_told(self, tmp_path: Path, content: bytes) -> None:
        machine = windows(tmp_path)
        (machine.home / "installed.json").write_bytes(content)
        verdict = examine_leftovers(machine)
        assert verdict.state is CheckState.WARNING
        assert "已损坏" in verdict.found

    def test_a_missing_list_is_told(self, tmp_path: Path) -> None:
        machine = windows(tmp_path)
        (machine.home / "installed.json").unlink()
        assert "缺少安装清单" in examine_leftovers(machine).found

    def test_without_an_installation_there_is_nothing_to_say(self, tmp_path: Path) -> None:
        assert examine_leftovers(windows(tmp_path, home=tmp_path / "x")).state is CheckState.OK
