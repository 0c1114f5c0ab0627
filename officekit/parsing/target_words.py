"""The words that make a figure a target: comparators, goal verbs, and what speaks against it."""

from __future__ import annotations

import re

from officekit.model.plan import Comparator

# Before the quantity.
PREFIXES: tuple[tuple[Comparator, tuple[str, ...]], ...] = (
    (
        Comparator.AT_LEAST,
        ("不少于", "不低于", "不小于", "不得少于", "不得低于", "至少", "至少达到", "≥"),
    ),
    (
        Comparator.AT_MOST,
        ("不超过", "不高于", "不大于", "不多于", "不得超过", "控制在", "控制到", "至多", "≤"),
    ),
    (Comparator.MORE_THAN, ("突破", "超过", "超", "过", "高于", "大于", "多于", ">", "＞")),
    (Comparator.LESS_THAN, ("低于", "小于", "少于", "<", "＜")),
    (
        Comparator.EQUAL,
        (
            *("达到", "达", "稳定在", "稳定到", "保持在", "维持在", "保持", "目标值为", "目标为"),
            *("提高到", "提高至", "提升到", "提升至", "增加到", "增加至", "增长到", "增至", "升至"),
            *("扩大到", "扩大至", "上升到", "上升至", "压缩至", "压缩到", "压减至", "压减到"),
            *("缩短至", "缩短到", "缩小到", "缩小至", "降至", "降到", "降低到", "降低至", "下降到"),
            *("下降至", "减少到", "减少至", "减至", "控制为", "拓展到", "拓展至", "实现"),
        ),
    ),
    (Comparator.INCREASE, ("增长", "增加", "提高", "提升", "上升", "增幅", "增速", "增幅为")),
    (
        Comparator.DECREASE,
        ("降低", "下降", "减少", "压减", "压缩", "缩短", "缩小", "削减", "降幅", "降幅为"),
    ),
)
PREFIX_OF = {word: comparator for comparator, words in PREFIXES for word in words}
PREFIX = re.compile(
    rf"(?:{'|'.join(sorted(PREFIX_OF, key=len, reverse=True))})"
    rf"(?=了? {{0,3}}(?:约|近|了)? {{0,3}}\Z)"
)
# Verbs of their own where the quantity stands before its noun: 提升*家单位能力.
VERB_LIKE = {Comparator.INCREASE, Comparator.DECREASE, Comparator.EQUAL}
NOT_PREFIX = re.compile(r"[通经路不]\Z")
# After the unit.
SUFFIXES = {
    "以上": Comparator.AT_LEAST,
    "及以上": Comparator.AT_LEAST,
    "余": Comparator.MORE_THAN,
    "左右": Comparator.ABOUT,
    "上下": Comparator.ABOUT,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "以下": Comparator.AT_MOST,
    "及以下": Comparator.AT_MOST,
}

# What a task does to its object; the metric keeps the verb (新增省级平台).
VERB_WORDS = (
    "新增|新建|改建|扩建|建成|建设|建|完成|培育|引进|引育|招引|培养|打造|创建|争创|认定|入库|改造|实施|开展"
    "|举办|承办|组织|实现|发展|落地|孵化|吸引|集聚|推荐|申报|新上|开工|竣工|投产|开发|绿化|植树|造林|抚育"
    "|治理|修复|储备|推出|制定|制修订|修订|选树|选派|备案|争取|列入|纳入|安置|帮扶|救助|发放|培训|放流|签约"
    "|上岗|整治|组建|设立|成立|招聘|招募|开通|新开|拓宽|铺设|架设|更新|更换|淘汰|关停|退出|盘活|消化|化解"
    "|压减|压缩|创作|出版|演出|放映|检查|抽检|检测|推广|征集|遴选|评选|评定|命名|培树|选育|新培育|布局"
    "|接待|配备|购置|投放|安装|栽植|种植|补植|确定|搭建|建立|提升|发布|达成|获批|获评|挂牌|转化|交付|供应|筹集|惠及"
)
VERB = re.compile(VERB_WORDS)
STARTS_WITH_VERB = re.compile(rf"(?:新|再|累计|拟|重点|积极|加快)?(?:{VERB_WORDS})")
VERB_AT_END = re.compile(
    rf"(?:{VERB_WORDS}|力争|支持)"
    rf"(?:了|各类|全区|全市|全县|全省|市级|省级|区级)? {{0,3}}(?:约|近)? {{0,3}}\Z"
)
WORK_VERB_AT_END = re.compile(r"(?:新增|新建|完成|改造|治理|修复|整治|减少|压减) {0,3}\Z")
WORDS_VERB_AT_END = re.compile(
    r"(?:新增|新建|建成|培育|创建|引进|达到|不少于|不低于|至少|争创|突破|超过) {0,3}\Z"
)
RATE_NOUN = re.compile(r"(?:率|比例|占比|比重|比率|增速|增幅|浓度|强度|覆盖面)\Z")
# A figure after these describes the project.
DESCRIPTIVE = re.compile(
    r"(?:(?<!完成)(?<!年度)投资|投资额|资金|概算|估算|年产|产能|占地|占地面积|总面积|注册资本|规模为|总长|全长|现有|已有|原有"
    r"|共有|拥有|年龄|满|近|前|为|每|距|环|投入)\Z"
)
# A clause that starts so names whom a rule concerns.
CONDITION = re.compile(r"(?:对|凡|给予|针对|围绕|聚焦)(?!接|外|标)")

INTENT = re.compile(r"力争|实现|确保|争取|努力")
PAST = re.compile(r"已经?(?:\Z|累计|建成|完成|培育|实现|有|新增|发展)|目前|现有")
COVERAGE = re.compile(r"全覆盖|(?:动态)?清零")
# Passed over before the metric, and cut off after it.
LEAD_WORDS = re.compile(
    r" |、|，|和(?!谐)|及|以及|与(?=20)|并(?!网)|且|其中|同时"
    r"|力争|确保|争取(?!上)|努力|计划|预计|保证|今年|全年"
    r"|使(?!用)|实现(?=.)|到(?= ?\d)|逐步|加快|以(?=实现)|推动|推进|[（(—]"
)
PACE = re.compile(r"(?:每年|年均|[一二两三四五六七八九十\d]年(?=新|累计|共))+ ?")
TAIL_WORDS = re.compile(
    r"(?:力争|也|均|都(?!市)|分别|全部|要|年均|每年|同比|约|总体"
    r"|逐步|确保|努力| |，|、|实现|年度内)\Z"
)
TAIL_BASE = re.compile(
    r"(?:较|比|与) ?(?:20\d\d ?年|上年|去年|“?十三五”?末?)"
    r"(?:[底末]|相比|同期)?(?:相比|同期)? {0,3}\Z"
    r"|(?:由|从) ?[\d.]{1,9} ?[^\d，、。]{1,4}\Z"
)
AND = re.compile(r"、|和|及|与")
LEVEL_COUNT = re.compile(r"^[两二三四]级")
LEVEL = re.compile(r"(国家|省|市|县|区|镇|乡)(级?)")
