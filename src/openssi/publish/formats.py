"""The formats that a release is published in: one row, one module each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.publish import excel, flat_csv, parquet
from openssi.publish.archive import write_archive
from openssi.publish.datasets import spss, stata
from openssi.publish.ilostat import bulk_files as ilostat
from openssi.publish.publication import Publication, Structures
from openssi.publish.sdmx.data.data_formats import DATA_FORMATS
from openssi.publish.sdmx.data.sdmx_files import writes_release
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.passing_folder import PassingFolder
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Format:
    """A format of exports.

    Attributes:
        id: As a command or an address names it.
        write: Writes its files and returns their paths.
        is_one_file: Whether it writes a single file, so that no archive is needed.
        media_type: Media type of its files.
    """

    id: str
    write: Callable[[Publication], tuple[Path, ...]]
    is_one_file: bool
    media_type: str


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _of_sdmx(identity: str, format_id: str, called: str) -> Format:
    return Format(identity, writes_release(format_id, called), False, DATA_FORMATS[format_id].media_type)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.id: each
        for each in (
            Format("xlsx", excel.write, True, _XLSX),
            Format("csv", flat_csv.write, False, "text/csv"),
            _of_sdmx("sdmx-csv", "sdmx-csv-2.0", "SDMX-CSV 2.0"),
            _of_sdmx("sdmx-ml", "sdmx-ml-2.1", "SDMX-ML 2.1"),
            _of_sdmx("sdmx-json", "sdmx-json-2.0", "SDMX-JSON 2.0"),
            Format("parquet", parquet.write, False, "application/vnd.apache.parquet"),
            Format("ilostat", ilostat.write, False, "application/zip"),
            Format("stata", stata.write, False, "application/x-stata-dta"),
            Format("spss", spss.write, False, "application/x-spss-sav"),
        )
    }
)


def publish(
    connection: Connection,
    release: Release,
    format_id: str,
    folder: Path,
    language: Language,
    definitions: Definitions,
    structures: Structures | None = None,
) -> tuple[Path, ...]:
    """Write a release in a format and return the files.

    Args:
        connection: Tables of the release under the ids of their dataflows.
        release: Its manifest.
        format_id: Key of `FORMATS`.
        folder: Where the files are written; files of the same names are replaced, each in one step.
        language: Language of headings, labels and notes.
        definitions: Names of indicators, items and codes, and the texts.
        structures: Makes the dataflows tables of the connection and returns what explains them; formats of SDMX ask.
            Without it they are there already, explained by the tables `components` and `codes`.

    Raises:
        FixTheFile: if there is no such format, or it cannot hold so many rows.
    """
    if format_id not in FORMATS:
        raise FixTheFile.because("FORMAT_UNKNOWN", Place(), format=format_id, known=", ".join(FORMATS))
    publication = Publication(
        connection=connection,
        release=release,
        folder=folder,
        language=language,
        definitions=definitions,
        structures=structures,
    )
    return FORMATS[format_id].write(publication)


def publish_one_file(
    connection: Connection,
    release: Release,
    format_id: str,
    folder: Path,
    language: Language,
    definitions: Definitions,
    structures: Structures | None = None,
) -> Path:
    """Write a release in a format as one file: the workbook itself, or a ZIP of the files.

    Raises:
        FixTheFile: as `publish`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with PassingFolder("archive", folder) as inside:
        paths = publish(connection, release, format_id, inside, language, definitions, structures)
        if FORMATS[format_id].is_one_file:
            return paths[0].replace(folder / paths[0].name)
        world = "demonstration" if release.is_fictional else "real"
        return write_archive(paths, folder / f"openssi-{release.id}-{world}-{format_id}-{language}.zip", inside)
