"""Figures of a Parquet file, or of a folder of them, by SQL: in DuckDB here or in Spark anywhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openssi.engine import EngineError, Queries, connect, spark_queries
from openssi.microdata.at_scale.checks import refuse_other_designs
from openssi.microdata.at_scale.measures import wanted_measures
from openssi.microdata.at_scale.programmes import TableProgrammes, programmes_asked
from openssi.microdata.at_scale.tables import TableEstimates, estimate_table
from openssi.microdata.benefits.estimates import Asked
from openssi.microdata.description import SurveyDescription
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.measure import Conventions
from openssi.run.console import ProgressBar, err, language, progress_bar
from openssi.run.options import one_of, refuse_alone
from openssi.run.surveys.output import words
from openssi.run.surveys.size import notices_of_many
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.incidence import ProgrammeEstimate
from openssi.vocabulary.observation import Place

ENGINES = ("memory", "duckdb", "spark")
TABLE = "persons"
LOCAL = "local[*]"
"""Where Spark runs if nothing else is said."""

EngineOption = Annotated[str, typer.Option("--engine", help=words("command.engine"))]
MasterOption = Annotated[str | None, typer.Option("--master", help=words("command.master"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What answers.

    Attributes:
        name: `duckdb` or `spark`; `memory` where SQL does not answer.
        master: Where Spark runs.
    """

    name: str
    master: str = LOCAL

    @classmethod
    def asked(cls, name: str, master: str | None) -> "Engine":
        """Return what is asked for by options.

        Raises:
            FixTheFile: if there is no such engine, or a place is named where Spark does not run.
        """
        one_of("--engine", name, ENGINES)
        if name != "spark":
            refuse_alone({"--master": master}, "--engine spark")
        return cls(name=name, master=master or LOCAL)

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
    rule: DisclosureRule | None,
) -> TableEstimates:
    """Estimate measures of a Parquet file by SQL; what SQL does not compute is refused before any engine starts.

    More figures than the rule can protect together are refused before any is made.

    Raises:
        FixTheFile: if the file is no Parquet, a measure is not computed by SQL, or Spark is not there.
    """
    refuse_other_designs(description)
    wanted_measures(measures, description, conventions)
    with _opened(file, description, engine) as (queries, place), _bar() as bar:
        return estimate_table(
            queries,
            TABLE,
            description,
            measures,
            by,
            conventions=conventions,
            interval=Interval(level=level / 100),
            progress=bar,
            place=place,
            expected=lambda figures: tell(notices_of_many(figures, rule)),
        )


def programmes_at_scale(
    file: Path | None, description: SurveyDescription, asked: Asked, engine: Engine, rule: DisclosureRule | None
) -> tuple[list[ProgrammeEstimate], list[Problem]]:
    """Return figures of programmes of a Parquet file by SQL, and what is to be told about its rows.

    More figures than the rule can protect together are refused before any is made.

    Raises:
        FixTheFile: if the file is no Parquet, an indicator is not computed by SQL, or Spark is not there.
    """
    programmes_asked(description, asked)
    with _opened(file, description, engine) as (queries, place), _bar() as bar:
        found = TableProgrammes(queries, TABLE, description, asked, place)
        tell(notices_of_many(found.number_of_figures, rule))
        return list(found.estimates(bar)), found.notices


def _bar() -> AbstractContextManager[ProgressBar]:
    return progress_bar(words("command.group").partition(":")[0])


@contextmanager
def _opened(file: Path | None, description: SurveyDescription, engine: Engine) -> Iterator[tuple[Queries, Place]]:
    """Open the engine with the file as its table."""
    path = file or description.file
    if path is None or (path.is_file() and path.suffix.lower() != ".parquet"):
        raise FixTheFile.because("AT_SCALE_FILE", Place(file="" if path is None else path.name))
    if engine.name == "duckdb" and not path.exists():
        raise FixTheFile.because("FILE_MISSING", Place(file=str(path)))
    place = Place(file=path.name)
    with engine.queries() as queries:
        try:
            queries.register_parquet(TABLE, path)
            yield queries, place
        except EngineError as error:
            raise FixTheFile.because("SURVEY_UNREADABLE", place, problem=str(error).splitlines()[0]) from error


def tell(notices: Iterable[Problem]) -> None:
    """Say what was done with rows that are not as they should be."""
    for notice in notices:
        err.print(escape(notice.message(language())))


def refuse_with_sql(options: Mapping[str, object]) -> None:
    """Refuse options that only the exact path knows.

    Raises:
        FixTheFile: naming the first that is given.
    """
    given = next((option for option, value in options.items() if value is not None), None)
    if given is not None:
        raise FixTheFile.because("AT_SCALE_OPTION", Place(item=given), option=given)
