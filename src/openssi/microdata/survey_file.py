"""Files of surveys opened: names of columns, labels of values, and rows a batch at a time.

CSV (also .gz) and Parquet are read by Arrow, Stata and SPSS by ReadStat. Only the columns asked for are read.
"""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.data_file import refuse_no_file
from openssi.microdata.survey_columns import (
    PLAIN,
    Batch,
    Signs,
    SurveyFile,
    Wanted,
    batch_rows,
    rows_from,
    typed,
    unreadable,
)
from openssi.microdata.survey_csv import open_csv_survey
from openssi.microdata.survey_statistical import open_statistical_survey
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


def open_survey(path: Path, *, delimiter: str = "", signs: Signs = PLAIN, encoding: str = "utf-8") -> SurveyFile:
    """Open a file by its ending: .csv, .csv.gz, .parquet, .dta, .sav or .zsav.

    Args:
        path: The file.
        delimiter: Of CSV; found in the header where it is empty.
        signs: Of numbers that are written as text.
        encoding: Of CSV, and of texts of Stata and SPSS where it is not `utf-8`.

    Raises:
        FixTheFile: if the file is not there, is empty, has another ending or cannot be read as what its ending says.
    """
    refuse_no_file(path)
    if path.stat().st_size == 0:
        raise FixTheFile.because("SURVEY_EMPTY", Place(file=path.name))
    name = path.name.lower()
    if name.endswith((".csv", ".csv.gz")):
        return open_csv_survey(path, delimiter=delimiter, signs=signs, encoding=encoding)
    if name.endswith(".parquet"):
        return _parquet(path, signs)
    if name.endswith((".dta", ".sav", ".zsav")):
        return open_statistical_survey(path, signs=signs, encoding=encoding)
    raise FixTheFile.because("SURVEY_FORMAT_UNKNOWN", Place(file=path.name))


def _parquet(path: Path, signs: Signs) -> SurveyFile:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise unreadable(path, error) from error

    def batches(wanted: Wanted) -> Iterator[Batch]:
        first = 0
        try:
            for batch in file.iter_batches(batch_size=batch_rows(wanted), columns=wanted.columns):
                columns = {name: batch.column(name) for name in wanted.columns}
                yield typed(columns, wanted, rows_from(path, first), signs)
                first += batch.num_rows
        except (pa.ArrowInvalid, OSError) as error:
            raise unreadable(path, error) from error

    return SurveyFile(path=path, columns=tuple(file.schema_arrow.names), batches=batches, has_columns_apart=True)
