"""Parquet: the tables of the release as they are, without the figures that are not published."""

from pathlib import Path

from openssi.engine import as_dataflow, write_parquet
from openssi.publish.publication import Publication, write_readme
from openssi.vocabulary.dataflow import DATAFLOWS

_WITHOUT_SUPPRESSED = """
    SELECT * REPLACE (
        CASE WHEN publication <> 'suppressed' THEN value END AS value,
        CASE WHEN publication <> 'suppressed' THEN interval_lower END AS interval_lower,
        CASE WHEN publication <> 'suppressed' THEN interval_upper END AS interval_upper
    ) FROM aggregates
"""


def write(publication: Publication) -> tuple[Path, ...]:
    """Write one file per table of the release and a README.txt beside them."""
    paths = [_write_table(publication, name) for name in DATAFLOWS]
    files = publication.say("readme.files_parquet", files=", ".join(path.name for path in paths))
    return *paths, write_readme(publication, files)


def _write_table(publication: Publication, name: str) -> Path:
    path = publication.folder / f"{name}.parquet"
    statement = _WITHOUT_SUPPRESSED if name == "aggregates" else f"FROM {name}"
    table = as_dataflow(DATAFLOWS[name], publication.connection.query(statement))
    facts = {"release": publication.release.id, "world": publication.world, "notice": " ".join(publication.notices())}
    write_parquet(path, table.replace_schema_metadata({f"openssi.{key}": value for key, value in facts.items()}))
    return path
