"""Attachments and text of a mail saved by Outlook as .msg.

Source: Microsoft [MS-OXMSG], Outlook Item File Format; property tags from [MS-OXPROPS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.parser import HeaderParser
from pathlib import Path
from typing import Any, Final

from officekit.errors import FileRefusedError, FileUnreadableError, OfficekitError
from officekit.model.incoming import Incoming
from officekit.model.returned import Refusal
from officekit.reading.intake_body import (
    MOST_BYTES,
    MailText,
    html_text,
    joined,
    mail_text,
    without_attachment,
)
from officekit.reading.intake_mail import (
    DEEPEST,
    address,
    china_time,
    header,
    in_china,
    too_deep,
    winmail_error,
)
from officekit.reading.intake_store import Store
from officekit.reading.intake_zip import decoded_name
from officekit.reading.ole import SIGNATURE
from officekit.reading.refusals import refused

_ATTACHMENT: Final = "__attach_version1.0_"
_PROPERTIES: Final = "__properties_version1.0"
_DATA: Final = "__substg1.0_37010102"
_EMBEDDED: Final = "__substg1.0_3701000D"
_FILE_NAMES: Final = ("3707", "3704", "3001")
_SENDERS: Final = ("5D01", "0C1F", "0065")
_SUBJECT: Final = "0037"
_PLAIN_BODY: Final = "__substg1.0_1000001F"
_NARROW_BODY: Final = "__substg1.0_1000001E"
_HTML_BODY: Final = "__substg1.0_10130102"
_RTF_BODY: Final = "__substg1.0_10090102"
_RICH_TEXT: Final = "（正文是 Outlook 的 RTF 格式，没有读取，请看原邮件。）"
_DEEPEST_STORAGE: Final = 2 * DEEPEST
_TRANSPORT_HEADERS: Final = "007D"
_TIMES: Final = (0x00390040, 0x0E060040)
_TOP_HEADER: Final = 32
_EMBEDDED_HEADER: Final = 24
_ENTRY: Final = struct.Struct("<IIQ")
_FIRST_MOMENT: Final = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_ATTACHMENTS: Final = 2_000
_LONGEST_TEXT: Final = 1_000_000
_SAVE_ATTACHMENTS: Final = "请在 Outlook 中打开邮件，把附件另存出来，直接报送附件。"

_Storage = tuple[str, ...]


def is_outlook(path: Path, name: str) -> bool:
    """Whether a file is a mail of Outlook: by its name, and by the container it needs."""
    if not name.lower().endswith(".msg"):
        return False
    with path.open("rb") as stream:
        return stream.read(len(SIGNATURE)) == SIGNATURE


def attachments(incoming: Incoming, store: Store) -> Iterator[Incoming]:
    """The attachments of a mail and of the mails attached to it, each with the mail's text.

    Args:
        incoming: the .msg file.
        store: where the bytes go.

    Returns:
        The attachments; the mail itself, refused, where it has text and no attachment.

    Raises:
        FileUnreadableError: broken.
        FileRefusedError: too many attachments.
    """
    import olefile

    try:
        with closing(olefile.OleFileIO(str(incoming.path))) as container:
            yield from _Mail(container, store).contents(incoming)
    except (OSError, RecursionError, struct.error, IndexError, ValueError, TypeError) as error:
        raise FileUnreadableError(
            f"邮件“{incoming.name}”已损坏，读不下去。", _SAVE_ATTACHMENTS
        ) from error


class _Mail:
    """An open .msg file."""

    def __init__(self, container: Any, store: Store) -> None:
        self._container = container
        self._store = store
        self._entries = {tuple(entry) for entry in container.listdir(streams=True, storages=True)}

    def contents(self, incoming: Incoming) -> Iterator[Incoming]:
        mails = list(self._texts(()))
        frame = replace(incoming, body=joined(incoming.body, mail_text(mails)))
        count = 0
        for member in self.attachments((), frame):
            count += 1
            yield member
        if not count:
            body = joined(incoming.body, mail_text(mails, subject_alone=True))
            yield from without_attachment(replace(self._framed((), incoming), body=body))

    def _texts(self, storage: _Storage) -> Iterator[MailText]:
        """Subject and text of a mail and of the mails attached to it, in their order."""
        yield self._text(storage, _SUBJECT), self._body(storage)
        if len(storage) < _DEEPEST_STORAGE:
            for entry in self._attached(storage)[:_MOST_ATTACHMENTS]:
                if (*entry, _EMBEDDED) in self._entries:
                    yield from self._texts((*entry, _EMBEDDED))

    def _body(self, storage: _Storage) -> str:
        """The plain text; without it that of the page."""
        wide = self._stream((*storage, _PLAIN_BODY), MOST_BYTES)
        if wide:
            return wide[: len(wide) // 2 * 2].decode("utf-16-le", "replace")
        narrow = self._stream((*storage, _NARROW_BODY), MOST_BYTES)
        if narrow:
            return decoded_name(narrow)
        page = self._stream((*storage, _HTML_BODY), MOST_BYTES)
        if page:
            return html_text(decoded_name(page))
        return _RICH_TEXT if (*storage, _RTF_BODY) in self._entries else ""

    def attachments(self, storage: _Storage, incoming: Incoming) -> Iterator[Incoming]:
        frame = replace(self._framed(storage, incoming), origin=(*incoming.origin, incoming.name))
        found = self._attached(storage)
        if len(found) > _MOST_ATTACHMENTS:
            raise FileRefusedError(
                f"邮件“{incoming.name}”里的附件多得不正常，没有打开。",
                _SAVE_ATTACHMENTS,
                entry=Refusal.BOMB,
            )
        for entry in found:
            yield from self._attachment(entry, frame)

    def _framed(self, storage: _Storage, incoming: Incoming) -> Incoming:
        """What came with a mail, with the mail's time and sender."""
        headers = HeaderParser().parsestr(self._text(storage, _TRANSPORT_HEADERS))
        return replace(
            incoming,
            sent_at=self._time(storage) or china_time(header(headers, "date")) or incoming.sent_at,
            sender=self._sender(storage) or address(header(headers, "from")) or incoming.sender,
        )

    def _attached(self, storage: _Storage) -> list[_Storage]:
        depth = len(storage)
        return sorted(
            entry
            for entry in self._entries
            if len(entry) == depth + 1
            and entry[:depth] == storage
            and entry[depth].startswith(_ATTACHMENT)
        )

    def _attachment(self, storage: _Storage, frame: Incoming) -> Iterator[Incoming]:
        name = next((text for tag in _FILE_NAMES if (text := self._text(storage, tag))), "")
        embedded = (*storage, _EMBEDDED)
        if embedded in self._entries:
            subject = name or self._text(embedded, _SUBJECT) or "转发的邮件"
            member = replace(frame, name=f"{subject.removesuffix('.msg')}.msg")
            if len(frame.origin) >= DEEPEST:
                yield refused(member, too_deep(member.name))
            else:
                yield from self.attachments(embedded, member)
        elif (*storage, _DATA) in self._entries:
            yield self._taken((*storage, _DATA), replace(frame, name=name or "未命名附件"))

    def _taken(self, stream: _Storage, member: Incoming) -> Incoming:
        self._store.check_room()
        if member.name.lower() == "winmail.dat":
            return refused(member, winmail_error(member.name))
        try:
            size = self._container.get_size(list(stream))
            if size > self._store.largest(member.name):
                raise FileRefusedError(
                    f"附件“{member.name}”太大，没有取出。", _SAVE_ATTACHMENTS, entry=Refusal.BOMB
                )
            data = self._container.openstream(list(stream)).read()
            return replace(member, path=self._store.save([data], member.name))
        except OfficekitError as error:
            return refused(member, error)
        except (OSError, struct.error, IndexError, ValueError) as error:
            broken = FileUnreadableError(f"附件“{member.name}”已损坏。", _SAVE_ATTACHMENTS)
            broken.__cause__ = error
            return refused(member, broken)

    def _text(self, storage: _Storage, tag: str) -> str:
        """A text property, in Unicode (001F) or in the sender's code page (001E)."""
        for kind in ("001F", "001E"):
            data = self._stream((*storage, f"__substg1.0_{tag}{kind}"))
            if data:
                wide = kind == "001F"
                text = data.decode("utf-16-le", "replace") if wide else decoded_name(data)
                return text.rstrip("\0").strip()
        return ""

    def _stream(self, path: _Storage, most: int = _LONGEST_TEXT) -> bytes:
        if path not in self._entries:
            return b""
        if self._container.get_size(list(path)) > most:
            return b""
        data: bytes = self._container.openstream(list(path)).read()
        return data

    def _sender(self, storage: _Storage) -> str:
        texts = (self._text(storage, tag) for tag in _SENDERS)
        return next((text for text in texts if "@" in text), "")

    def _time(self, storage: _Storage) -> str:
        data = self._stream((*storage, _PROPERTIES))
        start = _EMBEDDED_HEADER if storage else _TOP_HEADER
        times: dict[int, int] = {}
        for place in range(start, len(data) - _ENTRY.size + 1, _ENTRY.size):
            tag, _, value = _ENTRY.unpack_from(data, place)
            times[tag] = value
        for tag in _TIMES:
            if value := times.get(tag, 0):
                try:
                    return in_china(_FIRST_MOMENT + timedelta(microseconds=value // 10))
                except OverflowError:
                    continue
        return ""
