"""Names of the workbooks that units are sent: safe on Windows, none twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from officekit.model.packet import Packet

LONGEST_NAME: Final = 80
"""Characters of a file's name, ending included."""

_MOST_BYTES = 240  # file systems take 255
_LONGEST_PERIOD = 24
_KIND, _ENDING = "重点工作任务进展", ".xlsx"
_NO_UNIT = "未命名单位"
_FULL_WIDTH = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)


def packet_file_name(packet: Packet) -> str:
    """Name of a unit's workbook: ``青禾区水务局-2023年9月重点工作任务进展.xlsx``.

    What Windows does not allow is written in full width or left out; a long unit is cut.
    """
    return _name(packet, 1)


def packet_file_names(packets: Sequence[Packet]) -> dict[str, str]:
    """Names of the workbooks of an issue by packet id, no two alike on a Windows disk.

    The second of two units with the same safe name becomes ``单位（2）-…``.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for packet in packets:
        turn = 1
        while _folded(name := _name(packet, turn)) in taken:
            turn += 1
        taken.add(_folded(name))
        names[packet.id] = name
    return names


def _name(packet: Packet, turn: int) -> str:
    period = _safe(packet.period.text)[:_LONGEST_PERIOD]
    version = f"（第{packet.version}版）" if packet.version > 1 else ""
    again = f"（{turn}）" if turn > 1 else ""
    tail = f"{again}-{period}{_KIND}{version}{_ENDING}"
    unit = _safe(packet.unit) or _NO_UNIT
    if _RESERVED.fullmatch(unit.split(".")[0].rstrip()):
        unit = f"_{unit}"
    while len(unit + tail) > LONGEST_NAME or len((unit + tail).encode()) > _MOST_BYTES:
        unit = unit[:-1]
    return unicodedata.normalize("NFC", unit.rstrip(" .") + tail)


def _safe(text: str) -> str:
    """A part of a name: NFC, on one line, without what is not seen or not allowed.

    A name that begins with ``~$`` or a dot would be taken for a temporary or hidden file.
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    seen = "".join(char for char in plain if unicodedata.category(char) not in _UNSEEN)
    return seen.translate(_FULL_WIDTH).lstrip("~$. -").rstrip(" .")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
