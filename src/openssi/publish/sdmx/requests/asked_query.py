"""What a request means in a release: its dataflow, and the question to it."""

import math
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from openssi.publish.sdmx.requests.asked_data import AskedData, AskedKey, AskedTest, refuse
from openssi.vocabulary.data_query import OPERATORS, ORDERING, Codes, Condition, DataQuery, Operator, Test
from openssi.vocabulary.data_structure import Component, DataStructure, PublishedDataflow, PublishedStructures

ANY = "*"
MOST_OBSERVATIONS = 1_000_000
"""Largest number of observations of a series that can be asked for."""

_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q[1-4]|S[12]|T[1-3]|A1|M(?:0[1-9]|1[0-2])|W(?:0[1-9]|[1-4]\d|5[0-3])|D\d{3})"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)?)?"
)


def dataflow_of(asked: AskedData, structures: PublishedStructures, release: str) -> PublishedDataflow:
    """Return the dataflow that is asked for.

    Args:
        asked: The request.
        structures: Those of the release.
        release: Its id.

    Raises:
        FixTheFile: if the release has no such dataflow, or several are meant.
    """
    if asked.agency not in {ANY, structures.agency.id}:
        raise refuse("SDMX_AGENCY_UNKNOWN", "agency", agency=asked.agency, known=structures.agency.id)
    found = [each for each in structures.dataflows.values() if _is_named(asked, each)]
    known = ", ".join(structures.structures if asked.is_structure else structures.dataflows)
    if not found and any(each in asked.dataflow for each in ",+"):
        raise refuse("SDMX_ONE_DATAFLOW", "dataflow", dataflow=asked.dataflow, known=known)
    if not found:
        raise refuse("SDMX_DATAFLOW_UNKNOWN", "dataflow", dataflow=asked.dataflow, release=release, known=known)
    if len(found) > 1:
        named = ", ".join(each.id for each in found)
        raise refuse("SDMX_ONE_DATAFLOW", "dataflow", dataflow=asked.dataflow, known=named)
    if asked.version not in {ANY, found[0].version}:
        values = {"dataflow": found[0].id, "version": asked.version, "release": release, "known": found[0].version}
        raise refuse("SDMX_VERSION_UNKNOWN", "version", **values)
    return found[0]


def _is_named(asked: AskedData, dataflow: PublishedDataflow) -> bool:
    return asked.dataflow in {ANY, dataflow.structure.id if asked.is_structure else dataflow.id}


def query_of(asked: AskedData, dataflow: PublishedDataflow) -> DataQuery:
    """Return the question that a request asks of its dataflow.

    Raises:
        FixTheFile: if a part of it does not fit the structure of the dataflow.
    """
    structure = dataflow.structure
    keys = [_codes_of(each, asked, dataflow) for each in asked.keys]
    keys = [] if not all(keys) else keys
    codes, conditions = dict(keys.pop()) if len(keys) == 1 else {}, list[Condition]()
    for test in asked.tests:
        condition = _condition(test, _component(test, dataflow))
        listed = _listed(condition)
        if listed and condition.component not in codes and structure[condition.component].role == "dimension":
            codes[condition.component] = listed
        else:
            conditions.append(condition)
    first, last = _bounds(conditions, structure)
    return DataQuery(
        dataflow=dataflow.id,
        codes=codes,
        keys=tuple(keys),
        conditions=tuple(each for each in conditions if not _is_bound(each, structure)),
        first_period=first,
        last_period=last,
        first_n=_number(asked, "firstNObservations"),
        last_n=_number(asked, "lastNObservations"),
        updated_after=moment(asked, "updatedAfter"),
    )


def _codes_of(key: AskedKey, asked: AskedData, dataflow: PublishedDataflow) -> Codes:
    dimensions = dataflow.structure.dimensions
    if len(key.positions) != len(dimensions):
        raise refuse(
            "SDMX_KEY_LENGTH",
            "key",
            key=key.text[:200],
            parts=len(key.positions),
            dataflow=dataflow.id,
            dimensions=len(dimensions),
            known=".".join(each.id for each in dimensions),
            all="*" if asked.any_sign == ANY else "all",
        )
    return {each.id: codes for each, codes in zip(dimensions, key.positions, strict=True) if codes}


def _component(test: AskedTest, dataflow: PublishedDataflow) -> Component:
    structure = dataflow.structure
    if test.component not in structure.columns:
        known = ", ".join(structure.columns)
        values = {"dataflow": dataflow.id, "component": test.component, "known": known}
        raise refuse("SDMX_COMPONENT_UNKNOWN", test.place, **values)
    return structure[test.component]


def _condition(test: AskedTest, component: Component) -> Condition:
    alternatives = tuple(tuple(_tests(test.place, component, every)) for every in test.alternatives)
    return Condition(component.id, alternatives)


def _tests(place: str, component: Component, written: tuple[tuple[str, str], ...]) -> Iterator[Test]:
    known = ORDERING if component.representation in {"number", "integer", "year"} else OPERATORS
    for name, value in written:
        operator: Operator | None = next((each for each in known if each == name), None)
        if operator is None:
            values = {"operator": name, "component": component.id, "known": ", ".join(known)}
            raise refuse("SDMX_OPERATOR_UNKNOWN", place, **values)
        yield Test(operator, _value(place, component, value))


def _value(place: str, component: Component, value: str) -> str | int | float:
    if component.representation == "year":
        return year_of(value, place)
    if component.representation in {"number", "integer"}:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise refuse("SDMX_NUMBER_UNREADABLE", place, value=value, component=component.id)
        return number
    return value


def year_of(value: str, place: str) -> int:
    """Return the year that a period lies in: 2023 for 2023-06, 2023-Q2 or 2023-06-30.

    Args:
        value: A period of SDMX.
        place: The part of the request that it stands in.

    Raises:
        FixTheFile: if it is none.
    """
    found = _PERIOD.fullmatch(value)
    if found is None or not value.isascii():
        raise refuse("SDMX_PERIOD_UNREADABLE", place, value=value)
    try:
        date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError as error:
        raise refuse("SDMX_PERIOD_UNREADABLE", place, value=value) from error
    return int(found["year"])


def _listed(condition: Condition) -> tuple[str, ...]:
    """Return the codes of a condition that only lists codes, none of any other."""
    alone = [every[0] for every in condition.alternatives if len(every) == 1 and every[0].operator == "eq"]
    return tuple(str(each.value) for each in alone) if len(alone) == len(condition.alternatives) else ()


def _is_bound(condition: Condition, structure: DataStructure) -> bool:
    if condition.component != structure.time.id or len(condition.alternatives) != 1:
        return False
    return all(each.operator in {"ge", "le"} for each in condition.alternatives[0])


def _bounds(conditions: list[Condition], structure: DataStructure) -> tuple[int | None, int | None]:
    """Return the first and the last year that all conditions of years allow."""
    bounds = [test for each in conditions if _is_bound(each, structure) for test in each.alternatives[0]]
    first = max((int(each.value) for each in bounds if each.operator == "ge"), default=None)
    last = min((int(each.value) for each in bounds if each.operator == "le"), default=None)
    if first is not None and last is not None and first > last:
        raise refuse("SDMX_PERIODS_CROSSED", structure.time.id, first=first, last=last)
    return first, last


def _number(asked: AskedData, name: str) -> int | None:
    value = asked.parameters.get(name)
    if value is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", value) or not 1 <= int(value) <= MOST_OBSERVATIONS:
        raise refuse("SDMX_NUMBER_OF_OBSERVATIONS", name, name=name, value=value, most=MOST_OBSERVATIONS)
    return int(value)


def moment(asked: AskedData, name: str) -> str | None:
    """Return a moment that a parameter names, in UTC with seconds; none where it is not given.

    Raises:
        FixTheFile: if it is no moment.
    """
    value = asked.parameters.get(name)
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError) as error:
        raise refuse("SDMX_MOMENT_UNREADABLE", name, value=value) from error
