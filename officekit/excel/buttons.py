"""The buttons: the one table from which ribbon, start page and VBA are made.

To add a button: add a row here, add a function of the same name to :mod:`officekit.excel.macros`,
add a row to the table in ``tests/excel/test_macros.py``, and build the workbook anew with
``python -m officekit.excel.build``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the ribbon tab.

    Attributes:
        name: ASCII identifier.
        label: caption in Chinese.
    """

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button.

    Attributes:
        name: name of the function in :mod:`officekit.excel.macros`.
        group: name of its :class:`Group`.
        label: caption in Chinese.
        icon: name of a built-in picture of Office (``imageMso``).
        tip: screen tip, a few words.
        help: screen tip's second part: what happens, one or two sentences.
        key: key tip, one or two ASCII capitals, unique in the tab.
        large: drawn large in the ribbon.
        step: number of the step on the page 开始; 0 where it stands among the tools.
    """

    name: str
    group: str
    label: str
    icon: str
    tip: str
    help: str
    key: str
    large: bool = False
    step: int = 0

    @property
    def sub(self) -> str:
        """Name of its VBA Sub."""
        return "OK_" + "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def callback(self) -> str:
        """Name of the ribbon's callback."""
        return f"{self.sub}_Ribbon"

    @property
    def command(self) -> str:
        """The Python statement that the Sub hands to RunPython."""
        return f"import officekit.excel.click as c; c.click('{self.name}')"


TAB_LABEL = "责任矩阵"

GROUPS = (
    Group("plan", "方案"),
    Group("matrix", "矩阵"),
    Group("exchange", "部门"),
    Group("document", "公文"),
    Group("system", "系统"),
)
"""Groups from left to right."""

BUTTONS = (
    Button(
        "import_plan",
        "plan",
        "导入方案",
        "FileOpen",
        "由方案生成责任清单",
        "选择行动计划或重点工作任务（Word、WPS、PDF、网页、文本），识别任务、措施、单位和时限，"
        "填好责任清单、责任矩阵和单位名录。",
        "P",
        large=True,
        step=1,
    ),
    Button(
        "import_table",
        "plan",
        "导入任务表",
        "ImportExcel",
        "由现有的任务表生成责任清单",
        "选择 Excel、WPS 表格或 Word 里的任务表，也可以选择以前的责任矩阵工作簿，内容原样带入。",
        "T",
    ),
    Button(
        "check_matrix",
        "matrix",
        "校验",
        "ReviewAcceptChange",
        "检查责任清单",
        "逐项检查编号、单位、时限、目标、占位符和标点，结果列在“问题清单”，有问题的单元格会变色。",
        "C",
        large=True,
        step=2,
    ),
    Button(
        "correct_matrix",
        "matrix",
        "修正",
        "SpellingAndGrammar",
        "改正有把握的问题",
        "只改不会改错的地方（全角半角、多余空格、单位别名等），每一处都记入“修改记录”，可以撤销。",
        "X",
        large=True,
        step=3,
    ),
    Button(
        "refresh_cross_table",
        "matrix",
        "刷新责任矩阵",
        "RefreshAll",
        "按责任清单重新汇总",
        "责任清单改过以后，用它更新“责任矩阵”和单位名录中的任务数。",
        "R",
        large=True,
        step=4,
    ),
    Button(
        "compare_with_source",
        "matrix",
        "与原文比对",
        "ReviewCompareAndMerge",
        "对照原方案检查遗漏和改动",
        "选择原方案，找出漏掉的、多出的任务和改动过的文字、单位、目标，列在“问题清单”。",
        "D",
        large=True,
        step=5,
    ),
    Button(
        "split_packets",
        "exchange",
        "拆分下发",
        "ReviewSendForReview",
        "一单位一个工作簿，用于填报",
        "按牵头、责任单位拆分责任清单，各单位一个工作簿，下发了什么记入登记册。"
        "内容没有变化时再按一次，只补齐缺少的文件。",
        "B",
        large=True,
    ),
    Button(
        "collect_returns",
        "exchange",
        "收集汇总",
        "ReviewCombineRevisions",
        "收回、核对、合并各单位的工作簿",
        "选择放报送文件的文件夹（压缩包、邮件也可以），逐份核对，没有问题的内容并入责任清单，"
        "有问题的写出退回意见。",
        "G",
        large=True,
    ),
    Button(
        "show_receipts",
        "exchange",
        "报送情况",
        "ProjectStatusReports",
        "谁报了、迟报、未报、被退回",
        "按登记册列出每个单位的报送情况和下一步要做的事。",
        "Q",
    ),
    Button(
        "resolve_conflicts",
        "exchange",
        "处理冲突",
        "ResolveConflict",
        "按您的决定处理填报冲突",
        "在“报送冲突”中选好“采用”后按它，决定的内容写入责任清单。",
        "J",
    ),
    Button(
        "make_notice",
        "document",
        "生成通知",
        "FileSaveAsWordDocx",
        "由责任矩阵生成 Word 公文",
        "选择公文种类和年度，先看要写入的内容，再生成印发通知、信函、征求意见函或任务分解通知，"
        "版面按 GB/T 9704—2012。",
        "N",
        large=True,
    ),
    Button(
        "lint_notice",
        "document",
        "公文检查",
        "ReviewShowMarkupMenu",
        "检查任何 Word 公文的格式",
        "选择一份公文，对照 GB/T 9704—2012 检查页边距、字体、字号、标题、署名、页码和版记等，"
        "写出检查报告，可另存修正了版面的副本。",
        "L",
    ),
    Button(
        "make_annex",
        "document",
        "生成附表",
        "TableInsertDialogWord",
        "生成责任清单附表",
        "把责任清单生成横向的 Word 表格，表头每页重复，可作公文附件。",
        "A",
    ),
    Button(
        "show_units",
        "system",
        "单位名录",
        "DistributionListSelectMembers",
        "核对单位名称和别名",
        "打开“单位名录”，并补上责任清单里有而名录里没有的单位。",
        "U",
    ),
    Button(
        "show_settings",
        "system",
        "设置",
        "PropertySheet",
        "标题、发文机关、文号、署名等",
        "打开“设置”，填写标题和公文要用的发文机关、文号、主送机关、署名、日期等内容。",
        "S",
    ),
    Button(
        "undo_last",
        "system",
        "撤销上次操作",
        "Undo",
        "恢复到按按钮之前",
        "把各工作表恢复到上一次按按钮之前的内容。",
        "Z",
    ),
    Button(
        "examine",
        "system",
        "体检",
        "FileDocumentInspect",
        "检查安装是否正常",
        "检查 Python、Excel、WPS、字体和权限，说明每个问题怎样解决。",
        "E",
    ),
    Button(
        "show_help",
        "system",
        "帮助",
        "Help",
        "打开使用手册",
        "打开使用手册：安装、五步上手、每个按钮的用法和常见问题。",
        "H",
    ),
)
"""All buttons in the order of the ribbon."""


def button(name: str) -> Button:
    """The button with a name.

    Raises:
        KeyError: there is none.
    """
    for each in BUTTONS:
        if each.name == name:
            return each
    raise KeyError(name)
