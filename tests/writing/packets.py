"""A packet for tests about invented places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from officekit.model.packet import Packet, PacketRow, Role
from officekit.model.period import Period

UNIT = "临河县水务局"
LEAD_KEY, SUPPORT_KEY = "T002", "T007"


def packet(**changes: Any) -> Packet:
    """Two tasks of a unit, one led and partly answered, one supported."""
    led = PacketRow(
        LEAD_KEY,
        Role.LEAD,
        {
            "number": "2",
            "section": "一、水利建设",
            "title": "整治山塘水库",
            "measures": "完成12座病险水库除险加固，建成雨水情测报系统。",
            "lead": "县水务局",
            "support": "县财政局、各乡镇",
            "deadline": "2023年11月底前",
        },
        {"status": "推进中", "completion": "60%", "progress": "已完成7座。"},
    )
    supported = PacketRow(
        SUPPORT_KEY,
        Role.SUPPORT,
        {
            "number": "（七）",
            "title": "改造老旧管网",
            "measures": "=改造供水管网30公里",
            "lead": "县住房和城乡建设局",
            "support": "县水务局",
        },
    )
    sent = Packet(
        id="00112233445566aa",
        unit=UNIT,
        period=Period.parse("2023年9月"),
        version=1,
        title="临河县2023年重点工作责任清单",
        rows=(led, supported),
        matrix_id="m1",
        issuer="临河县人民政府办公室",
        due="2023-09-25",
        issued_at="2023-09-01T09:00:00+08:00",
        contact="督查室周敏，电话0000-7654321",
    )
    return replace(sent, **changes)


def with_answers(**answers: str) -> Packet:
    """The packet whose led task has these answers."""
    sent = packet()
    return replace(sent, rows=(replace(sent.rows[0], answers=answers), sent.rows[1]))
