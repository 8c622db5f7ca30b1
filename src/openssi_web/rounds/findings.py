"""What the rules find in a submission as it is now, and what those that name one cell find."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from openssi.collect.workbook_keys import CellKey
from openssi.expressions import ObservationCells, parse
from openssi.run.decisions import today, tolerances_of, waived
from openssi.run.inquiry import HISTORY_YEARS, Inquiry
from openssi.run.validation import Explanation
from openssi.store.decisions import DecisionLog
from openssi.validate import Validator, in_order
from openssi.validate.carried import carried_over
from openssi.validate.findings import FindingWriter
from openssi.validate.scopes import SUBMISSION_LEVELS, SubmissionScopes
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation
from openssi.vocabulary.rule import Finding, Rule
from openssi_web.rounds.answers import observations_of
from openssi_web.rounds.models import SubmissionDraft


def findings_of(inquiry: Inquiry, draft: SubmissionDraft) -> tuple[Finding, ...]:
    """Return what the rules find in the answers as they are now, with what was said of it."""
    area, year = draft.ref_area, draft.round.year
    by_year = answers_by_year(inquiry, draft)
    found = inquiry.validation.of_answers(area, year, by_year, _earlier(inquiry, area, year).findings)
    return explained(inquiry, draft, found)


def findings_of_cell(inquiry: Inquiry, draft: SubmissionDraft, key: CellKey) -> tuple[Finding, ...]:
    """Return what the rules that name the item of a cell find in its scheme or benefit.

    Whether everything that is asked for was answered is a question to the whole submission, and is left out.
    """
    area, year = draft.ref_area, draft.round.year
    by_year = answers_by_year(inquiry, draft)
    log, day = DecisionLog(inquiry.workspace.root), today()
    one = _CellRules(inquiry.validation.validator, key, tolerances_of(log.tolerances(), area, day))
    found = carried_over(one.findings(area, year, by_year), _earlier(inquiry, area, year).findings)
    return explained(inquiry, draft, in_order(waived(found, log.waivers(), day)))


def explained(inquiry: Inquiry, draft: SubmissionDraft, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings with what the country said of them in this round; the latest explanation counts."""
    there = {each.id for each in findings}
    said = {finding: each for finding, each in explanations_of(draft).items() if finding in there}
    return inquiry.validation.explained(findings, said)


def explanations_of(draft: SubmissionDraft) -> dict[str, Explanation]:
    """Return the latest explanation of each finding, by finding."""
    rows = draft.explanations.order_by("pk")
    return {row.finding: Explanation(row.text, row.reason) for row in rows}


def cell_of(finding: Finding) -> CellKey:
    """Return the cell that a finding is about."""
    codes = finding.obs_id.split(".")[-6:]
    return CellKey(finding.item, *codes) if len(codes) == 6 else CellKey(finding.item, finding.scheme, finding.benefit)


def answers_by_year(inquiry: Inquiry, draft: SubmissionDraft) -> Mapping[int, Sequence[Observation]]:
    """Return the answers of the submission with the accepted answers and context data of the years before."""
    area, year = draft.ref_area, draft.round.year
    by_year = {each: list(found) for each, found in _earlier(inquiry, area, year).by_year.items()}
    answers = observations_of(draft, inquiry.definitions.questionnaire)
    by_year[year] = [*answers, *by_year.get(year, [])]
    return by_year


# What does not change while a submission is answered


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Accepted answers and their findings of the years before, and context data of all years."""

    by_year: Mapping[int, Sequence[Observation]]
    findings: tuple[Finding, ...]


def _earlier(inquiry: Inquiry, area: str, year: int) -> _Earlier:
    submissions = inquiry.workspace.submissions
    pointers = [submissions.accepted(f"{area}-{each}").pointer for each in range(year - HISTORY_YEARS, year)]
    written = tuple(each.stat().st_mtime_ns if each.exists() else 0 for each in pointers)
    return _read_earlier(_Hashed(inquiry), area, year, written)


class _Hashed:
    """An inquiry as a key of a cache: its folder tells it from another."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.inquiry.workspace.root == other.inquiry.workspace.root

    def __hash__(self) -> int:
        return hash(self.inquiry.workspace.root)


@lru_cache(maxsize=64)
def _read_earlier(hashed: _Hashed, area: str, year: int, written: tuple[int, ...]) -> _Earlier:  # noqa: ARG001 - a key
    inquiry = hashed.inquiry
    years = range(year - HISTORY_YEARS, year)
    by_year: dict[int, list[Observation]] = {}
    for each in (*inquiry.history(area, year), *inquiry.context(area, [*years, year])):
        by_year.setdefault(each.time_period, []).append(each)
    return _Earlier(by_year, inquiry.workspace.submissions.findings_of(area, years))


# The rules of one cell


@dataclass(frozen=True, slots=True)
class _CellRules:
    """The rules that name the item of a cell, in the scope of the cell."""

    validator: Validator
    key: CellKey
    tolerances: Mapping[str, Mapping[str, object]]

    def findings(self, area: str, year: int, by_year: Mapping[int, Sequence[Observation]]) -> Iterator[Finding]:
        """Iterate over the findings, one for each rule and cell."""
        validator, items = self.validator, self.validator.questionnaire.items
        country = ObservationCells(by_year, year, validator.questionnaire)
        there = (each for each in by_year.get(year, ()) if each.item == self.key.item and each.channel != "context")
        own = [each for each in there if CellKey.of(each) == self.key]
        scopes = SubmissionScopes(country, own, None, items, items.keys(), is_full=True, ref_area=area)
        writer = FindingWriter(validator.questionnaire, validator.codelists, area, validator.labels)
        seen: set[str] = set()
        for rule in rules_naming(validator, self.key.item):
            compiled = validator.compiled(rule, self.tolerances)  # type: ignore[arg-type]
            for cells in scopes.of(rule, compiled.settles):
                for breach in compiled.broken(cells) if self._is_about(cells) else ():
                    found = writer.finding(compiled, breach, cells)
                    if found.id not in seen:
                        seen.add(found.id)
                        yield found

    def _is_about(self, cells: ObservationCells) -> bool:
        """Whether cells are those of the country, or of the scheme and benefit of the cell."""
        pairs = ((cells.scheme_id, self.key.scheme), (cells.benefit_id, self.key.benefit))
        return all(NOT_APPLICABLE in pair or pair[0] == pair[1] for pair in pairs)


def rules_naming(validator: Validator, item: str) -> tuple[Rule, ...]:
    """Return the rules about answers that name an item, and those about every answered cell."""
    return _index(_Rules(validator)).get(item, ()) + _index(_Rules(validator)).get("", ())


class _Rules:
    """A validator as a key of a cache: one object, one set of rules."""

    def __init__(self, validator: Validator) -> None:
        self.validator = validator

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and self.validator is other.validator

    def __hash__(self) -> int:
        return id(self.validator)


@lru_cache(maxsize=4)
def _index(rules: _Rules) -> Mapping[str, tuple[Rule, ...]]:
    """Rules by the items that they name; those about every cell under the empty name."""
    found: dict[str, list[Rule]] = {}
    for rule in rules.validator.rules:
        if rule.level in SUBMISSION_LEVELS - {"asked"}:
            for item in {""} if rule.level == "cell" else _named(rule):
                found.setdefault(item, []).append(rule)
    return {item: tuple(each) for item, each in found.items()}


def _named(rule: Rule) -> Iterable[str]:
    return {*rule.items, *(item for text in rule.expressions for item in parse(text).items())}
