"""The questionnaire: one folder per version, one YAML file per table."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.item import (
    NO_TEXT,
    Crosswalk,
    Dimension,
    Item,
    ItemChange,
    ItemTable,
    ItemType,
    KeyColumn,
    Level,
    MultiplierRule,
    Questionnaire,
    Requirement,
    Unit,
)
from openssi.vocabulary.text import MultilingualText

_KEYS = (
    "id", "code", "level", "type", "label", "definition", "example", "unit", "codelist", "breakdowns", "requirement",
    "condition", "core", "group", "formula", "valid_from", "valid_to", "successor",
)  # fmt: skip


def load_questionnaire(root: Path) -> Questionnaire:
    """Read the version that `definitions/version.yaml` names.

    Raises:
        FixTheFile: with file and line, if a table cannot be understood or an item stands twice.
    """
    version = read_yaml(root / "version.yaml").text("version")
    folder = root / "questionnaire" / version
    declared = read_yaml(folder / "version.yaml").only("version", "tables")
    seen = SeenIds()
    tables = tuple(_table(read_yaml(folder / f"{name}.yaml"), seen) for name in declared.texts("tables"))
    return Questionnaire(
        declared.text("version"),
        tables,
        units=_units(read_yaml(folder / "units.yaml")),
        dimensions=_dimensions(read_yaml(folder / "dimensions.yaml")),
        crosswalks=_crosswalks(read_yaml(folder / "crosswalk.yaml")),
    )


def _table(source: Source, seen: SeenIds) -> ItemTable:
    source.only("table", "level", "title", "groups", "items")
    level = source.one_of("level", get_args(Level))
    table = source.text("table")
    items = tuple(_item(each.only(*_KEYS), table, level, seen) for each in source["items"].items())
    return ItemTable(table, level, source.multilingual("title"), items, _groups(source))


def _groups(source: Source) -> Mapping[str, MultilingualText]:
    groups = source.find("groups")
    return {name: groups.multilingual(name) for name, _ in groups.entries()} if groups else {}


def _item(source: Source, table: str, level: Level, seen: SeenIds) -> Item:
    valid_to = source.text("valid_to", "")
    return Item(
        id=seen.add(source),
        code=seen.add(source, "code"),
        table=table,
        level=source.one_of("level", get_args(Level)) if source.find("level") else level,
        type=source.one_of("type", get_args(ItemType)),
        label=source.multilingual("label"),
        definition=source.multilingual("definition"),
        example=source.multilingual("example") if source.find("example") else NO_TEXT,
        unit=source.text("unit", ""),
        codelist=source.text("codelist", ""),
        breakdowns=source.texts("breakdowns"),
        requirement=source.one_of("requirement", get_args(Requirement)),
        condition=source.text("condition", ""),
        core=source.flag("core"),
        group=source.text("group", ""),
        formula=source.text("formula", ""),
        valid_from=int(source.text("valid_from", "0")),
        valid_to=int(valid_to) if valid_to else None,
        successor=source.text("successor", ""),
    )


def _units(source: Source) -> Mapping[str, Unit]:
    found = {}
    for each in source["units"].items():
        each.only("id", "label", "multiplier")
        allowed: tuple[MultiplierRule, ...] = get_args(MultiplierRule)
        multiplier: MultiplierRule = each.one_of("multiplier", allowed) if each.find("multiplier") else "none"
        found[each.text("id")] = Unit(each.text("id"), each.multilingual("label"), multiplier)
    return found


def _dimensions(source: Source) -> Mapping[str, Dimension]:
    found = {}
    for each in source["dimensions"].items():
        each.only("id", "codelist", "column", "derived", "label", "definition")
        found[each.text("id")] = Dimension(
            each.text("id"),
            each.text("codelist", ""),
            each.one_of("column", get_args(KeyColumn)),
            each.multilingual("label"),
            each.multilingual("definition"),
            each.texts("derived"),
        )
    return found


def _crosswalks(source: Source) -> Mapping[str, Crosswalk]:
    found = {}
    for each in source["crosswalks"].items():
        each.only("earlier", "changes")
        changes = each.find("changes")
        listed = (
            [_change(change.only("item", "successor", "codes", "reason")) for change in changes.items()]
            if changes
            else []
        )
        found[each.text("earlier")] = Crosswalk(each.text("earlier"), {change.item: change for change in listed})
    return found


def _change(source: Source) -> ItemChange:
    return ItemChange(
        source.text("item"), source.text("successor", ""), source.multilingual("reason"), source.mapping("codes")
    )
