"""SB101: lock file; nothing of the file is taken."""

from __future__ import annotations

from officekit.checking.submission_refusals import RefusalRule
from officekit.model.returned import Refusal


class LockFile(RefusalRule):
    """交来的是表格打开时自动产生的临时文件，里面没有内容。

    为什么
        文件名以“~$”或“.~lock”开头的，是表格打开期间程序自己放的占位文件，不是报送表。

    不好
        ~$区教育局-2023年9月重点工作任务进展.xlsx

    改为
        区教育局-2023年9月重点工作任务进展.xlsx
    """

    entry = "A01"
    code = "SB101"
    refusal = Refusal.LOCK_FILE
    reason = "这是表格打开时自动产生的临时文件，没有填报内容。"
    remedy = "请关闭表格后，把不带“~$”的那个文件重新报来。"
