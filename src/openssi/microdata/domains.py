"""Domains: the parts of a population that a column divides it into, or several columns crossed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from openssi.microdata.arrays import Codes, Mask
from openssi.microdata.nearest import unknown_name
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import ALL
from openssi.vocabulary.text import counted

MANY_GROUPS = 100
"""Up to here it does not matter how few rows a group has."""

_FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One part of the population.

    Attributes:
        variable: The column that divides, several joined by commas, or `all`.
        label: Its value.
        inside: The rows that lie in it; None for all.
    """

    variable: str = ALL
    label: str = ALL
    inside: Mask | None = None


def division_of(sample: Sample, by: str) -> Division:
    """Return the division by one column, or by several that are joined by commas and crossed.

    A crossed division has a domain for each combination of labels, whether it occurs or not, and labels joined by
    commas. Rows whose column is empty lie in no domain.

    Raises:
        FixTheFile: if a column does not divide this sample, with the nearest that does; if it makes too many groups.
    """
    return reduce(_crossed, [division_called(name.strip(), sample.divisions) for name in by.split(",")])


def domains(sample: Sample, by: Sequence[str]) -> Iterator[Domain]:
    """Give everybody first, then the domains of each division in the order of their labels."""
    yield Domain()
    for variable in by:
        division = division_of(sample, variable)
        for number, label in enumerate(division.labels):
            yield Domain(variable=variable, label=label, inside=division.codes == number)


def divisions_by(sample: Sample, by: Sequence[str]) -> Iterator[Division | None]:
    """Give None for everybody first, then each division: the domains of `domains`, those of a division together."""
    yield None
    for variable in by:
        yield division_of(sample, variable)


def number_of_domains(sample: Sample, by: Sequence[str]) -> int:
    """Return how many domains there are."""
    return 1 + sum(len(division_of(sample, variable).labels) for variable in by)


def division_called(name: str, divisions: Mapping[str, Division], beside: Sequence[str] = ()) -> Division:
    """Return the division of a name.

    Args:
        name: Of a column.
        divisions: By name.
        beside: Names that stand for other divisions, for the message.

    Raises:
        FixTheFile: if there is none, with the nearest that is; if its column makes too many groups.
    """
    if name not in divisions:
        raise unknown_name("SURVEY_DIVISION_UNKNOWN", name, [*beside, *divisions])
    found = divisions[name]
    refuse_too_many_groups(name, len(found.labels), len(found.codes))
    return found


def refuse_too_many_groups(name: str, groups: int, rows: int) -> None:
    """Refuse a column that makes groups of single rows, such as an income or an identifier.

    Raises:
        FixTheFile: if there are more than a hundred groups with fewer than five rows each on average.
    """
    if groups > MANY_GROUPS and groups * _FEW > rows:
        raise FixTheFile.because(
            "SURVEY_GROUPS_TOO_MANY", name=name, groups=counted(groups), rows=counted(rows), fewest=_FEW
        )


def _crossed(first: Division, second: Division) -> Division:
    codes: Codes = (first.codes * np.int32(len(second.labels)) + second.codes).astype(np.int32)
    codes[(first.codes < 0) | (second.codes < 0)] = -1
    return Division(codes=codes, labels=tuple(f"{a},{b}" for a in first.labels for b in second.labels))
