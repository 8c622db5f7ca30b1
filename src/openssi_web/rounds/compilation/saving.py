"""What a saved answer has to do with sources: the compiler cites one, and the country leaves those of the compiler."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import MAY_COMPILE
from openssi_web.rounds.acceptance.gate import UNVALIDATED
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.entered import Change, cell_in_words
from openssi_web.rounds.compilation.checks import page_of, stated_in_form, wrong_with_source
from openssi_web.rounds.compilation.compiled import SourceNow, is_of_desk, needs_source, sources_of
from openssi_web.rounds.compilation.models import SourceChoice, SourcedValue
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.submissions.models import AnswerVersion, Entry, SubmissionDraft
from openssi_web.rounds.workspace import definitions

Latest = Mapping[CellKey, AnswerVersion]


@dataclass(frozen=True, slots=True)
class Cited:
    """The source from which somebody fills in a form, and the page that lies open."""

    source: int
    page: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Answers as they are to be written.

    Attributes:
        stated: What the source that is cited states of the cells that it is new for.
        kept: Cells whose value stays, with what it rests on.
    """

    contents: Mapping[CellKey, Content]
    stated: Mapping[CellKey, SourcedValue] = field(default_factory=dict)
    kept: Mapping[CellKey, SourceChoice] = field(default_factory=dict)


# Reading


def before_typing(row: AnswerVersion | None, change: Change) -> Content:
    """Return what a cell says before a change: a new value leaves status, source and note of the compiler behind."""
    if row is None:
        return EMPTY
    said = Content.of(row)
    if not is_of_desk(row) or change.value is None:
        return said
    return replace(said, obs_status="", source="", note="")


def after_typing(read: Content, row: AnswerVersion | None, change: Change) -> Content:
    """Return what a cell says after a change: where the value is the same, what stood beside it stays."""
    if row is None or not is_of_desk(row) or change.value is None:
        return read
    said = Content.of(row)
    if not _same_value(read, said):
        return read
    untouched = {"obs_status": change.status, "source": change.source, "note": change.note}
    return replace(read, **{name: getattr(said, name) for name, typed in untouched.items() if typed is None})


def _same_value(one: Content, other: Content) -> bool:
    return (one.scaled, one.text) == (other.scaled, other.text)


# Writing


def prepared(
    draft: SubmissionDraft,
    role: Role,
    contents: Mapping[CellKey, Content],
    latest: Latest,
    cited: Cited | None,
    conventions: Conventions,
) -> Prepared | Refused:
    """Return answers as they are to be written, or why the compiler may not write them.

    Args:
        draft: The submission, locked.
        role: In which they are entered.
        contents: What each cell would say.
        latest: The latest versions.
        cited: The source, none where none is cited.
        conventions: In which the form is filled.
    """
    if role not in MAY_COMPILE:
        return Prepared({key: _of_country(each, latest.get(key)) for key, each in contents.items()})
    taken = [key for key, each in contents.items() if _is_taken(each, latest.get(key))]
    if taken:
        return Refused(tuple(Problem("COMPILE_OF_COUNTRY", Place(item=cell_in_words(key))) for key in taken))
    changed = {key: each for key, each in contents.items() if _needs(key, each, latest.get(key))}
    choices = {row.key: row for row in SourceChoice.objects.filter(draft=draft).select_related("value").order_by("pk")}
    kept = {key: choices[key] for key in contents if key not in changed and _rests(choices.get(key), latest.get(key))}
    plain = {key: _as_before(each, latest.get(key)) for key, each in contents.items() if key not in changed}
    if not changed:
        return Prepared(plain, {}, kept)
    source = sources_of(draft).get(cited.source) if cited is not None else None
    refused = Refused(tuple(_wrong(changed, source, cited)))
    if refused.problems or source is None or cited is None:
        return refused
    page = page_of(cited.page, source)
    stated = {key: stated_in_form(draft, key, each, source, page, conventions) for key, each in changed.items()}
    return Prepared({**plain, **{key: rested(each, source, page) for key, each in changed.items()}}, stated, kept)


def rested(said: Content, source: SourceNow, page: str) -> Content:
    """Return what a cell says where it rests on a source: not validated, with the source beside it."""
    return replace(said, obs_status=UNVALIDATED, source=source.citation(page))


def record_sourced(draft: SubmissionDraft, entry: Entry | None, found: Prepared, versions: Latest) -> None:
    """Record what the versions that were just written rest on."""
    if entry is None:
        return
    for key, row in versions.items():
        if row.entry_id != entry.pk or row.cleared:
            continue
        value, reason = found.stated.get(key), ""
        if value is not None:
            value.entry = entry
            value.save()
        elif key in found.kept:
            value, reason = found.kept[key].value, _reason_kept(found.kept[key])
        if value is not None:
            choice(draft, entry, value, row.version, reason).save()


def _reason_kept(before: SourceChoice) -> str:
    """Return the reason of a choice, empty where a source was recorded since: it says nothing of that one."""
    later = SourcedValue.objects.filter(draft=before.draft, entry_id__gt=before.entry_id, **before.key._asdict())
    return "" if later.exists() else before.reason


def choice(draft: SubmissionDraft, entry: Entry, value: SourcedValue, version: int, reason: str) -> SourceChoice:
    """Return the record of what a version of an answer rests on."""
    return SourceChoice(draft=draft, entry=entry, value=value, version=version, reason=reason, **value.key._asdict())


def answered_by_country(row: AnswerVersion | None) -> bool:
    """Whether the country itself answered a cell in this round: such an answer stays."""
    if row is None or not (row.number or row.text) or row.entry.action == "open":
        return False
    return row.entry.role not in MAY_COMPILE


def _of_country(said: Content, row: AnswerVersion | None) -> Content:
    """Return what the country enters: with a value of its own, nothing of the compiler stays beside it."""
    if row is None or not is_of_desk(row) or _same_value(said, Content.of(row)):
        return said
    return replace(
        said,
        obs_status="" if said.obs_status == row.obs_status and said.is_answered else said.obs_status,
        source="" if said.source == row.source else said.source,
        note="" if said.note == row.note and said.is_answered else said.note,
    )


def _needs(key: CellKey, said: Content, row: AnswerVersion | None) -> bool:
    """Whether a value is entered that has to rest on a source."""
    item = definitions().questionnaire.items[key.item]
    if row is not None and said.says_the_same_as(Content.of(row)):
        return False
    is_new = row is None or not is_of_desk(row) or not _same_value(said, Content.of(row))
    return said.is_answered and is_new and needs_source(item)


def _is_taken(said: Content, row: AnswerVersion | None) -> bool:
    """Whether the compiler would change what the country answered."""
    return row is not None and answered_by_country(row) and not said.says_the_same_as(Content.of(row))


def _rests(choice_before: SourceChoice | None, row: AnswerVersion | None) -> bool:
    return choice_before is not None and row is not None and choice_before.version == row.version


def _as_before(said: Content, row: AnswerVersion | None) -> Content:
    """Return a value that stays, with the status and the source that it has; anything else as it was typed."""
    if row is None or not said.is_answered or not is_of_desk(row) or not row.source:
        return said
    return replace(said, obs_status=row.obs_status, source=row.source)


def _wrong(changed: Mapping[CellKey, Content], source: SourceNow | None, cited: Cited | None) -> Iterator[Problem]:
    for key in changed:
        place = Place(item=cell_in_words(key))
        if cited is None:
            yield Problem("COMPILE_SOURCE_NEEDED", place)
        else:
            yield from wrong_with_source(source, cited.page, place, cited.source)
