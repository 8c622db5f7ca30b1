"""The quality of the compilation in one sentence, for whoever computes."""

from statistics import median

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.present.unit_format import unit_format
from openssi.vocabulary.text import Language


def quality_in_words(country_values: pa.Table, definitions: Definitions, language: Language) -> str:
    """Return the medians of the indicators on quality over all submissions, empty where there are none."""
    values: dict[str, list[float]] = {}
    columns = ("indicator", "value")
    for indicator, value in zip(*(country_values.column(each).to_pylist() for each in columns), strict=True):
        if value is not None:
            values.setdefault(indicator, []).append(value)
    told = [
        f"{each.short_name.in_language(language)} {_told(definitions, each.unit, language, values[each.id])}"
        for each in definitions.indicators.values()
        if each.procedure and each.id in values
    ]
    return definitions.texts.get("quality.computed", language, figures=", ".join(told)) if told else ""


def _told(definitions: Definitions, unit: str, language: Language, values: list[float]) -> str:
    return unit_format(definitions, unit, language).told(median(values))
