"""The open round of the demonstration world: what its invented people enter, through the same door as anybody else."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import LAW_TABLES
from openssi.training import next_answers
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Observation, Place
from openssi_web.accounts.access import role_to_answer
from openssi_web.accounts.models import Person
from openssi_web.demonstration_people import (
    FILE,
    Correcting,
    Explaining,
    Filling,
    InventedRound,
    InventedSubmission,
    Moving,
    Querying,
    Step,
)
from openssi_web.demonstration_queries import query_step
from openssi_web.rounds.actions import MOST_CELLS, carry_out, explain_finding, open_round, save_answer, save_block
from openssi_web.rounds.answers.content import Content, plain_digits
from openssi_web.rounds.answers.entered import Change
from openssi_web.rounds.answers.observations import contents
from openssi_web.rounds.collection.opening import open_submission
from openssi_web.rounds.models import Round, SubmissionDraft
from openssi_web.rounds.moves.moving import MoveAsked, Moved
from openssi_web.rounds.queries.querying import Queried, QueryAnswer
from openssi_web.rounds.requests.outcomes import CellChange, Outcome, Refused, Saved
from openssi_web.rounds.requests.permission import cells_of
from openssi_web.rounds.submissions.form_cells import is_entered
from openssi_web.rounds.workspace import definitions, inquiry

DAYS_TO_ANSWER = 60


def first_day() -> dt.date:
    """Return the day from which the invented people hold their roles: the first of this year."""
    return dt.datetime.now(dt.UTC).date().replace(month=1, day=1)


def open_the_round(invented: InventedRound, people: Mapping[str, Person]) -> None:
    """Open the round of the year after the last one and let people answer.

    Args:
        invented: Who does what.
        people: The people by their address.

    Raises:
        FixTheFile: if somebody does what is refused, with the reason.
    """
    for each in invented.submissions:
        opener = people[each.opened_by]
        answers = next_answers(definitions(), each.area, each.errors)
        said = contents(answers.answers, definitions().questionnaire)
        due = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=DAYS_TO_ANSWER)
        known = Round.objects.filter(year=answers.year).values_list("deadline", flat=True).first()
        round_ = open_round(opener, answers.year, deadline=known or due)
        if isinstance(round_, Refused):
            raise _refused(opener, round_)
        draft = open_submission(opener, round_, inquiry(), each.area)
        if isinstance(draft, Refused):
            raise _refused(opener, draft)
        _Play(each, draft, said, people).play()


@dataclass(frozen=True, slots=True)
class _Play:
    """What people do in one submission.

    Attributes:
        said: What each cell is to say in the end.
    """

    submission: InventedSubmission
    draft: SubmissionDraft
    said: Mapping[CellKey, Content]
    people: Mapping[str, Person]

    def play(self) -> None:
        for number, step in enumerate(self.submission.steps):
            person = self.people[step.by]
            for part, outcome in enumerate(self._outcomes(step, person, f"demonstration-{self.draft.pk}-{number}")):
                if not isinstance(outcome, Saved | Moved | Queried):
                    raise _refused(person, outcome, f"{self.submission.area} {number + 1}.{part + 1}")

    def _outcomes(self, step: Step, person: Person, request: str) -> Iterator[Outcome | Moved | QueryAnswer]:
        match step:
            case Filling():
                cells = self._of_person(step, person)
                for start in range(0, len(cells), MOST_CELLS):
                    block = self._changes(cells[start : start + MOST_CELLS])
                    yield save_block(person, self.draft, block, f"{request}-{start}")
            case Correcting():
                yield save_answer(person, self.draft, self._corrected(step), request)
            case Explaining():
                finding = self._finding(step)
                yield explain_finding(person, self.draft, finding, step.text, step.reason, request)
            case Moving():
                yield carry_out(person, self.draft, MoveAsked(action=step.action, reason=step.reason), request)
            case Querying():
                yield query_step(person, self.draft, step, request)

    def _of_person(self, step: Filling, person: Person) -> list[CellKey]:
        """The cells of some tables that it is a person's to answer."""
        form, grants, area = cells_of(self.draft), person.grants(), self.submission.area
        found = []
        for key in self.said:
            item = form.item(key)
            if item is None or item.table not in step.tables or not is_entered(item):
                continue
            of_schemes = not step.schemes or key.scheme in step.schemes
            if of_schemes and role_to_answer(grants, area, key.scheme, item.level, key.breakdown):
                found.append(key)
        return found

    def _changes(self, cells: Sequence[CellKey]) -> list[CellChange]:
        versions = {row.key: row.answer.version for row in self.draft.current.select_related("answer")}
        return [CellChange(key, self._change(key, self.said[key]), versions.get(key, 0)) for key in cells]

    def _change(self, key: CellKey, each: Content) -> Change:
        is_law = definitions().questionnaire.items[key.item].table in LAW_TABLES
        return Change(
            value=typed(each.number) if each.number is not None else each.text,
            status=each.obs_status or None,
            note=each.note or None,
            source=each.source or None,
            valid_from=each.ref_detail if is_law and each.ref_detail else None,
        )

    def _corrected(self, step: Correcting) -> CellChange:
        key, said = step.cell, self.said.get(step.cell)
        if said is None or said.number is None:
            raise _wrong(step.by, f"{self.submission.area} {key}")
        number = round(said.number * Decimal(step.times))
        versions = self.draft.versions.filter(**key._asdict()).order_by("-version")
        last = versions.values_list("version", flat=True).first() or 0
        return CellChange(key, Change(value=typed(Decimal(number)), note=step.note or None), last)

    def _finding(self, step: Explaining) -> str:
        area, year = self.submission.area, self.draft.round.year
        cell = Observation(ref_area=area, time_period=year, **step.cell._asdict())
        return f"{step.rule}@{cell.id}"


def typed(number: Decimal) -> str:
    """Return a number as somebody types it who leaves no doubt: 1.234 could be a thousand, 1.2340 cannot."""
    digits = plain_digits(number)
    return f"{digits}0" if len(digits.partition(".")[2]) == 3 else digits


def _refused(person: Person, outcome: object, where: str = "") -> FixTheFile:
    problems = outcome.problems if isinstance(outcome, Refused) else ()
    why = "; ".join(str(each.text.in_language("en")) for each in problems[:3]) or type(outcome).__name__
    return _wrong(person.email, " ".join(part for part in (where, why) if part))


def _wrong(who: str, why: str) -> FixTheFile:
    place = Place(file=FILE.name)
    return FixTheFile.because("DEMONSTRATION_STEP_REFUSED", place, who=who, why=why)
