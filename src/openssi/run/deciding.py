"""Taking a decision: what is refused, and what is then recorded."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeVar

from openssi.definitions import Definitions
from openssi.run.decisions import accepted_answers, corrected, mismatch
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace
from openssi.store.decisions import DecisionLog, Kind, held_corrections
from openssi.store.workspace import now
from openssi.validate.scopes import SUBMISSION_LEVELS
from openssi.vocabulary.decision import (
    CORRECTION_FIELDS,
    MAY_PROPOSE,
    MAY_REVIEW,
    MAY_SET_TOLERANCE,
    MAY_WAIVE,
    MAY_WITHDRAW,
    CellKey,
    Correction,
    Ending,
    Person,
    Role,
    Tolerance,
    Waiver,
    typed,
)
from openssi.vocabulary.errors import FixTheAnswer, FixTheFile
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Finding, Rule

Decision = TypeVar("Decision", bound=Tolerance | Waiver | Correction)

MOST_YEARS = 3
"""Years after which a tolerance is looked at again."""

EXAMPLE_CELL = "QMA.2023.B_REC.QMA01.QMA01-02.F._T._Z._Z"
_DECIMALS, _DIGITS = 10, 28
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Deciding:
    """Decisions in one workspace on one day."""

    workspace: Workspace
    definitions: Definitions
    today: dt.date

    @property
    def log(self) -> DecisionLog:
        """Where decisions are recorded."""
        return DecisionLog(self.workspace.root)

    def set_tolerance(self, wanted: Tolerance) -> Tolerance:
        """Give a country a tolerance of its own.

        Args:
            wanted: Without id; `usual` is filled in from the rule.

        Raises:
            FixTheFile: if rule, tolerance, value, end, reason or role do not do, or one already stands.
        """
        place = Place(item=f"{wanted.rule} {wanted.name} {wanted.ref_area}")
        Inquiry(self.workspace, self.definitions).area_name(wanted.ref_area, "en")
        rule = self.rule(wanted.rule, place)
        if wanted.name not in rule.tolerances:
            known = ", ".join(rule.tolerances) or "-"
            raise FixTheFile.because("TOLERANCE_UNKNOWN", place, rule=rule.id, name=wanted.name, known=known)
        _refuse_role(wanted.decided_by, MAY_SET_TOLERANCE, place)
        _refuse_empty(wanted.decided_by, wanted.reason, place)
        if not _fits(wanted.value) or wanted.value < 0:
            raise FixTheFile.because("TOLERANCE_VALUE_UNFIT", place, value=wanted.value)
        if wanted.value == rule.tolerances[wanted.name]:
            raise FixTheFile.because("DECISION_CHANGES_NOTHING", place, value=wanted.value)
        self._refuse_end(wanted.valid_to, place)
        with self.log.turn():
            _refuse_standing(each for each in self.log.tolerances() if _same_place(each, wanted, self.today))
            return self.log.add_tolerance(replace(wanted, usual=rule.tolerances[wanted.name]), now())

    def _refuse_end(self, until: dt.date, place: Place) -> None:
        if until < self.today:
            raise FixTheFile.because("TOLERANCE_END_PAST", place, until=until, today=self.today)
        latest = _years_later(self.today, MOST_YEARS)
        if until > latest:
            raise FixTheFile.because("TOLERANCE_END_FAR", place, until=until, latest=latest, years=MOST_YEARS)

    def waive(self, wanted: Waiver) -> Waiver:
        """Waive a rule for one cell.

        Args:
            wanted: Without id; `severity` is filled in from the rule.

        Raises:
            FixTheFile: if rule, cell, reason or role do not do, or one already stands.
        """
        place = Place(item=f"{wanted.rule} {wanted.obs_id}")
        rule = self.rule(wanted.rule, place)
        key = self.key(wanted.obs_id)
        _refuse_role(wanted.decided_by, MAY_WAIVE[rule.severity], place)
        _refuse_empty(wanted.decided_by, wanted.reason, place)
        if rule.level in SUBMISSION_LEVELS:
            self._refuse_without_finding(rule, wanted.obs_id, key, place)
        with self.log.turn():
            same = (each for each in self.log.waivers() if (each.rule, each.obs_id) == (rule.id, wanted.obs_id))
            _refuse_standing(each for each in same if each.holds(self.today))
            return self.log.add_waiver(replace(wanted, severity=rule.severity), now())

    def _refuse_without_finding(self, rule: Rule, obs_id: str, key: CellKey, place: Place) -> None:
        inquiry = Inquiry(self.workspace, self.definitions)
        findings = inquiry.validate(inquiry.submission(key.ref_area, key.time_period))
        cells = [each.obs_id for each in findings if each.rule == rule.id and each.state != "explained"]
        if obs_id not in cells:
            known = ", ".join(cells[:_SHOWN]) or "-"
            raise FixTheFile.because("WAIVER_WITHOUT_FINDING", place, rule=rule.id, known=known)

    def propose(self, wanted: Correction) -> Correction:
        """Propose to correct a cell that cannot be asked again.

        Raises:
            FixTheFile: if cell, field, value, reason or role do not do, or another one is open.
            FixTheAnswer: if the cell holds something else than is expected.
        """
        place = Place(item=f"{wanted.obs_id} {wanted.field}")
        if wanted.field not in CORRECTION_FIELDS:
            known = ", ".join(CORRECTION_FIELDS)
            raise FixTheFile.because("CORRECTION_FIELD_UNKNOWN", place, field=wanted.field, known=known)
        key = self.key(wanted.obs_id)
        _refuse_role(wanted.proposed_by, MAY_PROPOSE, place)
        _refuse_empty(wanted.proposed_by, wanted.reason, place)
        for value in (wanted.expected, wanted.corrected):
            self._refuse_value(wanted, value, key, place)
        if typed(wanted.field, wanted.expected) == typed(wanted.field, wanted.corrected):
            raise FixTheFile.because("DECISION_CHANGES_NOTHING", place, value=wanted.corrected or "-")
        self._refuse_mismatch(wanted, key)
        with self.log.turn():
            same = (
                each for each in self.log.corrections() if (each.obs_id, each.field) == (wanted.obs_id, wanted.field)
            )
            _refuse_standing(each for each in same if each.status in {"proposed", "approved"})
            return self.log.add_correction(wanted, now())

    def _refuse_value(self, wanted: Correction, value: str, key: CellKey, place: Place) -> None:
        fitting = self._unfit(wanted, value, key)
        if fitting:
            values = {"value": value, "field": wanted.field, "fitting": fitting}
            raise FixTheFile.because("CORRECTION_VALUE_UNFIT", place, **values)

    def _unfit(self, wanted: Correction, value: str, key: CellKey) -> str:
        """Return what would do where a text cannot stand in a field, else nothing."""
        item = self.definitions.questionnaire.items.get(key.item)
        if wanted.field == "value":
            return "" if not value or _is_number(value) else "1234.5"
        if wanted.field == "unit_mult":
            return "" if value in {"0", "3", "6", "9"} else "0, 3, 6, 9"
        if wanted.field == "obs_status":
            known = self.definitions.codelists["CL_OBS_STATUS"].ids
            return "" if value in known else ", ".join(known)
        if wanted.field == "text_value" and item is not None and item.codelist in self.definitions.codelists:
            codes = self.definitions.codelists[item.codelist].ids
            return "" if set(value.split()) <= set(codes) else ", ".join(codes[:_SHOWN])
        return ""

    def _refuse_mismatch(self, correction: Correction, key: CellKey) -> None:
        cells: Sequence[Observation] = accepted_answers(self.workspace, key.submission)
        cell = next((each for each in cells if each.id == correction.obs_id), None)
        problem = mismatch(correction, cell)
        if problem is not None:
            raise FixTheAnswer((problem,))

    def review(self, decision: str, action: Literal["approved", "withdrawn"], by: Person, reason: str) -> Correction:
        """Approve or withdraw a correction.

        Raises:
            FixTheFile: if there is no such correction, it is no longer open, or the person may not.
            FixTheAnswer: if it is approved and the cell no longer holds what is expected.
        """
        place = Place(item=decision)
        self._refuse_kind(decision, ("corrections",))
        _refuse_empty(by, reason if action == "withdrawn" else "-", place)
        _refuse_role(by, MAY_REVIEW if action == "approved" else MAY_WITHDRAW, place)
        with self.log.turn():
            found = _found(decision, self.log.corrections())
            if not self._is_open(found, action):
                raise FixTheFile.because("DECISION_OVER", place, id=decision)
            if action == "approved":
                self._refuse_approval(found, by, place)
            self.log.review(decision, action, Ending(self.today, by, reason), now())
            return _found(decision, self.log.corrections())

    def consequences(self, decision: str) -> tuple[Finding, ...]:
        """Return what the rules would newly find in the accepted answers once a correction is applied.

        Raises:
            FixTheFile: if there is no such correction.
            FixTheAnswer: if it does not match the cell.
        """
        self._refuse_kind(decision, ("corrections",))
        correction = _found(decision, self.log.corrections())
        key = self.key(correction.obs_id)
        inquiry = Inquiry(self.workspace, self.definitions)
        submission = inquiry.submission(key.ref_area, key.time_period)
        answers = accepted_answers(self.workspace, key.submission)
        before = {each.id for each in inquiry.findings_of(submission, answers)}
        after = inquiry.findings_of(submission, corrected(answers, [correction]))
        return tuple(each for each in after if each.id not in before)

    def _refuse_approval(self, correction: Correction, by: Person, place: Place) -> None:
        if by.is_same_as(correction.proposed_by):
            values = {"name": by.name, "may": ", ".join(MAY_REVIEW)}
            raise FixTheFile.because("CORRECTION_SAME_PERSON", place, **values)
        self._refuse_mismatch(correction, self.key(correction.obs_id))

    def _is_open(self, correction: Correction, action: Literal["approved", "withdrawn"]) -> bool:
        if action == "approved":
            return correction.status == "proposed"
        if correction.status == "applied":
            # Answers that were accepted anew do not hold it; then it can be withdrawn.
            held = held_corrections(self.workspace.submissions, self.key(correction.obs_id).submission)
            return correction.id not in held
        return correction.status in {"proposed", "approved"}

    def end(self, decision: str, by: Person, reason: str) -> Tolerance | Waiver:
        """End a tolerance or a waiver from today on.

        Raises:
            FixTheFile: if there is no such decision, it no longer holds, or the person may not.
        """
        place = Place(item=decision)
        kind = self._refuse_kind(decision, ("tolerances", "waivers"))
        _refuse_empty(by, reason, place)
        with self.log.turn():
            both: tuple[Tolerance | Waiver, ...] = (*self.log.tolerances(), *self.log.waivers())
            found = _found(decision, both)
            may = MAY_SET_TOLERANCE if isinstance(found, Tolerance) else MAY_WAIVE[found.severity]
            _refuse_role(by, may, place)
            if not found.holds(self.today):
                raise FixTheFile.because("DECISION_OVER", place, id=decision)
            ending = Ending(self.today, by, reason)
            self.log.end(kind, decision, ending, now())
        return replace(found, ending=ending)

    def rule(self, rule_id: str, place: Place) -> Rule:
        """Return a rule in force.

        Raises:
            FixTheFile: if there is no such rule.
        """
        rules = {each.id: each for each in self.definitions.rules}
        if rule_id not in rules:
            known = ", ".join([*rules][:_SHOWN])
            raise FixTheFile.because("DECISION_RULE_UNKNOWN", place, rule=rule_id, known=known)
        return rules[rule_id]

    def key(self, obs_id: str) -> CellKey:
        """Return the key of a cell of a country of this workspace.

        Raises:
            FixTheFile: if it is no id of a cell, or the country is unknown.
        """
        key = CellKey.of(obs_id)
        if key is None:
            raise FixTheFile.because("DECISION_CELL_UNFIT", Place(item=obs_id), cell=obs_id, example=EXAMPLE_CELL)
        Inquiry(self.workspace, self.definitions).area_name(key.ref_area, "en")
        return key

    def _refuse_kind(self, decision: str, kinds: tuple[Kind, ...]) -> Kind:
        ids: dict[str, Kind] = {each.id: "tolerances" for each in self.log.tolerances()}
        ids |= {each.id: "waivers" for each in self.log.waivers()}
        ids |= {each.id: "corrections" for each in self.log.corrections()}
        place = Place(item=decision)
        if decision not in ids:
            known = ", ".join(sorted(each for each, kind in ids.items() if kind in kinds)) or "-"
            raise FixTheFile.because("DECISION_UNKNOWN", place, id=decision, known=known)
        if ids[decision] not in kinds:
            raise FixTheFile.because("DECISION_OF_ANOTHER_KIND", place, id=decision)
        return ids[decision]


def _found(decision: str, among: Iterable[Decision]) -> Decision:
    return next(each for each in among if each.id == decision)


def _same_place(one: Tolerance, other: Tolerance, day: dt.date) -> bool:
    return (one.rule, one.name, one.ref_area) == (other.rule, other.name, other.ref_area) and one.holds(day)


def _refuse_standing(standing: Iterable[Tolerance | Waiver | Correction]) -> None:
    for each in standing:
        raise FixTheFile.because("DECISION_STANDS", Place(item=each.id), id=each.id)


def _refuse_role(by: Person, may: Sequence[Role], place: Place) -> None:
    if by.role not in may:
        raise FixTheFile.because("DECISION_ROLE_MAY_NOT", place, role=by.role, may=", ".join(may))


def _refuse_empty(by: Person, reason: str, place: Place) -> None:
    if not by.name.strip():
        raise FixTheFile.because("DECISION_PERSON_MISSING", place)
    if not reason.strip():
        raise FixTheFile.because("DECISION_REASON_MISSING", place)


def _is_number(text: str) -> bool:
    try:
        return _fits(Decimal(text))
    except InvalidOperation:
        return False


def _fits(value: Decimal) -> bool:
    """Whether a number is one that the store keeps exactly."""
    if not value.is_finite():
        return False
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_DECIMALS and value.adjusted() < _DIGITS


def _years_later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
