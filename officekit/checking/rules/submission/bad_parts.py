"""SB106: bad parts; nothing of the file is taken."""

from __future__ import annotations

from officekit.checking.submission_refusals import RefusalRule
from officekit.model.returned import Refusal


class BadParts(RefusalRule):
    """文件内部的组成不合规范，例如有重名或带路径的部分。

    为什么
        内部有重名或带路径部分的文件不是表格程序正常保存的，不同的程序会读出不同的内容。

    不好
        内部有两个同名工作表部分的文件

    改为
        用 Excel、WPS 或 LibreOffice 正常保存的文件
    """

    entry = "A06"
    code = "SB106"
    refusal = Refusal.BAD_PARTS
    reason = "文件内部的组成不合规范，没有读取。"
    remedy = "请用表格程序打开后另存为一份新的 .xlsx 文件，再报来。"
