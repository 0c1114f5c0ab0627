#!/usr/bin/env python3
"""Set officekit up and run it: ``python3 bootstrap.py demo`` or ``python3 bootstrap.py test``.

Standard library only. Creates ``.venv``, installs from ``wheelhouse/`` where that folder holds
wheels, else from the package index, and passes further arguments on.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
WHEELHOUSE = ROOT / "wheelhouse"
OLDEST, NEWEST = (3, 11), (3, 13)
USAGE = """用法：
  python3 bootstrap.py demo [-o 文件夹]   用自带示例演示全过程
  python3 bootstrap.py test [pytest 参数]  运行全部检查和测试
"""


def main(arguments: list[str]) -> int:
    """Set up and run; the exit code of what was run."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(map(str, sys.version_info[:2]))
        print(f"需要 Python 3.11—3.13，当前是 {found}。请换用合适的版本后重试。", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in {"demo", "test"}:
        print(USAGE, file=sys.stderr)
        return 2
    command, rest = arguments[0], arguments[1:]
    try:
        python = prepare(with_tests=command == "test")
    except subprocess.CalledProcessError:
        print(
            "安装依赖失败。请检查网络，或把离线安装包放进 wheelhouse 文件夹后重试。",
            file=sys.stderr,
        )
        return 2
    if command == "demo":
        return subprocess.call([python, "-m", "officekit", "demo", *rest], cwd=ROOT)
    return run_checks(python, rest)


def prepare(*, with_tests: bool) -> str:
    """Create the virtual environment if need be and install what has changed.

    Returns:
        The environment's interpreter.
    """
    folder = "Scripts" if os.name == "nt" else "bin"
    python = ENVIRONMENT / folder / ("python.exe" if os.name == "nt" else "python")
    if not python.exists():
        print("正在建立虚拟环境 .venv ……", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=ENVIRONMENT.exists())
    project = (ROOT / "pyproject.toml").read_bytes()
    stamp = ENVIRONMENT / ("installed-test" if with_tests else "installed-run")
    digest = hashlib.sha256(project + str(ROOT).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != digest:
        print("正在安装依赖，第一次需要几分钟 ……", file=sys.stderr)
        install(str(python), project.decode("utf-8"), with_tests=with_tests)
        stamp.write_text(digest, encoding="ascii")
    return str(python)


def install(python: str, project: str, *, with_tests: bool) -> None:
    """Install the project in place, with the test group where it is wanted."""
    settings = tomllib.loads(project)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if any(WHEELHOUSE.glob("*.whl")):
        pip += ["--no-index", "--find-links", str(WHEELHOUSE)]
    packages = list(settings["build-system"]["requires"])
    packages += settings["dependency-groups"]["test"] if with_tests else []
    subprocess.check_call([*pip, *packages, "editables"], cwd=ROOT)
    subprocess.check_call([*pip, "--no-build-isolation", "--editable", "."], cwd=ROOT)


def run_checks(python: str, arguments: list[str]) -> int:
    """Style, types, layers and tests; the first failure's exit code, after all have run."""
    tools = Path(python).parent
    checks = [
        [str(tools / "ruff"), "check", "."],
        [str(tools / "ruff"), "format", "--check", "."],
        [python, "-m", "mypy"],
        [str(tools / "lint-imports")],
        [python, "-m", "pytest", *arguments],
    ]
    failed = 0
    for check in checks:
        print(f"\n== {Path(check[0]).name} {' '.join(check[1:])}", file=sys.stderr, flush=True)
        code = subprocess.call(check, cwd=ROOT)
        failed = failed or code
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
