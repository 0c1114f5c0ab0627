"""The clerk's folders for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer import runtime
from installer.layout import Places
from tests.installer.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    bundle = tmp_path / "安装包 (1) & 2"
    for name, content in {
        "installer/setup.py": "",
        "installer/messages/locked.txt": "",
        "uninstall.bat": "u",
        "officekit.bat": "o",
        "wheelhouse/officekit-0.1.0-py3-none-any.whl": "",
        "wheelhouse/pip-25.0-py3-none-any.whl": "",
        "workbooks/责任矩阵.xlsm": "first",
        "word_templates/通知.docx": "template",
        "word_templates/README.md": "not for the clerk",
        "samples/示例方案.txt": "sample",
        "使用手册.html": "manual",
    }.items():
        path = bundle / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    user = tmp_path / "用户"
    places = Places(user / "本地 数据" / "officekit", user / "文档", user / "桌面")
    made = Desk(bundle, places, tmp_path / "calls.txt")
    monkeypatch.setattr(runtime, "build_venv", made.build)
    monkeypatch.setattr(runtime, "_PAUSE", 0.0)
    return made
