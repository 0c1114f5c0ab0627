"""Words in the place of a unit's name that belong to a responsibility clause."""

from __future__ import annotations

import re

_CLAUSE_WORDS = re.compile(
    r"(?:单位|部门|领导|责任人|时限)[:：]|(?:按照?|依据?|根据)[^、]{0,8}(?:分工|职责)"
    r"|(?:共同|联合|具体|分工|分别)?(?:牵头|负责|落实|配合|实施|组织实施|推进)$|下同|^以下"
    r"|[。！？；]"
)
_LONGEST = 30


def not_a_name(text: str) -> bool:
    """Whether a list entry holds words of a clause (按职责分工负责) or is too long for a name."""
    return len(text) > _LONGEST or _CLAUSE_WORDS.search(text) is not None
