"""Stata (`.dta`, format 118): variable and value labels, and the reason why a value is missing as `.a` to `.z`.

The letter is that of the observation status: `.q` is suppressed (Q), `.m` cannot exist (M), `.l` was not collected (L).
"""

from pathlib import Path
from typing import Any

from openssi.publish.datasets.statistical_labels import Labels
from openssi.publish.datasets.statistical_variables import Variable, variables_of
from openssi.publish.publication import Publication, written_aside
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.publish.sdmx.data.dataflow_files import dataflow_files

LONGEST_LABEL = 80
"""Characters of the label of a file or a variable."""

LONGEST_VALUE_LABEL = 32_000
"""Bytes of a value label."""


def write_stata(message: DataMessage, path: Path) -> tuple[str, ...]:
    """Write a dataset for Stata, and return the labels that had to be shortened, in full.

    Raises:
        FixTheFile: if it has more observations than a file of a package may have.
    """
    import pandas as pd
    import pyreadstat

    variables = tuple(variables_of(message))
    labels = Labels(longest=LONGEST_LABEL, longest_value=LONGEST_VALUE_LABEL, counts_bytes=False)
    frame = pd.DataFrame({each.name: _column(each) for each in variables})
    named = {each.name: labels.of_values(each) for each in variables if each.value_labels or each.reasons}
    with written_aside(path) as aside:
        pyreadstat.write_dta(
            frame,
            aside,
            file_label=labels.of_file(message),
            column_labels=[labels.of(each) for each in variables],
            variable_value_labels=named,  # type: ignore[arg-type]  # letters name missing values
            missing_user_values={each.name: list(each.reasons) for each in variables if each.reasons},
        )
    return labels.shortened


def _column(variable: Variable) -> Any:  # noqa: ANN401 - a column of pandas
    import pandas as pd

    if variable.missing is not None and variable.reasons:
        pairs = zip(variable.values.to_pylist(), variable.missing.to_pylist(), strict=True)
        return pd.Series([value if value is not None else letter for value, letter in pairs], dtype=object)
    values = variable.values.to_pylist() if variable.values.type == "string" else None
    if values is not None:
        return pd.Series([value or "" for value in values], dtype=object)
    return pd.Series(variable.values.to_pylist(), dtype="Int32" if variable.values.type == "int32" else "float64")


def write(publication: Publication) -> tuple[Path, ...]:
    """Write one file per dataflow, one per indicator, and a README.txt beside them."""
    return dataflow_files(publication, write_stata, "dta")
