"""Code lists: one CSV file each, with the codes of other classifications as further columns."""

from pathlib import Path

from openssi.definitions.csv_source import CsvRow, read_csv
from openssi.vocabulary.codelist import Code, CodeList
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES, MultilingualText

_COLUMNS = ("code", *LANGUAGES)


def load_codelists(root: Path) -> dict[str, CodeList]:
    """Read `definitions/codelists`.

    Raises:
        FixTheFile: with file and row, if a code stands twice or lacks a language.
    """
    return {path.stem: _codelist(path) for path in sorted((root / "codelists").glob("CL_*.csv"))}


def _codelist(path: Path) -> CodeList:
    codes: dict[str, Code] = {}
    first: dict[str, str] = {}
    for row in read_csv(path, _COLUMNS):
        if row["code"] in codes:
            raise FixTheFile.because("DEFINITION_ID_TWICE", row.place, id=row["code"], other=first[row["code"]])
        codes[row["code"]] = _code(row)
        first[row["code"]] = str(row.place)
    return CodeList(path.stem, tuple(codes.values()))


def _code(row: CsvRow) -> Code:
    missing = [language for language in LANGUAGES if not row[language].strip()]
    if missing:
        values = {"key": row["code"], "languages": ", ".join(missing)}
        raise FixTheFile.because("DEFINITION_LANGUAGE_MISSING", row.place, **values)
    further = {name: tuple(text.split(";")) for name, text in row.cells.items() if name not in _COLUMNS and text}
    return Code(row["code"], MultilingualText(*(row[language] for language in LANGUAGES)), further)
