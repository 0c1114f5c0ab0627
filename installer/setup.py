"""Entry of ``install.bat``: ``python installer/setup.py``."""

import sys
from pathlib import Path


def main() -> int:
    """Install; the exit code is 0 or 2.

    An embeddable Python leaves the script's folder out of ``sys.path``: it is put in here.
    """
    bundle = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(bundle))
    sys.dont_write_bytecode = True
    from installer.install import install
    from installer.layout import Places
    from installer.telling import Log, guarded, use_utf8

    use_utf8()
    places = Places.of_this_user()
    log = Log(places.logs, "install")
    return guarded(lambda: install(bundle, places, log), log)


if __name__ == "__main__":
    sys.exit(main())
