"""Flat CSV for people and programs: labels in one language, numbers with a point and without any space."""

from pathlib import Path

import pyarrow as pa

from openssi.publish.csv_files import write_csv
from openssi.publish.labelled import TABLES, LabelledTable, headings, statement
from openssi.publish.publication import Publication, write_readme


def write(publication: Publication) -> tuple[Path, ...]:
    """Write one file per table and a README.txt beside them."""
    paths = [_copy(publication, table) for table in TABLES]
    files = publication.say("readme.files_csv", files=", ".join(path.name for path in paths))
    return *paths, write_readme(publication, files)


def _copy(publication: Publication, table: LabelledTable) -> Path:
    sql, parameters = statement(publication, table)
    schema = publication.connection.query(f"SELECT * FROM ({sql}) LIMIT 0", parameters).schema
    return write_csv(
        publication.connection,
        publication.folder / f"{table.id}.csv",
        sql,
        parameters,
        heads=headings(publication, schema.names),
        exact=[field.name for field in schema if pa.types.is_decimal(field.type)],
    )
