"""Estimates of a Parquet file by SQL, in DuckDB here or in Spark anywhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openssi.engine import Queries, connect, spark_queries
from openssi.microdata.at_scale.estimates import AtScale
from openssi.microdata.at_scale.sql import Columns
from openssi.microdata.description import SurveyDescription
from openssi.microdata.measures.measure import Conventions
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.observation import Place

TABLE = "persons"


def estimate_at_scale(
    file: Path | None,
    description: SurveyDescription,
    measures: Sequence[str],
    by: Sequence[str],
    conventions: Conventions,
    engine: str,
    master: str,
) -> list[Estimate]:
    """Estimate measures of a Parquet file by SQL.

    Raises:
        FixTheFile: if the file is no Parquet, a measure is not computed by SQL, or Spark is not there.
    """
    path = file or description.file
    if path is None or (path.is_file() and path.suffix.lower() != ".parquet"):
        raise FixTheFile.because("AT_SCALE_FILE", Place(file="" if path is None else path.name))
    if not path.exists():
        raise FixTheFile.because("FILE_MISSING", Place(file=str(path)))
    columns = Columns(
        welfare=description.welfare,
        weight=description.weight,
        strata=description.strata,
        psu=description.psu[0] if description.psu else description.household,
        household=description.household,
        transfers=tuple(each.column for each in description.transfers),
    )
    with _queries(engine, master) as queries:
        queries.register_parquet(TABLE, path)
        asking = AtScale(
            queries=queries,
            table=TABLE,
            columns=columns,
            conventions=conventions,
            single_psu=description.single_psu,
        )
        return asking.estimate(measures, by)


@contextmanager
def _queries(engine: str, master: str) -> Iterator[Queries]:
    if engine == "spark":
        with spark_queries(master) as queries:
            yield queries
    else:
        with connect() as connection:
            yield connection
