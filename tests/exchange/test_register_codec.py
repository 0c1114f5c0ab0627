"""Records of the register: what goes in comes out, whatever its texts are."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officekit.errors import OfficekitError
from officekit.exchange.register import Register
from officekit.exchange.register_codec import (
    FINDING,
    decode_packet,
    encode_packet,
    pack,
    unpack,
)
from officekit.exchange.register_submissions import pack_received, unpack_received
from officekit.exchange.register_tables import restored, storable
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.merging import MergedValue, Origin
from officekit.model.packet import ANSWER_COLUMNS, ASSIGNED_COLUMNS, Packet, PacketRow, Role
from officekit.model.period import Period
from officekit.model.returned import FileFacts, Refusal
from officekit.model.run import RunKind
from officekit.model.submission import (
    Answer,
    ExtraRow,
    Heading,
    Identity,
    Ledger,
    Received,
    Remark,
    RemarkKind,
    Submission,
    SubmissionRow,
)
from tests.exchange.register_samples import AT, issue, packet, returned

any_text = st.text(st.characters(exclude_categories=()), max_size=6)
keys = st.sampled_from((*ASSIGNED_COLUMNS, *ANSWER_COLUMNS, "role", "row_key"))
small = st.integers(0, 5)
texts = st.dictionaries(keys, any_text, max_size=3)
row_keys = st.sampled_from(["T001", "T002", "T\ud800"])
periods = st.one_of(
    any_text.map(Period), st.sampled_from(["2023年9月", "2023年第3季度"]).map(Period.parse)
)
packet_rows = st.builds(PacketRow, row_keys, st.sampled_from(Role), texts, texts)
packets = st.builds(
    Packet,
    st.sampled_from(["0" * 16, "1" * 16]),
    any_text,
    periods,
    small,
    any_text,
    st.lists(packet_rows, max_size=3).map(tuple),
    any_text,
)
answers = st.builds(
    Answer,
    any_text,
    small,
    small,
    any_text,
    st.none() | st.floats(allow_nan=False),
    st.none() | any_text,
    st.booleans(),
) | st.builds(Answer, any_text, small, small)
locations = st.builds(
    Location,
    any_text,
    sheet=st.none() | any_text,
    row=st.none() | small,
    column=st.none() | small,
    row_key=st.none() | any_text,
    quote=any_text,
)
findings = st.builds(
    Finding,
    st.just("SB101"),
    st.sampled_from(Severity),
    any_text,
    any_text,
    locations,
    st.none() | any_text,
    st.none() | any_text,
)
several = st.lists(any_text, max_size=2).map(tuple)
facts = st.builds(
    FileFacts,
    any_text,
    several,
    small,
    st.just("a" * 64),
    st.none() | st.sampled_from(SourceKind),
    any_text,
    st.none() | st.sampled_from(Refusal),
    external=several,
    far_cells=several,
    macros=st.booleans(),
    properties=st.dictionaries(any_text, any_text, max_size=2),
    names=st.dictionaries(any_text, any_text, max_size=2),
    body=any_text,
)


@st.composite
def submissions(draw: st.DrawFn) -> Submission:
    answered = draw(st.none() | packets)
    issued = st.none() | packet_rows
    if answered and answered.rows:
        issued |= st.sampled_from(answered.rows)
    cells = st.dictionaries(keys, answers, max_size=4)
    headings = st.builds(Heading, any_text, small, any_text, st.booleans())
    extra = st.builds(ExtraRow, small, texts, any_text, st.booleans(), any_text)
    remarks = st.builds(
        Remark, st.sampled_from(RemarkKind), any_text, any_text, small, small, any_text, any_text
    )
    return Submission(
        file=draw(facts),
        identity=Identity(draw(texts), draw(st.dictionaries(any_text, texts, max_size=2))),
        packet=answered,
        matched_by=draw(st.sampled_from(["", "identity", "content"])),
        sheet=draw(any_text),
        sheets=draw(several),
        header_row=draw(small),
        headings=tuple(draw(st.lists(headings, max_size=2))),
        rows=tuple(
            draw(st.lists(st.builds(SubmissionRow, row_keys, small, cells, issued), max_size=3))
        ),
        extra=tuple(draw(st.lists(extra, max_size=2))),
        remarks=tuple(draw(st.lists(remarks, max_size=2))),
        ledger=draw(st.builds(Ledger, small, small, small, small, small, small, small)),
    )


receipts = st.builds(
    Received, submissions(), st.lists(findings, max_size=2).map(tuple), st.just(AT), st.just(7)
)


@given(any_text)
def test_any_text_is_stored_in_a_form_that_every_database_takes(text: str) -> None:
    stored = storable(text)
    stored.encode()
    assert "\x00" not in stored
    assert restored(stored) == text


def test_texts_that_look_escaped_stay_what_they_are() -> None:
    assert restored(storable("\\u:4e00")) == "\\u:4e00"
    assert storable("青禾区\n第1项") == "青禾区\n第1项"


@given(packets)
def test_a_packet_survives(original: Packet) -> None:
    assert decode_packet(unpack(pack(encode_packet(original)))) == original


@given(receipts, st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_return_survives(original: Received, registered: bool) -> None:
    known = original.submission.packet if registered else None
    payload = pack_received(original, known)
    found = unpack_received(payload, known, received_at=AT, run=7)

    assert found == original
    assert found.submission.content_hash == original.submission.content_hash


def test_rows_of_a_return_share_the_rows_of_the_registered_packet() -> None:
    issued = packet(1, "文旅局")
    payload = pack_received(returned(packet(1, "文旅局"), "甲"), issued)
    found = unpack_received(payload, issued, received_at=AT, run=1).submission
    assert found.packet is issued
    assert found.rows[0].issued is issued.rows[0]
    assert "packet" not in unpack(payload)


@given(any_text, any_text, any_text)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_survives_the_whole_register(one: str, two: str, three: str) -> None:
    issued = Packet(
        "1" * 16, one, Period(two), 1, three, (PacketRow(one, Role.LEAD, {"title": two}),)
    )
    value = MergedValue(one, "progress", two, three, (Origin(one, file=two, cell="D4"),))
    came = returned(issued, three, name=one)
    with Register.open("sqlite://") as register:
        added = issue(register, issued, period=Period(two), matrix_id=three)
        run = register.begin_run(RunKind.COLLECT, added.id, AT, two)
        new = register.add_received(run, added.id, [came])
        register.add_decisions(run, added.id, {one: (two, three)})
        register.finish_run(run, added.id, [value], {one: "a" * 64}, AT)

        register._packets.clear()
        assert register.rounds(three) == (added,)
        assert register.received(added.id) == new
        assert register.decisions(added.id) == {one: (two, three)}
        assert register.merged_values(run) == ((value,), AT)
        assert register.runs()[-1].note == two
        assert register.add_received(run, added.id, [came]) == ()


def test_names_that_a_newer_version_has_added_are_ignored() -> None:
    finding = Finding("SB101", Severity.ERROR, "不对", "请改", Location("甲.xlsx", row=4))
    data = {**FINDING.encode(finding), "colour": "red"}
    assert FINDING.decode(data) == finding


def test_fields_that_hold_their_default_are_not_written() -> None:
    assert FINDING.encode(Finding("SB101", Severity.INFO, "不对", "请改")) == {
        "code": "SB101",
        "severity": "info",
        "message": "不对",
        "hint": "请改",
    }


def test_a_record_of_a_newer_format_is_refused() -> None:
    with pytest.raises(OfficekitError, match="较新版本"):
        unpack(pack({"format": 99}))


@pytest.mark.parametrize("payload", [b"", b"\x00\xff", pack({})[:-3]])
def test_damaged_bytes_are_told_of(payload: bytes) -> None:
    with pytest.raises(OfficekitError, match="已损坏"):
        unpack(payload)


def test_what_was_issued_is_not_written_again() -> None:
    issued = packet(1, "文旅局")
    record = unpack(pack_received(returned(issued, "已开工"), issued))
    assert record["rows"] == [["T001", 4, 0, 1, [1, 1, "已开工", 0]]]
    assert record["layouts"] == [[["title", 2], ["status", 3], ["progress", 4], ["problems", 5]]]
