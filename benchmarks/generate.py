"""Plans of any size from invented text: the input of the benchmarks.

``python benchmarks/generate.py 134 FOLDER`` writes the same plan as .txt, .docx, .html and .xlsx,
and as .pdf where LibreOffice is found (``--no-pdf`` leaves it out). The same number of tasks
always gives the same plan.
"""

from __future__ import annotations

import html
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TITLE = "云泽市青禾区加快产业转型升级三年行动计划（2025—2027年）"
TASKS_PER_SUBSECTION = 6
SUBSECTIONS_PER_SECTION = 5
TASKS_PER_SECTION = TASKS_PER_SUBSECTION * SUBSECTIONS_PER_SECTION
LONGEST_COUNT = 999  # a longer plan begins at 1. again in every section
NUMERALS = "一二三四五六七八九"
UNITS = (
    *("区发展改革局", "区教育局", "区科技局", "区工业和信息化局", "区公安分局", "区民政局"),
    *("区司法局", "区财政局", "区人力资源社会保障局", "区自然资源局", "区住房城乡建设局"),
    *("区城管局", "区交通运输局", "区水务局", "区农业农村局", "区商务局", "区文化和旅游局"),
    *("区卫生健康局", "区退役军人局", "区应急局", "区审计局", "区国资局", "区市场监管局"),
    *("区统计局", "区医保局", "区信访局", "区行政审批局", "区大数据局", "区机关事务中心"),
    *("区投资促进中心", "区税务局", "区气象局", "区消防救援大队", "市生态环境局青禾分局"),
    *("区委组织部", "区委宣传部", "区委统战部", "区委政法委", "区委编办", "团区委", "区总工会"),
    *("区妇联", "区工商联", "区城投集团", "青禾经济开发区管委会"),
)
VERBS = ("建设", "完善", "提升", "优化", "推广", "培育", "壮大", "规范")
OBJECTS = (
    *("产业创新平台", "政务服务体系", "现代物流网络", "乡村道路", "社区养老设施", "数字档案库"),
    *("中小企业服务站", "职业技能实训基地", "绿色工厂", "特色农产品品牌", "河道治理工程"),
)
MEASURES = (
    "围绕重点领域编制年度项目清单，明确建设内容和资金来源，按季度通报进展。",
    "建立部门联席会议制度，及时协调解决项目推进中的困难和问题。",
    "鼓励企业加大研发投入，对符合条件的项目按规定给予支持。",
    "加强宣传引导和业务培训，组织开展经验交流活动。",
    "健全台账管理和定期评估机制，评估结果作为下一年度安排的依据。",
)


@dataclass(frozen=True)
class Entry:
    """One numbered line: a heading (``level`` 0 or 1) or a task (``level`` 2)."""

    level: int
    number: str
    title: str
    body: str = ""
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        """The responsibility clause as printed."""
        parts = [f"牵头单位：{'、'.join(self.lead)}"]
        if self.support:
            parts.append(f"责任单位：{'、'.join(self.support)}")
        return f"（{'；'.join(parts)}）" if self.level == 2 else ""  # noqa: PLR2004 -- tasks

    @property
    def line(self) -> str:
        """The whole paragraph."""
        if self.level < 2:  # noqa: PLR2004 -- headings
            return f"{self.number}{self.title}"
        return f"{self.number}{self.title}。{self.body}{self.clause}"


def numeral(value: int) -> str:
    """Chinese numeral of 1 to 9999."""
    text, rest = "", value
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if digit:
            text += NUMERALS[digit - 1] + name
        elif text and rest and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def plan(tasks: int) -> list[Entry]:
    """Headings and tasks of a plan."""
    chance = random.Random(tasks)  # noqa: S311 -- repeatable text, no secret
    entries: list[Entry] = []
    for i in range(tasks):
        subsection, place = divmod(i, TASKS_PER_SUBSECTION)
        section, nth = divmod(subsection, SUBSECTIONS_PER_SECTION)
        if place == 0 and nth == 0:
            name = f"{chance.choice(VERBS)}{chance.choice(OBJECTS)}"
            entries.append(Entry(0, f"{numeral(section + 1)}、", name))
        if place == 0:
            name = f"{chance.choice(VERBS)}{chance.choice(OBJECTS)}"
            entries.append(Entry(1, f"（{numeral(nth + 1)}）", name))
        verb, thing = chance.choice(VERBS), chance.choice(OBJECTS)
        goal = f"到{chance.randint(2025, 2027)}年底，新增{thing}{chance.randint(2, 60)}个以上。"
        body = "".join(chance.sample(MEASURES, chance.randint(2, 4))) + goal
        units = chance.sample(UNITS, chance.randint(1, 6))
        title = f"{verb}{thing}（第{i + 1}批）"
        number = i % TASKS_PER_SECTION if tasks > LONGEST_COUNT else i
        entries.append(Entry(2, f"{number + 1}.", title, body, tuple(units[:1]), tuple(units[1:])))
    return entries


def write_txt(entries: list[Entry], path: Path) -> None:
    path.write_text("\n".join([TITLE, *(e.line for e in entries)]) + "\n", encoding="utf-8")


def write_html(entries: list[Entry], path: Path) -> None:
    lines = "\n".join(f"<p>{html.escape(e.line)}</p>" for e in entries)
    path.write_text(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title></head>'
        f"<body><h1>{TITLE}</h1>\n{lines}\n</body></html>",
        encoding="utf-8",
    )


def write_docx(entries: list[Entry], path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(TITLE).alignment = 1
    for entry in entries:
        document.add_paragraph(entry.line)
    document.save(str(path))


def write_xlsx(entries: list[Entry], path: Path) -> None:
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("任务表")
    heads = ("序号", "板块", "子板块", "重点任务", "主要举措", "牵头单位", "责任单位")
    sheet.write_row(0, 0, heads)
    headings = ["", ""]
    row = 0
    for entry in entries:
        if entry.level < 2:  # noqa: PLR2004 -- headings
            headings[entry.level] = entry.line
            continue
        row += 1
        units = ("、".join(entry.lead), "、".join(entry.support))
        sheet.write_number(row, 0, row)
        sheet.write_row(row, 1, (*headings, entry.title, entry.body, *units))
    workbook.close()


def write_pdf(source: Path, folder: Path) -> Path | None:
    """The .docx as .pdf through LibreOffice; ``None`` where it is missing."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return None
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                *(soffice, "--headless", f"-env:UserInstallation={Path(profile).as_uri()}"),
                *("--convert-to", "pdf", "--outdir", str(folder), str(source)),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
    return folder / f"{source.stem}.pdf"


def write_all(tasks: int, folder: Path, *, pdf: bool = True) -> dict[str, Path]:
    """The plan in every format, by extension."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = plan(tasks)
    writers = {"txt": write_txt, "docx": write_docx, "html": write_html, "xlsx": write_xlsx}
    paths = {}
    for kind, write in writers.items():
        paths[kind] = folder / f"plan{tasks}.{kind}"
        write(entries, paths[kind])
    made = write_pdf(paths["docx"], folder) if pdf else None
    if made is not None:
        paths["pdf"] = made
    return paths


if __name__ == "__main__":
    with_pdf = "--no-pdf" not in sys.argv
    for made_path in write_all(int(sys.argv[1]), Path(sys.argv[2]), pdf=with_pdf).values():
        print(made_path)
