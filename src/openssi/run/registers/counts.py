"""Counts across registers as they may leave: below the commands and below `openssi.count_registers`."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from openssi.engine import Queries, connect
from openssi.microdata.disclosure.parts import Protects, protected_parts
from openssi.microdata.registers.hashing import Progress
from openssi.microdata.registers.overlap import Overlap, overlap_of
from openssi.microdata.registers.protection import Decided, protected_counts, protected_overlap
from openssi.microdata.registers.tables import SCHEMES, CountRow, CountTable, Pair, covered, pairs, patterns
from openssi.run.telling import OnScreen, Telling
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.estimate import ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Persons covered by at least one scheme, as they may leave.

    Attributes:
        overlap: Of the registers, unprotected.
        tables: The total, then one per division.
        decided: What was decided on what leaves; None for counts that stay here.
    """

    overlap: Overlap
    tables: tuple[CountTable, ...]
    decided: Decided | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Which schemes cover persons together, as it may leave.

    Attributes:
        overlap: Of the registers, unprotected.
        patterns: Persons by the schemes that cover them, all of these and no others.
        pairs: What each two registers share.
        decided: What was decided on what leaves; None for counts that stay here.
    """

    overlap: Overlap
    patterns: CountTable
    pairs: tuple[Pair, ...]
    decided: Decided | None = None

    def share(self, persons: int | None) -> float | None:
        """Return which part persons are of everybody covered, 0 to 1; None where either may not leave."""
        covered = self.overlap.covered if self.decided is None else self.decided.covered
        return None if persons is None or not covered else persons / covered


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Whose persons are counted, and what may leave.

    Attributes:
        files: Extracts of one exercise, one per scheme.
        precedence: Schemes whose word counts where registers contradict each other; None for those of the rule.
        rule: None for counts that stay here.
        report: File for the report on what was withheld; None for none.
        protects: Looks at counts before they leave: alone, or with those that left before.
        engine: Opens what answers: DuckDB, or Spark.
        telling: Who is told what was withheld.
    """

    files: tuple[Path, ...]
    precedence: tuple[str, ...] | None = None
    rule: DisclosureRule | None
    report: Path | None = None
    protects: Protects = protected_parts
    engine: Callable[[], AbstractContextManager[Queries]] = connect
    telling: Telling = field(default_factory=OnScreen)

    def counts(self, by: Sequence[str] | None = None, progress: Progress = lambda _: None) -> Counts:
        """Return persons covered by at least one scheme, nobody twice.

        Args:
            by: Dimensions of each table beside the total, `sex,region` crosses two; None for each that travels.
            progress: Is told the share of the work that is done.

        Raises:
            FixTheFile: as `overlap_of`, and if a dimension does not travel in this exercise.
        """
        found = self._overlap(progress)
        tables, decided = [covered(found, each) for each in _divisions(by, found)], None
        if self.rule is not None:
            tables, decided = protected_counts(tables, patterns(found), self.rule, self.protects)
            self._tell(decided, self.rule)
        return Counts(overlap=found, tables=tuple(tables), decided=decided)

    def shared(self, by: Sequence[str] = (), progress: Progress = lambda _: None) -> Shared:
        """Return which schemes cover persons together, crossed with dimensions.

        Args:
            by: Dimensions that are crossed with the schemes.
            progress: Is told the share of the work that is done.

        Raises:
            FixTheFile: as `overlap_of`, and if a dimension does not travel in this exercise.
        """
        found = self._overlap(progress)
        crossed = dict.fromkeys(part for each in by for part in _parts(each) if part != SCHEMES)
        table, common = patterns(found, list(crossed)), list(pairs(found))
        decided = None
        if self.rule is not None:
            table, common, decided = protected_overlap(table, common, found.covered, self.rule, self.protects)
            self._tell(decided, self.rule)
        return Shared(overlap=found, patterns=table, pairs=tuple(common), decided=decided)

    def _overlap(self, progress: Progress) -> Overlap:
        if self.rule is None:
            self.telling.unprotected()
        return overlap_of(self.files, self.precedence, progress, engine=self.engine)

    def _tell(self, decided: Decided, rule: DisclosureRule) -> None:
        self.telling.withheld(decided.told, decided.dimensions, rule, self.report)


def schemes_of(text: str | None) -> tuple[str, ...] | None:
    """Return the schemes of a list such as `PEN,HEA`; None where there is no list."""
    return None if text is None else _parts(text)


def names_of(table: CountTable, row: CountRow) -> tuple[str, str]:
    """Return dimensions and codes of a cell, `all` where there are none."""
    return ",".join(table.dimensions) or ALL, ",".join(row.codes) or ALL


def _divisions(by: Sequence[str] | None, found: Overlap) -> list[tuple[str, ...]]:
    """Return the dimensions of each table: the total, then those asked for, else each that travels on its own."""
    return [(), *((each,) for each in found.layout.names)] if by is None else [(), *dict.fromkeys(map(_parts, by))]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
