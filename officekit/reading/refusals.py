"""Why a file is refused: from an error to an entry of the taxonomy of returned workbooks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.model.incoming import Incoming
from officekit.model.returned import Refusal

FILL_IN_THE_TABLE: Final = "请填写下发的表格后重新报送。"
"""What the sender of a file that is no table does next."""

_NO_PICTURES: Final = "请在下发的工作簿里填写后报送，图片、扫描件不能汇总。"
_UNPACKED: Final = "请解压后把里面的表格重新报送，或改用 ZIP 压缩包。"
_OTHER_DOCUMENTS: Final = ("Word", "PDF", "确认选对了文件")
_FOR_THE_SENDER: Final = (
    ("请向发送人要密码，打开后取消密码另存一份再试。", "请取消打开密码，保存后重新报送。"),
    ("请重新下载或请对方重新发送。", "请重新报送。"),
    ("再试，或请对方重新发送。", "后重新报送。"),
    ("，或请对方重新发送。", "，再重新报送。"),
    ("，再试一次。", "，再重新报送。"),
    ("请把表格拆成几个文件后再试。", "请删去表格下方和右边多余的行、列后重新报送。"),
    ("，或拆成几个文件后再试。", "后重新报送。"),
    ("请选择名称开头", "请报送名称开头"),
    ("再选择附件。", "再报送附件。"),
    ("后再试。", "后重新报送。"),
    ("再试。", "后重新报送。"),
    ("请把它复制到本机硬盘后重新报送。", "请把它复制到本机硬盘后再收。"),
)
"""Words of the readers that ask the clerk for another try, and what they ask of the sender."""


def refusal_of(error: OfficekitError) -> Refusal:
    """The entry that an error of a reader stands for."""
    match error:
        case FileEncryptedError():
            return Refusal.ENCRYPTED
        case FormatUnsupportedError():
            return Refusal.OTHER_CONTENT
        case FileRefusedError(entry=entry):
            return Refusal(entry) if entry else Refusal.BOMB
        case _:
            return Refusal.DAMAGED


def refused(incoming: Incoming, error: OfficekitError) -> Incoming:
    """A file on its way in that goes no further, and why."""
    return replace(
        incoming,
        refusal=refusal_of(error),
        reason=named(error.message, incoming),
        remedy=remedy_of(error, incoming),
    )


def remedy_of(error: OfficekitError, incoming: Incoming) -> str:
    """A reader's hint as the department reads it that sent the file.

    The readers speak to the clerk who opens a document of her own, and advise to save it as
    Word: of a return nothing but the table that was issued can be taken.
    """
    hint = named(error.hint, incoming)
    if isinstance(error, FormatUnsupportedError):
        if "OCR" in hint:
            return _NO_PICTURES
        if "解压" in hint and "压缩包" in error.message:
            return _UNPACKED
        if any(word in hint for word in _OTHER_DOCUMENTS):
            return FILL_IN_THE_TABLE
    for words, told in _FOR_THE_SENDER:
        hint = hint.replace(words, told)
    return hint


def named(text: str, incoming: Incoming) -> str:
    """A reader's message with the sender's name of the file, not that of its copy."""
    return text.replace(str(incoming.path), incoming.name).replace(
        Path(incoming.path).name, incoming.name
    )
