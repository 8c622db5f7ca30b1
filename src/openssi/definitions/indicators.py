"""Indicators and national totals, as they are declared."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml, yaml_files
from openssi.vocabulary.indicator import (
    FormulaExample,
    Indicator,
    LifeCycleGroup,
    NationalTotal,
    TotalPart,
)
from openssi.vocabulary.item import Level

_INDICATOR_KEYS = (
    "id", "code", "name", "short_name", "definition", "population", "numerator", "denominator", "factor", "unit",
    "weight", "weight_fallbacks", "sexes", "breakdowns", "cap", "series", "ilostat", "max_age", "imputes", "examples",
)  # fmt: skip


def load_indicators(root: Path) -> dict[str, Indicator]:
    """Read `definitions/indicators`, in the order of files and entries.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood or an id stands twice.
    """
    found: dict[str, Indicator] = {}
    seen = SeenIds()
    for path in yaml_files(root / "indicators"):
        document = read_yaml(path).only("family", "indicators")
        for source in document["indicators"].items():
            indicator_id, order = seen.add(source), len(found) + 1
            found[indicator_id] = _indicator(source.only(*_INDICATOR_KEYS), document.text("family"), order)
    return found


def _indicator(source: Source, family: str, order: int) -> Indicator:
    cap, max_age = source.text("cap", "100"), source.text("max_age", "")
    return Indicator(
        id=source.text("id"),
        code=source.text("code"),
        family=family,
        name=source.multilingual("name"),
        short_name=source.multilingual("short_name"),
        definition=source.multilingual("definition"),
        population=source.multilingual("population"),
        numerator=source.text("numerator", ""),
        denominator=source.text("denominator", ""),
        factor=_decimal(source, "factor", "100"),
        unit=source.text("unit", "PT"),
        weight=source.text("weight"),
        weight_fallbacks=source.texts("weight_fallbacks"),
        sexes=source.texts("sexes") or ("_T", "M", "F"),
        breakdowns=source.texts("breakdowns") or ("_T",),
        cap=None if cap == "none" else Decimal(cap),
        series=source.text("series", ""),
        ilostat=source.text("ilostat", ""),
        max_age=int(max_age) if max_age else None,
        imputes=source.text("imputes", "true") == "true",
        order=order,
        examples=_examples(source),
    )


def _decimal(source: Source, key: str, default: str) -> Decimal:
    text = source.text(key, default)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text) from error


def _number_or_text(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _examples(source: Source) -> tuple[FormulaExample, ...]:
    listed = source.find("examples")
    if listed is None:
        return ()
    return tuple(_example(each.only("cells", "value")) for each in listed.items())


def _example(source: Source) -> FormulaExample:
    cells: Mapping[str, Decimal | str] = {name: _number_or_text(text) for name, text in source.mapping("cells").items()}
    value = source.text("value")
    return FormulaExample(cells, None if value == "none" else _decimal(source, "value", value))


def load_national_totals(root: Path) -> dict[str, NationalTotal]:
    """Read `definitions/national_totals.yaml`, in the order in which totals are made.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood or an id stands twice.
    """
    found: dict[str, NationalTotal] = {}
    seen = SeenIds()
    for source in read_yaml(root / "national_totals.yaml").only("totals")["totals"].items():
        source.only("id", "contingency", "function", "sexes", "caps", "parts", "formula", "note")
        found[seen.add(source)] = _total(source)
    return found


def _total(source: Source) -> NationalTotal:
    caps = {_group(source, name): item for name, item in source.mapping("caps").items()}
    parts = source.find("parts")
    return NationalTotal(
        id=source.text("id"),
        contingency=source.text("contingency", ""),
        function=source.text("function", ""),
        sexes=source.texts("sexes") or ("_T", "M", "F"),
        group_caps=caps,
        parts=tuple(map(_part, parts.items())) if parts else (),
        formula=source.text("formula", ""),
        note=source.multilingual("note") if source.find("note") else None,
    )


def _part(source: Source) -> TotalPart:
    source.only("level", "persons", "where", "group", "leave_out")
    level = source.text("level")
    if level not in get_args(Level):
        raise source["level"].fail("DEFINITION_VALUE_UNKNOWN", value=level, allowed=", ".join(get_args(Level)))
    return TotalPart(
        level=next(each for each in get_args(Level) if each == level),
        persons=source.text("persons"),
        where=source.text("where"),
        group=_group(source, source.text("group")),
        leave_out=source.multilingual("leave_out") if source.find("leave_out") else None,
    )


def _group(source: Source, name: str) -> LifeCycleGroup:
    known: tuple[LifeCycleGroup, ...] = get_args(LifeCycleGroup)
    if name not in known:
        raise source.fail("DEFINITION_VALUE_UNKNOWN", value=name, allowed=", ".join(known))
    return next(each for each in known if each == name)
