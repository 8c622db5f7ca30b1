"""The crosswalk to other classifications: one file of frameworks, and one CSV file of rows for each."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

from openssi.definitions.csv_source import CsvRow, read_csv
from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.crosswalk import CrosswalkRow, Framework
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import LANGUAGES, MultilingualText

COLUMNS = (
    "of", "form", "means_test", "category", "share", "valid_from", "valid_to", *(f"note_{each}" for each in LANGUAGES),
    "source",
)  # fmt: skip


def load_frameworks(root: Path) -> dict[str, Framework]:
    """Read `definitions/crosswalk`, in the order in which frameworks are shown.

    Raises:
        FixTheFile: with file and line or row, if an entry cannot be understood or an id stands twice.
    """
    folder = root / "crosswalk"
    seen = SeenIds()
    entries = read_yaml(folder / "frameworks.yaml").only("frameworks")["frameworks"].items()
    return {seen.add(source): _framework(source, folder) for source in entries}


def _framework(source: Source, folder: Path) -> Framework:
    source.only("id", "codelist", "name", "note", "government_only")
    return Framework(
        id=source.text("id"),
        name=source.multilingual("name"),
        note=source.multilingual("note"),
        codelist=source.text("codelist"),
        government_only=bool(source.find("government_only")) and source.flag("government_only"),
        rows=tuple(map(_row, read_csv(folder / f"{source.text('id')}.csv", COLUMNS))),
    )


def _row(row: CsvRow) -> CrosswalkRow:
    return CrosswalkRow(
        of=row["of"],
        form=row["form"],
        means_test=row["means_test"],
        category=row["category"],
        share=_share(row),
        valid_from=row.whole("valid_from"),
        valid_to=row.whole("valid_to") if row["valid_to"] else None,
        note=_note(row),
        source=row["source"],
        place=row.place,
    )


def _share(row: CsvRow) -> Decimal:
    try:
        return Decimal(row["share"])
    except InvalidOperation as error:
        values = {"key": "share", "text": row["share"]}
        raise FixTheFile.because("DEFINITION_NOT_A_NUMBER", row.place, **values) from error


def _note(row: CsvRow) -> MultilingualText | None:
    texts = {language: row[f"note_{language}"] for language in LANGUAGES}
    if not any(texts.values()):
        return None
    missing = [language for language, text in texts.items() if not text]
    if missing:
        values = {"key": "note", "languages": ", ".join(missing)}
        raise FixTheFile.because("DEFINITION_LANGUAGE_MISSING", row.place, **values)
    return MultilingualText(**texts)
