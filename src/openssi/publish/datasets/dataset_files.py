"""One dataset, or a part of one, as a file that a statistical package or a spreadsheet opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.publish.datasets.excel_dataset import write_excel
from openssi.publish.datasets.spss import write_spss
from openssi.publish.datasets.stata import write_stata
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.publish.sdmx.data.dataflow_files import WriteDataset
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class DatasetKind:
    """A kind of file that holds one dataset.

    Attributes:
        write: Writes it.
        extension: Of its files, without the dot.
        media_type: As it is sent.
    """

    write: Callable[[DataMessage, Path, Definitions], tuple[str, ...]]
    extension: str
    media_type: str


def _without_words(write: WriteDataset) -> Callable[[DataMessage, Path, Definitions], tuple[str, ...]]:
    """Return a writer that needs no words of the definitions as one that is given them."""
    return lambda message, path, _definitions: write(message, path)


DATASETS: Mapping[str, DatasetKind] = MappingProxyType(
    {
        "stata": DatasetKind(_without_words(write_stata), "dta", "application/x-stata-dta"),
        "spss": DatasetKind(_without_words(write_spss), "sav", "application/x-spss-sav"),
        "xlsx": DatasetKind(write_excel, "xlsx", XLSX),
    }
)


def write_dataset(kind: str, message: DataMessage, path: Path, definitions: Definitions) -> tuple[str, ...]:
    """Write a dataset, or the part of it that a statement selects.

    Args:
        kind: Key of `DATASETS`.
        message: What is selected, what explains it, its release and the language of the labels.
        path: The file; whatever happens, readers find the former file or the new one.
        definitions: The words of the cover of a workbook.

    Returns:
        Labels that are too long for the format and end in an ellipsis, in full.

    Raises:
        FixTheFile: if there is no such kind, or it cannot hold so many observations or so long a text.
    """
    if kind not in DATASETS:
        raise FixTheFile.because("FORMAT_UNKNOWN", Place(), format=kind, known=", ".join(DATASETS))
    return DATASETS[kind].write(message, path, definitions)
