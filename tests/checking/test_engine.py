"""The engine: discovery, isolation of crashes, order, settings, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.checking import Subject, check, engine
from officekit.checking.engine import discover_rules, in_order
from officekit.checking.rule import Parameter, Rule
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow, finding_key


def matrix_of(*titles: str, settings: dict[str, str] | None = None) -> Matrix:
    rows = tuple(
        MatrixRow(f"T{i:03d}", {"number": Field(str(i)), "title": Field(t)})
        for i, t in enumerate(titles, start=1)
    )
    return Matrix("清单", rows, settings=settings or {})


class ShortTitle(Rule):
    """标题太短。"""

    code = "MX801"
    severity = Severity.ERROR
    parameters = (Parameter("字数", "3", "至少几个字"),)
    replaces = ("PS999",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        for row in subject.rows:
            if len(row["title"]) < int(self.parameter("字数")):
                place = subject.at(row, "title")
                yield self.found(place, "太短。", "请补写。", value=row["title"])


class Broken(Rule):
    """总是出错。"""

    code = "MX802"
    severity = Severity.ERROR

    def check(self, subject: Subject) -> Iterator[Finding]:
        raise ZeroDivisionError(subject.matrix.title)


class OnTrial(ShortTitle):
    """试用中的规则。"""

    code = "MX803"
    new = True


def test_it_finds_the_rules_by_their_files() -> None:
    codes = [rule.code for rule in discover_rules()]
    assert "MX101" in codes
    assert codes == sorted(set(codes))


def test_two_rules_with_one_code_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_own_rules", lambda _: iter([ShortTitle]))
    twin = type("Twin", (ShortTitle,), {})
    monkeypatch.setattr(engine, "_site_rules", lambda _: iter([twin]))
    with pytest.raises(ValueError, match="MX801"):
        discover_rules()


def test_a_site_adds_rules_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("short", f"{__name__}:ShortTitle", engine.ENTRY_POINTS)
    monkeypatch.setattr(engine, "entry_points", lambda group: [entry] if group else [])
    assert ShortTitle in discover_rules()


def test_a_crashing_rule_is_named_and_the_others_run() -> None:
    result = check(Subject(matrix_of("甲")), rules=[Broken, ShortTitle])
    assert [f.code for f in result.findings] == ["MX801", "XX001"]
    assert result.findings[1].value == "MX802"


def test_settings_change_severity_and_parameters_and_switch_rules_off() -> None:
    milder = matrix_of("甲", settings={"MX801": "提示"})
    assert check(Subject(milder), rules=[ShortTitle]).findings[0].severity is Severity.INFO
    laxer = matrix_of("甲", settings={"MX801.字数": "1"})
    assert check(Subject(laxer), rules=[ShortTitle]).findings == ()
    off = matrix_of("甲", settings={"MX801": "关闭"})
    assert check(Subject(off), rules=[ShortTitle]).findings == ()


def test_a_new_rule_starts_as_a_warning() -> None:
    (finding,) = check(Subject(matrix_of("甲")), rules=[OnTrial]).findings
    assert finding.severity is Severity.WARNING


def test_a_rule_replaces_the_parsers_finding() -> None:
    old = Finding("PS999", Severity.WARNING, "旧。", "旧。")
    kept = Finding("PS998", Severity.WARNING, "留。", "留。")
    matrix = Matrix("清单", findings=(old, kept))
    assert check(Subject(matrix), rules=[ShortTitle]).findings == (kept,)
    assert old in check(Subject(matrix), rules=[]).findings


def test_an_answer_waives_a_finding_and_an_unused_one_is_reported() -> None:
    subject = Subject(matrix_of("甲", "乙"))
    first = check(subject, rules=[ShortTitle]).findings[0]
    waivers = {finding_key(first): "领导定的", "0123456789abcdef": "旧意见"}
    result = check(subject, rules=[ShortTitle], waivers=waivers)
    assert result.waived == ((first, "领导定的"),)
    assert [f.code for f in result.findings] == ["MX801", "MX900"]
    assert result.findings[1].value == "旧意见"


def test_a_blank_answer_waives_nothing() -> None:
    subject = Subject(matrix_of("甲"))
    first = check(subject, rules=[ShortTitle]).findings[0]
    blank = {finding_key(first): " "}
    assert check(subject, rules=[ShortTitle], waivers=blank).findings == (first,)


FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from(["MX101", "MX301", "PS001"]),
        st.sampled_from(list(Severity)),
        st.sampled_from(["一。", "二。"]),
        st.just("改。"),
        st.builds(
            Location,
            paragraph=st.none() | st.integers(1, 5),
            row_key=st.sampled_from([None, "T001", "T002", "T404"]),
        ),
        st.none() | st.text(max_size=3),
    ),
    max_size=12,
)


@given(FINDINGS, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_rules(
    findings: list[Finding], random: object
) -> None:
    subject = Subject(matrix_of("甲乙丙", "丁戊己"))
    shuffled = list(findings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    once, twice = in_order(findings, subject), in_order(shuffled, subject)
    assert [f.severity for f in once] == sorted(
        (f.severity for f in once), key=list(Severity).index
    )
    assert [(f.code, f.location, f.value, f.message) for f in once] == [
        (f.code, f.location, f.value, f.message) for f in twice
    ]
