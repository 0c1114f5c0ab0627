"""Rules of group E on any text, and on answers as people write them."""

from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from officekit.model.packet import ANSWER_COLUMNS
from tests.checking.submission_answers import answer, everything, families
from tests.checking.submission_subjects import Return

# Any text ---------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ANSWER_COLUMNS),
    st.text(min_size=1, max_size=80),
    st.none() | st.floats(),
    st.none() | st.text(max_size=30),
)
def test_no_text_number_or_formula_breaks_a_rule(
    column: str, text: str, number: float | None, formula: str | None
) -> None:
    part = answer("K1", column, text.strip() or "无", number=number, formula=formula)
    part.extra_row(10, {"title": text, "lead": text, "deadline": text})
    part.sheet(formulas={(4, 10): formula or ""}, struck=frozenset({(4, 11)}))
    for _, message in everything(part.subject(registry=families())):
        assert message.endswith("。")


# A reasonable return ----------------------------------------------------------------------------

ANSWERS = (
    (
        "推进中",
        "60%",
        "已完成可研批复，正在开展招标工作，累计完成投资1.2亿元，占年度计划的60%。",
        "无",
    ),
    ("推进中", "45%", "一是完成征地120亩；二是拆迁68户，剩余12户正在协商。", "个别农户补偿未谈妥"),
    ("已完成", "100%", "9月15日通过竣工验收，已投入使用。", ""),
    ("已完成", "100%", "已完成。", "无"),
    ("滞后", "20%", "完成初步设计，施工图正在审查。", "用地指标尚未落实，较计划推迟2个月。"),
    ("未启动", "0%", "", "计划第四季度启动"),
    ("未启动", "", "资金尚未下达，待资金到位后启动招标。", "资金缺口300万元"),
    (
        "推进中",
        "33.3%",
        "3个标段中1个完工。\n其余2个标段：\n（1）二标段完成路基；\n（2）三标段进场。",
        "/",
    ),
    ("推进中", "70%", "开展培训12期、1,350人次，完成年度目标的70%。", "—"),
    ("推进中", "5%", "印发《青禾区供水保障方案》（青政办发〔2023〕31号）。", "无"),
    ("推进中", "80%", "1-8月，规上工业增加值同比增长8.5%，高于全市1.2个百分点。", "无。"),
    ("推进中", "50%", "①电缆敷设完成50%；②配电房土建完工；③设备已到货。", "暂无"),
    ("推进中", "", "长期工作。本期巡查河道56次，清理垃圾23吨。", ""),
    ("推进中", "90%", "主体封顶（18层），幕墙安装90%；预计2023年12月31日前交付。", "工人不足"),
    ("已完成", "100%", "超额完成：计划新建10处，实际建成12处，完成率120%。", "无"),
    (
        "推进中",
        "65%",
        "签约项目7个，总投资35.6亿元，其中亿元以上项目3个；新增外资USD 1200万。",
        "无",
    ),
    ("推进中", "30%", "“一网通办”平台V2.1上线，接入事项1,206项，访问量达2.3×10⁴次。", "无"),
    (
        "推进中",
        "15%",
        "已召开3次协调会（8月30日、9月6日、9月28日），方案在征求意见。",
        "意见不一致",
    ),
    ("滞后", "10%", "受汛期影响，暂停施工至9月底。", "连续强降雨，工期延误约30天"),
    ("推进中", "55%", "完成55%。其中：A区60%，B区50%。", ""),
    ("推进中", "75%", "对照年度目标，发放补贴1 200户，合计2400000元。", "部分户信息不全"),
    ("推进中", "40%", "9/20已报区政府审议；10/8上会。", "无"),
    ("已完成", "100%", "2023年9月1日正式开园，招生360人（含小班120人）。", "无"),
    ("推进中", "25%", "-完成选址\n-完成勘察\n-正在设计", "无"),
    ("推进中", "35%", "网址www.qinghe.example，已公示至2023-09-30。", "无"),
    ("推进中", "12.5%", "8所学校中1所完成更换，其余按序时进度推进。", "采购周期长"),
    ("推进中", "48%", "土地出让收入4.8亿元；税收12,345.67万元。", "房地产市场低迷"),
    ("未启动", "0%", "按计划安排在2024年实施，本年度没有任务。", ""),
    ("推进中", "85%", "核酸检测点改造成社区服务站17个，占比85%，群众满意度98.6%。", "无"),
    ("推进中", "62%", "粮食播种面积12.6万亩，完成秋收62%，烘干能力达到500吨/日。", "无"),
    ("推进中", "20%", "专班已成立，区长任组长；下设办公室（设在区水务局）。", "人员尚未到位"),
    ("推进中", "58%", "完成管网改造5.8公里（共10公里），DN300以上2.1km。", "交通组织困难"),
    ("推进中", "77%", "培育“专精特新”企业23家，其中国家级2家、省级21家。", "无"),
    ("滞后", "5%", "方案第3稿已送审。", "部门意见不统一，需区政府协调。"),
    ("推进中", "95%", "剩余绿化收尾，预计10月15日完工。", "无"),
    ("推进中", "38%", "截至9月25日，完成投资3,800万元；支付率38%。", "支付手续较慢"),
    ("推进中", "66%", "开展“回头看”2轮，发现问题45个，整改30个，整改率66.7%。", "15个问题正在整改"),
    ("推进中", "52%", "共享单车清运车次3.1万；投诉量下降-12%（同比）。", "无"),
    ("推进中", "18%", "与东岭镇、南湾街道签订协议，流转土地1800亩。", "无"),
    ("推进中", "71%", "完成老旧小区改造71栋，惠及居民4,260户、约1.1万人。", "管线迁改滞后"),
)
NEXT = (
    "10月底前完成招标，11月进场。",
    "加快征地，力争年底前开工。",
    "",
    "继续做好后续工作。",
    "无",
)
PERSONS = ("周一帆", "李 明 13900000000", "王乐（副局长）", "欧阳安、陈玉洁", "张　平")


def test_forty_reasonable_answers_are_not_remarked_upon() -> None:
    assert len(ANSWERS) == 40
    answers = iter(ANSWERS)
    number = 0
    while four := list(islice(answers, 4)):
        part = Return()
        for key, (status, completion, progress, problems) in zip(
            part.packet.keys, four, strict=True
        ):
            part.put(key, "status", status).put(key, "completion", completion)
            if completion.endswith((".3%", ".5%")):
                share = round(float(completion[:-1]) / 100, 4)
                part.put(key, "completion", completion, number=share, raw=str(share))
            part.put(key, "progress", progress).put(key, "problems", problems)
            part.put(key, "next_steps", NEXT[number % len(NEXT)])
            part.put(key, "person", PERSONS[number % len(PERSONS)])
            number += 1
        assert everything(part.subject()) == []
