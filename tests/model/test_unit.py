import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officekit.data import unit_families
from officekit.model.unit import (
    Match,
    Unit,
    UnitKind,
    UnitRegistry,
    expand_elided,
    is_group,
    level_of,
    looks_like_unit,
)
from officekit.model.unit_families import Form
from tests.model.unit_cases import CASES, GROUP, IN_CONTEXT, PROPOSALS, REGISTERED, words

FAMILIES = unit_families()


def registry_of(*names: str) -> UnitRegistry:
    """A registry whose units are named so, each on its own."""
    return UnitRegistry(
        tuple(Unit(name, level=level_of(name, FAMILIES)) for name in names), FAMILIES
    )


REGISTRY = registry_of(*REGISTERED)


def drawn_up(*names: str) -> dict[str, tuple[str, ...]]:
    return {u.name: u.aliases for u in UnitRegistry.from_names(names, FAMILIES).units}


def test_the_cases_are_as_many_as_they_claim() -> None:
    assert len(set(REGISTERED)) == len(REGISTERED) >= 120
    assert len(CASES) >= 150
    assert len(PROPOSALS) >= 50


@pytest.mark.parametrize(("query", "expected"), CASES.items())
def test_it_resolves_a_name_or_refuses_it(query: str, expected: str | None) -> None:
    found = REGISTRY.resolve(query)
    if expected == GROUP:
        assert found.unit == Unit(query, (), level_of(query, FAMILIES), UnitKind.GROUP)
        assert found.match is Match.GROUP
    else:
        assert (found.unit.name if found.unit else None) == expected
        assert (found.match is Match.NONE) == (expected is None)


@pytest.mark.parametrize(("query", "expected"), IN_CONTEXT.items())
def test_the_level_of_the_document_completes_a_name(
    query: tuple[str, str], expected: str | None
) -> None:
    found = REGISTRY.resolve(*query).unit
    assert (found.name if found else None) == expected


def test_every_registered_name_is_itself() -> None:
    for name in REGISTERED:
        found = REGISTRY.resolve(name)
        assert found.unit is not None
        assert (found.unit.name, found.match) == (name, Match.EXACT)


def test_it_says_how_a_name_was_found() -> None:
    assert REGISTRY.resolve("区发改局").match is Match.ALIAS
    assert REGISTRY.resolve("民政局").match is Match.LEVEL


def test_an_alias_decides_unless_two_units_claim_it() -> None:
    registry = UnitRegistry(
        (
            Unit("区发展和改革局", ("区计委",)),
            Unit("区财政局", ("区钱袋子",)),
            Unit("区国资局", ("区钱袋子",)),
        ),
        FAMILIES,
    )
    first = registry.resolve("区计委")
    assert first.unit is registry.units[0]
    assert first.match is Match.ALIAS
    assert registry.resolve("区钱袋子").unit is None


def test_a_loose_name_is_refused_where_it_is_a_unit_of_its_own() -> None:
    both = registry_of("市综合执法局", "市综合行政执法局")
    assert both.resolve("市综合行政执法局").unit is both.units[1]
    assert both.resolve("综合执法局").unit is both.units[0]
    one = registry_of("市综合执法局")
    assert one.resolve("市综合行政执法局").unit is one.units[0]


def test_committee_and_bureau_stay_apart_where_both_are_registered() -> None:
    both = registry_of("区卫生健康局", "区卫生健康委员会")
    assert both.resolve("区卫健局").unit is both.units[0]
    assert both.resolve("区卫健委").unit is both.units[1]


def test_a_name_never_crosses_levels() -> None:
    registry = registry_of("市财政局")
    assert registry.resolve("区财政局").unit is None
    assert registry.resolve("财政局", "区").unit is None


def test_a_bracketed_second_name_resolves_to_the_first() -> None:
    registry = registry_of("市交通委", "市道运局")
    assert registry.resolve("市交通委（市道运局）").unit is registry.units[0]


def test_a_registry_without_families_knows_exact_names_and_aliases() -> None:
    registry = UnitRegistry((Unit("区财政局", ("区财局",)),))
    assert registry.resolve("区财政局").match is Match.EXACT
    assert registry.resolve("区财局").match is Match.ALIAS
    assert registry.resolve("财政局").unit is None
    assert registry.propose("区财政") == registry.units
    assert UnitRegistry().resolve("区财政局").unit is None


def test_the_right_unit_is_among_three_proposals_in_95_of_100_cases() -> None:
    missed = {
        query: expected
        for query, expected in PROPOSALS.items()
        if expected not in [unit.name for unit in REGISTRY.propose(query)]
    }
    assert len(missed) <= 0.05 * len(PROPOSALS), missed


def test_it_proposes_nothing_for_an_unlike_name() -> None:
    assert REGISTRY.propose("ABC") == ()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ["区发改局", "区发展改革局", "区发展和改革局"],
            {"区发展和改革局": ("区发展改革局", "区发改局")},
        ),
        (["区教育体育局", "区教育和体育局"], {"区教育和体育局": ("区教育体育局",)}),
        (["区住建局", "区住房和城乡建设局"], {"区住房和城乡建设局": ("区住建局",)}),
        (["交通运输局", "区交通运输局"], {"区交通运输局": ("交通运输局",)}),
        (["区文旅局", "区文化和旅游局"], {"区文化和旅游局": ("区文旅局",)}),
        (
            ["临湖产业区发展服务中心", "区临湖产业区发展服务中心"],
            {"区临湖产业区发展服务中心": ("临湖产业区发展服务中心",)},
        ),
        (["团区委", "共青团区委"], {"共青团区委": ("团区委",)}),
        (["区编办", "区委编办"], {"区委编办": ("区编办",)}),
        (["文旅局", "区文化广电旅游局"], {"区文化广电旅游局": ("文旅局",)}),
        (["各县市区政府", "各县（市、区）人民政府"], {"各县（市、区）人民政府": ("各县市区政府",)}),
        (["市交通委（市道运局）", "市交通委"], {"市交通委": ()}),
    ],
)
def test_spellings_of_one_organisation_become_one_unit(
    names: list[str], expected: dict[str, tuple[str, ...]]
) -> None:
    assert drawn_up(*names) == expected


@pytest.mark.parametrize(
    "names",
    [
        ["区教育局", "区教育体育局"],
        ["区水利局", "区水务局", "区城乡水务局", "区税务局"],
        ["区自然资源局", "区自然资源和规划局"],
        ["区商务局", "区商务和投资促进局", "区投资促进局"],
        ["区工信局", "区信访局"],
        ["区综合执法局", "区综合行政执法局"],
        ["区文旅局", "区文化和旅游局", "区文化广电旅游局"],
        ["区卫健委", "区卫健局"],
        ["区大数据局", "区大数据中心"],
        ["财政局", "区财政局", "市财政局"],
        ["区生态环境局", "区生态环境分局"],
        ["泰湖管委会", "泰和湖管委会"],
        ["区企业服务中心", "区民营企业服务中心"],
        ["青禾区财政局", "临河县财政局"],
        ["国网临河供电公司", "区供电公司"],
        ["区政府", "青禾区政府", "区政府办公室"],
    ],
)
def test_confusable_names_stay_apart(names: list[str]) -> None:
    assert drawn_up(*names) == dict.fromkeys(drawn_up(*names), ())
    assert set(drawn_up(*names)) == set(names)


def test_units_stand_in_the_order_of_a_government() -> None:
    printed = [
        "各乡镇街道", "区政府", "区妇联", "区城投集团", "区税务局", "区大数据中心", "区审计局",
        "区财政局", "区教育局", "区发改局", "区政府办公室", "区委宣传部", "区委组织部",
    ]  # fmt: skip
    assert list(drawn_up(*printed)) == [
        "区委组织部", "区委宣传部", "区政府办公室", "区发改局", "区教育局", "区财政局", "区审计局",
        "区大数据中心", "区税务局", "区城投集团", "区妇联", "区政府", "各乡镇街道",
    ]  # fmt: skip


def test_unknown_units_stand_in_order_of_appearance() -> None:
    assert list(drawn_up("区乙事业发展中心", "区甲事业发展中心")) == [
        "区乙事业发展中心",
        "区甲事业发展中心",
    ]


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("区发改局", "区", UnitKind.DEPARTMENT),
        ("国家发展改革委", "国", UnitKind.DEPARTMENT),
        ("自治区教育厅", "自治区", UnitKind.DEPARTMENT),
        ("市市场监管局", "市", UnitKind.DEPARTMENT),
        ("市场监管局", "", UnitKind.DEPARTMENT),
        ("市民政局", "市", UnitKind.DEPARTMENT),
        ("青禾区教育局", "区", UnitKind.DEPARTMENT),
        ("市政府办公室", "市", UnitKind.DEPARTMENT),
        ("区委网信办", "区", UnitKind.PARTY),
        ("市委某某工作办公室", "市", UnitKind.PARTY),
        ("团市委", "市", UnitKind.MASS),
        ("共青团临河县委", "县", UnitKind.MASS),
        ("市生态环境局青禾分局", "市", UnitKind.VERTICAL),
        ("国网临河供电公司", "", UnitKind.VERTICAL),
        ("人民银行云泽分行", "", UnitKind.VERTICAL),
        ("区城投集团", "区", UnitKind.COMPANY),
        ("泰和管委会", "", UnitKind.MANAGEMENT),
        ("之湖实验室", "", UnitKind.INSTITUTION),
        ("青禾区公路事业发展中心", "区", UnitKind.INSTITUTION),
        ("大塘镇", "镇", UnitKind.GOVERNMENT),
        ("城关街道办事处", "街道", UnitKind.GOVERNMENT),
        ("肥乐市政府", "市", UnitKind.GOVERNMENT),
        ("各区政府", "", UnitKind.GROUP),
    ],
)
def test_it_knows_level_and_kind(name: str, level: str, kind: UnitKind) -> None:
    (unit,) = UnitRegistry.from_names([name], FAMILIES).units
    assert (unit.level, unit.kind) == (level, kind)


@pytest.mark.parametrize(
    "token",
    words(
        "区委宣传部 市科协 国网临河供电公司 泰和管委会 之湖实验室 团市委 肥乐市政府 "
        "人民银行云泽分行 区高铁新区 各乡镇街道 各县（市、区）人民政府 市“两新”组织党工委 "
        "云泽海关 区委 云泽农商银行 市中级人民法院 区城投集团 大塘镇 教育部 市通信发展办 "
        "市公路事业发展中心 国务院国资委"
    ),
)
def test_it_recognises_a_unit_it_has_never_seen(token: str) -> None:
    assert looks_like_unit(token, FAMILIES)


@pytest.mark.parametrize(
    "token",
    words(
        "活动地点 含 GMP 2023版 即以旧换新 创新平台 数字政府 龙头企业 高等院校 新发展格局 "
        "重点实验室 全部 东部 试点城市 一站式服务 特色小镇 不含税 活动中心 主办 公司 由市科委牵头 "
        "按职责分工负责 即区发改局 建设服务中心 区发改局、区教育局 5G "
        "城乡 行业协会 省级示范区 各项工作 委员会 责任单位 乡镇 "
        "国网临河供电公司按职责分工负责 疫情防控部署 智慧景区"
    ),
)
def test_it_recognises_what_is_no_unit(token: str) -> None:
    assert not looks_like_unit(token, FAMILIES)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("各有关单位", True),
        ("全市各县区", True),
        ("区政府有关部门", True),
        ("浦湖新区等相关区政府", True),
        ("乡镇（街道）", True),
        ("各试点城市商业银行", True),
        ("区发改局", False),
        ("各区、区发改局", False),
        ("各项任务完成后，由区发改局通报各部门", False),
    ],
)
def test_it_tells_groups_from_single_units(token: str, expected: bool) -> None:
    assert is_group(token, FAMILIES) is expected


@pytest.mark.parametrize(
    ("previous", "token", "expected"),
    [
        ("省科技厅", "工业和信息化厅", "省工业和信息化厅"),
        ("市发展改革委", "市场监管局", "市市场监管局"),
        ("市生态环境局青禾分局", "财政局", "市财政局"),
        ("省科技厅", "市财政局", "市财政局"),
        ("青禾区发改局", "财政局", "财政局"),
        ("国家发展改革委", "科技部", "科技部"),
        ("区发改局", "城投集团", "城投集团"),
        ("区发改局", "各镇街", "各镇街"),
        ("区发改局", "泰和管委会", "泰和管委会"),
        ("区城投集团", "财政局", "财政局"),
        ("", "财政局", "财政局"),
    ],
)
def test_a_department_takes_the_level_it_shares(previous: str, token: str, expected: str) -> None:
    assert expand_elided(previous, token, FAMILIES) == expected


PRINTED = st.lists(st.sampled_from([*REGISTERED, *CASES]), max_size=40)


@settings(max_examples=60, deadline=None)
@given(PRINTED)
def test_a_drawn_up_registry_knows_every_printed_name(names: list[str]) -> None:
    registry = UnitRegistry.from_names(names, FAMILIES)
    for unit in registry.units:
        for name in (unit.name, *unit.aliases):
            assert registry.resolve(name).unit is unit
    spellings = [name for unit in registry.units for name in (unit.name, *unit.aliases)]
    assert len(spellings) == len(set(spellings))
    assert all(registry.resolve(name).unit for name in names if name)


@settings(max_examples=60, deadline=None)
@given(PRINTED, st.integers(2, 4))
def test_repetition_does_not_change_a_drawn_up_registry(names: list[str], times: int) -> None:
    once = UnitRegistry.from_names(names, FAMILIES)
    assert UnitRegistry.from_names(names * times, FAMILIES).units == once.units


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="区市县省各委局和（）()、“” 发改财政有关部门镇街道团国家办5+a\n", max_size=40)
)
def test_no_text_breaks_it(text: str) -> None:
    found = REGISTRY.resolve(text)
    assert (found.unit is None) == (found.match is Match.NONE)
    assert len(REGISTRY.propose(text)) <= 3
    assert isinstance(looks_like_unit(text, FAMILIES), bool)
    UnitRegistry.from_names([text], FAMILIES)


def test_the_families_cover_the_departments_of_a_government() -> None:
    stems = [family.stem for family in FAMILIES.departments]
    assert len(stems) == len(set(stems)) >= 60
    assert unit_families() is FAMILIES


def test_a_full_stem_names_one_family_only() -> None:
    for stem, families in FAMILIES.stems.items():
        assert sum(form is Form.FULL for _, form in families) <= 1, stem


def test_every_ending_of_a_family_is_known() -> None:
    known = set(FAMILIES.endings.values())
    assert all(set(family.endings) <= known for family in FAMILIES.departments)


def test_no_name_belongs_to_two_bodies() -> None:
    names = [name for body in FAMILIES.bodies for name in body.names]
    assert len(names) == len(set(names))
