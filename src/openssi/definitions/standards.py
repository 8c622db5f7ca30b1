"""The standards of the Conventions on social security and the international poverty lines, as they are declared."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from openssi.definitions.source import SeenIds, Source, read_yaml, yaml_files
from openssi.definitions.standard_branches import CALCULATIONS, BranchReader, calculations_of
from openssi.definitions.standard_values import day_of, decimal_of, named, number_of
from openssi.vocabulary.standard import (
    Benchmark,
    CalculationRule,
    Convention,
    PovertyLine,
    ReferenceWage,
    Standards,
    StandardSource,
)
from openssi.vocabulary.text import LANGUAGES, MultilingualText

_OF_CONVENTION = re.compile(r"c[0-9]+\.yaml")
_COMMON_YEAR = 2001
_JUDGING = ("law_day", "counted", "calculations", "assumed_calculation", "wages", "nil_statuses", "family_value")
_WAGE = ("id", "calculations", "item", "of_scheme", "factor", "article", "approximate", "label")
_LINE = ("id", "label", "dollars", "ppp_year", "valid_from", "valid_to", "source")


def load_standards(root: Path) -> Standards:
    """Read `definitions/standards`.

    Raises:
        FixTheFile: with file and line, if a figure cannot be understood, has no source, or an id stands twice.
    """
    folder = root / "standards"
    sources = _sources(folder)
    judging = read_yaml(folder / "judging.yaml").only(*_JUDGING)
    benchmarks = read_yaml(folder / "benchmarks.yaml").only("amounts", "benchmarks")
    ids = SeenIds()
    return Standards(
        conventions=_conventions(folder, sources),
        law_day=_month_and_day(judging),
        counted=frozenset(judging.texts("counted")),
        calculation_rules=tuple(
            CalculationRule(each.one_of("calculation", CALCULATIONS), each.text("when"), each.texts("items"))
            for each in judging["calculations"].items()
        ),
        assumed_calculation=judging.one_of("assumed_calculation", CALCULATIONS),
        wages=tuple(_wage(each.only(*_WAGE), ids) for each in judging["wages"].items()),
        nil_statuses=frozenset(judging.texts("nil_statuses")),
        family_value=judging.text("family_value"),
        poverty_lines=_poverty_lines(folder, sources),
        amounts=benchmarks.texts("amounts"),
        benchmarks=tuple(
            _benchmark(each.only("id", "value", "label"), ids) for each in benchmarks["benchmarks"].items()
        ),
    )


def _sources(folder: Path) -> Mapping[str, StandardSource]:
    ids = SeenIds()
    found = (
        _source(each.only("id", "title", "address", "read", "confirmed"), ids)
        for each in read_yaml(folder / "sources.yaml")["sources"].items()
    )
    return {each.id: each for each in found}


def _source(source: Source, ids: SeenIds) -> StandardSource:
    confirmed = source.flag("confirmed")
    address = source.text("address") if confirmed else source.text("address", "")
    read = day_of(source, "read") if confirmed else None
    return StandardSource(ids.add(source), source.multilingual("title"), address, read, confirmed)


def _conventions(folder: Path, sources: Mapping[str, StandardSource]) -> Mapping[str, Convention]:
    ids = SeenIds()
    beneficiaries = _beneficiaries(folder)
    found: dict[str, Convention] = {}
    for path in yaml_files(folder):
        if _OF_CONVENTION.fullmatch(path.name):
            source = read_yaml(path).only("convention", "in_force", "branches")
            reader = BranchReader(source.text("convention"), sources, beneficiaries)
            branches = tuple(reader.branch(each, ids) for each in source["branches"].items())
            in_force = source["in_force"].only("date", "source")
            day, read_in = day_of(in_force, "date"), named(in_force, "source", sources)
            found[source.text("convention")] = Convention(source.text("convention"), day, read_in, branches)
    return found


def _beneficiaries(folder: Path) -> Mapping[str, MultilingualText]:
    listed = read_yaml(folder / "beneficiaries.yaml")["beneficiaries"].items()
    return {each.text("id"): MultilingualText(*(each.text(language) for language in LANGUAGES)) for each in listed}


def _wage(source: Source, ids: SeenIds) -> ReferenceWage:
    return ReferenceWage(
        id=ids.add(source),
        calculations=calculations_of(source),
        item=source.text("item"),
        of_scheme=source.flag("of_scheme"),
        factor=decimal_of(source, "factor", "1"),
        article=source.text("article"),
        is_approximate=source.flag("approximate"),
        label=source.multilingual("label"),
    )


def _benchmark(source: Source, ids: SeenIds) -> Benchmark:
    return Benchmark(ids.add(source), source.text("value"), source.multilingual("label"))


def _poverty_lines(folder: Path, sources: Mapping[str, StandardSource]) -> tuple[PovertyLine, ...]:
    ids = SeenIds()
    return tuple(
        _line(each.only(*_LINE), ids, sources) for each in read_yaml(folder / "poverty_lines.yaml")["lines"].items()
    )


def _line(source: Source, ids: SeenIds, sources: Mapping[str, StandardSource]) -> PovertyLine:
    return PovertyLine(
        id=ids.add(source),
        label=source.multilingual("label"),
        dollars=decimal_of(source, "dollars"),
        ppp_year=int(number_of(source, "ppp_year")),
        valid_from=day_of(source, "valid_from"),
        valid_to=day_of(source, "valid_to") if source.find("valid_to") else None,
        source=named(source, "source", sources),
    )


def _month_and_day(source: Source) -> tuple[int, int]:
    written = source.text("law_day")
    try:
        day = dt.datetime.strptime(f"{_COMMON_YEAR}-{written}", "%Y-%m-%d").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        raise source["law_day"].fail("DEFINITION_NOT_A_DAY", key="law_day", text=written) from None
    return day.month, day.day
