"""Observations per second of every writer of data messages, and of pysdmx beside them, each in a process of its own.

    python benchmarks/sdmx_writers.py [--rows 1000000] [--runs 3] [--without-pysdmx]

The rows have the columns and the likeness of DF_INDICATORS: 200 areas, 67 indicators, three sexes, 25 years, shares
with all their digits, sources with commas and accents, few footnotes. They lie in a Parquet file, as those of a
release, and go to a file. Wall time, processor time of the whole process and the highest memory are told; the best of
the runs.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from openssi.definitions import load
from openssi.engine import connect
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.vocabulary.release import Release

_ROWS = """
    SELECT 'A' AS FREQ, 'Q' || chr(CAST(65 + a // 26 AS INTEGER)) || chr(CAST(65 + a % 26 AS INTEGER)) AS REF_AREA,
           'INDICATOR_NUMBER_' || i AS INDICATOR, s AS SEX, '_T' AS BREAKDOWN, CAST(2000 + y AS INTEGER) AS TIME_PERIOD,
           CASE WHEN h % 50 > 0 THEN (h % 9973) / 99.73 END AS OBS_VALUE, '2026.2' AS RELEASE,
           'demonstration' AS WORLD, 'PT' AS UNIT_MEASURE, 0 AS UNIT_MULT,
           CASE WHEN h % 10 = 0 THEN 'E' ELSE 'A' END AS OBS_STATUS, 'F' AS CONF_STATUS, 'C' AS NATURE,
           CASE WHEN h % 8 > 0 THEN ['Enquête sur la main-d’œuvre', 'Social Security Inquiry',
               'Administrative register, of the institute (2nd quarter); "see" note'][CAST(1 + i % 3 AS INTEGER)]
           END AS SOURCE, CASE WHEN h % 5 = 0 THEN 'L.COV_METHOD=LFS' END AS COMMENT_OBS,
           CASE WHEN i % 2 = 0 THEN 'LINK' END AS METHOD,
           CASE WHEN i % 4 > 0 THEN CAST(h % 10000019 AS DOUBLE) END AS NUMERATOR,
           CASE WHEN i % 4 > 0 THEN CAST(h % 100000037 AS DOUBLE) END AS DENOMINATOR,
           NULL::DOUBLE AS LOWER, NULL::DOUBLE AS UPPER,
           CASE WHEN h % 100 = 0 THEN CAST((h % 9967) / 99.67 AS DECIMAL(38, 10)) END AS COUNTRY_VALUE,
           concat('INDICATOR_NUMBER_', i, '.Q', chr(CAST(65 + a // 26 AS INTEGER)), chr(CAST(65 + a % 26 AS INTEGER)),
                  '.', 2000 + y, '.', s, '._T') AS FIGURE,
           '2026-11-29T22:51:53+00:00' AS LAST_UPDATE, NULL::VARCHAR AS REVISION_REASON
    FROM (SELECT *, hash(a, i, s, y) AS h FROM range(200) AS t(a), range(67) AS u(i),
          (SELECT unnest(['F', 'M', '_T']) AS s), range(25) AS v(y))
    ORDER BY ALL LIMIT {rows}
"""


def make_rows(path: Path, rows: int) -> None:
    """Write the rows to a Parquet file, sorted by key and time."""
    with connect() as connection:
        connection.write_parquet(path, _ROWS.format(rows=rows))


def write_ours(data: Path, to: Path, format_id: str) -> None:
    """Write the rows with a writer of OpenSSI."""
    structures = load().dataflows
    release = Release(
        id="2026.2",
        created="2026-11-29T22:51:53+00:00",
        kind="demonstration",
        software_version="",
        definitions_version="",
        questionnaire_version="",
        method={},
        sources=(),
        waivers=(),
        files=(),
    )
    with connect() as connection:
        connection.register_parquet("DF_INDICATORS", data)
        message = DataMessage(
            connection=connection,
            dataflow=structures.dataflows["DF_INDICATORS"],
            structures=structures,
            statement="SELECT * FROM DF_INDICATORS",
            release=release,
        )
        _timed(lambda: _to_file(message, to, format_id))


def _to_file(message: DataMessage, to: Path, format_id: str) -> None:
    with to.open("wb") as stream:
        stream.writelines(DATA_FORMATS[format_id].write(message))


def write_with_pysdmx(data: Path, to: Path, format_id: str) -> None:
    """Write the rows with pysdmx, from the data frame that it wants, which is not counted."""
    import pandas as pd
    from pysdmx.io import write_sdmx
    from pysdmx.io.format import Format
    from pysdmx.io.pd import PandasDataset

    formats = {"sdmx-csv-2.0": Format.DATA_SDMX_CSV_2_0_0, "sdmx-ml-2.1": Format.DATA_SDMX_ML_2_1_STR}
    schema = _pysdmx_schema()
    frame = pd.read_parquet(data)
    dataset = PandasDataset(structure=schema, data=frame)
    shape = {"dimension_at_observation": {schema.short_urn: "TIME_PERIOD"}} if "ml" in format_id else {}
    _timed(lambda: write_sdmx([dataset], formats[format_id], output_path=str(to), **shape))


def _pysdmx_schema() -> object:
    from pysdmx.model import Component, Components, Concept, DataType, Role, Schema

    structure = load().dataflows.dataflows["DF_INDICATORS"].structure
    roles = {"dimension": Role.DIMENSION, "time": Role.DIMENSION, "measure": Role.MEASURE, "attribute": Role.ATTRIBUTE}
    series = ",".join(each.id for each in structure.dimensions)
    levels = {"dataset": "D", "series": series, "observation": "O", None: None}
    kinds = {"number": DataType.DOUBLE, "integer": DataType.INTEGER, "year": DataType.PERIOD}
    components = Components(
        [
            Component(
                id=each.id,
                required=each.role in ("dimension", "time"),
                role=roles[each.role],
                concept=Concept(id=each.id),
                local_dtype=kinds.get(each.representation, DataType.STRING),
                attachment_level=levels[each.attachment],
            )
            for each in structure
        ]
    )
    return Schema(
        context="dataflow", agency="OPENSSI", id="DF_INDICATORS", version="1.0", components=components, artefacts=[]
    )


def _timed(work: Callable[[], object]) -> None:
    before, used = time.perf_counter(), time.process_time()
    work()
    wall, used = time.perf_counter() - before, time.process_time() - used
    # Linux hands the peak of the parent down to the child, which is why the parent makes no rows.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps({"wall": wall, "cpu": used, "peak": peak}))


def measure(who: str, data: Path, to: Path, format_id: str, runs: int) -> dict[str, float]:
    """Return the best of several runs, each in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--one", who, format_id, str(data), str(to)]
    found = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(runs)]
    return min(found, key=lambda each: float(each["wall"]))


def main() -> None:
    """Print a line per writer."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without-pysdmx", action="store_true")
    parser.add_argument("--one", nargs=4, metavar=("WHO", "WHAT", "DATA", "TO"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        _one(*asked.one)
        return
    with tempfile.TemporaryDirectory() as folder:
        data, to = Path(folder, "DF_INDICATORS.parquet"), Path(folder, "written")
        subprocess.run([sys.executable, __file__, "--one", "rows", str(asked.rows), str(data), ""], check=True)
        _print_all(asked.rows, data, to, asked.runs, others=not asked.without_pysdmx)


def _one(who: str, what: str, data: str, to: str) -> None:
    if who == "rows":
        make_rows(Path(data), int(what))
    else:
        {"openssi": write_ours, "pysdmx": write_with_pysdmx}[who](Path(data), Path(to), what)


def _print_all(rows: int, data: Path, to: Path, runs: int, *, others: bool) -> None:
    sys.stdout.write(
        f"{'writer':28}{'obs/s':>12}{'obs/cpu s':>12}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'file MB':>9}\n"
    )
    ours = [("openssi", each) for each in DATA_FORMATS]
    theirs = [("pysdmx", each) for each in ("sdmx-csv-2.0", "sdmx-ml-2.1")] if others else []
    for who, format_id in (*ours, *theirs):
        found = measure(who, data, to, format_id, runs if who == "openssi" else 1)
        sys.stdout.write(
            f"{who + ' ' + format_id:28}{rows / found['wall']:>12,.0f}{rows / found['cpu']:>12,.0f}"
            f"{found['wall']:>9.2f}{found['cpu']:>9.2f}{found['peak']:>9,.0f}{to.stat().st_size / 1e6:>9,.0f}\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
