"""SPSS (`.sav`): variable and value labels, and the reason why a value is missing as a user-missing value.

SPSS has no letters for missing numbers: the reason is a number far outside everything that is measured, with its name as
a value label and inside the range that the variable declares as missing.
"""

from pathlib import Path
from typing import Any

from openssi.publish.datasets.statistical_labels import Labels, lines_of
from openssi.publish.datasets.statistical_variables import Variable, variables_of
from openssi.publish.publication import Publication, written_aside
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.publish.sdmx.data.dataflow_files import dataflow_files
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

LONGEST_LABEL, LONGEST_VALUE_LABEL, LONGEST_TEXT = 256, 120, 32_767
"""Bytes of a label, of a value label and of a text."""

FIRST_MISSING = -9_000_000_000_000_000
"""Reasons are this less the place of their letter in the alphabet: `q`, suppressed, is -9000000000000017."""


def missing_number(letter: str) -> float:
    """Return the user-missing value that stands for an observation status."""
    return float(FIRST_MISSING - (ord(letter) - ord("a") + 1))


def write_spss(message: DataMessage, path: Path) -> tuple[str, ...]:
    """Write a dataset for SPSS, and return the labels that had to be shortened; they stand in full in its notes.

    Raises:
        FixTheFile: if it has more observations than a file of a package may have, or a text is too long for SPSS.
    """
    import pandas as pd
    import pyreadstat

    variables = tuple(variables_of(message))
    labels = Labels(longest=LONGEST_LABEL, longest_value=LONGEST_VALUE_LABEL, counts_bytes=True)
    frame = pd.DataFrame({each.name: _column(each) for each in variables})
    named: dict[str, Any] = {
        each.name: _value_labels(each, labels) for each in variables if each.value_labels or each.reasons
    }
    heads: dict[str, str | None] = {each.name: labels.of(each) for each in variables}
    ranges: dict[str, Any] = {
        each.name: [{"lo": missing_number("z"), "hi": missing_number("a")}] for each in variables if each.reasons
    }
    with written_aside(path) as aside:
        pyreadstat.write_sav(
            frame,
            aside,
            file_label=labels.of_file(message),
            column_labels=heads,
            note=lines_of(labels.shortened),
            variable_value_labels=named,
            missing_ranges=ranges,
            variable_measure={each.name: _measure(each) for each in variables},
            row_compress=True,
        )
    return labels.shortened


def _value_labels(variable: Variable, labels: Labels) -> dict[float, str]:
    named = labels.of_values(variable)
    return {missing_number(each) if isinstance(each, str) else each: name for each, name in named.items()}


def _measure(variable: Variable) -> str:
    return "nominal" if variable.value_labels or variable.values.type == "string" else "scale"


def _column(variable: Variable) -> Any:  # noqa: ANN401 - a column of pandas
    import pandas as pd

    values = variable.values.to_pylist()
    if variable.values.type == "string":
        longest = max((len(value.encode()) for value in values if value), default=0)
        if longest > LONGEST_TEXT:
            place = Place(item=variable.name)
            raise FixTheFile.because("DATASET_TEXT_TOO_LONG", place, length=longest, most=LONGEST_TEXT)
        return pd.Series([value or "" for value in values], dtype=object)
    if variable.missing is not None and variable.reasons:
        pairs = zip(values, variable.missing.to_pylist(), strict=True)
        values = [missing_number(letter) if value is None and letter else value for value, letter in pairs]
    return pd.Series(values, dtype="Int32" if variable.values.type == "int32" else "float64")


def write(publication: Publication) -> tuple[Path, ...]:
    """Write one file per dataflow, one per indicator, and a README.txt beside them."""
    return dataflow_files(publication, write_spss, "sav")
