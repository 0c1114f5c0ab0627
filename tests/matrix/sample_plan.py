"""A plan of an invented district, large enough to try the workbook: 45 units, long bodies."""

from __future__ import annotations

from datetime import date

from officekit.model.document import Source, SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.plan import (
    Comparator,
    Deadline,
    FrontMatter,
    Plan,
    Responsibility,
    Role,
    Target,
    Task,
    TaskKind,
)
from officekit.model.unit import Unit, UnitKind, UnitRegistry

_STEMS = (
    *("发展和改革局", "教育和体育局", "科学技术局", "工业和信息化局", "民族宗教事务局", "公安分局"),
    *("民政局", "司法局", "财政局", "人力资源和社会保障局", "自然资源局", "生态环境分局"),
    *("住房和城乡建设局", "交通运输局", "水务局", "农业农村局", "商务局", "文化和旅游局"),
    *("卫生健康局", "退役军人事务局", "应急管理局", "审计局", "市场监督管理局", "统计局"),
    *("医疗保障局", "城市管理局", "行政审批服务局", "大数据局", "投资促进局", "信访局"),
    *("税务局", "气象局", "金融运行监测中心", "融媒体中心", "档案馆", "总工会"),
)
UNITS = (
    *(Unit(f"青禾区{stem}", (f"区{stem}",), "区", UnitKind.DEPARTMENT) for stem in _STEMS),
    Unit("区委组织部", (), "区", UnitKind.PARTY),
    Unit("区委宣传部", (), "区", UnitKind.PARTY),
    Unit("团区委", (), "区", UnitKind.MASS),
    Unit("区妇联", (), "区", UnitKind.MASS),
    Unit("青禾经济开发区管委会", (), "区", UnitKind.MANAGEMENT),
    Unit("国网青禾供电公司", (), "区", UnitKind.COMPANY),
    Unit("青禾城市发展集团有限公司", ("区城发集团",), "区", UnitKind.COMPANY),
    Unit("各镇、街道", ("各镇街",), "镇", UnitKind.GROUP),
    Unit("各有关单位", (), "", UnitKind.GROUP),
)


_SENTENCES = (
    "围绕青禾区产业基础和发展需要，梳理重点项目清单，逐项明确责任人和时间节点，每月调度一次。",
    "建设一批示范场景，推动30家规上企业完成数字化改造，带动上下游企业协同转型。",
    "完善政策工具箱，安排专项资金1200万元，对符合条件的企业给予不超过50万元的补助。",
    "健全联席会议制度，定期研究解决跨部门事项，形成“发现、交办、办理、反馈”的闭环。",
    "加强人才队伍建设，开展业务培训12场次，覆盖镇街干部和企业负责人800人次。",
)
_SECTIONS = (
    ("一、提升产业能级", "（一）做强主导产业"),
    ("一、提升产业能级", "（二）培育新兴产业"),
    ("二、优化营商环境", "（一）提高办事效率"),
    ("三、改善民生福祉", None),
)
_VERBS = ("推进", "实施", "完善", "开展", "建设")
_NOUNS = (
    "先进制造业集群培育",
    "“一件事”集成改革",
    "老旧小区改造",
    "河湖综合治理工程",
    "数字乡村试点",
)


def _body(i: int) -> str:
    sentences = "".join(_SENTENCES[(i + k) % 5] for k in range(2 + i % 4 * 5))
    return f"（第{i}项）{sentences}"


def _responsibilities(i: int) -> tuple[Responsibility, ...]:
    lead = UNITS[i % len(UNITS)]
    supports = [UNITS[(i * 7 + k * 5 + 1) % len(UNITS)] for k in range(1 + i % 7)]
    if i % 11 == 0:
        return tuple(Responsibility(Role.SUPPORT, u.name, u.name) for u in supports)
    return (
        Responsibility(Role.LEAD, lead.name, lead.name),
        *(Responsibility(Role.SUPPORT, u.name, u.name) for u in supports if u is not lead),
    )


def _task(i: int) -> Task:
    section, subsection = _SECTIONS[i % 40 // 10]
    targets = [Target("规上企业数字化改造30家以上", "改造", Comparator.AT_LEAST, 30, unit="家")]
    if i % 6 == 0:
        targets.append(
            Target("培训**人次", "培训", Comparator.EQUAL, None, unit="人次", placeholder=True)
        )
    return Task(
        number=str(i),
        title=f"{_VERBS[i % 5]}{_NOUNS[(i // 2) % 5]}",
        body=_body(i),
        section=section,
        subsection=subsection,
        responsibilities=_responsibilities(i),
        open_ended=i % 9 == 0,
        targets=tuple(targets) if i % 2 == 0 else (),
        deadline=Deadline("2025年年底前", date(2025, 12, 31)) if i % 3 else None,
        location=Location("青禾区方案.docx", paragraph=10 + i * 2),
    )


def sample_plan(count: int = 42) -> Plan:
    """A plan with two preamble items, ``count`` tasks and two sub-items after number 15."""
    preamble = tuple(
        Task(number=n, title=t, kind=TaskKind.PREAMBLE, section="总体要求")
        for n, t in (("一", "指导思想"), ("二", "主要目标"))
    )
    tasks = [_task(i) for i in range(1, count + 1)]
    parts = [
        Task(number="15", title=None, part=name, body=_SENTENCES[k], section=_SECTIONS[1][0],
             responsibilities=_responsibilities(k + 1),
             location=Location("青禾区方案.docx", paragraph=100 + k))
        for k, name in enumerate(("建设产业大脑", "培育链主企业"))
    ]  # fmt: skip
    return Plan(
        source=Source("青禾区方案.docx", SourceKind.DOCX),
        title="青禾区2025年重点工作任务",
        year=2025,
        notice=FrontMatter(
            issuer="青禾区人民政府办公室",
            number="青禾政办发〔2025〕8号",
            addressees=("各镇、街道",),
        ),
        tasks=(*preamble, *tasks[:15], *parts, *tasks[15:]),
        registry=UnitRegistry(UNITS),
        findings=(
            Finding(
                "PS004",
                Severity.WARNING,
                "第12项的量化目标中有占位符“**”。",
                "请填写具体数值后重新生成。",
                Location("青禾区方案.docx", paragraph=34, row_key="T012"),
            ),
            Finding(
                "PS009",
                Severity.ERROR,
                "第11项没有写明牵头单位。",
                "请核对原文，在“牵头单位”列补填。",
                Location("青禾区方案.docx", paragraph=32, row_key="T011"),
            ),
        ),
    )
