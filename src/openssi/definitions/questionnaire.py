"""The questionnaire: one folder per version, one YAML file per table."""

from pathlib import Path
from typing import get_args

from openssi.definitions.source import Source, read_yaml
from openssi.vocabulary.item import Item, ItemTable, ItemType, Level, Questionnaire, Requirement

_KEYS = (
    "id", "code", "type", "label", "definition", "unit", "codelist", "breakdowns", "requirement", "core", "formula",
    "valid_from", "valid_to",
)  # fmt: skip


def load_questionnaire(root: Path) -> Questionnaire:
    """Read the version that `definitions/version.yaml` names.

    Raises:
        FixTheFile: with file and line, if a table cannot be understood or an item stands twice.
    """
    version = read_yaml(root / "version.yaml").text("version")
    folder = root / "questionnaire" / version
    declared = read_yaml(folder / "version.yaml").only("version", "tables")
    seen: set[str] = set()
    tables = tuple(_table(read_yaml(folder / f"{name}.yaml"), seen) for name in declared.texts("tables"))
    return Questionnaire(declared.text("version"), tables)


def _table(source: Source, seen: set[str]) -> ItemTable:
    source.only("table", "level", "title", "items")
    level = source.one_of("level", get_args(Level))
    table = source.text("table")
    items = tuple(_item(each.only(*_KEYS), table, level, seen) for each in source["items"].items())
    return ItemTable(table, level, source.multilingual("title"), items)


def _item(source: Source, table: str, level: Level, seen: set[str]) -> Item:
    item_id, valid_to = source.text("id"), source.text("valid_to", "")
    if item_id in seen:
        raise source.fail("DEFINITION_ID_TWICE", id=item_id)
    seen.add(item_id)
    return Item(
        id=item_id,
        code=source.text("code"),
        table=table,
        level=level,
        type=source.one_of("type", get_args(ItemType)),
        label=source.multilingual("label"),
        definition=source.multilingual("definition"),
        unit=source.text("unit", ""),
        codelist=source.text("codelist", ""),
        breakdowns=source.texts("breakdowns"),
        requirement=source.one_of("requirement", get_args(Requirement)),
        core=source.flag("core"),
        formula=source.text("formula", ""),
        valid_from=int(source.text("valid_from", "0")),
        valid_to=int(valid_to) if valid_to else None,
    )
