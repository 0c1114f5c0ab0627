"""SB108: too much content; nothing of the file is taken."""

from __future__ import annotations

from officekit.checking.submission_refusals import RefusalRule
from officekit.model.returned import Refusal


class TooMuchContent(RefusalRule):
    """文件里的单元格太多，或者读取超出了时间和内存的限度。

    为什么
        整片设了格式的空单元格、整列粘贴的内容会使文件难以读取，也难以打开。

    不好
        30行任务的报送表里有30万行设了格式的空行

    改为
        只有任务行和补充行的报送表
    """

    entry = "A08"
    code = "SB108"
    refusal = Refusal.TOO_MUCH
    reason = "文件里的单元格过多，没有读完。"
    remedy = "请删除表格下方和右边多余的行、列，或者在下发的报送表里重新填写后报来。"
