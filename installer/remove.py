"""Entry of ``uninstall.bat``: ``python installer/remove.py [/all]``."""

import sys
import tempfile
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Uninstall; the exit code is 0, or 2 where nothing was changed."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.dont_write_bytecode = True
    from installer.layout import Places
    from installer.telling import Log, guarded, use_utf8
    from installer.uninstall import uninstall

    use_utf8()
    places = Places.of_this_user()
    log = Log(Path(tempfile.gettempdir()), "officekit-uninstall")
    return guarded(lambda: uninstall(places, everything="/all" in arguments), log)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
