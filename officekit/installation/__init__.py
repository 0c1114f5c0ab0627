"""The installation: what the machine has, and what to do about each fault."""

from officekit.installation.examine import examine

__all__ = ["examine"]
