"""The indicators as they were declared when a release was made, so that the release explains itself."""

from openssi.vocabulary.structure import REPORTED, Dataflow, columns
from openssi.vocabulary.text import LANGUAGES

_LANGUAGE_NAMES = {"en": "English", "fr": "French", "es": "Spanish"}


def _in_languages(name: str, what: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((f"{name}_{each}", "VARCHAR", f"{what} in {_LANGUAGE_NAMES[each]}") for each in LANGUAGES)


DECLARED_INDICATORS = Dataflow(
    "indicators",
    "Indicators as they were declared when the release was made: one row per indicator, breakdown and formula",
    columns(
        ("indicator", "VARCHAR", "SDG_1_3_1_OLD_AGE, ..."),
        ("code", "VARCHAR", "Code of the specification (C07), or empty"),
        ("breakdown", "VARCHAR", "_T for the indicator as a whole, else the code of the breakdown"),
        ("sexes", "VARCHAR", "Sexes that the formula is for, the headline first, separated by spaces"),
        ("position", "INTEGER", "Order in which indicators are shown, the first being 1"),
        ("family", "VARCHAR", "Family of indicators"),
        *_in_languages("family", "Name of the family"),
        *_in_languages("name", "Name"),
        *_in_languages("short_name", "Short name"),
        *_in_languages("definition", "Definition"),
        *_in_languages("population", "Whom it is about, empty where it is about no persons;"),
        *_in_languages("breakdown_name", "Name of the breakdown"),
        ("formula", "VARCHAR", "Formula over items, empty where only published series exist"),
        ("numerator", "VARCHAR", "Dividend without its leading number; the whole formula where it is no quotient"),
        ("denominator", "VARCHAR", "Divisor, empty where the formula is no quotient"),
        ("factor", REPORTED, "Leading number of the dividend (100 for per cent)"),
        ("free_names", "VARCHAR", "What names that stand free in the formula mean (f=OLD), separated by spaces"),
        ("benefits", "VARCHAR", "Types of benefit whose values are averaged, choices separated by semicolons"),
        ("level", "VARCHAR", "Evaluated once for the country, or for each scheme or benefit"),
        ("by_scheme", "VARCHAR", "Formula of the same figure for each scheme, or empty"),
        ("by_benefit", "VARCHAR", "Formula of the same figure for each benefit, or empty"),
        ("told_beside", "VARCHAR", "Items told beside the value, without which it cannot be compared"),
        ("unit", "VARCHAR", "Unit (PT, PT_GDP, PS, ...)"),
        *_in_languages("unit_name", "Name of the unit"),
        ("decimals", "INTEGER", "Digits behind the decimal point in tables; stored values carry all of theirs"),
        ("direction", "VARCHAR", "higher or lower where that is better, else none"),
        ("lowest", REPORTED, "Least value that it can take, none where there is no limit"),
        ("highest", REPORTED, "Greatest value that it can take, none where there is no limit"),
        ("cap", REPORTED, "Published values above this are shown as this"),
        ("weight", "VARCHAR", "Item that weights countries in aggregates, empty where none are made"),
        ("weight_fallbacks", "VARCHAR", "Items used in this order where no country has the weight"),
        ("max_age", "INTEGER", "Years a value may be older than the year of an aggregate"),
        ("publish_from", "DOUBLE", "Observed share from which an aggregate is published"),
        ("flag_from", "DOUBLE", "Observed share from which it is published with a mark"),
        ("imputes", "BOOLEAN", "Whether missing countries may be imputed in aggregates"),
        ("sdg", "VARCHAR", "SDG indicator it belongs to (1.3.1), or empty"),
        ("series", "VARCHAR", "Series of the global SDG database (SI_COV_PENSN), or empty"),
        ("ilostat", "VARCHAR", "Code of ILOSTAT's classification, or empty"),
        ("variant_of", "VARCHAR", "Indicator that this is a named variant of, or empty"),
        ("examples", "VARCHAR", "Worked examples of the formula, one a line: cells -> value"),
        ("method_page", "VARCHAR", "Page of the documentation on its method"),
        ("definitions_version", "VARCHAR", "Version of the definitions it was declared in"),
    ),
)
