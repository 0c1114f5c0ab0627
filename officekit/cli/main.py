"""Entry point of the command line: one handler for every error, exit codes of the contract."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from officekit.cli.arguments import parser
from officekit.errors import ExitCode, OfficekitError

if TYPE_CHECKING:
    from argparse import Namespace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is that of the contract."""
    _use_utf8()
    try:
        options = parser().parse_args(arguments)
        if options.command is None:
            parser().print_help(sys.stderr)
            return ExitCode.BAD_INPUT
        return _run(options)
    except OfficekitError as error:
        print(f"错误：{error.message}", file=sys.stderr)
        if error.hint:
            print(f"建议：{error.hint}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return ExitCode.DONE
    except KeyboardInterrupt:
        print("已取消，没有留下未完成的文件。", file=sys.stderr)
        return ExitCode.BAD_INPUT
    except Exception as error:  # noqa: BLE001 - the last net: a report instead of a traceback
        from officekit.cli.crash import report

        print(report(error), file=sys.stderr)
        return ExitCode.INTERNAL


def _run(options: Namespace) -> int:
    """Run the command that the options name."""
    from officekit.cli import commands
    from officekit.cli.doctor import doctor
    from officekit.cli.exchange import collect, split, status, undo
    from officekit.cli.menu import menu
    from officekit.cli.notices import lint, notice

    command = {
        "parse": commands.parse,
        "build": commands.build,
        "check": commands.check,
        "demo": commands.demo,
        "doctor": doctor,
        "menu": menu,
        "notice": notice,
        "lint": lint,
        "split": split,
        "collect": collect,
        "status": status,
        "undo": undo,
    }
    return command[options.command](options)


def _use_utf8() -> None:
    """Messages are Chinese whatever the console's code page says; what can't be shown is replaced.

    A real Windows console takes Unicode directly; a pipe gets UTF-8 as the contract's JSON needs.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
