"""SB103: damaged file; nothing of the file is taken."""

from __future__ import annotations

from officekit.checking.submission_refusals import RefusalRule
from officekit.model.returned import Refusal


class DamagedFile(RefusalRule):
    """文件是空的、残缺的或者已经损坏。

    为什么
        传输中断、保存中断的文件打不开，里面的内容无法采用。

    不好
        只有0个字节的 区教育局-2023年9月重点工作任务进展.xlsx

    改为
        能在表格程序里正常打开的文件
    """

    entry = "A03"
    code = "SB103"
    refusal = Refusal.DAMAGED
    reason = "文件已经损坏或不完整，打不开。"
    remedy = "请在本单位电脑上打开原表，确认内容完整，另存后重新报来。"
