"""The 版记 and the footers: their lines, their width, the page that they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import lines_of
from officekit.checking.notice_structure import Imprint
from officekit.checking.notice_subject import NoticeSubject
from officekit.model.laid_document import Footer, RenderedPage, Rule


def imprint_lines(imprint: Imprint) -> tuple[list[Rule], list[Rule]]:
    """Outer and inner lines as borders of table or paragraphs; empty where they are drawn."""
    if imprint.table is not None:
        table = imprint.table
        outer = [rule for rule in (table.top_rule, table.bottom_rule) if rule]
        return outer, list(table.inner_rules)
    tops = [p.top_rule for p in imprint.paragraphs]
    bottoms = [p.bottom_rule for p in imprint.paragraphs]
    inner = [rule for rule in (*tops[1:], *bottoms[:-1]) if rule]
    return [rule for rule in (tops[0], bottoms[-1]) if rule], inner


def imprint_width(imprint: Imprint, area_width: float) -> float | None:
    """Width of the lines in millimetres; ``None`` where they are no borders.

    Args:
        imprint: the 版记.
        area_width: of the type area.
    """
    if imprint.table is not None:
        return imprint.table.width
    bordered = [p for p in imprint.paragraphs if p.top_rule or p.bottom_rule]
    if not bordered:
        return None
    return area_width - bordered[0].left - bordered[0].right


def imprint_page(subject: NoticeSubject, pages: Sequence[RenderedPage]) -> RenderedPage | None:
    """The last page with the 版记's 抄送, else with its 印发."""
    imprint = subject.structure.imprint
    for paragraph in (imprint.copies, *imprint.printed) if imprint else ():
        found = list(lines_of(pages, paragraph)) if paragraph else []
        if found:
            return found[-1].page
    return None


def page_footers(subject: NoticeSubject) -> Iterator[Footer]:
    """Footers with a page number, of odd and even pages, section by section."""
    for section in subject.document.sections:
        for footer in (section.odd_footer, section.even_footer):
            if footer is not None and footer.has_page_field:
                yield footer
