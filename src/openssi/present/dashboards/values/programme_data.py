"""Schemes and benefits of a release, as each country told them last."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.engine import Connection
from openssi.present.countries import sorting_key

NONE = "_Z"
CONTRIBUTORY = frozenset({"CONTRIB", "PARTIAL"})
NON_CONTRIBUTORY = "NONCONTRIB"
NO_CRISIS = "NONE"

_OF_SCHEME = (
    "S.NAME_EN", "S.NAME_NAT", "S.INST", "S.CONTRIB", "S.FUNCTIONS", "S.PROG_TYPE", "S.STATUS", "S.LEGAL_BASIS",
    "S.YEAR_LAW", "S.YEAR_START",
)  # fmt: skip
_OF_BENEFIT = (
    "B.NAME_EN", "B.NAME_NAT", "B.FUNC", "B.CONTRIB", "B.STATUS", "B.START", "B.END", "B.CRISIS",
)  # fmt: skip

# What was told of a scheme or benefit in the last year in which its country told of it; nothing is carried forward.
_INVENTORY = """
    WITH wanted AS (SELECT unnest($items) AS item),
    told AS (
        SELECT ref_area, scheme, benefit, item, time_period, obs_id, text_value, value
        FROM observations SEMI JOIN wanted USING (item)
        WHERE scheme <> '_Z' AND func = '_Z' AND breakdown = '_Z'
    ),
    years AS (SELECT ref_area, scheme, benefit, max(time_period) AS time_period FROM told GROUP BY ALL),
    latest AS (SELECT ref_area, max(time_period) AS latest FROM years GROUP BY ALL)
    SELECT ref_area AS area, scheme, benefit, any_value(time_period) AS year, any_value(latest) AS latest,
           list(item) AS items,
           list(coalesce(text_value, CAST(CAST(value AS BIGINT) AS VARCHAR), '')) AS texts,
           any_value(obs_id) FILTER (item IN ('S.NAME_EN', 'B.NAME_EN')) AS cell
    FROM told JOIN years USING (ref_area, scheme, benefit, time_period) JOIN latest USING (ref_area)
    GROUP BY ref_area, scheme, benefit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A benefit with its scheme, or a scheme that names no benefit.

    Attributes:
        benefit: Id of the benefit, empty for a scheme without one.
        scheme_name: Name of the scheme in the working language; `scheme_national` as the law writes it.
        name: Name of the benefit in the working language; `national` as the law writes it.
        functions: The function of the benefit; of a scheme without one, all that it serves.
        contribution: `CONTRIB`, `PARTIAL`, `NONCONTRIB`, or empty where it is not told.
        law_year: Year of the first law of the branch, `start_year` first year of operation; none where not told.
        start: First payment and `end` last payment, none where not told.
        crisis: Crisis that it answers, `NONE` where it answers none, empty where it is not told.
        year: Reference year for which it was told.
        is_current: Whether it is in the latest inventory of its country.
        cell: Id of the answer that names it.
    """

    area: str
    scheme: str
    benefit: str
    scheme_name: str = ""
    scheme_national: str = ""
    name: str = ""
    national: str = ""
    institution: str = ""
    functions: tuple[str, ...] = ()
    contribution: str = ""
    kind: str = ""
    status: str = ""
    legal_basis: str = ""
    law_year: int | None = None
    start_year: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    crisis: str = ""
    year: int = 0
    is_current: bool = True
    cell: str = ""

    @property
    def is_contributory(self) -> bool:
        """Whether contributions determine the right, wholly or in part."""
        return self.contribution in CONTRIBUTORY

    @property
    def is_non_contributory(self) -> bool:
        """Whether no contribution is asked for."""
        return self.contribution == NON_CONTRIBUTORY

    @property
    def is_crisis_measure(self) -> bool:
        """Whether it was made for a crisis."""
        return self.crisis not in {"", NO_CRISIS}

    @property
    def since(self) -> int | None:
        """Year of the first payment, else in which the scheme began."""
        return self.start.year if self.start else self.start_year


@dataclass(frozen=True)
class Programmes:
    """All schemes and benefits of a release, by country and id."""

    rows: tuple[Programme, ...]

    @cached_property
    def current(self) -> tuple[Programme, ...]:
        """Those in the latest inventory of their country."""
        return tuple(each for each in self.rows if each.is_current)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Countries with an inventory."""
        return tuple(dict.fromkeys(each.area for each in self.current))


def read_programmes(connection: Connection) -> Programmes:
    """Return the schemes and benefits of a release; what may not be published is not in its observations."""
    found = connection.rows(_INVENTORY, {"items": [*_OF_SCHEME, *_OF_BENEFIT]})
    schemes = {(row["area"], row["scheme"]): _Told(row) for row in found if row["benefit"] == NONE}
    benefits = [_Told(row) for row in found if row["benefit"] != NONE]
    with_benefits = {(each.area, each.scheme) for each in benefits}
    nothing = _Told({"area": "", "scheme": "", "benefit": NONE, "items": [], "texts": [], "year": 0, "latest": 0})
    made = [
        *(_of_benefit(each, schemes.get((each.area, each.scheme), nothing)) for each in benefits),
        *(_of_scheme(each) for key, each in schemes.items() if key not in with_benefits),
    ]
    return Programmes(tuple(sorted(made, key=lambda each: (each.area, each.scheme, each.benefit))))


def matching(programmes: Iterable[Programme], query: str, names: Mapping[str, str]) -> tuple[Programme, ...]:
    """Return the programmes with every word of a query in their names, ids, institution, law or country.

    Accents and capitals do not matter.
    """
    words = sorting_key(query).split()
    return tuple(each for each in programmes if _has_all(each, words, names)) if words else tuple(programmes)


def _has_all(programme: Programme, words: Sequence[str], names: Mapping[str, str]) -> bool:
    said = sorting_key(
        " ".join(
            (
                programme.scheme, programme.benefit, programme.scheme_name, programme.scheme_national, programme.name,
                programme.national, programme.institution, programme.legal_basis, names.get(programme.area, ""),
            )
        )
    )  # fmt: skip
    return all(word in said for word in words)


class _Told:
    """What was told of one scheme or benefit, by item."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.area, self.scheme, self.benefit = row["area"], row["scheme"], row["benefit"]
        self.year, self.latest = row["year"], row["latest"]
        self.cell = row.get("cell") or ""
        self.texts: Mapping[str, str] = dict(zip(row["items"], row["texts"], strict=True))

    def text(self, item: str) -> str:
        return self.texts.get(item, "")

    def year_of(self, item: str) -> int | None:
        text = self.text(item)[:4]
        return int(text) if text.isdecimal() else None

    def date(self, item: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self.text(item))
        except ValueError:
            return None


def _shared(told: _Told, scheme: _Told) -> dict[str, Any]:
    return {
        "area": told.area,
        "scheme": told.scheme,
        "scheme_name": scheme.text("S.NAME_EN") or scheme.text("S.NAME_NAT") or told.scheme,
        "scheme_national": scheme.text("S.NAME_NAT"),
        "institution": scheme.text("S.INST"),
        "kind": scheme.text("S.PROG_TYPE"),
        "legal_basis": scheme.text("S.LEGAL_BASIS"),
        "law_year": scheme.year_of("S.YEAR_LAW"),
        "start_year": scheme.year_of("S.YEAR_START"),
        "year": told.year,
        "is_current": told.year == told.latest,
        "cell": told.cell,
    }


def _of_benefit(told: _Told, scheme: _Told) -> Programme:
    return Programme(
        **_shared(told, scheme),
        benefit=told.benefit,
        name=told.text("B.NAME_EN") or told.text("B.NAME_NAT") or told.benefit,
        national=told.text("B.NAME_NAT"),
        functions=tuple(told.text("B.FUNC").split()),
        contribution=told.text("B.CONTRIB") or scheme.text("S.CONTRIB"),
        status=told.text("B.STATUS") or scheme.text("S.STATUS"),
        start=told.date("B.START"),
        end=told.date("B.END"),
        crisis=told.text("B.CRISIS"),
    )


def _of_scheme(told: _Told) -> Programme:
    return Programme(
        **_shared(told, told),
        benefit="",
        functions=tuple(told.text("S.FUNCTIONS").split()),
        contribution=told.text("S.CONTRIB"),
        status=told.text("S.STATUS"),
    )
