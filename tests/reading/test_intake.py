from __future__ import annotations

import base64
import os
import struct
import sys
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import encode_rfc2231
from pathlib import Path

import pytest

from officekit.config import RETURN_LIMITS, Config, Limits
from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.excel.compound_file import write_compound_file
from officekit.model.incoming import Incoming
from officekit.model.returned import Refusal
from officekit.reading.intake import gather
from officekit.reading.intake_mail import china_time
from officekit.reading.intake_store import Store
from officekit.reading.intake_zip import decoded_name
from tests.reading.hostile_files import good

CONFIG = Config(limits=RETURN_LIMITS)


def taken(*paths: Path) -> list[Incoming]:
    with gather(paths, CONFIG) as incoming:
        return list(incoming)


def contents(*paths: Path) -> dict[str, bytes]:
    """Shown name → bytes of what was taken."""
    with gather(paths, CONFIG) as incoming:
        return {
            "›".join((*one.origin, one.name)): one.path.read_bytes()
            for one in incoming
            if one.refusal is None
        }


def archive(path: Path, members: Mapping[str | bytes, bytes]) -> Path:
    """A zip; names given as bytes are stored as such, without the UTF-8 flag."""
    stored = {name: f"{number:0{len(name)}}" for number, name in enumerate(members)}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            info = zipfile.ZipInfo("x")
            info.filename = name if isinstance(name, str) else stored[name]
            package.writestr(info, data)
    for name, place in stored.items():
        if isinstance(name, bytes):
            path.write_bytes(path.read_bytes().replace(place.encode(), name))
    return path


def mail(path: Path, attachments: Mapping[str, bytes], **headers: str) -> Path:
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    message.set_content("请查收。")
    for name, data in attachments.items():
        message.add_attachment(data, "application", "octet-stream", filename=name)
    path.write_bytes(bytes(message))
    return path


def raw_mail(path: Path, disposition: bytes) -> Path:
    path.write_bytes(
        b"From: a@b.cn\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
        b"Content-Disposition: attachment; " + disposition + b"\r\n\r\nx\r\n"
    )
    return path


def outlook(path: Path, attachments: Mapping[str, bytes]) -> Path:
    streams: dict[str, bytes | Mapping[str, bytes]] = {
        "__properties_version1.0": bytes(32)
        # 2023-10-08 01:30:00 UTC in hundreds of nanoseconds since 1601
        + struct.pack("<IIQ", 0x00390040, 6, 133_412_022_000_000_000),
        "__substg1.0_5D01001F": "wang@qinghe.example".encode("utf-16-le"),
    }
    for number, (name, data) in enumerate(attachments.items()):
        streams[f"__attach_version1.0_#{number:08}"] = {
            "__substg1.0_37010102": data,
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__properties_version1.0": bytes(8),
        }
    path.write_bytes(write_compound_file(streams))
    return path


def test_a_folder_is_searched_to_the_bottom_without_system_files(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    (folder / "区教育局").mkdir(parents=True)
    for name in ("乙.csv", "区教育局/甲.csv", ".DS_Store", "Thumbs.db", "区教育局/desktop.ini"):
        (folder / name).write_bytes(b"1,2")
    assert [(one.name, one.folder, one.origin) for one in taken(folder)] == [
        ("乙.csv", "报送", ()),
        ("甲.csv", "区教育局", ()),
    ]


def test_a_file_that_was_named_itself_has_no_folder(tmp_path: Path) -> None:
    path = good(tmp_path / "甲.xlsx")
    assert taken(path) == [Incoming(path, "甲.xlsx")]


def test_the_order_of_the_arguments_does_not_matter_and_nothing_is_taken_twice(
    tmp_path: Path,
) -> None:
    paths = [tmp_path / name for name in ("c.csv", "a.csv", "b.csv")]
    for path in paths:
        path.write_bytes(b"1")
    one, other = taken(*paths, tmp_path), taken(tmp_path, *reversed(paths))
    assert one == other
    assert [incoming.name for incoming in one] == ["a.csv", "b.csv", "c.csv"]


@pytest.mark.parametrize("name", ["~$甲.xlsx", ".~lock.甲.xlsx#", ".~甲.et"])
def test_a_lock_file_is_told_of(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    (one,) = taken(tmp_path)
    assert (one.refusal, one.name) == (Refusal.LOCK_FILE, name)
    assert "锁文件" in one.reason


def test_a_path_that_does_not_exist_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError, match=r"没有\.xlsx") as caught:
        taken(tmp_path / "没有.xlsx")
    assert caught.value.hint


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "秘密.csv").write_bytes(b"1")
    (inside / "甲.csv").write_bytes(b"1")
    (inside / "文件").symlink_to(outside / "秘密.csv")
    (inside / "文件夹").symlink_to(outside)
    (inside / "同一个").symlink_to(inside / "甲.csv")
    (inside / "圈").symlink_to(inside)
    found = {one.name: one.refusal for one in taken(inside)}
    assert found == {
        "甲.csv": None,
        "文件": Refusal.OTHER_CONTENT,
        "文件夹": Refusal.OTHER_CONTENT,
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on Windows")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    assert [one.name for one in taken(tmp_path)] == ["管道.xlsx"]


def test_an_archive_is_opened_and_a_workbook_is_not(tmp_path: Path) -> None:
    book = good(tmp_path / "甲.xlsx").read_bytes()
    path = archive(tmp_path / "全部.zip", {"区教育局/甲.xlsx": book, "乙.csv": b"1"})
    assert contents(path) == {"全部.zip›甲.xlsx": book, "全部.zip›乙.csv": b"1"}
    by_name = {one.name: one for one in taken(path)}
    assert by_name["甲.xlsx"].folder == "区教育局"
    assert by_name["乙.csv"].folder == ""


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("区教育局.csv".encode("gb18030"), "区教育局.csv"),
        ("区教育局.csv".encode(), "区教育局.csv"),
        (b"\x81\xff.csv", "ü\u00a0.csv"),
    ],
)
def test_names_in_archives_are_decoded(tmp_path: Path, stored: bytes, name: str) -> None:
    (one,) = taken(archive(tmp_path / "a.zip", {stored: b"1"}))
    assert one.name == name


def test_a_flagged_name_in_an_archive_is_utf8(tmp_path: Path) -> None:
    (one,) = taken(archive(tmp_path / "a.zip", {"临河县.csv": b"1"}))
    assert one.name == "临河县.csv"


@pytest.mark.parametrize("name", ["联通", "模板", "青禾区"])
def test_a_gbk_name_is_not_taken_for_utf8(name: str) -> None:
    assert decoded_name(name.encode("gb18030")) == name


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("../../etc/甲.csv", "甲.csv"),
        ("/etc/甲.csv", "甲.csv"),
        ("C:\\windows\\甲.csv", "甲.csv"),
        ("甲\u202evsc.exe", "甲\u202evsc.exe"),
        ("CON.csv", "CON.csv"),
        ("长" * 300 + ".csv", "长" * 300 + ".csv"),
        ("a\x07b.csv", "a\x07b.csv"),
    ],
)
def test_a_name_is_text_and_never_a_path(tmp_path: Path, stored: str, name: str) -> None:
    with gather([archive(tmp_path / "a.zip", {stored: b"1"})], CONFIG) as (one,):
        assert one.name == name
        assert one.path.name == "00001.bin"
        assert tmp_path not in one.path.parents
        kept = one.path
    assert not kept.exists()


def test_archives_in_archives_are_opened_four_deep(tmp_path: Path) -> None:
    path = tmp_path / "0.csv"
    path.write_bytes(b"1")
    for depth in range(1, 6):
        path = archive(tmp_path / f"{depth}.zip", {path.name: path.read_bytes()})
    assert list(contents(tmp_path / "4.zip")) == ["4.zip›3.zip›2.zip›1.zip›0.csv"]
    (one,) = taken(tmp_path / "5.zip")
    assert (one.name, one.refusal) == ("1.zip", Refusal.BOMB)


def test_a_member_with_a_password_is_refused_and_the_rest_is_taken(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"甲.csv": b"1", "乙.csv": b"2"})
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    path.write_bytes(data)
    assert {one.name: one.refusal for one in taken(path)} == {
        "甲.csv": Refusal.ENCRYPTED,
        "乙.csv": None,
    }


def test_an_archive_without_files_is_told_of(tmp_path: Path) -> None:
    (one,) = taken(archive(tmp_path / "空.zip", {}))
    assert (one.name, one.refusal) == ("空.zip", Refusal.OTHER_CONTENT)


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"甲.csv": b"abcdefgh"})
    path.write_bytes(path.read_bytes().replace(b"abcdefgh", b"abcdefgX"))
    (one,) = taken(path)
    assert (one.name, one.refusal) == ("甲.csv", Refusal.DAMAGED)


def test_attachments_come_with_time_and_sender(tmp_path: Path) -> None:
    path = mail(
        tmp_path / "报送.eml",
        {"区教育局报送表.csv": b"1,2"},
        From="王某 <wang@qinghe.example>",
        Date="Sun, 8 Oct 2023 01:30:00 +0000",
    )
    (one,) = taken(path)
    assert (one.name, one.origin) == ("区教育局报送表.csv", ("报送.eml",))
    assert (one.sent_at, one.sender) == ("2023-10-08T09:30:00+08:00", "wang@qinghe.example")
    assert contents(path) == {"报送.eml›区教育局报送表.csv": b"1,2"}


@pytest.mark.parametrize(
    "disposition",
    [
        b'filename="' + "区教育局.csv".encode("gb18030") + b'"',
        b'filename="' + "区教育局.csv".encode() + b'"',
        b'filename="=?GB2312?B?' + base64.b64encode("区教育局.csv".encode("gbk")) + b'?="',
        b'filename="=?utf-8?B?' + base64.b64encode("区教育局.csv".encode()) + b'?="',
        b"filename*=" + encode_rfc2231("区教育局.csv", "utf-8").encode(),
        b"filename*0*=GBK''%C7%F8%BD%CC; filename*1*=%D3%FD%BE%D6.csv",
    ],
)
def test_names_of_attachments_are_decoded(tmp_path: Path, disposition: bytes) -> None:
    (one,) = taken(raw_mail(tmp_path / "a.eml", disposition))
    assert one.name == "区教育局.csv"


def test_an_archive_attached_to_a_mail_is_opened(tmp_path: Path) -> None:
    inner = archive(tmp_path / "内.zip", {"甲.csv": b"1"}).read_bytes()
    path = mail(tmp_path / "a.eml", {"内.zip": inner}, From="a@b.example")
    assert contents(path) == {"a.eml›内.zip›甲.csv": b"1"}
    assert taken(path)[0].sender == "a@b.example"


def test_a_mail_attached_to_a_mail_tells_its_own_sender(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["Subject"] = "九月进展"
    inner["From"] = "li@linhe.example"
    inner.set_content("见附件")
    inner.add_attachment(b"1", "application", "octet-stream", filename="甲.csv")
    outer = EmailMessage()
    outer["From"] = "office@qinghe.example"
    outer.set_content("转发")
    outer.add_attachment(inner)
    path = tmp_path / "转发.eml"
    path.write_bytes(bytes(outer))
    (one,) = taken(path)
    assert one.origin == ("转发.eml", "九月进展.eml")
    assert (one.name, one.sender) == ("甲.csv", "li@linhe.example")


def test_a_mail_without_attachments_is_told_of(tmp_path: Path) -> None:
    (one,) = taken(mail(tmp_path / "空.eml", {}))
    assert (one.name, one.refusal) == ("空.eml", Refusal.OTHER_CONTENT)
    assert one.reason == "邮件“空.eml”里没有附件，正文已列在“其他内容”。"
    assert one.remedy == "请填写下发的表格，作为附件重新报送。"
    assert one.body == "请查收。"


def test_a_mail_with_neither_text_nor_attachments_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "空.eml"
    path.write_bytes(b"From: a@b.example\r\n\r\n")
    (one,) = taken(path)
    assert one.reason == "“空.eml”里没有附件或文件。"
    assert one.remedy == "请把填好的表格作为附件重新报送。"
    assert one.body == ""


def test_winmail_is_refused_with_a_hint(tmp_path: Path) -> None:
    (one,) = taken(mail(tmp_path / "a.eml", {"winmail.dat": b"x"}))
    assert one.refusal is Refusal.OTHER_CONTENT
    assert one.remedy == "请在 Outlook 中把邮件格式改为 HTML 或纯文本后重新报送。"
    assert one.body == "请查收。"


def test_attachments_of_outlook_come_with_time_and_sender(tmp_path: Path) -> None:
    path = outlook(tmp_path / "报送.msg", {"区教育局.csv": b"1,2", "大.csv": b"x" * 9000})
    assert contents(path) == {
        "报送.msg›区教育局.csv": b"1,2",
        "报送.msg›大.csv": b"x" * 9000,
    }
    one = taken(path)[0]
    assert (one.sent_at, one.sender) == ("2023-10-08T09:30:00+08:00", "wang@qinghe.example")


def test_a_broken_mail_of_outlook_is_refused(tmp_path: Path) -> None:
    path = outlook(tmp_path / "a.msg", {"甲.csv": b"1"})
    path.write_bytes(path.read_bytes()[:700])
    (one,) = taken(path)
    assert (one.name, one.refusal) == ("a.msg", Refusal.DAMAGED)


@pytest.mark.parametrize("text", ["", "昨天", "Sun, 99 Oct 2023 01:30:00 +0000", "0"])
def test_a_date_that_is_none_is_blank(text: str) -> None:
    assert china_time(text) == ""


def test_a_store_takes_no_more_than_it_may(tmp_path: Path) -> None:
    store = Store(tmp_path, Limits(file_bytes=10), most_files=3, most_bytes=15)
    store.save([b"12345"], "a")
    with pytest.raises(FileRefusedError):
        store.save([b"1234567890", b"1"], "b")
    with pytest.raises(FileRefusedError):
        store.save([b"1"], "c")
    assert [path.name for path in tmp_path.iterdir()] == ["00001.bin"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such names")
def test_a_name_of_the_file_system_that_is_no_utf8_is_decoded(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "临河县.csv".encode("gb18030")
    Path(os.fsdecode(name)).write_bytes(b"1")
    (one,) = taken(tmp_path)
    assert one.name == "临河县.csv"


def test_what_a_killed_run_left_behind_is_removed_a_day_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, young = tmp_path / "officekit-intake-old", tmp_path / "officekit-intake-young"
    for folder in (old, young):
        folder.mkdir()
        (folder / "00001.bin").write_bytes(b"PK")
    two_days_ago = young.stat().st_mtime - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    with gather([]) as found:
        assert found == ()
    assert not old.exists()
    assert (young / "00001.bin").exists()
