"""The errors of the methods of imputation as rows for the terminal."""

import pyarrow as pa

from openssi.definitions import Texts
from openssi.engine import connect
from openssi.vocabulary.text import Language

HEADS = (
    "indicator", "sex", "breakdown", "method", "tests", "rmse", "mean_absolute_error", "bias", "weighted_rmse",
    "chosen",
)  # fmt: skip
NUMERIC = (4, 5, 6, 7, 8)

_POOLED = """
    SELECT indicator, sex, breakdown, method, sum(countries) AS tests,
           sqrt(sum(countries * rmse * rmse) / sum(countries)) AS rmse,
           sum(countries * mean_absolute_error) / sum(countries) AS mean_absolute_error,
           sum(countries * bias) / sum(countries) AS bias,
           sqrt(avg(weighted_rmse * weighted_rmse)) AS weighted_rmse,
           bool_or(chosen) AS chosen
    FROM errors WHERE $year IS NULL OR time_period = $year
    GROUP BY indicator, sex, breakdown, method
    ORDER BY indicator, sex = '_T' DESC, sex, breakdown = '_T' DESC, breakdown, rmse
"""


def error_rows(errors: pa.Table, year: int | None, texts: Texts, language: Language) -> list[list[str]]:
    """Return the table METHOD_ERRORS by series and method, the years together, the least error first.

    Args:
        errors: METHOD_ERRORS.
        year: The year shown, else all.
        texts: Words of the interface.
        language: Language of the words.
    """
    with connect(errors=errors) as connection:
        rows = connection.rows(_POOLED, {"year": year})
    taken = texts.get("aggregates.taken", language)
    return [[_cell(row[head], taken) for head in HEADS] for row in rows]


def _cell(value: object, taken: str) -> str:
    if isinstance(value, bool):
        return taken if value else ""
    return f"{value:.1f}" if isinstance(value, float) else str(value)
