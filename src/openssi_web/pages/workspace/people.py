"""Who works on a submission, and what was last done to it, as the workspace shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from openssi.collect.workbook_keys import CellKey
from openssi_web.accounts.access import ALL_SCHEMES, Grants, follows_country, knows_contacts
from openssi_web.accounts.models import Membership
from openssi_web.pages.round_words import role_in_words, state_in_words
from openssi_web.pages.workspace.moves import told_by
from openssi_web.pages.workspace.words import CellNames, WorkWords
from openssi_web.rounds.models import KEY_FIELDS, AnswerVersion, Entry, SubmissionDraft
from openssi_web.rounds.queries.standing import OF_QUERIES, sees_entry
from openssi_web.rounds.requests.permission import sees
from openssi_web.rounds.workspace import definitions

SHOWN = 8
"""Entries that are shown."""

LOOKED_AT = 60
"""Newest entries among which those are looked for that a person sees."""

CELLS = ("save", "block", "import")


@dataclass(frozen=True, slots=True)
class MemberShown:
    """A person with a role."""

    name: str
    role: str
    about: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    """What somebody did."""

    name: str
    what: str
    when: str
    href: str = ""


def people_values(
    draft: SubmissionDraft, grants: Grants, members: Iterable[Membership], names: CellNames
) -> dict[str, Any]:
    """Return what the template shows of people and entries."""
    return {
        "doors": tuple(_doors(draft.ref_area, grants, names.words)),
        "members": tuple(_member(each, names) for each in members),
        "entries": tuple(_last_done(draft, grants, names)),
    }


def _doors(area: str, grants: Grants, words: WorkWords) -> Iterator[tuple[str, str]]:
    """Iterate over the pages about the country's people, and letters and calls with it, that a person may open."""
    if knows_contacts(grants, [area]):
        people = words.texts.get("correspondence.people", words.language)
        yield f"{reverse('people', args=[words.language])}?country={area}", people
    if follows_country(grants, area):
        letters = words.texts.get("correspondence.crumb", words.language)
        yield reverse("correspondence", args=[words.language, area]), letters


def _member(each: Membership, names: CellNames) -> MemberShown:
    words = names.words
    schemes = (
        words.of("people.all_schemes") if ALL_SCHEMES in each.schemes else ", ".join(map(names.subject, each.schemes))
    )
    about = (part for part in (each.institution, schemes) if part)
    return MemberShown(each.person.name, role_in_words(each.role, words.language), ": ".join(about))


def _last_done(draft: SubmissionDraft, grants: Grants, names: CellNames) -> Iterator[EntryShown]:
    """The newest entries that the person sees something of."""
    entries = list(draft.entries.select_related("person").prefetch_related("transitions").order_by("-pk")[:LOOKED_AT])
    cells = _cells_of(draft, grants, entries)
    found = (_entry(each, cells.get(each.pk, ()), draft, grants, names) for each in entries)
    shown = (each for each in found if each is not None)
    return (each for each, _ in zip(shown, range(SHOWN), strict=False))


def _cells_of(
    draft: SubmissionDraft, grants: Grants, entries: Sequence[Entry]
) -> Mapping[int, Sequence[tuple[CellKey, bool]]]:
    """The cells of each entry that the person sees, each with whether it was cleared."""
    changed = [each.pk for each in entries if each.action in CELLS]
    rows = AnswerVersion.objects.filter(entry_id__in=changed).values_list("entry_id", "cleared", *KEY_FIELDS)
    found: dict[int, list[tuple[CellKey, bool]]] = {}
    for entry, cleared, *parts in rows:
        key = CellKey(*parts)
        if sees(grants, draft, key):
            found.setdefault(entry, []).append((key, cleared))
    return found


def _entry(
    entry: Entry,
    cells: Sequence[tuple[CellKey, bool]],
    draft: SubmissionDraft,
    grants: Grants,
    names: CellNames,
) -> EntryShown | None:
    if entry.action in CELLS:
        return _change(entry, cells, names) if cells else None
    if entry.action == "explain":
        return _explanation(entry, draft, grants, names)
    if entry.action in OF_QUERIES and not sees_entry(grants, draft, entry):
        return None
    words = names.words
    told = told_by(entry, words.language) if entry.action == "move" else ""
    if told:
        return _said(entry, told, names)
    moved = [each.after for each in entry.transitions.all()] if entry.action == "move" else []
    values = {"state": state_in_words(moved[-1], words.language)} if moved else {}
    return _said(entry, words.of(f"did.{entry.action}", **values), names)


def _change(entry: Entry, cells: Sequence[tuple[CellKey, bool]], names: CellNames) -> EntryShown:
    words, file = names.words, str(entry.detail.get("file", ""))
    if entry.action == "import":
        return _said(entry, words.of("did.import", count=len(cells), file=file), names)
    if len(cells) > 1:
        return _said(entry, words.of("did.block", count=len(cells)), names)
    key, cleared = cells[0]
    return _said(entry, words.of("did.clear" if cleared else "did.save", cell=names.full(key)), names, names.href(key))


def _explanation(entry: Entry, draft: SubmissionDraft, grants: Grants, names: CellNames) -> EntryShown | None:
    rule, _, cell = str(entry.detail.get("finding", "")).partition("@")
    key = _cell_named(cell)
    if key is None or not sees(grants, draft, key):
        return None
    return _said(entry, names.words.of("did.explain", cell=names.full(key), rule=rule), names, names.href(key))


def _cell_named(obs_id: str) -> CellKey | None:
    """Return the cell of an id such as `QMA.2023.B_REC.QMA01.QMA01-02.F._T._Z._Z`, none where it is of no item."""
    _, _, named, *codes = [*obs_id.split("."), "", "", ""][: 3 + len(KEY_FIELDS) - 1]
    item = next((each for each in definitions().questionnaire.items if each.replace(".", "_") == named), None)
    return CellKey(item, *codes) if item is not None and len(codes) == len(KEY_FIELDS) - 1 else None


def _said(entry: Entry, what: str, names: CellNames, href: str = "") -> EntryShown:
    name = entry.person.name if entry.person is not None else names.words.of("people.system")
    return EntryShown(name, what, names.words.moment(entry.at), href)
