r"""Files dropped onto ``officekit.bat``, from cmd's whole command line.

Explorer starts ``cmd /c ""…\officekit.bat" "C:\a b.docx" C:\x&y.docx"``: names with a space in
quotes, all others bare. cmd's own arguments break at ``&``, ``^``, ``%``, ``(`` and ``=``, the
command line as a whole does not.
"""

from __future__ import annotations

import re

_LAUNCHER = re.compile(r'officekit\.bat(?=["\s]|$)"?', re.IGNORECASE)
_NAME = re.compile(r'"([^"]*)"|([^ \t"]+)')


def dropped_files(command_line: str) -> list[str]:
    r"""The files in a command line of cmd that starts ``officekit.bat``.

    Args:
        command_line: what cmd holds in ``CMDCMDLINE``.

    Returns:
        The names as Explorer gave them, in its order; none where ``officekit.bat`` was started
        without files, or where the command line starts something else.

    >>> dropped_files(r'cmd.exe /c ""C:\工具\officekit.bat" "C:\方案 1.docx" C:\甲&乙.docx"')
    ['C:\\方案 1.docx', 'C:\\甲&乙.docx']
    """
    found = _LAUNCHER.search(command_line)
    if not found:
        return []
    names = command_line[found.end() :].rstrip()
    if names.count('"') % 2:
        names = names.removesuffix('"')  # the second of the pair around the whole command
    return [quoted or bare for quoted, bare in _NAME.findall(names) if quoted or bare]
