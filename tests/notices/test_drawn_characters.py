"""Every character of a drafted notice is in its pages: LibreOffice has lost punctuation before."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from officekit import reading, workflows
from officekit.data.bundled import bundled
from officekit.model.notice import NoticeKind
from tests.notices.fonts import NoticeFonts

pytestmark = pytest.mark.libreoffice


def lost_characters(source: Path, kind: NoticeKind, fonts: NoticeFonts, folder: Path) -> str:
    """What stands in the document and not on its pages."""
    matrix, _ = workflows.import_matrix(source)
    output = folder / "公文.docx"
    drafted = workflows.preview_notice(matrix, kind=kind)
    workflows.write_notice(drafted, output, config=fonts.config)
    document = reading.read_layout(output, fonts.config)
    assert document.pages
    written = Counter("".join("".join(p.text.split()) for p in document.paragraphs))
    drawn = Counter("".join("".join(x.text.split()) for page in document.pages for x in page.lines))
    return "".join((written - drawn).elements())


@pytest.mark.parametrize("kind", [NoticeKind.ISSUE, NoticeKind.ANNEX])
def test_nothing_of_a_sample_is_lost(
    kind: NoticeKind, notice_fonts: NoticeFonts, tmp_path: Path
) -> None:
    sample = bundled("samples") / "云泽市2024年重点工作任务.docx"
    assert lost_characters(sample, kind, notice_fonts, tmp_path) == ""


@pytest.mark.seeds
@pytest.mark.parametrize("seed", [1, 4])
def test_nothing_of_a_real_notice_is_lost(
    seeds: Path, seed: int, notice_fonts: NoticeFonts, tmp_path: Path
) -> None:
    source = next(seeds.glob(f"{seed:03d}_*.txt"))
    assert lost_characters(source, NoticeKind.ISSUE, notice_fonts, tmp_path) == ""
