"""The menu at work: files asked for, jobs run one after the other, results told and opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from officekit.cli.menu_console import (
    BACK,
    WARNING,
    InputEndedError,
    Screen,
    open_file,
    paths_in,
    plain_word,
)
from officekit.cli.menu_entries import COMPARE, NOTICE, Entry
from officekit.cli.menu_exchange import WORK
from officekit.cli.menu_jobs import Job, Outcome, Product, compare_files, source_beside
from officekit.cli.menu_notices import KINDS, notice_file
from officekit.cli.progress import shown_progress
from officekit.data.settings import load_settings, save_setting
from officekit.errors import ExitCode, OfficekitError
from officekit.workflows import Progress

FOLDER_SETTING = "menu_folder"
"""Remembered choice: the folder that files were last taken from."""
MATRIX_SETTING = "menu_matrix"
"""Remembered choice: the matrix workbook of the last exchange with departments."""
MAIN_MENU = "m"
_NO = frozenset({"n", "否", "不"})
_Made = TypeVar("_Made")
_YEARS = range(2000, 2101)
_ERROR, _GOOD = "red", "green"
_CANCELLED = "已取消，没有留下未完成的文件。"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be worked on, and why."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done with a file, or with several together.

    Attributes:
        path: the file, or the first of several.
        entry: what is done.
        more: the others.
        matrices: matrix workbooks that were dropped along with returns.
    """

    path: Path
    entry: Entry
    more: tuple[Path, ...] = ()
    matrices: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files."""
        return (self.path, *self.more)

    @property
    def label(self) -> str:
        """How the files are called on the screen."""
        return f"{self.path.name} 等{len(self.paths)}个" if self.more else self.path.name


class Workbench:
    """What the menu's entries share.

    Args:
        screen: where the clerk reads and types.
        home: folder with the remembered choices.

    Attributes:
        code: worst exit code so far.
        made: files made so far.
        matrix: matrix workbook worked on last.
    """

    def __init__(self, screen: Screen, home: Path) -> None:
        self.screen = screen
        self.home = home
        self.code: int = ExitCode.DONE
        self.made: list[Product] = []
        self.matrix: Path | None = None

    def attempt(self, action: Callable[[], object], *, indent: str = "  ") -> str:
        """Run something; what stops it is told, with a hint, and the menu goes on.

        Args:
            action: what is run.
            indent: before each line of the message.

        Returns:
            The message, or an empty text where all went well.
        """
        try:
            action()
        except OfficekitError as error:
            self._note(error.exit_code)
            self.screen.say(f"{indent}错误：{error.message}", _ERROR)
            if error.hint:
                self.screen.say(f"{indent}建议：{error.hint}")
            return error.message
        except KeyboardInterrupt:
            self._note(ExitCode.BAD_INPUT)
            self.screen.say(f"{indent}{_CANCELLED}", WARNING)
            return _CANCELLED
        except (InputEndedError, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - the last net: a report, and the menu goes on
            from officekit.cli.crash import report

            self._note(ExitCode.INTERNAL)
            for line in report(error).splitlines():
                self.screen.say(f"{indent}{line}", _ERROR)
            return "程序内部出错。"
        return ""

    def _note(self, code: int) -> None:
        self.code = max(self.code, code)

    def work(
        self,
        tasks: Sequence[Task],
        failed: Iterable[Failure] = (),
        *,
        may_end: bool = False,
    ) -> bool:
        """Do one task after the other; an error in one does not stop the others.

        Args:
            tasks: what is done, with which files.
            failed: files that were given up before.
            may_end: Enter at the end leaves the program, not only this entry.

        Returns:
            Whether the clerk wants to go on with the menu.
        """
        failures = list(failed)
        files = len(tasks) + len(failures)
        made: list[Product] = []
        shown: list[Product] = []
        for number, task in enumerate(tasks, start=1):
            count = f"[{number}/{len(tasks)}] " if len(tasks) > 1 else ""
            self.screen.say()
            self.screen.say(f"{count}{task.entry.label}：{task.label}", "bold")
            outcome, problem = self._outcome(task)
            if problem:
                failures.append(Failure(task.path, problem))
            if problem == _CANCELLED:
                failures += [Failure(left.path, "没有处理。") for left in tasks[number:]]
                break
            if outcome is not None:
                self._tell(task.path, outcome)
                made += outcome.made
                shown += outcome.shown
        self.made += made
        self.screen.say()
        if files > 1:
            self._summarise(made, failures)
        return self._offer([*made, *shown], may_end=may_end)

    def _outcome(self, task: Task) -> tuple[Outcome | None, str]:
        done: list[Outcome] = []

        def act() -> None:
            asking = WORK.get(task.entry.name)
            if asking is not None:
                outcome = asking(self, task)
            else:
                job = self._job(task.path, task.entry)
                outcome = None if job is None else self.run(partial(job, task.path))
            if outcome is not None:
                done.append(outcome)

        problem = self.attempt(act)
        return (done[0] if done else None), problem

    def run(self, job: Callable[[Progress], _Made]) -> _Made:
        """Do something that takes a while; how far it is shows on the screen."""
        with shown_progress() as progress:
            return job(progress)

    def _job(self, path: Path, entry: Entry) -> Job | None:
        """What is done with the file; comparison and notice ask for more first."""
        if entry.name == NOTICE:
            return self._notice_job()
        if entry.name != COMPARE:
            return entry.job
        sources = self.ask_files(f"与哪个原方案比对“{path.name}”？", source_beside(path))
        if not sources:
            return None
        return partial(compare_files, source=sources[0])

    def _notice_job(self) -> Job | None:
        """Which notice: its kind, and the year of an annual list."""
        self.screen.say("生成哪种公文？")
        for number, kind in enumerate(KINDS, start=1):
            self.screen.say(f"  {number}  {kind.value}")
        asked = f"直接回车：{KINDS[0].value}；输入数字选择，0 不办："
        number = self.number(asked, range(len(KINDS) + 1), default=1)
        if number == 0:
            return None
        asked = "只取某一年的任务时输入年份（例如 2025），要全部任务时直接回车："
        year = self.number(asked, _YEARS, default=0)
        return partial(notice_file, kind=KINDS[number - 1], year=year or None)

    def number(self, question: str, allowed: range, *, default: int) -> int:
        """A number that is allowed; Enter gives the default."""
        while True:
            word = plain_word(self.screen.ask(question))
            if word == "":
                return default
            if word.isdecimal() and int(word) in allowed:
                return int(word)
            self.screen.say("请按提示输入数字，或者直接回车。", WARNING)

    def agrees(self, question: str) -> bool:
        """Whether the clerk says yes; Enter does."""
        word = plain_word(self.screen.ask(f"{question}直接回车：要；输入 0：不要："))
        return word not in BACK | _NO

    def _tell(self, path: Path, outcome: Outcome) -> None:
        for line in outcome.lines:
            self.screen.say(f"  {line}")
        for product in outcome.made:
            self.screen.say(f"  {product.name}：{product.path}", _GOOD)
        folder = (outcome.beside or path).parent
        if any(folder not in product.path.parents for product in outcome.made):
            self.screen.say("  原文件所在的文件夹不能写入，结果放在上面的位置。", WARNING)
        if outcome.matrix is not None:
            self.matrix = outcome.matrix
        if outcome.errors:
            self._note(ExitCode.FINDINGS)

    def _summarise(self, made: Sequence[Product], failures: Sequence[Failure]) -> None:
        if failures:
            self.screen.say(f"没有办成{len(failures)}个：", "bold")
        for failure in failures:
            self.screen.say(f"  {failure.path.name}：{failure.message}", _ERROR)
        if made:
            folders = "、".join(dict.fromkeys(str(product.path.parent) for product in made))
            self.screen.say(f"共生成{len(made)}个文件，在文件夹：{folders}", "bold")

    def _offer(self, products: Sequence[Product], *, may_end: bool) -> bool:
        """Let the clerk open what there is; whether she goes on with the menu."""
        enter = f"输入 {MAIN_MENU} 到主菜单，直接回车结束" if may_end else "直接回车返回菜单"
        for number, product in enumerate(products, start=1):
            self.screen.say(f"  {number:>2}  打开{product.name} {product.path.name}")
        prompt = f"输入序号打开文件，{enter}：" if products else f"{enter}："
        while True:
            word = plain_word(self.screen.ask(prompt))
            if word == "" or word in BACK:
                return not may_end
            if word == MAIN_MENU:
                return True
            if word.isdecimal() and 1 <= int(word) <= len(products):
                self.open(products[int(word) - 1].path)
            else:
                self.screen.say(f"请{prompt.rstrip('：')}。", WARNING)

    def open(self, path: Path) -> None:
        """Open a file, or say where it is."""
        if open_file(path):
            self.screen.say(f"  正在打开：{path}")
        else:
            self.screen.say(f"  不能自动打开，请自己打开：{path}", WARNING)

    def ask_files(self, question: str, likely: Path | None = None) -> list[Path]:
        """The files that a clerk names or drags into the window; none if she goes back.

        Args:
            question: what they are for.
            likely: the file that Enter stands for.
        """
        folder = load_settings(self.home).get(FOLDER_SETTING, "")
        self.screen.say()
        self.screen.say(question, "bold")
        self.screen.say("  把文件拖到这个窗口里，或者输入它的位置，再按回车；输入 0 返回。")
        if folder:
            self.screen.say(f"  在上次的文件夹里的，只写文件名也可以：{folder}")
        if likely is not None:
            self.screen.say(f"  直接回车：{likely}")
        while True:
            answer = self.screen.ask("文件：")
            if plain_word(answer) in BACK:
                return []
            if not answer:
                return [likely] if likely is not None else []
            files = self.found(answer)
            if files:
                return files
            self.screen.say(f"  找不到文件：{answer}", WARNING)
            self.screen.say("  请检查文件名和扩展名，或者直接把文件拖到这个窗口里；输入 0 返回。")

    def found(self, answer: str) -> list[Path]:
        """The existing files that an answer names; none if one of them is missing."""
        files = [self._looked_up(path) for path in paths_in(answer)]
        if not files or not all(_exists(path) for path in files):
            return []
        self.remember(files[0])
        return files

    def remember(self, path: Path) -> None:
        """Keep the folder of a file for the next time."""
        save_setting(self.home, FOLDER_SETTING, str(path.parent))

    def remember_matrix(self, path: Path) -> None:
        """Keep the matrix workbook of an exchange for the next time."""
        save_setting(self.home, MATRIX_SETTING, str(path.absolute()))

    @property
    def likely_matrix(self) -> Path | None:
        """The matrix workbook worked on last, in this session or before."""
        if self.matrix is not None:
            return self.matrix
        remembered = load_settings(self.home).get(MATRIX_SETTING, "")
        return Path(remembered) if remembered and _exists(Path(remembered)) else None

    def _looked_up(self, path: Path) -> Path:
        if not _exists(path) and not path.is_absolute():
            folder = load_settings(self.home).get(FOLDER_SETTING)
            if folder and _exists(Path(folder) / path):
                return Path(folder) / path
        return path.absolute()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
