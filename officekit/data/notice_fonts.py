"""Fonts of a notice (GB/T 9704-2012) by name, with what stands in for each: the one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeFont:
    """A typeface.

    Attributes:
        name: as officekit writes it.
        alternatives: names of the same typeface in other issues, best first; Word takes the
            first one that is installed where ``name`` is not.
    """

    name: str
    alternatives: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the preferred one first."""
        return (self.name, *self.alternatives)


TITLE = NoticeFont(
    "方正小标宋简体",
    ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "方正小标宋_GB2312", "小标宋体", "华文中宋"),
)
"""小标宋: 发文机关标志 and titles."""

BODY = NoticeFont(
    "仿宋_GB2312",
    ("FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋_GB2312", "华文仿宋"),
)
"""仿宋: everything that has no font of its own."""

SECOND_LEVEL = NoticeFont(
    "楷体_GB2312",
    ("KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体_GB2312", "华文楷体"),
)
"""楷体: headings （一）, the name of a 签发人."""

FIRST_LEVEL = NoticeFont("黑体", ("SimHei", "方正黑体_GBK", "方正黑体_GB2312", "华文黑体"))
"""黑体: headings 一、, 密级, 紧急程度, the word 附件."""

PAGE_NUMBER = NoticeFont("宋体", ("SimSun", "新宋体", "NSimSun", "方正书宋_GBK", "华文宋体"))
"""宋体: page numbers."""

NOTICE_FONTS = (TITLE, BODY, SECOND_LEVEL, FIRST_LEVEL, PAGE_NUMBER)
"""All fonts."""
