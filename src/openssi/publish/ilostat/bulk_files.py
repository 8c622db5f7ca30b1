"""The layout of ILOSTAT: bulk files per indicator and reference area, tables of contents and dictionaries.

Paths are those of ILOSTAT's bulk download (`indicator/<id>.csv.gz`), so that a script that reads them changes only the
address. Files of codes are the same in every language; names are in the dictionaries, and in the files of `labels/`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import Connection, connect
from openssi.publish.csv_files import write_csv
from openssi.publish.ilostat.contents import DICTIONARIES, contents_by_area, contents_by_indicator, dictionary
from openssi.publish.ilostat.datasets import ilostat_datasets
from openssi.publish.ilostat.rows import IlostatRows, ilostat_rows, one_of_many, sorted_apart
from openssi.publish.publication import Publication, write_readme, written_aside
from openssi.vocabulary.ilostat import IlostatDataset, LabelType
from openssi.vocabulary.text import LANGUAGES

IlostatEnding = Literal["csv.gz", "csv", "parquet", "json"]
ENDINGS: tuple[IlostatEnding, ...] = get_args(IlostatEnding)
ROW_ENDINGS: tuple[IlostatEnding, ...] = ("csv.gz", "parquet")
TABLE_ENDINGS: tuple[IlostatEnding, ...] = ("csv", "parquet")
MEDIA_TYPES: Mapping[IlostatEnding, str] = {
    "csv.gz": "application/gzip",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json; charset=utf-8",
}


def write_rows(connection: Connection, rows: IlostatRows, path: Path, ending: IlostatEnding) -> Path:
    """Write rows to a file as they come.

    Args:
        connection: Where their tables are.
        rows: A SELECT and its parameters.
        path: The file; whatever happens, readers find the former file or the new one.
        ending: Its format.
    """
    if ending in {"csv", "csv.gz"}:
        return write_csv(connection, path, rows.sql, rows.parameters, is_compressed=ending == "csv.gz")
    with written_aside(path) as aside:
        if ending == "parquet":
            connection.write_parquet(aside, rows.sql, dict(rows.parameters))
        else:
            connection.execute(
                f"COPY ({rows.sql}) TO $path (FORMAT json, ARRAY true)", {**rows.parameters, "path": str(aside)}
            )
    return path


def write_table(table: pa.Table, path: Path, ending: IlostatEnding) -> Path:
    """Write a table of contents or a dictionary."""
    with connect(contents=table) as connection:
        return write_rows(connection, IlostatRows("FROM contents"), path, ending)


def write(publication: Publication) -> tuple[Path, ...]:
    """Write a release in the layout of ILOSTAT, with files of codes, and of codes with names in one language."""
    datasets = ilostat_datasets(publication.connection, publication.definitions.ilostat)
    paths = [
        *_row_files(publication, datasets),
        *_contents(publication, datasets),
        *_dictionaries(publication, datasets),
    ]
    files = publication.definitions.texts.get("ilostat.readme_files", publication.language)
    return *paths, write_readme(publication, files)


def _row_files(publication: Publication, datasets: Mapping[str, IlostatDataset]) -> Iterator[Path]:
    definitions, folder, language = publication.definitions, publication.folder, publication.language
    rows = ilostat_rows(definitions, tuple(datasets.values()), labels="both", language=language)
    with sorted_apart(publication.connection, rows) as apart:
        for each in datasets.values():
            yield from _dataset_files(apart, each, folder / "indicator", "code")
            yield from _dataset_files(apart, each, folder / "labels" / language / "indicator", "both")
        for row in apart.rows("SELECT DISTINCT ref_area FROM rows ORDER BY ref_area"):
            path = folder / "ref_area" / f"{row['ref_area']}_{definitions.ilostat.frequency}.csv.gz"
            yield write_rows(apart, one_of_many("ref_area", row["ref_area"], "code"), path, "csv.gz")


def _dataset_files(apart: Connection, dataset: IlostatDataset, folder: Path, labels: LabelType) -> Iterator[Path]:
    rows = one_of_many("indicator", dataset.indicator, labels)
    for ending in ROW_ENDINGS:
        yield write_rows(apart, rows, folder / f"{dataset.id}.{ending}", ending)


def write_compressed(
    connection: Connection, definitions: Definitions, datasets: Sequence[IlostatDataset], folder: Path
) -> dict[str, Path]:
    """Write the compressed CSV file of codes of every dataset, and return the files by id."""
    with sorted_apart(connection, ilostat_rows(definitions, datasets)) as apart:
        return {
            each.id: write_rows(
                apart, one_of_many("indicator", each.indicator, "code"), folder / f"{each.id}.csv.gz", "csv.gz"
            )
            for each in datasets
        }


def _contents(publication: Publication, datasets: Mapping[str, IlostatDataset]) -> Iterator[Path]:
    connection, release, definitions = publication.connection, publication.release, publication.definitions
    folder = publication.folder
    sizes = {each: (folder / "indicator" / f"{each}.csv.gz").stat().st_size for each in datasets}
    for language in LANGUAGES:
        by_indicator = contents_by_indicator(connection, release, definitions, datasets, language, sizes)
        by_area = contents_by_area(connection, release, definitions, datasets, language)
        for segment, table in (("indicator", by_indicator), ("ref_area", by_area)):
            for ending in TABLE_ENDINGS:
                yield write_table(table, folder / segment / f"table_of_contents_{language}.{ending}", ending)


def _dictionaries(publication: Publication, datasets: Mapping[str, IlostatDataset]) -> Iterator[Path]:
    listed = tuple(datasets.values())
    for variable in DICTIONARIES:
        for language in LANGUAGES:
            table = dictionary(publication.connection, publication.definitions, listed, variable, language)
            for ending in TABLE_ENDINGS:
                yield write_table(table, publication.folder / "dic" / f"{variable}_{language}.{ending}", ending)
