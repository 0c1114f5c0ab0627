"""Fixtures of these tests."""

from tests.notices.fonts import notice_fonts

__all__ = ["notice_fonts"]
