"""A whole release as one file per dataflow and per indicator, in a format that holds one dataset."""

from collections.abc import Callable, Iterator
from pathlib import Path

from openssi.publish.cubes.structure_tables import read_structures
from openssi.publish.publication import Publication, write_readme
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.vocabulary.data_structure import PublishedDataflow, PublishedStructures

WriteDataset = Callable[[DataMessage, Path], tuple[str, ...]]
"""Writes a dataset to a file and returns the labels that had to be shortened, in full."""

BY_INDICATOR = "DF_INDICATORS"


def dataflow_files(publication: Publication, write: WriteDataset, extension: str) -> tuple[Path, ...]:
    """Write one file per dataflow and one per indicator of countries, and a README.txt beside them.

    Args:
        publication: The release; its dataflows are tables of the connection.
        write: Writes one dataset.
        extension: Of its files, without the dot.
    """
    structures = read_structures(publication.connection)
    paths: list[Path] = []
    shortened: list[str] = []
    for name, message in (*_dataflows(publication, structures), *_indicators(publication, structures)):
        path = publication.folder / f"{name}.{extension}"
        path.parent.mkdir(parents=True, exist_ok=True)
        shortened += write(message, path)
        paths.append(path)
    texts, language = publication.definitions.texts, publication.language
    told = [texts.get("ilostat.readme_datasets", language)]
    if shortened:
        told += [texts.get("ilostat.readme_shortened", language), *dict.fromkeys(shortened)]
    return *paths, write_readme(publication, "\n".join(told))


def _dataflows(publication: Publication, structures: PublishedStructures) -> Iterator[tuple[str, DataMessage]]:
    for dataflow in structures.dataflows.values():
        yield (
            dataflow.id,
            _message(publication, structures, dataflow, f"SELECT {_columns(dataflow)} FROM {dataflow.id}"),
        )


def _indicators(publication: Publication, structures: PublishedStructures) -> Iterator[tuple[str, DataMessage]]:
    dataflow = structures.dataflows[BY_INDICATOR]
    key = ", ".join(f'"{each.id}"' for each in (*dataflow.structure.dimensions, dataflow.structure.time))
    statement = f"SELECT {_columns(dataflow)} FROM {dataflow.id} WHERE INDICATOR = $indicator ORDER BY {key}"
    for row in publication.connection.rows(f"SELECT DISTINCT INDICATOR AS id FROM {dataflow.id} ORDER BY id"):
        yield f"indicator/{row['id']}", _message(publication, structures, dataflow, statement, indicator=row["id"])


def _columns(dataflow: PublishedDataflow) -> str:
    return ", ".join(f'"{each}"' for each in dataflow.structure.columns)


def _message(
    publication: Publication,
    structures: PublishedStructures,
    dataflow: PublishedDataflow,
    statement: str,
    **parameters: object,
) -> DataMessage:
    return DataMessage(
        connection=publication.connection,
        dataflow=dataflow,
        structures=structures,
        statement=statement,
        parameters=parameters,
        release=publication.release,
        language=publication.language,
    )
