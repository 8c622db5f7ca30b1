"""Names of measures in words."""

from decimal import Decimal

from openssi.definitions import Texts
from openssi.microdata.measures.lines import LineRule
from openssi.microdata.measures.measure import Conventions, Measure
from openssi.vocabulary.text import Language, counted

DEFAULT_CONVENTIONS = Conventions()


def measure_in_words(
    measure: Measure, texts: Texts, language: Language, conventions: Conventions = DEFAULT_CONVENTIONS
) -> str:
    """Return the name of a measure with its parameters, from `definitions/interface/survey_measures.yaml`.

    Args:
        measure: One of the catalogue.
        texts: The texts of the interface.
        language: The language asked for.
        conventions: They say where the line is, where the name does not.
    """
    values = {name: _value(each, texts, language, conventions) for name, each in measure.parameters}
    return texts.get(f"survey_measures.names.{measure.family}", language, **values)


def _value(value: object, texts: Texts, language: Language, conventions: Conventions) -> str:
    if isinstance(value, LineRule):
        rule = value if value.kind == "named" else value.settled(conventions)
        return texts.get(
            f"survey_measures.lines.{rule.kind}", language, number=_number(rule.number, language), name=rule.name
        )
    return _number(value, language) if isinstance(value, float) else str(value)


def _number(value: float, language: Language) -> str:
    whole, _, rest = f"{Decimal(repr(abs(value))).normalize():f}".partition(".")
    point = "." if language == "en" else ","
    said = counted(int(whole)).in_language(language)
    return f"{'-' if value < 0 else ''}{said}{point if rest else ''}{rest}"
