"""To whom it is told what was withheld: to the person at the screen, or as notes of a frame."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.microdata.disclosure.report import problems_of
from openssi.microdata.progress import Progress, silent
from openssi.run.console import err, progress_bar
from openssi.run.console import language as spoken
from openssi.run.leaving import said, tell_unprotected, tell_withheld, write_report
from openssi.run.surveys.names import told_in_words
from openssi.run.withheld_in_words import NamingIn, RegisterNames, few_of
from openssi.vocabulary.disclosure import DisclosureRule, ProtectedCell
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.text import Language, counted


class Telling(Protocol):
    """Whoever is told of figures that leave."""

    def watching(self) -> AbstractContextManager[Progress]:
        """Hear, as long as it lasts, how many numbers are protected."""

    def unprotected(self) -> None:
        """Hear that figures were not protected."""

    def withheld(
        self,
        cells: Sequence[ProtectedCell],
        dimensions: Sequence[str],
        rule: DisclosureRule,
        report: Path | None,
        named: NamingIn = RegisterNames,
    ) -> None:
        """Hear what was decided on each cell."""

    def noticed(self, notices: Sequence[Problem]) -> None:
        """Hear what else is to be known of figures that leave."""


class OnScreen:
    """The person at the screen."""

    @contextmanager
    def watching(self) -> Iterator[Progress]:
        """Show a bar."""
        with progress_bar(said("protecting")) as bar:
            yield told_in_words(bar, spoken())

    def unprotected(self) -> None:
        """Print it."""
        tell_unprotected()

    def withheld(
        self,
        cells: Sequence[ProtectedCell],
        dimensions: Sequence[str],
        rule: DisclosureRule,
        report: Path | None,
        named: NamingIn = RegisterNames,
    ) -> None:
        """Print what was withheld, and write the report."""
        tell_withheld(cells, dimensions, rule, report, named)

    def noticed(self, notices: Sequence[Problem]) -> None:
        """Print it."""
        for each in notices:
            err.print(escape(each.message(spoken())))


@dataclass(frozen=True, slots=True)
class AsNotes:
    """Notes of a frame.

    Attributes:
        language: In which they are told.
        notes: What was told that may leave with the frame.
        reasons: Which figures do not leave and why: it names small groups and does not leave.
    """

    language: Language
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def watching(self) -> AbstractContextManager[Progress]:
        """Note nothing."""
        return nullcontext(silent)

    def unprotected(self) -> None:
        """Note it."""
        self.notes.append(load_texts(default_root()).get("disclosure.stays_in_python", self.language))

    def withheld(
        self,
        cells: Sequence[ProtectedCell],
        dimensions: Sequence[str],
        rule: DisclosureRule,
        report: Path | None,
        named: NamingIn = RegisterNames,
    ) -> None:
        """Note how many groups were withheld, and apart from it which and why, and write the report."""
        problems = problems_of(cells, dimensions, rule, named(self.language), few_of(self.language))
        if problems:
            count = sum(bool(cell.reason) for cell in cells)
            values = {"count": count, "groups": counted(count).in_language(self.language)}
            self.notes.append(load_texts(default_root()).get("disclosure.withheld_in_python", self.language, **values))
        self.reasons.extend(each.message(self.language) for each in problems)
        write_report(cells, dimensions, report)

    def noticed(self, notices: Sequence[Problem]) -> None:
        """Note it."""
        self.notes.extend(each.message(self.language) for each in notices)
