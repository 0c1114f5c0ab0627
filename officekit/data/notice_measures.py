"""Measures of GB/T 9704-2012 as a Word document holds them, in twips (1/20 point)."""

from __future__ import annotations

TWIPS_PER_MM = 1440 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4 (5.1)."""

TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1587, 1474
"""Margins 37, 35, 28 and 26 mm (5.2.1)."""

TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
"""Type area, 156 × 225 mm (5.2.1)."""

PITCH = 579
"""Line pitch: 22 lines fill the type area (5.2.3)."""

SPACING = -5
"""Added to each character of 三号, so that 28 of them fill a line (5.2.3)."""

CELL = 320 + SPACING
"""A Chinese character of 三号 with its spacing."""

HALF_CELL = 160 + SPACING
"""A figure or Latin letter of 三号 with its spacing."""

MIXED_GAP = 72
"""Gap between a figure and a Chinese character where both meet: Word sets 80, LibreOffice 64."""

SMALL_CELL = 280
"""A Chinese character of 四号."""

IMPRINT_PITCH = 480
"""Line pitch of the 版记."""


def twips(millimetres: float) -> int:
    """Millimetres in twips."""
    return round(millimetres * TWIPS_PER_MM)
