"""The indicators of programmes in surveys, as they are declared."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.estimate import Unit
from openssi.vocabulary.incidence import BenefitIndicator

FILES = ("aspire", "targeting")
_KEYS = ("id", "name", "formula", "unit", "by_quintile", "needs_line", "of_beneficiaries", "source", "date")


def load_benefit_indicators(root: Path) -> Mapping[str, BenefitIndicator]:
    """Read `definitions/microdata/aspire.yaml` and `targeting.yaml`: indicators by id, those of ASPIRE first.

    Raises:
        FixTheFile: with file and line, if an entry cannot be understood or an id stands twice.
    """
    ids = SeenIds()
    found = (each for name in FILES for each in _indicators(root / "microdata" / f"{name}.yaml", name == "aspire", ids))
    return {each.id: each for each in found}


def _indicators(path: Path, is_aspire: bool, ids: SeenIds) -> Iterator[BenefitIndicator]:
    source = read_yaml(path).only("source", "date", "indicators")
    for each in source["indicators"].items():
        yield _indicator(each.only(*_KEYS), source, is_aspire, ids)


def _indicator(each: Source, file: Source, is_aspire: bool, ids: SeenIds) -> BenefitIndicator:
    return BenefitIndicator(
        id=ids.add(each),
        name=each.multilingual("name"),
        formula=each.multilingual("formula"),
        unit=each.one_of("unit", get_args(Unit)),
        by_quintile=each.flag("by_quintile"),
        needs_line=each.flag("needs_line"),
        is_aspire=is_aspire,
        of_beneficiaries=each.flag("of_beneficiaries"),
        source=each.text("source", file.text("source")),
        date=each.text("date", file.text("date")),
    )
