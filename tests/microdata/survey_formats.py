"""A survey that was written as CSV, in the other formats that are read."""

import gzip
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyreadstat


def in_format(csv: Path, ending: str, labels: Mapping[str, Mapping[object, str]] | None = None) -> Path:
    """Write the same survey beside it; Stata and SPSS name the values that have labels."""
    path = csv.with_suffix(ending)
    frame = pd.read_csv(csv)
    if ending == ".csv.gz":
        path.write_bytes(gzip.compress(csv.read_bytes()))
    elif ending == ".parquet":
        frame.to_parquet(path)
    elif ending == ".dta":
        pyreadstat.write_dta(frame, path, variable_value_labels=labels)
    elif ending == ".sav":
        pyreadstat.write_sav(frame, path, variable_value_labels=labels)
    return path
