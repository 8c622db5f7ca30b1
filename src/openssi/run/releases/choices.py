"""What may be asked of a release: words of a reader turned into codes, or refused with what is possible."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from openssi.engine import Connection
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Codes = str | Iterable[str] | None
Years = int | Iterable[int] | None

_MOST_NAMED = 5
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class DeclaredIndicator:
    """An indicator as the release declares it, with its texts in every language."""

    id: str
    row: Mapping[str, Any]
    sexes: tuple[str, ...]
    breakdowns: tuple[str, ...]

    @property
    def is_aggregated(self) -> bool:
        """Whether groups of countries have a value."""
        return bool(self.row["weight"])

    @property
    def has_schemes(self) -> bool:
        """Whether single schemes or benefits have a value."""
        return self.row["level"] != "country" or bool(self.row["by_scheme"] or self.row["by_benefit"])


@dataclass(frozen=True, slots=True)
class ReleaseChoices:
    """Checks choices against the tables of one release."""

    connection: Connection

    def indicator(self, wanted: str) -> DeclaredIndicator:
        """Return an indicator by its id (`SDG_1_3_1_OLD_AGE`) or its code (`C07`).

        Raises:
            FixTheFile: if there is none, with the nearest.
        """
        rows = self.connection.rows("FROM indicators ORDER BY position, breakdown <> '_T'")
        known = {name.upper(): row["indicator"] for row in reversed(rows) for name in (row["code"], row["indicator"])}
        found = known.get(wanted.strip().upper()) if wanted.strip() else None
        if found is None:
            names = {row[f"name_{each}"]: row["indicator"] for row in rows for each in ("en", "fr", "es")}
            nearest = ", ".join(nearest_codes(wanted, {**names, **known}))
            raise FixTheFile.because("INDICATOR_UNKNOWN", Place(item=wanted), indicator=wanted, known=nearest)
        declared = [row for row in rows if row["indicator"] == found]
        sexes = dict.fromkeys(sex for row in declared for sex in row["sexes"].split())
        return DeclaredIndicator(
            found, declared[0], tuple(sexes), tuple(dict.fromkeys(row["breakdown"] for row in declared))
        )

    def countries(self, wanted: Codes) -> list[str] | None:
        """Return codes of countries by code or name; none where nothing was asked for.

        Raises:
            FixTheFile: if there is no such country, with the nearest.
        """
        if wanted is None:
            return None
        rows = self.connection.rows("FROM areas ORDER BY area")
        known = {str(row[column]).upper(): row["area"] for column in _AREA_NAMES for row in rows if row[column]}
        return [self._country(each, known) for each in _listed(wanted)]

    def _country(self, wanted: str, known: Mapping[str, str]) -> str:
        found = known.get(wanted.strip().upper())
        if found is None:
            nearest = ", ".join(nearest_codes(wanted, known))
            raise FixTheFile.because("COUNTRY_NOT_IN_RELEASE", Place(item=wanted), country=wanted, known=nearest)
        return found

    def grouping(self, wanted: str | None, groups: Codes) -> tuple[str | None, list[str] | None]:
        """Return a grouping and codes of its groups; none where all are asked for.

        Raises:
            FixTheFile: if there is no such grouping or group, with those that there are.
        """
        rows = self.connection.rows("SELECT DISTINCT grouping, group_code FROM aggregates ORDER BY ALL")
        known = list(dict.fromkeys(row["grouping"] for row in rows))
        grouping = None if wanted is None else one_of("grouping", wanted.upper(), known)
        codes = [row["group_code"] for row in rows if grouping in {None, row["grouping"]}]
        return grouping, several_of("group", groups, list(dict.fromkeys(codes)))

    def years(self, wanted: Years, table: str, indicator: str) -> list[int] | None:
        """Return the years asked for that a table has of an indicator; none where all are asked for.

        Raises:
            FixTheFile: if it has none of them, with those that it has.
        """
        if wanted is None:
            return None
        asked = [wanted] if isinstance(wanted, int) else list(wanted)
        rows = self.connection.rows(
            f"SELECT DISTINCT time_period AS year FROM {table} WHERE indicator = $1 ORDER BY 1",  # noqa: S608
            [indicator],
        )
        known = [row["year"] for row in rows]
        if not set(asked) & set(known):
            raise _refused("years", ", ".join(map(str, asked)), list(map(str, known)))
        return sorted(set(asked) & set(known))


_AREA_NAMES = ("name_es", "name_fr", "name_en", "area")
"""Columns that name a country; where one name is that of two countries, the last column decides."""


def one_of(option: str, wanted: str, known: Sequence[str]) -> str:
    """Return a choice that is one of those known.

    Raises:
        FixTheFile: if it is none of them.
    """
    if wanted not in known:
        raise _refused(option, wanted, known)
    return wanted


def several_of(option: str, wanted: Codes, known: Sequence[str]) -> list[str] | None:
    """Return choices, each one of those known; none where nothing was asked for.

    Raises:
        FixTheFile: if one of them is not known.
    """
    return None if wanted is None else [one_of(option, each.upper(), known) for each in _listed(wanted)]


def _listed(wanted: str | Iterable[str]) -> list[str]:
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _refused(option: str, value: str, known: Sequence[str]) -> FixTheFile:
    place = Place(item=f"{option}={value}")
    return FixTheFile.because("VALUE_NOT_ALLOWED", place, value=value, option=option, allowed=", ".join(known) or "-")


def nearest_codes(wanted: str, known: Mapping[str, str]) -> list[str]:
    """Return the codes whose names hold a word or are near to it, the nearest first, else the first ones."""
    upper, word = {name.upper(): code for name, code in known.items() if name}, wanted.strip().upper()
    holding = {name for name in upper if len(word) >= _SHORTEST_WORD and word in name}
    near = {*holding, *get_close_matches(word, upper, n=3 * _MOST_NAMED, cutoff=0.5)}
    names = sorted(near, key=lambda name: (-SequenceMatcher(None, word, name).ratio(), name))
    found = list(dict.fromkeys(upper[name] for name in names))
    return found[:_MOST_NAMED] or [*list(dict.fromkeys(upper.values()))[:_MOST_NAMED], "…"]
