"""The page of methods: how a release was made, and how each indicator is computed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from openssi.definitions import Definitions
from openssi.present.breakdowns import breakdown_name
from openssi.present.indicator_index import in_order
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.text import Language
from openssi_web.method_texts import MethodText, method_names, method_text, name_of_family
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, spoken
from openssi_web.releases import site

MOST_FORMULAS = 12
"""Formulas of breakdowns that are printed; a family of branches repeats one formula with another code."""


@dataclass(frozen=True, slots=True)
class MethodShown:
    """How one indicator is computed.

    Attributes:
        formulas: Name of the breakdown (empty for the headline) and formula.
        level: `scheme` or `benefit` where the formula is evaluated for each, else empty.
        variants: Names and formulas of its variants.
    """

    id: str
    code: str
    name: str
    definition: str
    formulas: tuple[tuple[str, str], ...]
    level: str
    unit: str
    weight: str
    series: str
    breakdowns: tuple[str, ...]
    variants: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MethodFamily:
    """A family of indicators, with the text of its method where it is installed."""

    id: str
    name: str
    text: MethodText | None
    indicators: tuple[MethodShown, ...]


@explained
@kept_for_strangers
def methods(request: HttpRequest, language: str) -> HttpResponse:
    """Say how the figures were made."""
    held = held_release(request)
    decided = {
        "tolerances": held.connection().rows("FROM tolerances ORDER BY tolerance_id"),
        "corrections": held.connection().rows("FROM corrections ORDER BY correction_id"),
    }
    families = method_families(site().definitions, spoken(language))
    common = common_methods(site().definitions, spoken(language))
    colon = "\u00a0:" if language == "fr" else ":"
    shown = {"release": held.release, "families": families, "common": common, "colon": colon, **decided}
    return page(request, "methods.html", language, "methods", shown)


def method_families(definitions: Definitions, language: Language) -> tuple[MethodFamily, ...]:
    """Return how the indicators of each family are computed, in the order in which they are shown."""
    main = [each for each in in_order(definitions.indicators) if not each.variant_of]
    return tuple(
        MethodFamily(
            family.id,
            family.name.in_language(language),
            method_text(name_of_family(family.id), language),
            tuple(_shown(definitions, each, language) for each in main if each.family == family.id),
        )
        for family in definitions.indicator_families.values()
    )


def common_methods(definitions: Definitions, language: Language) -> tuple[MethodText, ...]:
    """Return the texts that belong to no family of indicators, by title, those in the language of the reader first."""
    of_families = {name_of_family(each) for each in definitions.indicator_families}
    found = (method_text(each, language) for each in method_names() if each not in of_families)
    return tuple(sorted(filter(None, found), key=lambda each: (each.language != language, each.title)))


def _shown(definitions: Definitions, indicator: Indicator, language: Language) -> MethodShown:
    unit = definitions.indicator_units[indicator.unit]
    names = [breakdown_name(definitions, each, language) for each in indicator.breakdowns]
    return MethodShown(
        id=indicator.id,
        code=indicator.code,
        name=indicator.name.in_language(language),
        definition=indicator.definition.in_language(language),
        formulas=_formulas(definitions, indicator, language),
        level="" if indicator.level == "country" else str(indicator.level),
        unit=unit.name.in_language(language),
        weight=", ".join([indicator.weight, *indicator.weight_fallbacks]) if indicator.weight else "",
        series=indicator.series,
        breakdowns=tuple(names) if len(names) > 1 else (),
        variants=tuple(
            (each.id, each.name.in_language(language), _headline_formula(each))
            for each in definitions.indicators.values()
            if each.variant_of == indicator.id
        ),
    )


def _headline_formula(indicator: Indicator) -> str:
    return indicator.formula.text if indicator.formula is not None else ""


def _formulas(definitions: Definitions, indicator: Indicator, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the different formulas of an indicator; breakdowns that share one are told by it once."""
    named: dict[str, list[str]] = {}
    for each in indicator.formulas[:MOST_FORMULAS]:
        is_headline = each.breakdown == indicator.breakdowns[0] and len(indicator.formulas) == 1
        name = "" if is_headline or each.breakdown == "_T" else breakdown_name(definitions, each.breakdown, language)
        named.setdefault(each.text, []).append(name)
    return tuple((", ".join(filter(None, dict.fromkeys(names))), text) for text, names in named.items())
