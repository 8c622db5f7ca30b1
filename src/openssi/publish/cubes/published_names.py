"""The names of what a release holds: areas, schemes, benefits, items, indicators, breakdowns and units."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.vocabulary.data_structure import CodesOfRelease, DeclaredCodeList, PublishedCode, published_code
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES, MultilingualText

Row = Mapping[str, Any]

REGIONS = ("SDG_REGION", "REGION")
"""Groupings whose groups are the parents of countries; a release has one of them."""

_SDG_AREAS = """
    WITH regions AS (
        SELECT area, arg_max(group_code, valid_to) AS parent FROM members
        WHERE grouping IN (SELECT unnest($regions)) GROUP BY area
    ),
    world AS (SELECT max(group_code) AS code FROM groups WHERE grouping = 'WORLD')
    SELECT grouping, group_code AS id, name_en, name_fr, name_es,
           CASE WHEN grouping IN (SELECT unnest($regions)) THEN world.code ELSE '' END AS parent,
           list_position($groupings, grouping) AS position, sort_order
    FROM groups, world WHERE grouping IN (SELECT unnest($groupings))
    UNION ALL
    SELECT '', area, name_en, name_fr, name_es, coalesce(parent, ''), 99, 0 FROM areas LEFT JOIN regions USING (area)
    ORDER BY position, sort_order, id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of the inquiry with what it is called."""

    id: str
    name: MultilingualText
    description: MultilingualText | None = None
    parent: str = ""


@dataclass(slots=True)
class _Codes:
    """Codes in the order in which they came; a name that several classifications have tells all its meanings."""

    codelist: str
    meanings: dict[str, list[Named]] = field(default_factory=dict)

    def add(self, named: Named) -> None:
        known = self.meanings.setdefault(published_code(named.id), [])
        if known and known[0].id != named.id:
            values = {"published": published_code(named.id), "first": known[0].id, "second": named.id}
            raise FixTheFile.because("PUBLISHED_CODE_TWICE", Place(item=self.codelist), **values)
        if named.name not in (each.name for each in known):
            known.append(named)

    def published(self) -> tuple[PublishedCode, ...]:
        return tuple(_as_code(code, known) for code, known in self.meanings.items())


def _as_code(code: str, meanings: Sequence[Named]) -> PublishedCode:
    names = zip(*(_texts(each.name) for each in meanings), strict=True)
    return PublishedCode(
        id=code,
        name=MultilingualText(*("; ".join(dict.fromkeys(each)) for each in names)),
        description=meanings[0].description,
        parent=published_code(meanings[0].parent),
    )


def names_in_release(
    declared: DeclaredCodeList, connection: Connection, definitions: Definitions
) -> tuple[PublishedCode, ...]:
    """Return the codes of a generated list, whether or not they occur in a dataflow.

    Raises:
        FixTheFile: if two names of the inquiry become one code.
    """
    if declared.generated is None:
        return ()
    return published(declared.id, _GENERATORS[declared.generated](connection, definitions))


def published(codelist: str, names: Iterable[Named]) -> tuple[PublishedCode, ...]:
    """Return names as codes of a list.

    Raises:
        FixTheFile: if two of them become one code.
    """
    codes = _Codes(codelist)
    for each in names:
        codes.add(each)
    return codes.published()


def _texts(text: MultilingualText) -> tuple[str, ...]:
    return tuple(text.in_language(each) for each in LANGUAGES)


def _text(row: Row, name: str) -> MultilingualText:
    """Return a text of a row; what a language does not have is told in English."""
    return MultilingualText(*(row[f"{name}_{each}"] or row[f"{name}_en"] or "" for each in LANGUAGES))


def _areas(connection: Connection, _definitions: Definitions) -> Iterator[Named]:
    for row in connection.rows("FROM areas ORDER BY area"):
        yield Named(id=row["area"], name=_text(row, "name"))


def _area_groups(connection: Connection, _definitions: Definitions) -> Iterator[Named]:
    """Give groups in the order in which they are shown, regions under the world."""
    groups = connection.rows("FROM groups ORDER BY grouping <> 'WORLD', grouping, sort_order, group_code")
    world = next((row["group_code"] for row in groups if row["grouping"] == "WORLD"), "")
    for row in groups:
        parent = world if row["grouping"] in REGIONS else ""
        yield Named(id=row["group_code"], name=_text(row, "name"), parent=parent)


def _ilostat_areas(connection: Connection, definitions: Definitions) -> Iterator[Named]:
    """Give the groups of SDG 1.3.1, then countries under the region of their latest year."""
    layout = definitions.ilostat
    codes = {(each.grouping, each.group): each.code for each in layout.areas}
    world = {group: code for (grouping, group), code in codes.items() if grouping == "WORLD"}
    groupings = list(dict.fromkeys([*layout.groupings, *(each.grouping for each in layout.areas)]))
    for row in connection.rows(_SDG_AREAS, {"groupings": groupings, "regions": list(REGIONS)}):
        code = codes.get((row["grouping"], row["id"]))
        if code or row["grouping"] in {"", *layout.groupings}:
            parent = world.get(row["parent"], row["parent"] or "")
            yield Named(id=code or row["id"], name=_text(row, "name"), parent=parent)


def _groupings(_connection: Connection, definitions: Definitions) -> Iterator[Named]:
    entries = definitions.texts.entries("present")
    for key in entries:
        if key.startswith("grouping."):
            name = MultilingualText(*(definitions.texts.get(f"present.{key}", each) for each in LANGUAGES))
            yield Named(id=key.partition(".")[2], name=name)


def _answered(kind: str, connection: Connection, items: tuple[str, str]) -> Iterator[Named]:
    """Give schemes or benefits as last named in English, the name in their own language behind it."""
    statement = f"""
        SELECT {kind} AS id, arg_max(text_value, time_period) FILTER (item = $english) AS english,
               arg_max(text_value, time_period) FILTER (item = $own) AS own
        FROM observations WHERE item IN ($english, $own) AND text_value <> '' GROUP BY {kind} ORDER BY {kind}
    """
    for row in connection.rows(statement, {"english": items[0], "own": items[1]}):
        name = row["english"] or row["own"]
        own = row["own"] if row["own"] and row["own"] != name else None
        description = MultilingualText(own, own, own) if own else None
        yield Named(id=row["id"], name=MultilingualText(name, name, name), description=description)


def _schemes(connection: Connection, _definitions: Definitions) -> Iterator[Named]:
    return _answered("scheme", connection, ("S.NAME_EN", "S.NAME_NAT"))


def _benefits(connection: Connection, _definitions: Definitions) -> Iterator[Named]:
    return _answered("benefit", connection, ("B.NAME_EN", "B.NAME_NAT"))


def _items(_connection: Connection, definitions: Definitions) -> Iterator[Named]:
    for each in definitions.questionnaire.items.values():
        yield Named(id=each.id, name=each.label, description=each.definition)


def _indicators(connection: Connection, definitions: Definitions) -> Iterator[Named]:
    """Give the indicators that the release declares; those of the definitions where it was made before it did."""
    declared = connection.rows("FROM indicators ORDER BY position, breakdown <> '_T'")
    if not declared:
        for each in definitions.indicators.values():
            yield Named(id=each.id, name=each.name, description=each.definition)
    for row in declared:
        description = _text(row, "definition") if row["definition_en"] else None
        yield Named(id=row["indicator"], name=_text(row, "name"), description=description)


def _breakdowns(connection: Connection, definitions: Definitions) -> Iterator[Named]:
    """Give the codes of the dimensions by which items are broken down, then those of indicators, items and pairs."""
    rows = connection.rows("SELECT DISTINCT item, breakdown FROM observations WHERE breakdown NOT IN ('_T', '_Z')")
    for codelist, used in _by_dimension(rows, definitions.questionnaire).items():
        codes = definitions.codelists.get(codelist)
        names = (
            _areas(connection, definitions) if codes is None else (Named(id=each.id, name=each.name) for each in codes)
        )
        yield from (each for each in names if each.id in used)
    named = "breakdown <> '_T' AND breakdown_name_en <> ''"
    for row in connection.rows(f"FROM indicators WHERE {named} ORDER BY position, breakdown"):
        yield Named(id=row["breakdown"], name=_text(row, "breakdown_name"))
    asked = {row["breakdown"] for row in rows}
    yield from (each for each in _items(connection, definitions) if each.id in asked)
    yield from _pairs(connection, definitions)


def _by_dimension(rows: Iterable[Row], questionnaire: Questionnaire) -> dict[str, set[str]]:
    """Return the breakdowns that occur by the code list of their dimension, in the order of the dimensions."""
    found: dict[str, set[str]] = {each.codelist: set() for each in questionnaire.dimensions.values() if each.codelist}
    for row in rows:
        item = questionnaire.items.get(row["item"])
        for each in item.breakdowns if item else ():
            dimension = questionnaire.dimensions[each]
            if dimension.column == "breakdown" and dimension.codelist:
                found[dimension.codelist].add(row["breakdown"])
    return found


def _pairs(connection: Connection, definitions: Definitions) -> Iterator[Named]:
    names = {each.id: each.name for each in _schemes(connection, definitions)}
    pairs = connection.rows("SELECT DISTINCT breakdown FROM observations WHERE contains(breakdown, '+') ORDER BY ALL")
    for row in pairs:
        schemes = row["breakdown"].split("+")
        texts = (_texts(names.get(each, MultilingualText(each, each, each))) for each in schemes)
        together = (" + ".join(each) for each in zip(*texts, strict=True))
        yield Named(id=row["breakdown"], name=MultilingualText(*together))


def _units(_connection: Connection, definitions: Definitions) -> Iterator[Named]:
    """Give the units of indicators, then those of items; per cent is one unit for both."""
    own = {each.id: each.name for each in definitions.indicator_units.values()}
    yield from (Named(id=each, name=name) for each, name in own.items())
    for unit in definitions.questionnaire.units.values():
        same = own.get(published_code(unit.id))
        if same is None or same.en.casefold() != unit.label.en.casefold():
            yield Named(id=unit.id, name=unit.label)


_GENERATORS: Mapping[CodesOfRelease, Callable[[Connection, Definitions], Iterator[Named]]] = {
    "areas": _areas,
    "area_groups": _area_groups,
    "ilostat_areas": _ilostat_areas,
    "groupings": _groupings,
    "schemes": _schemes,
    "benefits": _benefits,
    "items": _items,
    "indicators": _indicators,
    "breakdowns": _breakdowns,
    "units": _units,
}
