"""The text of a mail comes in with the first of its files, or alone."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from officekit.config import RETURN_LIMITS, Config
from officekit.excel.compound_file import write_compound_file
from officekit.model.incoming import Incoming
from officekit.model.returned import Refusal
from officekit.reading.intake import gather
from officekit.reading.intake_body import MOST_CHARACTERS, html_text, joined, mail_text

CONFIG = Config(limits=RETURN_LIMITS)
Streams = dict[str, bytes | Mapping[str, bytes]]


def taken(path: Path) -> list[Incoming]:
    with gather([path], CONFIG) as incoming:
        return list(incoming)


def bodies(path: Path) -> dict[str, str]:
    return {one.name: one.body for one in taken(path)}


def mail(text: str, *names: str, subject: str = "") -> EmailMessage:
    message = EmailMessage()
    if subject:
        message["Subject"] = subject
    message.set_content(text)
    for name in names:
        message.add_attachment(b"1,2", "application", "octet-stream", filename=name)
    return message


def saved(path: Path, message: EmailMessage) -> Path:
    path.write_bytes(bytes(message))
    return path


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def outlook(path: Path, streams: Streams) -> Path:
    path.write_bytes(write_compound_file({"__properties_version1.0": bytes(32), **streams}))
    return path


def attached(name: str) -> dict[str, bytes]:
    return {"__substg1.0_37010102": b"1", "__substg1.0_3707001F": wide(name)}


def test_the_first_file_of_a_mail_carries_its_text_behind_the_subject(tmp_path: Path) -> None:
    message = mail("第3项已完工。\n请查收。\n", "甲.csv", "乙.csv", subject="九月进展")
    assert bodies(saved(tmp_path / "a.eml", message)) == {
        "甲.csv": "主题：九月进展\n第3项已完工。\n请查收。",
        "乙.csv": "",
    }


def test_a_mail_without_attachment_is_refused_with_its_text(tmp_path: Path) -> None:
    (one,) = taken(saved(tmp_path / "a.eml", mail("第3项已完工。", subject="九月进展")))
    assert (one.refusal, one.body) == (Refusal.OTHER_CONTENT, "主题：九月进展\n第3项已完工。")


def test_a_subject_alone_counts_only_without_attachment(tmp_path: Path) -> None:
    alone = saved(tmp_path / "a.eml", mail("", subject="第3项没有进展"))
    assert bodies(alone) == {"a.eml": "主题：第3项没有进展"}
    assert bodies(saved(tmp_path / "b.eml", mail("", "甲.csv", subject="九月"))) == {"甲.csv": ""}


def test_the_text_of_a_forwarded_mail_is_kept(tmp_path: Path) -> None:
    outer = mail("转给您。", subject="转发")
    outer.add_attachment(mail("第1项已开工。", "甲.csv", subject="九月进展"))
    outer.add_attachment(mail("第2项已停工。", subject="补充"))
    assert bodies(saved(tmp_path / "a.eml", outer)) == {
        "甲.csv": "主题：转发\n转给您。\n\n主题：九月进展\n第1项已开工。\n\n主题：补充\n第2项已停工。"
    }


def test_a_mail_saved_as_a_file_and_attached_keeps_both_texts(tmp_path: Path) -> None:
    outer = mail("转给您。")
    inner = bytes(mail("第1项已开工。"))
    outer.add_attachment(inner, "application", "octet-stream", filename="报送.eml")
    (one,) = taken(saved(tmp_path / "a.eml", outer))
    assert (one.name, one.origin) == ("报送.eml", ("a.eml",))
    assert (one.refusal, one.body) == (Refusal.OTHER_CONTENT, "转给您。\n\n第1项已开工。")


def test_each_mail_in_an_archive_keeps_its_text(tmp_path: Path) -> None:
    path = tmp_path / "全部.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("1.eml", bytes(mail("第1项已开工。", "甲.csv")))
        package.writestr("2.eml", bytes(mail("第2项已开工。", "乙.csv")))
    assert bodies(path) == {"甲.csv": "第1项已开工。", "乙.csv": "第2项已开工。"}


def test_of_an_archive_attached_to_a_mail_one_file_carries_the_text(tmp_path: Path) -> None:
    inner = tmp_path / "内.zip"
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("甲.csv", b"1")
        package.writestr("乙.csv", b"2")
    message = mail("第1项已开工。")
    message.add_attachment(inner.read_bytes(), "application", "zip", filename="内.zip")
    found = taken(saved(tmp_path / "a.eml", message))
    assert sorted(one.body for one in found) == ["", "第1项已开工。"]


def test_a_file_of_the_system_does_not_swallow_the_text(tmp_path: Path) -> None:
    message = mail("第1项已开工。", "Thumbs.db", "甲.csv")
    assert bodies(saved(tmp_path / "a.eml", message)) == {"甲.csv": "第1项已开工。"}
    alone = mail("第1项已开工。", "Thumbs.db")
    assert bodies(saved(tmp_path / "b.eml", alone)) == {"b.eml": "第1项已开工。"}


@pytest.mark.parametrize(
    "charset", [b"gb2312", b"GBK", b"gb18030", b"us-ascii", b"iso-8859-1", b"no-such", b""]
)
def test_chinese_text_is_decoded_whatever_is_declared(tmp_path: Path, charset: bytes) -> None:
    declared = b"; charset=" + charset if charset else b""
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: text/plain" + declared + b"\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + "第3项已完工。".encode("gb18030") + b"\r\n"
    )
    assert bodies(path) == {"a.eml": "第3项已完工。"}


def test_a_charset_that_is_no_name_keeps_neither_text_nor_files_back(tmp_path: Path) -> None:
    message = mail("完工", "甲.csv")
    raw = bytes(message).replace(b'charset="utf-8"', b'charset="a\0b"')
    raw = raw.replace(b"base64\n\n5a6M5bel", "8bit\n\n完工".encode(), 1)
    assert "完工".encode() in raw
    path = tmp_path / "a.eml"
    path.write_bytes(raw)
    assert bodies(path) == {"甲.csv": "完工"}


def test_of_a_text_and_its_page_only_the_text_is_taken(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("第3项已完工。")
    message.add_alternative("<p>第3项已完工。</p>", subtype="html")
    assert bodies(saved(tmp_path / "a.eml", message)) == {"a.eml": "第3项已完工。"}


def test_a_page_without_a_text_is_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content(" ")
    message.add_alternative("<p>第3项<b>已完工</b>。</p><p>李四</p>", subtype="html")
    assert bodies(saved(tmp_path / "a.eml", message)) == {"a.eml": "第3项已完工。\n李四"}


def test_a_page_gives_its_lines_without_markup() -> None:
    page = (
        "<html><head><title>标题</title><style>p{color:red}</style></head><body>各位：<br>"
        "<p>第1项已\n 开工，&lt;见附件&gt;</p><?xml:namespace prefix = o />其余<!-- 注 -->不变"
        "<table><tr><td>3</td><td>完工</td></tr></table><script>x()</script>此复</body></html>"
    )
    assert html_text(page) == "各位：\n第1项已开工，<见附件>\n其余不变\n3 完工\n此复"


def test_a_page_that_is_nested_deep_is_read() -> None:
    assert html_text("<div>" * 1_500 + "完工") == "完工"
    assert isinstance(html_text("<div>" * 50_000 + "完工"), str)


@pytest.mark.parametrize("page", ["", " ", "\0"])
def test_a_blank_page_says_nothing(page: str) -> None:
    assert html_text(page) == ""


def test_quoted_lines_stay() -> None:
    text = "同意。\n> 发件人：王某\n> 请填报。"
    assert mail_text([("", text)]) == text


def test_a_long_text_is_cut_and_told() -> None:
    text = mail_text([("", "长" * 30_000)])
    assert len(text) == MOST_CHARACTERS == 20_000
    assert text.endswith("长\n（正文共30000字，以下没有列出，请看原邮件。）")
    assert joined("长" * 20_000, "") == "长" * 20_000


def test_the_text_of_a_mail_of_outlook_is_taken(tmp_path: Path) -> None:
    streams: Streams = {
        "__substg1.0_0037001F": wide("九月进展"),
        "__substg1.0_1000001F": wide("第3项已完工。\r\n李四\r\n"),
        "__attach_version1.0_#00000000": attached("甲.csv"),
        "__attach_version1.0_#00000001": attached("乙.csv"),
    }
    assert bodies(outlook(tmp_path / "a.msg", streams)) == {
        "甲.csv": "主题：九月进展\n第3项已完工。\n李四",
        "乙.csv": "",
    }


@pytest.mark.parametrize(
    ("streams", "body"),
    [
        ({"__substg1.0_1000001E": "已完工。".encode("gb18030")}, "已完工。"),
        ({"__substg1.0_10130102": "<p>已完工。</p>".encode("gb18030")}, "已完工。"),
        (
            {"__substg1.0_10090102": b"LZFu"},
            "（正文是 Outlook 的 RTF 格式，没有读取，请看原邮件。）",
        ),
        ({"__substg1.0_0037001F": wide("没有进展")}, "主题：没有进展"),
    ],
)
def test_a_mail_of_outlook_without_attachment_is_refused_with_its_text(
    tmp_path: Path, streams: Streams, body: str
) -> None:
    (one,) = taken(outlook(tmp_path / "a.msg", streams))
    assert (one.name, one.refusal, one.body) == ("a.msg", Refusal.OTHER_CONTENT, body)
