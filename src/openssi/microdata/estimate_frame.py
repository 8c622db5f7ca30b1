"""Estimates as a tidy frame: one row per measure and domain."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from openssi.vocabulary.estimate import Estimate

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("measure", "domain_var", "domain", "estimate", "se", "lower", "upper", "n")
"""Columns that every table of estimates has, in this order."""

FURTHER = ("population", "unit", "method", "reason")
"""Columns that come after them."""


def frame_of(estimates: Iterable[Estimate]) -> "pd.DataFrame":
    """Return estimates as a data frame of pandas; where there is no figure or no error, `reason` says why."""
    import pandas as pd

    columns = (*COLUMNS, *FURTHER)
    rows = [[getattr(each, column) for column in columns] for each in estimates]
    frame = pd.DataFrame(rows, columns=list(columns))
    numbers = ["estimate", "se", "lower", "upper", "population"]
    return frame.astype(dict.fromkeys(numbers, "float64") | {"n": "int64"})
