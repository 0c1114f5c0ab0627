"""Programs that the installer starts: their whole output goes to the log."""

from __future__ import annotations

import locale
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.telling import Log

_DISTURBING = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PIP_TARGET", "PIP_PREFIX", "PIP_USER")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended.

    Attributes:
        code: exit code.
        output: standard output and standard error, in the order in which they came.
    """

    code: int
    output: str


def run(
    command: Sequence[str],
    *,
    log: Log,
    folder: Path,
    each_line: Callable[[str], None] | None = None,
) -> Outcome:
    """Run a program to its end.

    Args:
        command: program and arguments.
        log: gets the command and every line of output.
        folder: the working folder; never the bundle, whose ``officekit`` would be imported.
        each_line: called with every line, to show progress.

    Raises:
        OSError: the program can't be started.
    """
    log.write("> " + subprocess.list2cmdline(command))
    lines = []
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=clean_environment(os.environ),
    ) as process:
        if process.stdin is not None:
            process.stdin.close()
        for raw in process.stdout or ():
            line = decode(raw).rstrip()
            lines.append(line)
            log.write(line)
            if each_line is not None:
                each_line(line)
    log.write(f"= {process.returncode}")
    return Outcome(process.returncode, "\n".join(lines))


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would lead another Python astray."""
    clean = {name: value for name, value in environment.items() if name not in _DISTURBING}
    clean["PYTHONNOUSERSITE"] = "1"
    clean["PYTHONIOENCODING"] = "utf-8"
    return clean


def decode(raw: bytes) -> str:
    """A line of output; an embeddable Python heeds no variable and writes the code page."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(locale.getpreferredencoding(do_setlocale=False), errors="replace")
