"""What an issue of a period asks that the one before did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from officekit.errors import AlreadyIssuedError, UsageError
from officekit.model.packet import Packet, Round, asks_the_same

_LISTED = 5


def is_new(before: Round, packets: Sequence[Packet], *, wanted: bool) -> bool:
    """Whether packets are a new version of a round; else they say the same as it does.

    Answers that have come into the list since make no difference.

    Args:
        before: the round issued last for the period.
        packets: that would be issued now.
        wanted: somebody has asked for a new version.

    Raises:
        AlreadyIssuedError: they differ, and nobody has asked for a new version.
        UsageError: they don't differ, and somebody has.
    """
    issued = f"{before.period.text}已在{before.issued_at[:10]}下发过（第{before.version}版），"
    differing = _said(before.packets) != _said(packets)
    if differing and not wanted:
        message, counts = _difference(before.packets, packets)
        raise AlreadyIssuedError(
            f"{issued}{message}",
            f"要按现在的内容下发第{before.version + 1}版，请加 --new-version；"
            f"原来的文件不会被覆盖，{counts}。",
        )
    if wanted and not differing:
        raise UsageError(
            f"{issued}责任清单没有变化，没有再下发一版。",
            "缺少文件的，不加 --new-version 再拆分一次就会补齐；"
            "个别单位要补发的，把原来的文件再发一次。",
        )
    return differing


def changed_units(
    before: Sequence[Packet], after: Sequence[Packet]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Units that are asked something else or for the first time, and units no longer asked."""
    known = {packet.unit: packet for packet in before}
    changed = tuple(
        packet.unit
        for packet in after
        if packet.unit not in known or not asks_the_same(known[packet.unit], packet)
    )
    return changed, tuple(known.keys() - {packet.unit for packet in after})


def _said(packets: Sequence[Packet]) -> list[Packet]:
    """All that units read of an issue, but for the answers that stood in the list."""
    return [
        replace(
            packet,
            id="",
            issued_at="",
            version=0,
            rows=tuple(replace(row, answers={}) for row in packet.rows),
        )
        for packet in packets
    ]


def _difference(before: Sequence[Packet], after: Sequence[Packet]) -> tuple[str, str]:
    """What differs, and what still counts."""
    changed, gone = changed_units(before, after)
    units = (*changed, *sorted(gone))
    if units:
        listed = "、".join(units[:_LISTED])
        more = f"等{len(units)}个单位" if len(units) > _LISTED else ""
        return (
            f"责任清单后来有改动：{listed}{more}的任务有变化。",
            "任务没有变化的单位，已报的仍然有效",
        )
    parts = (
        ("报送截止日期", "due"),
        ("联系方式", "contact"),
        ("发文机关", "issuer"),
        ("标题", "title"),
    )
    first, second = before[0], after[0]
    names = [name for name, key in parts if getattr(first, key) != getattr(second, key)]
    what = "、".join(names) or "任务的序号或者次序"
    return f"后来改了{what}，各单位的任务没有变化。", "已报的仍然有效"
