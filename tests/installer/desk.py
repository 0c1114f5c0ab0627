"""A clerk's folders, a bundle beside them, and a stand-in for the runtime's Python."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from installer import install
from installer.layout import Places, interpreter
from installer.telling import Log, guarded
from installer.uninstall import uninstall

STAND_IN = """#!/bin/sh
echo "$@" >> "{calls}"
case " $* " in
  *" install "*) printf '%s\\n' "{pip_says}"; exit {pip_code};;
  *" --version "*) echo "officekit {version}"; exit {run_code};;
esac
exit 0
"""


@dataclass
class Desk:
    """A clerk's folders and a bundle beside them."""

    bundle: Path
    places: Places
    calls: Path
    version: str = "0.1.0"
    pip_says: str = "Successfully installed officekit"
    pip_code: int = 0
    run_code: int = 0

    def build(self, folder: Path, **_: object) -> None:
        """Stands in for ``build_venv``."""
        python = interpreter(folder)
        python.parent.mkdir(parents=True)
        python.write_text(
            STAND_IN.format(
                calls=self.calls,
                pip_says=self.pip_says,
                pip_code=self.pip_code,
                version=self.version,
                run_code=self.run_code,
            ),
            encoding="utf-8",
        )
        python.chmod(0o755)

    def install(self) -> int:
        log = Log(self.places.logs, "install")
        return guarded(lambda: install.install(self.bundle, self.places, log), log)

    def uninstall(self, *, everything: bool = False) -> int:
        log = Log(self.bundle.parent, "uninstall")
        return guarded(lambda: uninstall(self.places, everything=everything), log)

    def release(self, version: str, workbook: bytes) -> None:
        """Make the bundle one of another version with another workbook."""
        for wheel in (self.bundle / "wheelhouse").glob("officekit-*"):
            wheel.unlink()
        (self.bundle / f"wheelhouse/officekit-{version}-py3-none-any.whl").touch()
        (self.bundle / "workbooks/责任矩阵.xlsm").write_bytes(workbook)
        self.version = version

    @property
    def workbook(self) -> Path:
        return self.places.own_documents / "责任矩阵.xlsm"

    def logged(self) -> str:
        return "".join(path.read_text("utf-8") for path in self.places.logs.glob("*.log"))
