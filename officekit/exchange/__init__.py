"""Exchange with departments: issue packets, understand returns, merge, and the register of it."""

from officekit.exchange.acceptance import Accepted, accepted
from officekit.exchange.merge import merge
from officekit.exchange.merge_aside import not_merged
from officekit.exchange.merge_returns import current_returns
from officekit.exchange.register_codec import collector_at_rest
from officekit.exchange.split import Issue, Split, matrix_identity, split
from officekit.exchange.status import account, status, summary
from officekit.exchange.submission import understand
from officekit.exchange.submission_identity import read_identity
from officekit.exchange.submission_packet import asked_now

__all__ = [
    "Accepted",
    "Issue",
    "Split",
    "accepted",
    "account",
    "asked_now",
    "collector_at_rest",
    "current_returns",
    "matrix_identity",
    "merge",
    "not_merged",
    "read_identity",
    "split",
    "status",
    "summary",
    "understand",
]
