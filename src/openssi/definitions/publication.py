"""How aggregates are made and published."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

from openssi.definitions.source import Source, read_yaml
from openssi.vocabulary.publication import (
    AggregateMethod,
    Covariate,
    Intervals,
    MethodChoice,
    PublicationRules,
    Regression,
    Transform,
    WeightCheck,
)

METHODS: tuple[AggregateMethod, ...] = get_args(AggregateMethod)
CHOICES: tuple[MethodChoice, ...] = get_args(MethodChoice)
_TRANSFORMS: tuple[Transform, ...] = get_args(Transform)
_KEYS = (
    "max_age", "method", "candidates", "publish_from", "flag_from", "region_groupings", "imputation_groupings",
    "income_groupings", "overlapping_groupings", "regression", "intervals", "weight_checks",
)  # fmt: skip


def load_publication(root: Path) -> PublicationRules:
    """Read `definitions/publication.yaml`.

    Raises:
        FixTheFile: with the line, if a key is unknown, a number is none, or a method is none of those named.
    """
    source = read_yaml(root / "publication.yaml").only(*_KEYS)
    return PublicationRules(
        max_age=_whole(source, "max_age", 0),
        method=source.one_of("method", CHOICES),
        candidates=_methods(source, "candidates"),
        publish_from=_number(source, "publish_from"),
        flag_from=_number(source, "flag_from"),
        region_groupings=source.texts("region_groupings"),
        imputation_groupings=source.texts("imputation_groupings"),
        income_groupings=source.texts("income_groupings"),
        overlapping_groupings=source.texts("overlapping_groupings"),
        regression=_regression(source["regression"].only("covariates", "fewest_countries", "fallback")),
        intervals=_intervals(source["intervals"].only("draws", "fewest_residuals", "non_response")),
        weight_checks=tuple(map(_weight_check, source["weight_checks"].items())),
    )


def publication_of(rules: PublicationRules, changed: Mapping[str, str]) -> PublicationRules:
    """Return rules of publication with those that a publication sets itself, as they are written there."""
    numbers = {name: float(changed[name]) for name in ("publish_from", "flag_from") if name in changed}
    rules = replace(rules, **numbers)  # type: ignore[arg-type]  # names of fields that are numbers
    if "max_age" in changed:
        rules = replace(rules, max_age=int(changed["max_age"]))
    if "method" in changed:
        rules = replace(rules, method=changed["method"])  # type: ignore[arg-type]  # checked with the definitions
    return rules


def _regression(source: Source) -> Regression:
    covariates = tuple(map(_covariate, source["covariates"].items()))
    fallback = _methods(source, "fallback")
    if "regression" in fallback:
        allowed = ", ".join(each for each in METHODS if each != "regression")
        raise source["fallback"].fail("DEFINITION_VALUE_UNKNOWN", value="regression", allowed=allowed)
    fewest = _whole(source, "fewest_countries", len(covariates) + 2)
    return Regression(covariates=covariates, fewest_countries=fewest, fallback=fallback)


def _covariate(source: Source) -> Covariate:
    source.only("id", "numerator", "denominator", "transform")
    return Covariate(
        id=source.text("id"),
        numerator=source.text("numerator"),
        denominator=source.text("denominator", ""),
        transform=source.one_of("transform", _TRANSFORMS) if source.find("transform") else "none",
    )


def _intervals(source: Source) -> Intervals:
    shifts = source["non_response"].only(*METHODS)
    return Intervals(
        draws=_whole(source, "draws", 20),
        fewest_residuals=_whole(source, "fewest_residuals", 2),
        non_response={each: _number(shifts, each) for each in METHODS},
    )


def _weight_check(source: Source) -> WeightCheck:
    source.only("item", "per", "lowest", "highest")
    ends = _number(source, "lowest"), _number(source, "highest")
    return WeightCheck(item=source.text("item"), per=source.text("per"), lowest=ends[0], highest=ends[1])


def _methods(source: Source, key: str) -> tuple[AggregateMethod, ...]:
    named = source.texts(key)
    for each in named:
        if each not in METHODS:
            raise source[key].fail("DEFINITION_VALUE_UNKNOWN", value=each, allowed=", ".join(METHODS))
    return tuple(method for each in named for method in METHODS if method == each)


def _number(source: Source, key: str) -> float:
    text = source.text(key)
    try:
        return float(text)
    except ValueError:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text) from None


def _whole(source: Source, key: str, least: int) -> int:
    number = _number(source, key)
    if number != int(number) or number < least:
        raise source[key].fail("DEFINITION_VALUE_UNKNOWN", value=source.text(key), allowed=f"{least}, {least + 1}, …")
    return int(number)
