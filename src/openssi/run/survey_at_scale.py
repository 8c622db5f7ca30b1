"""Figures of a Parquet file, or of a folder of them, by SQL: in DuckDB here or in Spark anywhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openssi.engine import Queries, connect, spark_queries
from openssi.microdata.at_scale.tables import TableEstimates, estimate_table
from openssi.microdata.description import SurveyDescription
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.measure import Conventions
from openssi.run.console import progress_bar
from openssi.run.survey_output import words
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

TABLE = "persons"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What answers.

    Attributes:
        name: `duckdb` or `spark`.
        master: Where Spark runs.
    """

    name: str
    master: str = "local[*]"

    @contextmanager
    def queries(self) -> Iterator[Queries]:
        """Open it, and close it."""
        if self.name == "spark":
            with spark_queries(self.master) as queries:
                yield queries
        else:
            with connect() as connection:
                yield connection


def estimate_at_scale(
    file: Path | None,
    description: SurveyDescription,
    measures: Sequence[str],
    by: Sequence[str],
    conventions: Conventions,
    level: float,
    engine: Engine,
) -> TableEstimates:
    """Estimate measures of a Parquet file by SQL.

    Raises:
        FixTheFile: if the file is no Parquet, a measure is not computed by SQL, or Spark is not there.
    """
    path = file or description.file
    if path is None or (path.is_file() and path.suffix.lower() != ".parquet"):
        raise FixTheFile.because("AT_SCALE_FILE", Place(file="" if path is None else path.name))
    if engine.name == "duckdb" and not path.exists():
        raise FixTheFile.because("FILE_MISSING", Place(file=str(path)))
    with engine.queries() as queries, progress_bar(words("command.group").partition(":")[0]) as bar:
        queries.register_parquet(TABLE, path)
        return estimate_table(
            queries,
            TABLE,
            description,
            measures,
            by,
            conventions=conventions,
            interval=Interval(level=level / 100),
            progress=bar,
            place=Place(file=path.name),
        )
