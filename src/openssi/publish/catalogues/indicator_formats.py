"""The catalogue of indicators: every one with its formulas, its words in three languages and its examples."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.publish.catalogues import indicator_catalogue_page
from openssi.publish.catalogues.codebook_files import write_csv_folder
from openssi.publish.catalogues.codebook_tables import CodebookTable
from openssi.publish.catalogues.indicator_table import indicator_table
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language


def publish_indicators(definitions: Definitions, format_id: str, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the catalogue of indicators and return the files.

    Args:
        definitions: Where it comes from.
        format_id: `csv` (`indicators.csv`, one row per indicator, breakdown and formula, all languages; its columns are
            those of the table `indicators` of a release) or `html` (one page in one language).
        folder: Where the files are written.
        language: Language of the page.

    Raises:
        FixTheFile: if there is no such format.
    """
    if format_id not in INDICATOR_FORMATS:
        raise FixTheFile.because("FORMAT_UNKNOWN", Place(), format=format_id, known=", ".join(INDICATOR_FORMATS))
    folder.mkdir(parents=True, exist_ok=True)
    return INDICATOR_FORMATS[format_id](definitions, folder, language)


def _write_csv(definitions: Definitions, folder: Path, _: Language) -> tuple[Path, ...]:
    table = indicator_table(definitions)
    rows = tuple(tuple(map(_cell, row.values())) for row in table.to_pylist())
    return write_csv_folder((CodebookTable("indicators", tuple(table.column_names), rows),), folder)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


INDICATOR_FORMATS: Mapping[str, Callable[[Definitions, Path, Language], tuple[Path, ...]]] = MappingProxyType(
    {"csv": _write_csv, "html": indicator_catalogue_page.write}
)
