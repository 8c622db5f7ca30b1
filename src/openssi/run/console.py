"""What the command line prints, in the language of the person."""

import locale
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.tree import Tree

from openssi.definitions import default_root, load_texts
from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.text import Language, as_language

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


BEFORE_THE_COMMAND = frozenset({"--lang", "--workspace"})
"""Options with a value that may stand before a command."""


def language() -> Language:
    """Return the language asked for: `--lang` before the command, OPENSSI_LANG, or the locale of the machine."""
    arguments = iter(sys.argv[1:])
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if name in BEFORE_THE_COMMAND and not equals:
            value = next(arguments, "")
        if name == "--lang" and value:
            return as_language(value)
        if not name.startswith("-"):
            break
    names = ("OPENSSI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    found = next((os.environ[name] for name in names if os.environ.get(name)), None)
    return as_language(found or locale.getlocale()[0] or "en")


def text(key: str, **values: object) -> str:
    """Return a text of the command line in the language asked for."""
    return load_texts(default_root()).get(f"cli.{key}", language(), **values)


def say(key: str, **values: object) -> None:
    """Print one sentence."""
    out.print(escape(text(key, **values)))
    out.file.flush()


def complain(error: OpenSSIError) -> None:
    """Print every problem of an error: place, cause and remedy."""
    for problem in error.problems:
        err.print(escape(problem.message(language())))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int] = ()) -> None:
    """Print a table whose numeric columns are right-aligned and never narrower than their numbers."""
    right, cells = set(numeric), [list(row) for row in rows]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        is_number = number in right
        least = max((len(row[number]) for row in cells), default=1) if is_number else None
        table.add_column(head, justify="right" if is_number else "left", overflow="fold", min_width=least)
    for row in cells:
        table.add_row(*(escape(cell) for cell in row))
    _unfolded(table)


def print_tree(tree: Tree) -> None:
    """Print a tree."""
    _unfolded(tree)


def _unfolded(shown: Tree | Table) -> None:
    """Print a tree or table; where nobody watches, lines are as long as they need to be."""
    width = out.width if out.is_terminal else 400
    Console(file=out.file, width=width, highlight=False).print(shown)


@contextmanager
def progress_bar(label: str) -> Iterator["ProgressBar"]:
    """Show a bar while something long is done; it vanishes at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[step]}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        yield ProgressBar(progress, progress.add_task(label, total=None, step=""))


class ProgressBar:
    """A bar that is told how far things are."""

    def __init__(self, progress: Progress, task: object) -> None:
        self._progress = progress
        self._task = task

    def __call__(self, done: int, total: int, step: str) -> None:
        """Show that so many steps are done, and which one comes."""
        self._progress.update(self._task, completed=done, total=total, step=step)  # type: ignore[arg-type]
