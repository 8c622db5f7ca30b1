"""What a request for structures finds in a release: artefacts, those they refer to, and how much of each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from openssi.engine import Connection
from openssi.publish.cubes.published_codes import codes_of
from openssi.publish.sdmx.requests.asked_data import refuse
from openssi.publish.sdmx.requests.asked_structures import KINDS, REFERENCES, AskedStructures, kinds_of
from openssi.publish.sdmx.structures.artefacts import Artefacts, Key
from openssi.publish.sdmx.structures.structure_message import AgencyScheme, Artefact, Codes, Concepts, Flow, Structure

MOST_NAMED = 60
"""Ids that a message lists."""


def found_structures(
    asked: AskedStructures, artefacts: Artefacts, connection: Connection, release: str
) -> tuple[Artefact, ...]:
    """Return the artefacts that a request asks for.

    Args:
        asked: The request.
        artefacts: What the release has.
        connection: Its tables, for the codes that its dataflows use.
        release: Its id.

    Raises:
        FixTheFile: if nothing is found, with what there is.
    """
    own = _with_items(asked, _selected(asked, artefacts, release))
    keys = {each.reference for each in own}
    others = [artefacts.by_key[key] for key in _referred(asked, artefacts, keys) if key not in keys]
    if asked.detail == "referencepartial":
        others = list(_partial([*own, *others], others, connection))
    return (
        *(_told(each, _STUBS.get(asked.detail)) for each in own),
        *(_told(each, _of(asked.detail)) for each in others),
    )


_STUBS: Mapping[str, bool] = {"allstubs": False, "allcompletestubs": True}
"""Whether the stubs of a detail have descriptions, for all that is told."""

_STUBS_OF_REFERENCES: Mapping[str, bool] = {"referencestubs": False, "referencecompletestubs": True}


def _of(detail: str) -> bool | None:
    return _STUBS.get(detail, _STUBS_OF_REFERENCES.get(detail))


def _told(artefact: Artefact, is_complete: bool | None) -> Artefact:
    if is_complete is None:
        return artefact
    return replace(artefact, is_stub=True, description=artefact.description if is_complete else None)


def _selected(asked: AskedStructures, artefacts: Artefacts, release: str) -> list[Artefact]:
    """Return the artefacts that the parts of the address name, each part refused that names nothing."""
    found = [each for each in artefacts.by_key.values() if not _is_other(asked, each)]
    if not found:
        raise refuse("SDMX_KIND_NOT_THERE", "structure", kind=asked.word, release=release, known=", ".join(KINDS))
    whose = [each for each in found if not asked.agencies or each.agency in asked.agencies]
    if not whose:
        known = ", ".join(dict.fromkeys(each.agency for each in found))
        raise refuse("SDMX_AGENCY_UNKNOWN", "agency", agency=", ".join(asked.agencies), known=known)
    named = [each for each in whose if not asked.ids or each.id in asked.ids]
    missing = set(asked.ids) - {each.id for each in whose}
    if missing or not named:
        known = ", ".join(each.id for each in whose)
        values = {"kind": asked.word, "id": ", ".join(sorted(missing)), "release": release, "known": known}
        raise refuse("SDMX_ARTEFACT_UNKNOWN", "id", **values)
    versions = [each for each in named if not asked.versions or each.version in asked.versions]
    if not versions:
        known = ", ".join(dict.fromkeys(each.version for each in named))
        values = {"dataflow": named[0].id, "version": ", ".join(asked.versions), "release": release, "known": known}
        raise refuse("SDMX_VERSION_UNKNOWN", "version", **values)
    return versions


def _is_other(asked: AskedStructures, artefact: Artefact) -> bool:
    is_everything = not asked.kinds and asked.word in {"structure", "*"}
    return not is_everything and artefact.kind not in asked.kinds


def _with_items(asked: AskedStructures, found: list[Artefact]) -> list[Artefact]:
    """Return schemes with nothing but the items that are named."""
    if not asked.items:
        return found
    listed = [_reduced(each, set(asked.items).__contains__) for each in found]
    there = {item for each in listed for item in item_ids(each)}
    missing = [each for each in asked.items if each not in there]
    if missing:
        known = [item for each in found for item in item_ids(each)]
        more = f", … ({len(known)})" if len(known) > MOST_NAMED else ""
        values = {"item": ", ".join(missing), "id": ", ".join(each.id for each in found)}
        raise refuse("SDMX_ITEM_UNKNOWN", "item", **values, known=", ".join(known[:MOST_NAMED]) + more)
    return listed


def item_ids(artefact: Artefact) -> tuple[str, ...]:
    """Return the ids of the items of a scheme, none of anything else."""
    match artefact:
        case Codes():
            return tuple(each.id for each in artefact.codes)
        case Concepts():
            return tuple(each.id for each in artefact.concepts)
        case AgencyScheme():
            return tuple(each.id for each in artefact.agencies)
    return ()


def _reduced(artefact: Artefact, is_kept: Callable[[str], bool]) -> Artefact:
    """Return a scheme with some of its items; a parent that is left out is not named."""
    ids = {each for each in item_ids(artefact) if is_kept(each)}
    if len(ids) == len(item_ids(artefact)):
        return artefact
    match artefact:
        case Codes():
            kept = (each for each in artefact.codes if each.id in ids)
            codes = tuple(each if each.parent in ids else replace(each, parent="") for each in kept)
            return replace(artefact, codes=codes, is_partial=True)
        case Concepts():
            return replace(
                artefact, concepts=tuple(each for each in artefact.concepts if each.id in ids), is_partial=True
            )
        case AgencyScheme():
            return replace(
                artefact, agencies=tuple(each for each in artefact.agencies if each.id in ids), is_partial=True
            )
    return artefact


def _referred(asked: AskedStructures, artefacts: Artefacts, keys: Collection[Key]) -> tuple[Key, ...]:
    """Return what is told beside the artefacts that are asked for, in the order of the release."""
    words = asked.references
    if words[0] in REFERENCES:
        chosen = _BY_WORD[words[0]](artefacts, keys)
    else:
        kinds = {kind for each in words for kind in kinds_of(each, "references")}
        chosen = {key for key in _every(artefacts, keys) if key[0] in kinds}
    return tuple(key for key in artefacts.by_key if key in chosen)


def _one_step(steps: Mapping[Key, tuple[Key, ...]], keys: Iterable[Key]) -> set[Key]:
    return {each for key in keys for each in steps[key]}


def _all_steps(steps: Mapping[Key, tuple[Key, ...]], keys: Iterable[Key]) -> set[Key]:
    found: set[Key] = set()
    new = _one_step(steps, keys)
    while new:
        found |= new
        new = _one_step(steps, new) - found
    return found


def _with_siblings(artefacts: Artefacts, keys: Collection[Key]) -> set[Key]:
    parents = _one_step(artefacts.parents, keys)
    return parents | _one_step(artefacts.children, parents)


def _every(artefacts: Artefacts, keys: Collection[Key]) -> set[Key]:
    around = _with_siblings(artefacts, keys) | _all_steps(artefacts.parents, keys)
    return around | _all_steps(artefacts.children, keys)


_BY_WORD: Mapping[str, Callable[[Artefacts, Collection[Key]], set[Key]]] = {
    "none": lambda _artefacts, _keys: set(),
    "parents": lambda artefacts, keys: _one_step(artefacts.parents, keys),
    "parentsandsiblings": _with_siblings,
    "ancestors": lambda artefacts, keys: _all_steps(artefacts.parents, keys),
    "children": lambda artefacts, keys: _one_step(artefacts.children, keys),
    "descendants": lambda artefacts, keys: _all_steps(artefacts.children, keys),
    "all": _every,
}


def _partial(told: Iterable[Artefact], others: Iterable[Artefact], connection: Connection) -> Iterator[Artefact]:
    """Give schemes with the items that the structures use, codes that occur in the dataflows that are told."""
    listed = list(told)
    structures = [each.structure for each in listed if isinstance(each, Structure)]
    concepts = {component.id for structure in structures for component in structure}
    codes: dict[str, set[str]] = {}
    for each in listed:
        if isinstance(each, Flow):
            for codelist, used in codes_of(connection, each.flow):
                codes.setdefault(codelist, set()).update(used)
    for each in others:
        if isinstance(each, Codes) and each.id in codes:
            yield _reduced(each, codes[each.id].__contains__)
        elif isinstance(each, Concepts) and structures:
            yield _reduced(each, concepts.__contains__)
        else:
            yield each


def with_codes(
    found: Iterable[Artefact], structures: Iterable[Structure], codes: Mapping[str, Collection[str]]
) -> tuple[Artefact, ...]:
    """Return artefacts, code lists of dimensions with nothing but the codes that are given for their dimensions.

    Args:
        found: What is told.
        structures: What names the code list of each dimension.
        codes: Codes by dimension.
    """
    kept: dict[str, set[str]] = {}
    for each in structures:
        for dimension in each.structure.dimensions:
            if dimension.id in codes:
                kept.setdefault(dimension.codelist, set()).update(codes[dimension.id])
    return tuple(
        _reduced(each, kept[each.id].__contains__) if isinstance(each, Codes) and each.id in kept else each
        for each in found
    )
