"""SB107: document type declared; nothing of the file is taken."""

from __future__ import annotations

from officekit.checking.submission_refusals import RefusalRule
from officekit.model.returned import Refusal


class DocumentTypeDeclared(RefusalRule):
    """文件内部带有文档类型声明（DTD）。

    为什么
        表格程序保存的文件里没有文档类型声明；带有它的文件可能引出外部内容或无限展开，因此不读取。

    不好
        内部部分以 <!DOCTYPE … 开头的文件

    改为
        用 Excel、WPS 或 LibreOffice 正常保存的文件
    """

    entry = "A07"
    code = "SB107"
    refusal = Refusal.DTD
    reason = "文件内部带有不应有的声明，没有读取。"
    remedy = "请用下发的报送表重新填写，由表格程序正常保存后再报来。"
