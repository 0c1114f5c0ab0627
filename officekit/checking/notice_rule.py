"""What a rule on notices is: it names its clause, and may need the rendered pages."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from officekit.checking.notice_subject import NoticeSubject, place_name
from officekit.checking.rule import RuleBase
from officekit.model.finding import Finding
from officekit.model.laid_document import LaidParagraph, RenderedPage
from officekit.model.location import Location

STANDARD = "GB/T 9704—2012"
_FEW = 3


class NoticeRule(RuleBase[NoticeSubject]):
    """Base of the rules on notices.

    Attributes:
        clause: of the standard (7.2.5), or the name of another source that asks for it.
    """

    package = "officekit.checking.rules.notice"
    clause: ClassVar[str]

    @classmethod
    def authority(cls) -> str:
        """What the rule goes by, as a clerk cites it."""
        return f"{STANDARD} 第{cls.clause}条" if cls.clause[0].isdecimal() else cls.clause

    def found(
        self,
        location: Location,
        message: str,
        hint: str,
        *,
        value: str | None = None,
        expected: str | None = None,
    ) -> Finding:
        """A finding of this rule, its message ending with what the rule goes by."""
        cited = f"{message.removesuffix('。')}（{self.authority()}）。"
        return super().found(location, cited, hint, value=value, expected=expected)

    def each(
        self,
        subject: NoticeSubject,
        places: Sequence[LaidParagraph],
        what: str,
        hint: str,
        *,
        value: str | None = None,
        expected: str | None = None,
    ) -> Iterator[Finding]:
        """One finding for each place, or one in all where there are many.

        Args:
            subject: the notice.
            places: paragraphs that have the fault.
            what: the fault; continues a sentence that begins with the place.
            hint: what to do.
            value: the text found.
            expected: what should stand there.
        """
        if len(places) <= _FEW:
            for place in places:
                message = f"{place_name(place)}{what}。"
                yield self.found(subject.at(place), message, hint, value=value, expected=expected)
            return
        message = f"共有{len(places)}段{what}，第一处是{place_name(places[0])}。"
        yield self.found(subject.at(places[0]), message, hint, value=value, expected=expected)


class PageRule(NoticeRule):
    """Base of the rules that measure printed pages; without pages they say nothing."""

    def check(self, subject: NoticeSubject) -> Iterable[Finding]:
        """The findings on the pages."""
        if not subject.pages:
            return ()
        return self.check_pages(subject, subject.pages)

    @abstractmethod
    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterable[Finding]:
        """All findings of the rule, in any order.

        Args:
            subject: the notice.
            pages: at least one.
        """
