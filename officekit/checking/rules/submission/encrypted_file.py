"""SB104: encrypted file; nothing of the file is taken."""

from __future__ import annotations

from officekit.checking.submission_refusals import RefusalRule
from officekit.model.returned import Refusal


class EncryptedFile(RefusalRule):
    """文件设了打开密码。

    为什么
        加了打开密码的文件读不出内容，也无法汇总。

    不好
        打开时要求输入密码的报送表

    改为
        不设打开密码的报送表
    """

    entry = "A04"
    code = "SB104"
    refusal = Refusal.ENCRYPTED
    reason = "文件设了打开密码，读不出内容。"
    remedy = "请取消打开密码，保存后重新报来。"
