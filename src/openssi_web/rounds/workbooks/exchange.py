"""The workbook of a submission: written from its answers, and merged with what was entered meanwhile.

A workbook says in its `base` which entry it was written after (`v2+57`). What it would change is what differs from the
answers after that entry; where the same cell was changed meanwhile in another way, a person decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from openssi.collect import Difference, WorkbookPlan, difference, read_workbook
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_layout import INSTITUTION_TABLES, lay_out
from openssi.collect.workbook_plan import CONFIRMED, LAW_TABLES
from openssi.collect.workbook_words import Words
from openssi.run.inquiry import CORE, FormChoice, Inquiry, Returned
from openssi.store.submissions import sha256_of
from openssi.store.workspace import now
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi.vocabulary.text import Language
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.entered import cell_in_words
from openssi_web.rounds.answers.observations import contents, contents_after, observations_of
from openssi_web.rounds.confidentiality.confidential import NOTHING, Concealment
from openssi_web.rounds.requests.outcomes import Clash, Decision, Refused
from openssi_web.rounds.submissions.form_cells import inventory_of
from openssi_web.rounds.submissions.models import AnswerVersion, Entry, SubmissionDraft

_AFTER = "+"


def carried_forward(
    inquiry: Inquiry, ref_area: str, year: int, inventory: Inventory, form: FormChoice = CORE
) -> dict[CellKey, Content]:
    """Return what a submission opens with: texts, codes, conventions and law of the last accepted round.

    A statistic is never carried forward (specification 2.4).
    """
    plan = inquiry.plan(ref_area, year, "en", inventory, (), form)
    rows = (row for sheet in lay_out(plan, Words.for_plan(plan)).sheets for row in sheet.rows)
    found = []
    for row in rows:
        last = plan.opening(row.key, row.item) if row.key is not None and row.item is not None else None
        if last is not None and last.is_answered:
            in_force = last.ref_detail if last.item in _law(inquiry.definitions.questionnaire) else ""
            found.append(replace(last, time_period=year, ref_detail=in_force, explanation="", place=Place()))
    return contents(found, inquiry.definitions.questionnaire)


def _law(questionnaire: Questionnaire) -> set[str]:
    return {each.id for each in questionnaire.items.values() if each.table in LAW_TABLES}


# Writing


def write(
    inquiry: Inquiry,
    draft: SubmissionDraft,
    path: Path,
    language: Language,
    form: FormChoice = CORE,
    concealment: Concealment = NOTHING,
) -> Path:
    """Write the workbook of a submission with its answers.

    Args:
        inquiry: The workspace and the definitions.
        draft: The submission.
        path: Where to write it.
        language: Language of the workbook.
        form: Institution and schemes that it is for, all where none is named; core or full is that of the submission.
        concealment: What is kept from the person who takes it away: these cells are marked, and are not read back.
    """
    inquiry.write(path, plan_of(inquiry, draft, language, form, concealment))
    return path


def plan_of(
    inquiry: Inquiry,
    draft: SubmissionDraft,
    language: Language,
    form: FormChoice = CORE,
    concealment: Concealment = NOTHING,
) -> WorkbookPlan:
    """Return everything that the workbook of a submission is written from."""
    last = draft.entries.order_by("-pk").values_list("pk", flat=True).first() or 0
    answers = observations_of(draft, inquiry.definitions.questionnaire)
    choice = replace(form, is_full=draft.form == "full")
    plan = inquiry.plan(draft.ref_area, draft.round.year, language, inventory_of(draft.inventory), (), choice)
    fingerprint = replace(plan.fingerprint, base=f"{draft.base}{_AFTER}{last}")
    plan = replace(plan, fingerprint=fingerprint, answers=tuple(_for(plan, answers)))
    if not concealment:
        return plan
    shown, before = (tuple(map(concealment.observation, each)) for each in (plan.answers, plan.history))
    return replace(plan, answers=shown, history=before, concealed=concealment.cells)


def _for(plan: WorkbookPlan, answers: Iterable[Observation]) -> Iterable[Observation]:
    """Return the answers that a workbook shows: those of other schemes and institutions are not its business."""
    if not plan.institution:
        return (each for each in answers if plan.is_asked_of(each.scheme))
    items = plan.questionnaire.items
    country = [each.id for each in items.values() if each.table in INSTITUTION_TABLES]
    return (
        each
        for each in answers
        if (each.scheme != NOT_APPLICABLE and plan.is_asked_of(each.scheme))
        or (each.scheme == NOT_APPLICABLE and each.item in country and _is_of(plan, each))
    )


def _is_of(plan: WorkbookPlan, each: Observation) -> bool:
    item = plan.questionnaire.items[each.item]
    return item.level != "institution" or each.breakdown == plan.institution_id


# Reading


def examine(inquiry: Inquiry, draft: SubmissionDraft, path: Path) -> Returned:
    """Read a filled workbook and compare it with the submission as it is now; nothing is written.

    Raises:
        FixTheFile: if the file cannot be read, with every problem that was found.
    """
    parts = inquiry.definitions
    reading = read_workbook(path, parts.questionnaire, parts.codelists, None)
    submission = Submission(
        fingerprint=reading.fingerprint, file=path.name, sha256=sha256_of(path), state="read", read_at=now()
    )
    found = Difference((), 0, ())
    if submission.id == str(draft):
        found = difference(observations_of(draft, parts.questionnaire), reading.observations, reading.scope)
    return Returned(path, submission, reading, found, None)


def base_entry(draft: SubmissionDraft, fingerprint: Fingerprint) -> Entry | None:
    """Return the entry after which a workbook was written, none where it is not of this submission.

    One that was written before the submission was opened here, from the same accepted answers, shows what the
    submission was opened with.
    """
    accepted, _, number = fingerprint.base.partition(_AFTER)
    if accepted != draft.base:
        return None
    if not number:
        return draft.entries.filter(action="open").first()
    return draft.entries.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None


def misplaced(draft: SubmissionDraft, returned: Returned, base: Entry | None) -> list[Problem]:
    """Return why a workbook cannot be imported into a submission."""
    place = Place(file=returned.path.name)
    if returned.submission.id != str(draft):
        values = {"found": returned.submission.id, "expected": str(draft)}
        return [Problem("ROUND_WORKBOOK_OTHER", place, values)]
    if base is None:
        return [Problem("ROUND_WORKBOOK_BASE_UNKNOWN", place, {"base": returned.reading.fingerprint.base})]
    return []


def named(returned: Returned, name: str) -> Returned:
    """Return a workbook that was kept under another name as that which its owner calls it."""
    found = tuple(replace(each, place=replace(each.place, file=name)) for each in returned.reading.observations)
    ignored = tuple(replace(each, place=replace(each.place, file=name)) for each in returned.reading.ignored)
    reading = replace(returned.reading, observations=found, ignored=ignored)
    return replace(returned, path=Path(name), submission=replace(returned.submission, file=name), reading=reading)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a workbook wants to change.

    Attributes:
        base: The entry after which it was written.
        before: What each cell said then.
        changes: The cells in which it says something else, with what it says.
    """

    base: Entry
    before: Mapping[CellKey, Content]
    changes: Mapping[CellKey, Content]


def wanted_by(draft: SubmissionDraft, returned: Returned, questionnaire: Questionnaire) -> Wanted | Refused:
    """Return what a workbook wants to change in a submission, or why it cannot be imported into it."""
    base = base_entry(draft, returned.reading.fingerprint)
    problems = misplaced(draft, returned, base)
    if problems or base is None:
        return Refused(tuple(problems))
    before = contents_after(draft, base)
    return Wanted(base, before, asked_changes(returned, before, questionnaire))


@dataclass(frozen=True, slots=True)
class Merge:
    """What a workbook changes.

    Attributes:
        changed: Cells that are as they were when it was written, or whose answer was decided.
        clashes: Cells that somebody changed meanwhile in another way.
    """

    changed: Mapping[CellKey, Content]
    clashes: tuple[Clash, ...]


def asked_changes(
    returned: Returned, before: Mapping[CellKey, Content], questionnaire: Questionnaire
) -> dict[CellKey, Content]:
    """Return the cells in which a workbook says something else than when it was written, with what it says."""
    said = {
        key: _as_stated(
            _still_confirmed(each, before.get(key, EMPTY), questionnaire.items[key.item]),
            before.get(key, EMPTY),
            is_silent=key in returned.reading.silent,
        )
        for key, each in contents(returned.reading.observations, questionnaire).items()
    }
    keys = {*said, *(key for key in before if key in returned.reading.scope)}
    return {
        key: said.get(key) or _emptied(before.get(key, EMPTY))
        for key in sorted(keys)
        if not said.get(key, EMPTY).says_the_same_as(before.get(key, EMPTY))
    }


def _still_confirmed(yours: Content, before: Content, item: Item) -> Content:
    """A workbook has no place where a proposed total is confirmed: it stays so while its number is the same."""
    is_kept = before.method == CONFIRMED and item.requirement != "prefilled" and yours.scaled == before.scaled
    return replace(yours, method=CONFIRMED) if is_kept and yours.is_answered else yours


def _as_stated(yours: Content, before: Content, *, is_silent: bool) -> Content:
    """A workbook without a column of confidentiality leaves it as it is."""
    return replace(yours, conf_status=before.conf_status, embargo=before.embargo) if is_silent else yours


def _emptied(before: Content) -> Content:
    """A cell that is emptied keeps its level: a number that is typed there later is no less confidential."""
    return Content(conf_status=before.conf_status, embargo=before.embargo)


def place_of(key: CellKey, content: Content, file: str) -> Place:
    """Return where in a workbook a cell stands, as a message names it."""
    return content.place if content.place.file else Place(file=file, item=cell_in_words(key))


def with_seen(draft: SubmissionDraft, base: Entry, clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    """Return clashes with the versions that the workbook was written from."""
    rows = draft.versions.filter(entry_id__lte=base.pk).select_related("entry__person").order_by("-version")
    return tuple(replace(each, seen=rows.filter(**each.key._asdict()).first()) for each in clashes)


def merge(
    wanted: Mapping[CellKey, Content],
    before: Mapping[CellKey, Content],
    latest: Mapping[CellKey, AnswerVersion],
    decisions: Mapping[CellKey, Decision],
) -> Merge:
    """Merge what a workbook changes with what was entered since it was written.

    Args:
        wanted: The cells that it changes.
        before: What each cell said when it was written.
        latest: The latest versions.
        decisions: What the person decided about cells that were changed on both sides.
    """
    changed: dict[CellKey, Content] = {}
    clashes = []
    for key, yours in wanted.items():
        theirs = latest.get(key)
        now_said = Content.of(theirs) if theirs is not None else EMPTY
        if now_said.says_the_same_as(yours):
            continue
        decided = decisions.get(key)
        if theirs is None or now_said.says_the_same_as(before.get(key, EMPTY)):
            changed[key] = yours
        elif decided is None or decided.version != theirs.version:
            clashes.append(Clash(key, yours, theirs, None))
        elif decided.take == "workbook":
            changed[key] = yours
    return Merge(changed, tuple(clashes))
