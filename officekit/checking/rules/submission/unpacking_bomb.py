"""SB105: unpacking bomb; nothing of the file is taken."""

from __future__ import annotations

from officekit.checking.submission_refusals import RefusalRule
from officekit.model.returned import Refusal


class UnpackingBomb(RefusalRule):
    """文件解开后异常庞大，或者声明的大小与实际不符。

    为什么
        正常的报送表只有几十到几百KB；解开后异常庞大的文件会拖垮电脑，因此不读取。

    不好
        2MB的文件，解开后有2GB

    改为
        从下发的报送表填写、保存的文件
    """

    entry = "A05"
    code = "SB105"
    refusal = Refusal.BOMB
    reason = "文件解开后异常庞大，没有读取。"
    remedy = "请在下发的报送表里重新填写，不要插入大文件，保存后重新报来。"
