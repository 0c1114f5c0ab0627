"""Residue that is no part of a document: page numbers, and what a web page puts around a text."""

from __future__ import annotations

import re

_LONGEST_LINE = 200
_LONGEST_SENTENCE = 40

_PAGE_NUMBER = re.compile(
    r"[-—–－―─·•]+\s*\d{1,4}\s*[-—–－―─·•]+"
    r"|第\s*\d{1,4}\s*页(?:\s*[/／，,]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_BOOKMARK = re.compile(r"\[bookmark:\s*[^\]]{0,80}\]\s*")

_SPACE = r"[\s　]*"
_LABELS = (
    "索引号|文件类别|规范性文件登记号|主题分类|信息分类|公开方式|公开范围|公开时限|公开日期"
    "|发布机构|发文机构|发文日期|成文日期|发布日期|发布时间|生效日期|失效日期|有效期|有效性|效力状态"
    "|信息来源|文章来源|来源|作者|编辑|责任编辑|审核|字体|字号|浏览次数|浏览量|阅读次数|阅读量"
    "|访问次数|访问量|点击数|点击次数|点击率|打印次数"
)
_SPACED_LABELS = "|".join(_SPACE.join(label) for label in _LABELS.split("|"))
_FURNITURE = re.compile(
    rf"(?:【|\[)?(?:{_SPACED_LABELS})(?:】|\])?(?:{_SPACE}[：:]|[\s　]+\S)"
    r"|扫一扫|手机扫码|微信扫"
    r"|(?:【|\[)?(?:相关|图文|文字|图片|视频|专家|部门)(?:政策)?(?:解读|链接|文档|稿件|新闻|阅读)"
    r"(?:】|\])?[\s　]*(?:[：:].*)?$"
    r"|(?:produced|powered)\s+by\b|版权所有|网站标识码|网站地图|联系我们|技术支持[：:]|.{0,12}ICP备"
    r"|(?:您|你)?(?:现在|当前|所在|的)*位置[：:]"
    r"|(?:【|\[)?(?:原文|附件|文件|正文|全文)下载(?:】|\])?$"
    r"|(?:[【\[(（]?(?:打印本页|打印|关闭窗口|关闭本页|关闭|分享到|分享|收藏|返回顶部|返回|顶部"
    r"|复制链接|我要纠错|纠错|上一篇|下一篇|大|中|小)[】\])）]?[：:|｜/\s　]*)++$"
    r"|(?:上|下)一[篇条][：:]",
    re.IGNORECASE,
)


def is_page_number(text: str) -> bool:
    """Whether a line is a page number with its decoration: ``- 3 -``, ``— 3 —``, 第3页, 3/9."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def is_bare_number(text: str) -> bool:
    """Whether a line is a number and nothing else, as page numbers without decoration are."""
    return _BARE_NUMBER.fullmatch(text.strip()) is not None


def is_page_furniture(text: str) -> bool:
    """Whether a line belongs to the web page around a document (扫一扫…, 索引号, Produced By…)."""
    line = text.strip()
    longest = _LONGEST_SENTENCE if line.endswith("。") else _LONGEST_LINE
    return len(line) <= longest and _FURNITURE.match(line) is not None


def without_bookmarks(text: str) -> str:
    """The text without ``[bookmark: …]`` marks, which some converters leave."""
    return _BOOKMARK.sub("", text) if "[bookmark:" in text else text
