"""The codebook: every item, table, dimension, unit and code of the questionnaire, from its definitions."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.publish.catalogues import codebook_page
from openssi.publish.catalogues.codebook_files import write_csv_folder, write_workbook
from openssi.publish.catalogues.codebook_tables import CodebookTable
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Item, Questionnaire, Unit
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

CODEBOOK_FORMATS: Mapping[str, Callable[[Definitions, Path, Language], tuple[Path, ...]]] = MappingProxyType(
    {
        "csv": lambda definitions, folder, _: write_csv_folder(codebook_tables(definitions), folder),
        "xlsx": lambda definitions, folder, language: write_workbook(
            codebook_tables(definitions), definitions, folder, language
        ),
        "html": codebook_page.write,
    }
)


def publish_codebook(definitions: Definitions, format_id: str, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the codebook and return the files.

    Args:
        definitions: Where it comes from.
        format_id: `csv` (one file per table, all languages), `xlsx` (one sheet per table, all languages) or `html`
            (one page in one language).
        folder: Where the files are written.
        language: Language of the page, and of the names of sheets.

    Raises:
        FixTheFile: if there is no such format.
    """
    if format_id not in CODEBOOK_FORMATS:
        raise FixTheFile.because("FORMAT_UNKNOWN", Place(), format=format_id, known=", ".join(CODEBOOK_FORMATS))
    folder.mkdir(parents=True, exist_ok=True)
    return CODEBOOK_FORMATS[format_id](definitions, folder, language)


def codebook_tables(definitions: Definitions) -> tuple[CodebookTable, ...]:
    """Return the codebook as tables with technical headings, the same in every language."""
    questionnaire = definitions.questionnaire
    return (
        CodebookTable("items", _ITEM_HEADS, tuple(_item(item, questionnaire) for item in questionnaire.items.values())),
        CodebookTable("tables", ("table", "level", *_in_languages("title"), "items"), tuple(_tables(questionnaire))),
        CodebookTable(
            "dimensions",
            ("dimension", "codelist", "derived", *_in_languages("label"), *_in_languages("definition")),
            tuple(_dimensions(questionnaire)),
        ),
        CodebookTable("units", ("unit", "multiplier", *_in_languages("label")), tuple(_units(questionnaire))),
        CodebookTable("codes", ("codelist", "code", *_in_languages("label"), "crosswalk"), tuple(_codes(definitions))),
    )


def _in_languages(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{language}" for language in LANGUAGES)


def _texts(text: MultilingualText) -> tuple[str, ...]:
    return text.en, text.fr, text.es


_ITEM_HEADS = (
    "code", "mnemonic", "table", "level", "type", *_in_languages("label"), *_in_languages("definition"),
    *_in_languages("example"), "unit", "multiplier", "codelist", "breakdowns", "requirement", "condition", "core",
    "formula", "group", "valid_from", "valid_to", "successor",
)  # fmt: skip


def multiplier_of(item: Item, questionnaire: Questionnaire) -> str:
    """Return which convention of the country scales an item, `none` where nothing does."""
    if item.requirement == "prefilled":
        return "none"
    return questionnaire.units.get(item.unit, Unit("", item.label)).multiplier


def _item(item: Item, questionnaire: Questionnaire) -> tuple[str, ...]:
    return (
        item.code,
        item.id,
        item.table,
        item.level,
        item.type,
        *_texts(item.label),
        *_texts(item.definition),
        *_texts(item.example),
        item.unit,
        multiplier_of(item, questionnaire),
        item.codelist,
        " ".join(item.breakdowns),
        item.requirement,
        item.condition,
        "yes" if item.core else "no",
        item.formula,
        item.group,
        str(item.valid_from or ""),
        str(item.valid_to or ""),
        item.successor,
    )


def _tables(questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    for table in questionnaire.tables:
        yield table.id, table.level, *_texts(table.title), str(len(table.items))


def _dimensions(questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    for each in questionnaire.dimensions.values():
        yield each.id, each.codelist, " ".join(each.derived), *_texts(each.label), *_texts(each.definition)


def _units(questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    for each in questionnaire.units.values():
        yield each.id, each.multiplier, *_texts(each.label)


def _codes(definitions: Definitions) -> Iterator[tuple[str, ...]]:
    for codelist in definitions.codelists.values():
        for code in codelist:
            others = "; ".join(f"{name}={' '.join(codes)}" for name, codes in code.crosswalk.items())
            yield codelist.id, code.id, *_texts(code.name), others
