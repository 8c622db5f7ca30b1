"""What is told of the quality of a compilation: what was asked, answered, estimated, revised and queried, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class QueriesAsked:
    """The queries that went to a country.

    Attributes:
        sent: How many.
        median_days: Median of the days from sending to the first answer, none where none was answered.
    """

    sent: int
    median_days: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilationCounts:
    """What is counted when a submission is accepted; a small record that is kept with its version.

    Attributes:
        asked: Required cells.
        answered: Required cells with a value or a reason.
        cells: Cells with a number.
        estimated: Of these, cells that were estimated or imputed (status E or I).
        queries: The queries of its round; none where it came as a file, of whose queries nothing is known.
    """

    asked: int
    answered: int
    cells: int
    estimated: int
    queries: QueriesAsked | None = None

    def as_record(self) -> dict[str, object]:
        """Return the counts as they are kept."""
        queries = self.queries and {"sent": self.queries.sent, "median_days": self.queries.median_days}
        plain = {"asked": self.asked, "answered": self.answered, "cells": self.cells, "estimated": self.estimated}
        return {**plain, "queries": queries}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Self:
        """Return counts that were kept."""
        queries = record.get("queries")
        return cls(**{**record, "queries": QueriesAsked(**queries) if queries else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilationFacts:
    """What the quality of one accepted submission is told from.

    Attributes:
        ref_area: Country.
        year: Reference year.
        counts: What was counted when its current version was accepted.
        days_to_accept: Days from the end of the reference year to the first acceptance.
        vintages: How many versions were accepted.
        revisions: Of every free cell with a number in the first and the last version, how much larger the last one is,
            as a share of the first; empty where there is one version only.
        submission: Its id (`QMA-2023`).
    """

    ref_area: str
    year: int
    counts: CompilationCounts
    days_to_accept: int
    vintages: int
    revisions: tuple[float, ...]
    submission: str
