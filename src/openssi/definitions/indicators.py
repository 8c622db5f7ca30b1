"""Indicators and national totals, as they are declared."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import get_args

from openssi.definitions.indicator_formulas import formula_under, formulas_of
from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.indicator import (
    Direction,
    FormulaExample,
    Indicator,
    IndicatorFamily,
    IndicatorFormula,
    LifeCycleGroup,
    NationalTotal,
    Procedure,
    TotalPart,
    Unit,
    UnitKind,
)
from openssi.vocabulary.item import Level
from openssi.vocabulary.text import MultilingualText

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
"""A conversion that the persons of a part name; sets of codes are in capitals."""

NOBODY = MultilingualText("", "", "")
"""The population of an indicator that is about no persons."""

_INDICATOR_KEYS = (
    "id", "code", "name", "short_name", "definition", "population", "formula", "procedure", "total", "by_sex", "level",
    "turns", "by_scheme", "by_benefit", "benefits", "apart", "unit", "direction", "weight", "weight_fallbacks", "sexes",
    "breakdowns", "cap", "bounds", "series", "sdg", "ilostat", "max_age", "publish_from", "flag_from", "imputes",
    "told", "variants", "examples",
)  # fmt: skip
_OWN_KEYS = frozenset({"id", "code", "variants", "examples", "series", "ilostat"})
"""What a variant does not take over from the indicator that it varies."""


def load_families(root: Path) -> dict[str, IndicatorFamily]:
    """Read `definitions/indicator_families.yaml`, in the order in which families are shown.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood or an id stands twice.
    """
    found: dict[str, IndicatorFamily] = {}
    seen = SeenIds()
    for source in read_yaml(root / "indicator_families.yaml").only("families")["families"].items():
        source.only("id", "name")
        family = IndicatorFamily(id=seen.add(source), name=source.multilingual("name"), order=len(found) + 1)
        found[family.id] = family
    return found


def load_units(root: Path) -> dict[str, Unit]:
    """Read `definitions/indicator_units.yaml`.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood or an id stands twice.
    """
    found: dict[str, Unit] = {}
    seen = SeenIds()
    for source in read_yaml(root / "indicator_units.yaml").only("units")["units"].items():
        source.only("id", "name", "symbol", "decimals", "kind", "codelist")
        unit = Unit(
            id=seen.add(source),
            name=source.multilingual("name"),
            symbol=source.multilingual("symbol") if source.find("symbol") else MultilingualText("", "", ""),
            decimals=int(source.text("decimals", "1")),
            kind=source.one_of("kind", get_args(UnitKind)),
            codelist=source.text("codelist", ""),
        )
        found[unit.id] = unit
    return found


def load_indicators(root: Path, codelists: Mapping[str, CodeList]) -> dict[str, Indicator]:
    """Read `definitions/indicators`, in the order of families and entries.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood or an id stands twice.
    """
    found: dict[str, Indicator] = {}
    seen = SeenIds()
    for family in load_families(root):
        document = read_yaml(root / "indicators" / f"{family}.yaml").only("family", "defaults", "indicators")
        for source, variant_of in _entries(document):
            indicator_id, order = seen.add(source), len(found) + 1
            known = source.only(*_INDICATOR_KEYS)
            found[indicator_id] = replace(
                _indicator(known, codelists), family=document.one_of("family", (family,)), order=order,
                variant_of=variant_of,
            )  # fmt: skip
    return found


def _entries(document: Source) -> Iterator[tuple[Source, str]]:
    """Iterate over the indicators, each followed by its variants, with what they take over from elsewhere."""
    defaults = document.find("defaults")
    for written in document["indicators"].items():
        source = written.over(defaults) if defaults else written
        yield source, ""
        if variants := source.find("variants"):
            for variant in variants.items():
                yield variant.over(source, _OWN_KEYS), source.text("id")


def _indicator(source: Source, codelists: Mapping[str, CodeList]) -> Indicator:
    cap, max_age = source.text("cap", ""), source.text("max_age", "")
    formulas = formulas_of(source, codelists)
    return Indicator(
        id=source.text("id"),
        code=source.text("code", ""),
        family="",
        name=source.multilingual("name"),
        short_name=source.multilingual("short_name"),
        definition=source.multilingual("definition"),
        population=source.multilingual("population") if source.find("population") else NOBODY,
        formulas=formulas,
        procedure=_procedure(source, formulas),
        level=source.one_of("level", get_args(Level)) if source.find("level") else "country",
        by_scheme=formula_under(source, "by_scheme"),
        by_benefit=formula_under(source, "by_benefit"),
        unit=source.text("unit", "PT"),
        direction=source.one_of("direction", get_args(Direction)) if source.find("direction") else "higher",
        weight=source.text("weight", ""),
        weight_fallbacks=source.texts("weight_fallbacks"),
        sexes=source.texts("sexes") or ("_T", "M", "F"),
        breakdowns=_breakdowns(source, formulas),
        cap=_decimal(source, "cap", "100") if cap not in {"", "none"} else None,
        bounds=_bounds(source),
        series=source.text("series", ""),
        sdg=source.text("sdg", ""),
        ilostat=source.text("ilostat", ""),
        max_age=int(max_age) if max_age else None,
        publish_from=_share(source, "publish_from"),
        flag_from=_share(source, "flag_from"),
        imputes=source.text("imputes", "true") == "true",
        told=source.texts("told"),
        examples=_examples(source),
    )


def _procedure(source: Source, formulas: Sequence[IndicatorFormula]) -> Procedure | None:
    written = source.find("procedure")
    if written is None:
        return None
    if formulas:
        raise written.fail("INDICATOR_FORMULA_AND_PROCEDURE", indicator=source.text("id"))
    known: tuple[Procedure, ...] = get_args(Procedure)
    return source.one_of("procedure", known)


def _breakdowns(source: Source, formulas: Sequence[IndicatorFormula]) -> tuple[str, ...]:
    if formulas:
        return tuple(dict.fromkeys(each.breakdown for each in formulas))
    return source.texts("breakdowns") or ("_T",)


def _bounds(source: Source) -> tuple[Decimal | None, Decimal | None]:
    written = source.texts("bounds")
    if not written:
        return None, None
    if len(written) != 2:
        raise source["bounds"].fail("DEFINITION_NOT_A_NUMBER", key="bounds", text=" ".join(written))
    low, high = (None if each == "none" else _number(source["bounds"], "bounds", each) for each in written)
    return low, high


def _share(source: Source, key: str) -> float | None:
    return float(_decimal(source, key, "0")) if source.find(key) else None


def _decimal(source: Source, key: str, default: str) -> Decimal:
    return _number(source.find(key) or source, key, source.text(key, default))


def _number(source: Source, key: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise source.fail("DEFINITION_NOT_A_NUMBER", key=key, text=text) from error


def _number_or_text(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _examples(source: Source) -> tuple[FormulaExample, ...]:
    listed = source.find("examples")
    if listed is None:
        return ()
    return tuple(_example(each.only("cells", "value", "breakdown", "sex")) for each in listed.items())


def _example(source: Source) -> FormulaExample:
    cells: Mapping[str, Decimal | str] = {name: _number_or_text(text) for name, text in source.mapping("cells").items()}
    value = source.text("value")
    return FormulaExample(
        cells=cells,
        value=None if value == "none" else _decimal(source, "value", value),
        breakdown=source.text("breakdown", "_T"),
        sex=source.text("sex", ""),
    )


def load_national_totals(root: Path) -> dict[str, NationalTotal]:
    """Read `definitions/national_totals.yaml`, in the order in which totals are made.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood or an id stands twice.
    """
    found: dict[str, NationalTotal] = {}
    seen = SeenIds()
    document = read_yaml(root / "national_totals.yaml").only("conversions", "totals")
    conversions = document.mapping("conversions")
    for source in document["totals"].items():
        source.only("id", "contingency", "function", "sexes", "caps", "parts", "formula", "note", "zero_without_parts")
        found[seen.add(source)] = _total(source, conversions)
    return found


def _total(source: Source, conversions: Mapping[str, str]) -> NationalTotal:
    caps = {_group(source, name): item for name, item in source.mapping("caps").items()}
    parts = source.find("parts")
    return NationalTotal(
        id=source.text("id"),
        contingency=source.text("contingency", ""),
        function=source.text("function", ""),
        sexes=source.texts("sexes") or ("_T", "M", "F"),
        group_caps=caps,
        parts=tuple(_part(each, conversions) for each in parts.items()) if parts else (),
        formula=source.text("formula", ""),
        is_zero_without_parts=source.flag("zero_without_parts"),
        note=source.multilingual("note") if source.find("note") else None,
    )


def _part(source: Source, conversions: Mapping[str, str]) -> TotalPart:
    source.only("level", "persons", "where", "group", "leave_out")
    level = source.text("level")
    if level not in get_args(Level):
        raise source["level"].fail("DEFINITION_VALUE_UNKNOWN", value=level, allowed=", ".join(get_args(Level)))
    return TotalPart(
        level=next(each for each in get_args(Level) if each == level),
        persons=_converted(source, conversions),
        where=source.text("where"),
        group=_group(source, source.text("group")),
        leave_out=source.multilingual("leave_out") if source.find("leave_out") else None,
    )


def _converted(source: Source, conversions: Mapping[str, str]) -> str:
    """Return the expression of the persons, the conversions that it names in braces written out."""
    text = source.text("persons")
    for name in PLACEHOLDER.findall(text):
        if name not in conversions:
            raise source["persons"].fail("DEFINITION_VALUE_UNKNOWN", value=name, allowed=", ".join(conversions))
        text = text.replace(f"{{{name}}}", f"({conversions[name]})")
    return text


def _group(source: Source, name: str) -> LifeCycleGroup:
    known: tuple[LifeCycleGroup, ...] = get_args(LifeCycleGroup)
    if name not in known:
        raise source.fail("DEFINITION_VALUE_UNKNOWN", value=name, allowed=", ".join(known))
    return next(each for each in known if each == name)
