from __future__ import annotations

from pathlib import Path

import pytest

from officekit.config import DEFAULT_CONFIG, Config, Limits
from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.model.document import Document, SourceKind
from officekit.reading.html import read_html

BODY = "为推进绿色发展，结合我市实际，制定本计划，请各单位认真组织实施，确保完成各项任务。"


def read(
    tmp_path: Path, html: str, codec: str = "utf-8", config: Config = DEFAULT_CONFIG
) -> Document:
    path = tmp_path / "计划.html"
    path.write_bytes(html.encode(codec))
    return read_html(str(path), config)


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>云泽市人民政府网</title>
<meta name="ArticleTitle" content="云泽市人民政府关于印发行动计划的通知">
<script>var text = "脚本";</script><style>p {{ color: red }}</style></head><body>
<div class="nav"><a href="/">首页</a> | <a href="/zw">政务公开</a></div>
<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; 文件</div>
<table><tr><td>索 引 号：</td><td>YZ-1</td></tr><tr><td>发布机构</td><td>市政府</td></tr></table>
<h1>云泽市人民政府关于印发行动计划的通知</h1><div class="wh">云政发〔2033〕5号</div>
<div class="info">发布日期：2033-01-02 浏览次数：<span>33</span></div>
<div id="zoom"><p align="center">云泽市绿色发展行动计划</p>
<p>&emsp;&emsp;{BODY[:20]}
{BODY[20:]}</p>
<p>　　<strong>一、总体要求</strong></p>
<p>【原文下载】</p>
<p style="text-align:right">云泽市人民政府</p><p>2033年1月2日</p></div>
<div class="share">分享到：微信</div><p>扫一扫在手机打开当前页</p>
<p>相关解读：<a href="/t">一图读懂</a></p>
<footer>版权所有 云泽市</footer><p>Produced By 某某网络</p></body></html>"""


def test_it_finds_the_document_inside_the_page(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE)
    assert texts(document) == [
        "云泽市人民政府关于印发行动计划的通知",
        "云政发〔2033〕5号",
        "云泽市绿色发展行动计划",
        BODY,
        "一、总体要求",
        "云泽市人民政府",
        "2033年1月2日",
    ]
    assert [p.location.paragraph for p in document.paragraphs] == [1, 2, 3, 4, 5, 6, 7]
    assert document.source.kind is SourceKind.HTML


def test_it_reports_what_it_left_out(tmp_path: Path) -> None:
    findings = read(tmp_path, PAGE).findings
    assert [f.code for f in findings] == ["RD005"]
    assert "您当前的位置" in findings[0].message


def test_it_knows_centred_and_bold_text(tmp_path: Path) -> None:
    html = "<p style='text-align: center'>行动计划</p><p><b>1.建设平台。</b>支持企业。</p>"
    first, second = read(tmp_path, html).paragraphs
    assert (first.centered, first.bold_lead) == (True, 0)
    assert (second.centered, second.bold_lead) == (False, len("1.建设平台。"))


def test_line_breaks_and_blocks_are_paragraphs(tmp_path: Path) -> None:
    html = f"<div>一、总体要求<br/>　　{BODY}<div>二、重点任务</div>三、保障措施</div>"
    assert texts(read(tmp_path, html)) == ["一、总体要求", BODY, "二、重点任务", "三、保障措施"]


def test_a_page_without_a_known_container_keeps_short_lines(tmp_path: Path) -> None:
    html = (
        f"<div><a href='/'>首页</a></div><div><div><p>{BODY}</p></div><p>云泽市人民政府</p>"
        "<p><a href='a.doc'>附件：责任清单</a></p></div>"
    )
    assert texts(read(tmp_path, html)) == [BODY, "云泽市人民政府", "附件：责任清单"]


def test_ordered_lists_keep_their_numbers(tmp_path: Path) -> None:
    html = "<ol start=3><li>植树造林</li><li>治理河道</li></ol><ol><li>（一）完善机制</li></ol>"
    assert texts(read(tmp_path, html)) == ["3. 植树造林", "4. 治理河道", "（一）完善机制"]


def test_tables_keep_their_merged_cells(tmp_path: Path) -> None:
    html = (
        "<p>责任清单</p><table><tr><th>序号</th><th>任务</th></tr>"
        "<tr><td rowspan=2>1</td><td>植树<br>造林</td></tr><tr><td>治水</td></tr>"
        "<tr><td colspan=2>合计</td></tr></table>"
    )
    document = read(tmp_path, html)
    (table,) = document.tables
    assert table.texts() == [["序号", "任务"], ["1", "植树\n造林"], ["1", "治水"], ["合计"] * 2]
    assert [[cell.merged for cell in row] for row in table.rows] == [
        [False, False],
        [False, False],
        [True, False],
        [False, True],
    ]
    assert table.name == "责任清单"
    assert (table.rows[2][1].location.row, table.rows[2][1].location.column) == (3, 2)


def test_a_layout_table_is_no_table(tmp_path: Path) -> None:
    html = f"<table><tr><td>左</td><td><p>{BODY * 6}</p><p>二、重点任务</p></td></tr></table>"
    document = read(tmp_path, html)
    assert document.tables == ()
    assert texts(document) == ["左", BODY * 6, "二、重点任务"]


def test_a_file_that_is_only_a_table_is_a_document_with_a_table(tmp_path: Path) -> None:
    document = read(tmp_path, "<table><tr><td>序号</td><td>任务</td></tr></table>")
    assert document.paragraphs == ()
    assert document.tables[0].texts() == [["序号", "任务"]]


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
    ],
)
def test_it_finds_the_encoding(tmp_path: Path, declared: str, codec: str, name: str) -> None:
    html = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    document = read(tmp_path, html + "</head><p>云泽市㐀镕</p></html>", codec)
    assert texts(document) == ["云泽市㐀镕"]
    assert document.source.encoding == name


def test_hidden_text_and_forms_are_not_read(tmp_path: Path) -> None:
    html = (
        f"<form><p>{BODY}</p><p style='display:none'>隐藏</p><button>提交</button>"
        "<!-- 注释 --><p hidden>隐藏</p></form>"
    )
    assert texts(read(tmp_path, html)) == [BODY]


@pytest.mark.parametrize("html", ["<html></html>", "<p> </p>", "<script>x</script>", "<!-- -->"])
def test_a_page_without_text_is_unreadable(tmp_path: Path, html: str) -> None:
    with pytest.raises(FileUnreadableError, match="网页"):
        read(tmp_path, html)


def test_limits_stop_the_reading(tmp_path: Path) -> None:
    cells = "<table><tr><td colspan=900>1</td><td>2</td></tr></table>"
    with pytest.raises(FileRefusedError):
        read(tmp_path, cells, config=Config(limits=Limits(cells=100)))
    with pytest.raises(FileRefusedError):
        read(tmp_path, "<p>一</p><p>二</p>", config=Config(limits=Limits(paragraphs=1)))
    with pytest.raises(FileRefusedError):
        read(tmp_path, "<p>一二三</p>", config=Config(limits=Limits(text_chars=2)))


def test_text_behind_many_unclosed_tags_is_kept(tmp_path: Path) -> None:
    html = "<p><font>推进改造，" * 280 + f"<p>{BODY}"
    document = read(tmp_path, html)
    assert "".join(texts(document)).count("推进改造") == 280
    assert texts(document)[-1] == BODY


def test_a_table_with_one_text_in_each_row_only_arranges_the_text(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>&nbsp;</td><td>{n}.{BODY}</td></tr>" for n in (1, 2, 3))
    document = read(tmp_path, f"<html><body><table>{rows}</table></body></html>")
    assert texts(document) == [f"{n}.{BODY}" for n in (1, 2, 3)]
    assert document.tables == ()


def test_lines_that_the_page_breaks_at_a_width_are_joined(tmp_path: Path) -> None:
    plan = [f"{n}.推进第{n}项工程。{BODY}{BODY}" for n in (1, 2, 3)]
    indented = ["　　" + text for text in plan]
    lines = [text[i : i + 30] for text in indented for i in range(0, len(text), 30)]
    document = read(tmp_path, "<html><body><pre>" + "\n".join(lines) + "</pre></body></html>")
    assert texts(document) == plan
    assert "RD003" in {finding.code for finding in document.findings}
