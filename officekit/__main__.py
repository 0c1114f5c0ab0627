"""``python -m officekit``."""

import sys

from officekit.cli.main import main

sys.exit(main())
