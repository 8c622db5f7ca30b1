"""What leaves in the formats of SDMX is what lies in the release, to the last digit."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest
from lxml import etree

from openssi.engine import Connection, connect
from openssi.publish import publish
from openssi.run.site import ReleaseSite

DATAFLOWS = (
    "DF_AGGREGATES",
    "DF_CONTEXT",
    "DF_INDICATORS",
    "DF_INQUIRY",
    "DF_SCHEME_INDICATORS",
    "DF_SDG_0131_SEX_SOC_RT",
    "DF_SIDE_BY_SIDE",
)


@pytest.fixture(scope="module")
def published(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Publish the latest release; return its folder and that of the files."""
    folder = tmp_path_factory.mktemp("sdmx")
    with closing(ReleaseSite(demonstration)) as site:
        held = site.latest()
        for format_id in ("sdmx-csv", "sdmx-ml"):
            publish(
                held.connection(),
                held.release,
                format_id,
                folder,
                "en",
                site.definitions,
                structures=lambda: held.structures,
            )
        return held.folder, folder


def typed(connection: Connection) -> str:
    """Return the columns of what was told as texts, in the types of the release."""
    columns = connection.query("SELECT * FROM kept LIMIT 0").schema
    kinds = {pa.float64(): "DOUBLE", pa.int32(): "INTEGER", pa.string(): "VARCHAR"}
    return ", ".join(
        f'CAST("{each.name}" AS {kinds.get(each.type, "DECIMAL(38, 10)")}) AS "{each.name}"' for each in columns
    )


def differences(connection: Connection, told: str) -> int:
    """Return the number of rows that stand in one of both only."""
    columns = typed(connection)
    lost = f"FROM kept EXCEPT ALL SELECT {columns} FROM {told}"  # noqa: S608 - made of names only
    invented = f"SELECT {columns} FROM {told} EXCEPT ALL FROM kept"  # noqa: S608 - as before
    return len(connection.rows(lost)) + len(connection.rows(invented))


@pytest.mark.parametrize("dataflow", DATAFLOWS)
def test_a_csv_holds_every_row_of_the_release_and_no_other(published: tuple[Path, Path], dataflow: str) -> None:
    release, files = published
    read = f"read_csv('{files / dataflow}.csv', header = true, all_varchar = true, nullstr = '', quote = '\"')"
    with connect() as connection:
        connection.register_parquet("kept", release / f"{dataflow}.parquet")
        assert differences(connection, read) == 0


@pytest.mark.parametrize("dataflow", ["DF_INDICATORS", "DF_SDG_0131_SEX_SOC_RT"])
def test_an_xml_holds_every_row_of_the_release_and_each_series_once(
    published: tuple[Path, Path], dataflow: str
) -> None:
    release, files = published
    with connect() as connection:
        connection.register_parquet("kept", release / f"{dataflow}.parquet")
        names = connection.query("SELECT * FROM kept LIMIT 0").schema.names
        told = list(observations(files / f"{dataflow}.xml"))
        columns = {name: pa.array([each.get(name) for each in told], pa.string()) for name in names}
        connection.register("told", pa.table(columns))
        assert differences(connection, "told") == 0
    keys = [tuple(sorted(each.attrib.items())) for each in etree.parse(files / f"{dataflow}.xml").iter("Series")]
    assert len(set(keys)) == len(keys)


def observations(path: Path) -> Iterator[dict[str, str]]:
    for series in etree.parse(path).iter("Series"):
        common = {**series.getparent().attrib, **series.attrib}
        yield from ({**common, **each.attrib} for each in series)
