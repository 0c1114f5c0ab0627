"""Attachments and text of a mail saved as .eml.

Source: RFC 5322, RFC 2045 to 2047, RFC 2231. The older parsing policy is used on purpose: it
keeps the raw bytes of headers, which in Chinese mails are often GBK without saying so, and does
not fail on broken ones.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_binary_file
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, Final

from officekit.config import MEBIBYTE
from officekit.errors import FileRefusedError, FormatUnsupportedError
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
from officekit.reading.intake_store import Store
from officekit.reading.intake_zip import decoded_name
from officekit.reading.refusals import refused

DEEPEST: Final = 4
CHINA: Final = timezone(timedelta(hours=8))

_MOST_BYTES: Final = 40 * MEBIBYTE
_MOST_PARTS: Final = 2_000
_MOST_BOUNDARIES: Final = 32
_BOUNDARY: Final = re.compile(rb"boundary\s*=", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"[./\w+-]*/(?:x-)?([\w-]+)")
_CHINESE: Final = frozenset({"gb2312", "gbk", "x-gbk", "gb_2312-80", "cp936", "hz-gb-2312"})
_UNTRUE: Final = frozenset({"us-ascii", "iso-8859-1", "latin-1", "latin1", "windows-1252"})
"""Charsets that programs declare for Chinese text which has none of them."""
_SAVE_ATTACHMENTS: Final = "请打开邮件，把附件另存出来，直接报送附件。"


def attachments(incoming: Incoming, store: Store) -> Iterator[Incoming]:
    """The attachments of a mail and of the mails attached to it, each with the mail's text.

    Args:
        incoming: the .eml file.
        store: where the bytes go.

    Returns:
        The attachments; the mail itself, refused, where it has text and no attachment.

    Raises:
        FileRefusedError: too large, or nested without end.
    """
    if incoming.path.stat().st_size > _MOST_BYTES:
        raise FileRefusedError(
            f"邮件“{incoming.name}”超过 {_MOST_BYTES // MEBIBYTE} MB，没有打开。",
            _SAVE_ATTACHMENTS,
            entry=Refusal.TOO_MUCH,
        )
    if len(_BOUNDARY.findall(incoming.path.read_bytes())) > _MOST_BOUNDARIES:
        raise too_deep(incoming.name)
    # parsed from the file: from memory the parser would hold four bytes for each of the mail's
    with incoming.path.open("rb") as stream:
        message = message_from_binary_file(stream)
    mails = _texts(message)
    frame = replace(incoming, body=joined(incoming.body, mail_text(mails)))
    count = 0
    for member in _of_message(message, frame, store):
        count += 1
        yield member
    if not count:
        body = joined(incoming.body, mail_text(mails, subject_alone=True))
        yield from without_attachment(
            replace(
                incoming,
                body=body,
                sent_at=_sent_at(message) or incoming.sent_at,
                sender=address(header(message, "from")) or incoming.sender,
            )
        )


def _texts(message: Message) -> list[MailText]:
    """Subject and text of a mail and of the mails attached to it, in their order."""
    mails = [(header(message, "subject"), "")]
    waiting = [(message, 0)]
    parts = 0
    while waiting and parts < _MOST_PARTS:
        part, mail = waiting.pop()
        parts += 1
        payload = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() == "message/rfc822":
            inner = _attached_mail(part)
            if inner is not None:
                waiting.append((inner, len(mails)))
                mails.append((header(inner, "subject"), ""))
        elif isinstance(payload, list):
            waiting += [(inner, mail) for inner in reversed(_shown(part, payload))]
        elif part.get_content_maintype() == "text" and not _is_attachment(part):
            subject, text = mails[mail]
            mails[mail] = subject, f"{text}\n{_text(part)}"
    return mails


def _shown(part: Message, payload: list[Any]) -> list[Message]:
    """The parts that say something: of alternatives the plain text, or all others without one."""
    inner = [each for each in payload if isinstance(each, Message)]
    if part.get_content_type() != "multipart/alternative":
        return inner
    plain = [each for each in inner if each.get_content_type() == "text/plain"]
    said = [each for each in plain if _text(each).strip()]
    return said[:1] or [each for each in inner if each not in plain]


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset() or ""
    text = _decoded(data[:MOST_BYTES], "" if charset in _UNTRUE else charset)
    return html_text(text) if part.get_content_subtype() == "html" else text


def _of_message(message: Message, incoming: Incoming, store: Store) -> Iterator[Incoming]:
    frame = replace(
        incoming,
        origin=(*incoming.origin, incoming.name),
        sent_at=_sent_at(message) or incoming.sent_at,
        sender=address(header(message, "from")) or incoming.sender,
    )
    waiting = [message]
    parts = 0
    while waiting:
        part = waiting.pop()
        parts += 1
        if parts > _MOST_PARTS:
            raise FileRefusedError(
                f"邮件“{incoming.name}”里的附件多得不正常，其余的没有再取。",
                _SAVE_ATTACHMENTS,
                entry=Refusal.BOMB,
            )
        payload = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() == "message/rfc822":
            yield from _of_attached(part, frame, store)
        elif isinstance(payload, list):
            waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        elif _is_attachment(part):
            yield _taken(part, frame, store)


def _of_attached(part: Message, frame: Incoming, store: Store) -> Iterator[Incoming]:
    """Attachments of a mail that is itself attached."""
    inner = _attached_mail(part)
    if inner is None:
        return
    name = file_name(part) or f"{header(inner, 'subject').strip() or '转发的邮件'}.eml"
    attached = replace(frame, name=name)
    if len(frame.origin) >= DEEPEST:
        yield refused(attached, too_deep(name))
        return
    yield from _of_message(inner, attached, store)


def _attached_mail(part: Message) -> Message | None:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    return inner if isinstance(inner, Message) else None


def _is_attachment(part: Message) -> bool:
    """Whether a part is more than text or a picture that belongs to the mail's body."""
    kind = part.get_content_maintype()
    named = bool(file_name(part))
    if header(part, "content-disposition").strip().lower().startswith("attachment"):
        return True
    if kind == "image" and part["content-id"] is not None:
        return False
    return named or kind not in {"text", "multipart", "message"}


def _taken(part: Message, frame: Incoming, store: Store) -> Incoming:
    name = file_name(part) or _made_up_name(part)
    member = replace(frame, name=name)
    store.check_room()
    if part.get_content_type() == "application/ms-tnef" or name.lower() == "winmail.dat":
        return refused(member, winmail_error(name))
    data = part.get_payload(decode=True)
    try:
        return replace(member, path=store.save([data if isinstance(data, bytes) else b""], name))
    except FileRefusedError as error:
        return refused(member, error)


def winmail_error(name: str) -> FormatUnsupportedError:
    """A mail of Outlook in its own format, which hides the attachments."""
    return FormatUnsupportedError(
        f"“{name}”是 Outlook 的专用格式，附件包在里面取不出来。",
        "请在 Outlook 中把邮件格式改为 HTML 或纯文本后重新报送。",
    )


def _made_up_name(part: Message) -> str:
    matched = _EXTENSION.fullmatch(part.get_content_type())
    return f"未命名附件.{matched[1] if matched else 'bin'}"


def too_deep(name: str) -> FileRefusedError:
    """A mail inside a mail inside a mail, not opened any more."""
    return FileRefusedError(
        f"邮件“{name}”一层套一层，没有再打开。", _SAVE_ATTACHMENTS, entry=Refusal.BOMB
    )


def header(message: Message, name: str) -> str:
    """A header's text: raw bytes and encoded words decoded; blank where there is none."""
    return _words(_raw(message, name))


def file_name(part: Message) -> str:
    """An attachment's name: RFC 2231, RFC 2047 or raw bytes; blank where it has none."""
    for field, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        holder = Message()
        holder[field] = _raw(part, field)
        value = holder.get_param(parameter, header=field)
        if isinstance(value, tuple):
            charset, _, text = value
            name = _decoded(text.encode("latin-1", errors="replace"), charset or "")
        else:
            name = _words(str(value)) if value else ""
        if name.strip():
            return name.strip().strip('"')
    return ""


def _sent_at(message: Message) -> str:
    return china_time(header(message, "date"))


def china_time(text: str) -> str:
    """A mail's date as ISO time in China; blank where it is none."""
    try:
        moment = parsedate_to_datetime(text)
        return in_china(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def in_china(moment: datetime) -> str:
    """ISO time in China."""
    return moment.astimezone(CHINA).isoformat(timespec="seconds")


def address(text: str) -> str:
    """The address in a From header; blank where there is none."""
    found = parseaddr(text)[1]
    return found if "@" in found else ""


def _raw(message: Message, name: str) -> str:
    """A header as sent, unfolded; bytes without declared encoding decoded."""
    for field, value in message.raw_items():
        if field.lower() == name:
            text = str(value)
            if not text.isascii():
                text = decoded_name(text.encode("utf-8", errors="surrogateescape"))
            return re.sub(r"[\r\n]+(?=[ \t])", "", text).replace("\r", " ").replace("\n", " ")
    return ""


def _words(text: str) -> str:
    """Text with the encoded words of RFC 2047 decoded."""
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(text)
    except (HeaderParseError, binascii.Error, ValueError):
        return text
    return "".join(
        piece if isinstance(piece, str) else _decoded(piece, charset or "")
        for piece, charset in pieces
    )


def _decoded(data: bytes, charset: str) -> str:
    if not charset:
        return decoded_name(data)
    name = "gb18030" if charset.lower() in _CHINESE else charset
    try:
        return data.decode(name)
    except (ValueError, LookupError):
        return decoded_name(data)
