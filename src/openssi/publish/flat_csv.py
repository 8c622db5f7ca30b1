"""Flat CSV for people and programs: labels in one language, numbers with a point and without any space."""

from pathlib import Path

from openssi.publish.labelled import TABLES, LabelledTable, headings, statement
from openssi.publish.publication import Publication, write_readme, written_aside


def write(publication: Publication) -> tuple[Path, ...]:
    """Write one file per table and a README.txt beside them."""
    paths = [_copy(publication, table) for table in TABLES]
    files = publication.say("readme.files_csv", files=", ".join(path.name for path in paths))
    return *paths, write_readme(publication, files)


def _copy(publication: Publication, table: LabelledTable) -> Path:
    path = publication.folder / f"{table.id}.csv"
    sql, parameters = statement(publication, table)
    columns = publication.connection.query(f"SELECT * FROM ({sql}) LIMIT 0", parameters).column_names
    renamed = ", ".join(
        f'{_exact(table, column)} AS "{head}"'
        for column, head in zip(columns, headings(publication, columns), strict=True)
    )
    with written_aside(path) as aside:
        publication.connection.execute(
            f"COPY (SELECT {renamed} FROM ({sql})) TO $path (FORMAT csv, HEADER true)",
            {**parameters, "path": str(aside)},
        )
    return path


def _exact(table: LabelledTable, column: str) -> str:
    """Return a column; exact decimals carry no zeros behind their last digit."""
    is_decimal = column == "value" and table.id == "observations"
    return "rtrim(rtrim(value::VARCHAR, '0'), '.')" if is_decimal else f'"{column}"'
