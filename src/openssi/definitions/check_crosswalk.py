"""Whether the crosswalk holds together: everything we code has its place in every framework."""

from collections.abc import Iterator
from decimal import Decimal

from openssi.definitions.loader import Definitions
from openssi.vocabulary.crosswalk import AS_BENEFITS, HEADINGS, NOT_SEPARABLE, OUTSIDE, CrosswalkRow, Framework
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place

_ANY = ""


def codes_of_crosswalk_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every row is about something that we code, and leads to a category of its framework."""
    lists = definitions.codelists
    known = {
        "of": (*lists["CL_FUNC"].ids, *lists["CL_BT"].ids, *HEADINGS),
        "form": (_ANY, *lists["CL_FORMPAY"].ids),
        "means_test": (_ANY, *lists["CL_YN"].ids),
    }
    for framework in definitions.frameworks.values():
        if framework.codelist not in lists:
            values = {"codelist": framework.codelist}
            yield Problem("DEFINITION_CODELIST_UNKNOWN", Place(file="frameworks.yaml", item=framework.id), values)
            continue
        categories = (*lists[framework.codelist].ids, OUTSIDE, NOT_SEPARABLE, AS_BENEFITS)
        for row in framework.rows:
            for name, allowed in {**known, "category": categories}.items():
                if getattr(row, name) not in allowed:
                    yield Problem("CROSSWALK_CODE_UNKNOWN", row.place, {"column": name, "value": getattr(row, name)})


def crosswalk_is_complete(definitions: Definitions) -> Iterator[Problem]:
    """Every function and heading has a row without conditions that holds now, so that every amount has a place."""
    for framework in definitions.frameworks.values():
        always = {row.of for row in framework.rows if row.condition == (row.of, _ANY, _ANY) and row.valid_to is None}
        for part in (*definitions.codelists["CL_FUNC"].ids, *HEADINGS):
            if part not in always:
                yield Problem("CROSSWALK_PART_MISSING", Place(file=f"{framework.id}.csv"), {"part": part})


def shares_of_crosswalk_add_up(definitions: Definitions) -> Iterator[Problem]:
    """In every year, the shares of the rows that are about the same add up to 1."""
    for framework in definitions.frameworks.values():
        for year in _turning_years(framework):
            yield from _shares_in(framework, year)


def _turning_years(framework: Framework) -> list[int]:
    """Return the years in which something changes."""
    ends = {row.valid_to + 1 for row in framework.rows if row.valid_to is not None}
    return sorted({row.valid_from for row in framework.rows} | ends)


def _shares_in(framework: Framework, year: int) -> Iterator[Problem]:
    found: dict[tuple[str, str, str], list[CrosswalkRow]] = {}
    for row in framework.rows:
        if row.holds_in(year):
            found.setdefault(row.condition, []).append(row)
    for rows in found.values():
        total = sum((row.share for row in rows), Decimal(0))
        if total != 1 or any(row.share <= 0 for row in rows):
            yield Problem(
                "CROSSWALK_SHARES", rows[-1].place, {"part": rows[-1].of, "total": f"{total:f}", "year": year}
            )
