"""The stages of the inquiry: workbook, read, validate, accept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow.compute as pc

from openssi.collect import Difference, WorkbookPlan, WorkbookReading, difference, read_workbook, write_workbook
from openssi.definitions import Definitions
from openssi.run.validation import Explanation, Validation, problem_of
from openssi.store import Workspace, observation_from_row
from openssi.store.inventories import EventRegister, InventoryHistory
from openssi.store.law import legal_parameters
from openssi.store.submissions import sha256_of
from openssi.store.workspace import now
from openssi.validate import in_order
from openssi.vocabulary.errors import FixTheAnswer, FixTheFile, Problem
from openssi.vocabulary.law import LegalParameter
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.quality import CompilationCounts, QueriesAsked
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi.vocabulary.text import Language

HISTORY_YEARS = 3

ESTIMATED = frozenset({"E", "I"})
"""Statuses of cells that were estimated or imputed (CL_OBS_STATUS)."""

_MOST_HISTORIES = 32
"""Countries whose earlier answers are kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """Which questionnaire a country gets.

    Attributes:
        is_full: The whole form with every breakdown, or the core form.
        institution: The institution that it is for, empty for the whole country.
        schemes: The schemes that it asks about, empty for all.
        new_schemes: Room for schemes that began since the last round.
        new_benefits: Room for benefits that began since, in each scheme.
    """

    new_schemes: int = 0
    new_benefits: int = 0
    is_full: bool = False
    institution: str = ""
    schemes: frozenset[str] = frozenset()


CORE = FormChoice()
FULL = FormChoice(is_full=True)


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back, before anything is written.

    Attributes:
        path: The file.
        submission: What it becomes when it is applied.
        reading: What it says, and what was ignored.
        difference: What it would change.
        earlier: The submission of the same country and year that is there, if any.
        findings: What is said of the file as such, before anybody confirmed that it is to be taken.
    """

    path: Path
    submission: Submission
    reading: WorkbookReading
    difference: Difference
    earlier: Submission | None
    findings: tuple[Finding, ...] = ()

    @property
    def observations(self) -> tuple[Observation, ...]:
        """What the submission holds afterwards: the answers of the workbook, and those outside it."""
        return (*self.difference.kept, *self.reading.observations)

    def refuse_replacing(self) -> None:
        """Refuse a second file for the same country and year, and one that does not build on what is there.

        The workbook of one institution beside that of another is none: it only adds.

        Raises:
            FixTheFile: if it would replace what another file said, or was made from something else.
        """
        blocking = [each for each in self.findings if each.severity == "E"]
        if blocking:
            raise FixTheFile(_of_file(each, self.path) for each in blocking)
        earlier = self.earlier
        if earlier is None or earlier.sha256 == self.submission.sha256:
            return
        only_adds = bool(self.reading.fingerprint.institution) and len(self.difference.changes) == (
            self.difference.count("new")
        )
        if not only_adds:
            values = {"submission": self.submission.id, "earlier": earlier.file, "read_at": earlier.read_at}
            raise FixTheFile.because("SUBMISSION_EXISTS", Place(file=self.path.name), **values)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The round of one workspace: from an empty questionnaire to accepted answers."""

    workspace: Workspace
    definitions: Definitions
    _context: dict[str, tuple[Observation, ...]] = field(default_factory=dict, compare=False, repr=False)
    _validations: list[Validation] = field(default_factory=list, compare=False, repr=False)
    _histories: dict[tuple[str, int], tuple[tuple[int, ...], tuple[Observation, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _names: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def validation(self) -> Validation:
        """The rules and the decisions on them."""
        if not self._validations:
            self._validations.append(Validation(self.workspace, self.definitions))
        return self._validations[0]

    # Workbooks

    def plan(
        self,
        area: str,
        year: int,
        language: Language,
        inventory: Inventory,
        answers: Iterable[Observation] = (),
        form: FormChoice = CORE,
    ) -> WorkbookPlan:
        """Return everything that a country's workbook is written from."""
        history = self.history(area, year)
        version = self.definitions.questionnaire.version
        questionnaire = self.definitions.questionnaire
        return WorkbookPlan(
            fingerprint=Fingerprint(area, year, version, language, _base(history), form.institution),
            questionnaire=questionnaire if form.is_full else questionnaire.core_form(),
            codelists=self.definitions.codelists,
            inventory=inventory,
            area_name=self.area_name(area, language),
            fictional=self.workspace.kind == "demonstration",
            history=history,
            answers=tuple(answers),
            context=self.context(area, [year]),
            texts=self.definitions.texts,
            is_full=form.is_full,
            institution=form.institution,
            schemes=form.schemes,
            rules=self.definitions.rules,
            version=questionnaire,
        )

    def write_workbook(
        self,
        area: str,
        year: int,
        language: Language,
        blank: tuple[int, int],
        path: Path | None = None,
        form: FormChoice = CORE,
    ) -> Path:
        """Write a country's questionnaire and return its path.

        Args:
            area: Country.
            year: Reference year.
            language: Language of the workbook.
            blank: Schemes, and benefits of each, where no earlier round knows an inventory.
            path: Where to write it, else the workspace's own folder.
            form: The core form or the full one, for the country or for one institution.

        Raises:
            FixTheFile: if the country is unknown, or a scheme that is asked for.
        """
        self.area_name(area, language)
        inventory = self._opening_inventory(area, year, blank, form)
        known = [scheme.id for scheme in inventory.schemes]
        for scheme in sorted(form.schemes - set(known)):
            raise FixTheFile.because("SCHEME_UNKNOWN", Place(item=scheme), area=area, known=", ".join(known))
        plan = self.plan(area, year, language, inventory, (), form)
        part = f"-{plan.institution_id}" if form.institution else ""
        target = path or self.workspace.workbooks / f"{area}-{year}-{language}{part}.xlsx"
        self.write(target, plan)
        return target

    def _opening_inventory(self, area: str, year: int, blank: tuple[int, int], form: FormChoice) -> Inventory:
        history = self.inventory_history(area)
        known = history.at_start_of(year)
        if known is None:
            return Inventory.blank(area, *blank)
        return known.extended(form.new_schemes, form.new_benefits, *history.used())

    def write(self, path: Path, plan: WorkbookPlan) -> None:
        """Write a workbook aside and move it to its place."""
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}")
        write_workbook(aside, plan)
        aside.replace(path)

    def inventory(self, area: str, year: int) -> Inventory | None:
        """Return the schemes and benefits that a round opens with, none where no earlier round knows any."""
        return self.inventory_history(area).at_start_of(year)

    def inventory_history(self, area: str) -> InventoryHistory:
        """Return the schemes and benefits of a country over time."""
        submissions = self.workspace.submissions
        accepted = submissions.accepted_observations(area, submissions.accepted_years(area))
        return InventoryHistory.of(area, accepted, EventRegister(self.workspace.root).events(area))

    def law(self, area: str) -> tuple[LegalParameter, ...]:
        """Return the law of a country over time."""
        submissions = self.workspace.submissions
        accepted = submissions.accepted_observations(area, submissions.accepted_years(area))
        return legal_parameters(accepted, self.definitions.questionnaire.items)

    def history(self, area: str, year: int) -> tuple[Observation, ...]:
        """Return the accepted answers of the three years before a year, read again where a vintage was accepted."""
        written = self.accepted_at(area, year)
        known = self._histories.get((area, year))
        if known is None or known[0] != written:
            years = range(year - HISTORY_YEARS, year)
            known = (written, self.workspace.submissions.accepted_observations(area, years))
            self._histories[area, year] = known
            for oldest in list(self._histories)[:-_MOST_HISTORIES]:
                self._histories.pop(oldest, None)
        return known[1]

    def accepted_at(self, area: str, year: int) -> tuple[int, ...]:
        """Return when the vintages of the three years before a year were accepted; 0 stands for never."""
        submissions = self.workspace.submissions
        pointers = [submissions.accepted(f"{area}-{each}").pointer for each in range(year - HISTORY_YEARS, year)]
        return tuple(each.stat().st_mtime_ns if each.exists() else 0 for each in pointers)

    def context(self, area: str, years: Sequence[int]) -> tuple[Observation, ...]:
        """Return the context data of a country for some years."""
        wanted = set(years)
        return tuple(each for each in self._context_of(area) if each.time_period in wanted)

    def _context_of(self, area: str) -> tuple[Observation, ...]:
        folder = self.workspace.context
        if area not in self._context and folder.exists:
            table = folder.table("observations")
            rows = table.filter(pc.equal(table["ref_area"], area)).to_pylist()
            self._context[area] = tuple(map(observation_from_row, rows))
        return self._context.get(area, ())

    def area_name(self, area: str, language: Language) -> str:
        """Return the name of a country of this workspace.

        Raises:
            FixTheFile: if the workspace does not know the country.
        """
        if language not in self._names:
            rows = self.workspace.reference.table("areas").to_pylist()
            self._names[language] = {row["area"]: str(row[f"name_{language}"]) for row in rows}
        names = self._names[language]
        if area not in names:
            known = ", ".join(sorted(names)[:12])
            raise FixTheFile.because("AREA_UNKNOWN", Place(item=area), area=area, known=known)
        return names[area]

    # Reading

    def examine(self, path: Path) -> Returned:
        """Read a filled workbook and compare it with what is there; nothing is written.

        Raises:
            FixTheFile: if the file is no workbook of this workspace, with every problem that was found.
        """
        questionnaire = self.definitions.questionnaire
        reading = read_workbook(path, questionnaire, self.definitions.codelists, None)
        self._refuse_unknown_country(path, reading.fingerprint)
        submission = Submission(
            fingerprint=reading.fingerprint, file=path.name, sha256=sha256_of(path), state="read", read_at=now()
        )
        earlier = self.workspace.submissions.find(submission.id)
        old = self.workspace.submissions.observations(submission.id) if earlier else ()
        found = difference(old, reading.observations, reading.scope)
        return Returned(path, submission, reading, found, earlier, self._of_file(reading.fingerprint))

    def _of_file(self, fingerprint: Fingerprint) -> tuple[Finding, ...]:
        base = _base(self.history(fingerprint.ref_area, fingerprint.time_period))
        version = self.definitions.questionnaire.version
        expected = replace(fingerprint, questionnaire_version=version, base=base)
        return self.validation.of_file(fingerprint, expected, confirmed=False)

    def apply(self, returned: Returned) -> Submission:
        """Write what a workbook says, whole: its answers, and those outside it as they were."""
        self.workspace.submissions.save(returned.submission, returned.observations, returned.path)
        return returned.submission

    def read(self, path: Path, *, replace_draft: bool = False) -> Returned:
        """Read a filled workbook into the workspace; nothing is written where anything is wrong.

        Raises:
            FixTheFile: if the file is not a workbook of this workspace, or another file was read for the same country
                and year and is not to be replaced.
        """
        returned = self.examine(path)
        if not replace_draft:
            returned.refuse_replacing()
        self.apply(returned)
        return returned

    def _refuse_unknown_country(self, path: Path, fingerprint: Fingerprint) -> None:
        try:
            self.area_name(fingerprint.ref_area, fingerprint.language)
        except FixTheFile:
            place = Place(file=path.name)
            raise FixTheFile.because("WORKBOOK_OF_UNKNOWN_COUNTRY", place, area=fingerprint.ref_area) from None

    # Validation and acceptance

    def submission(self, area: str, year: int) -> Submission:
        """Return a submission that was read.

        Raises:
            FixTheFile: if none was read for this country and year.
        """
        found = self.workspace.submissions.find(f"{area}-{year}")
        if found is None:
            known = ", ".join(each.id for each in self.workspace.submissions.all()[:12]) or "-"
            raise FixTheFile.because("SUBMISSION_UNKNOWN", Place(item=f"{area} {year}"), known=known)
        return found

    def validate(self, submission: Submission) -> tuple[Finding, ...]:
        """Return what the rules find in a submission, the country's notes counting as its explanations."""
        return self.findings_of(submission, self.workspace.submissions.observations(submission.id))

    def findings_of(self, submission: Submission, answers: Sequence[Observation]) -> tuple[Finding, ...]:
        """Return what the rules find in answers that are or would be those of a submission."""
        area, year = submission.fingerprint.ref_area, submission.fingerprint.time_period
        earlier = self.workspace.submissions.findings_of(area, range(year - HISTORY_YEARS, year))
        return self.validation.of_answers(area, year, self._by_year(submission, answers), earlier)

    def _by_year(self, submission: Submission, answers: Sequence[Observation]) -> dict[int, list[Observation]]:
        area, year = submission.fingerprint.ref_area, submission.fingerprint.time_period
        by_year: dict[int, list[Observation]] = {}
        for each in (*answers, *self.history(area, year), *self.context(area, range(year - HISTORY_YEARS, year + 1))):
            by_year.setdefault(each.time_period, []).append(each)
        return by_year

    def accept(
        self,
        submission: Submission,
        explanations: Mapping[str, Explanation],
        revision: str = "",
        *,
        awaited: bool = False,
        queries: QueriesAsked | None = None,
    ) -> tuple[Submission, tuple[Finding, ...]]:
        """Accept a submission as the next vintage.

        Args:
            submission: One that was read.
            explanations: The country's explanation by rule, or by finding; it stays with the findings and their cells.
            revision: Why figures that were accepted before are changed (CL_REVREASON).
            awaited: Whether the country has yet to confirm what will be published.
            queries: The queries of its round, none where nothing is known of them.

        Raises:
            FixTheAnswer: if a finding that blocks is open, or one that needs an answer has none.
            FixTheFile: if something is explained that was not found, or a reason is not of its code list.
        """
        answers = self.workspace.submissions.observations(submission.id)
        findings = self.at_acceptance(submission, answers, explanations, revision)
        blocking = [each for each in findings if each.state == "open" and each.severity in {"E", "W"}]
        if blocking:
            raise FixTheAnswer(problem_of(each) for each in blocking)
        said = {each.obs_id: each.explanation for each in findings if each.explanation}
        kept = [replace(each, explanation=said[each.id]) if each.id in said else each for each in answers]
        counts = self.counts(submission, kept, queries).as_record()
        store = self.workspace.submissions
        accepted = store.accept(submission, kept, findings, now(), awaited=awaited, quality=counts, revision=revision)
        return accepted, findings

    def counts(
        self, submission: Submission, answers: Sequence[Observation], queries: QueriesAsked | None = None
    ) -> CompilationCounts:
        """Return what is counted in the answers of a submission for the quality of the compilation."""
        by_year, year = self._by_year(submission, answers), submission.fingerprint.time_period
        answered, asked = self.validation.validator.completeness(by_year, year)
        numbers = [each for each in answers if each.value is not None and each.channel != "context"]
        estimated = sum(each.obs_status in ESTIMATED for each in numbers)
        return CompilationCounts(
            asked=asked, answered=answered, cells=len(numbers), estimated=estimated, queries=queries
        )

    def at_acceptance(
        self,
        submission: Submission,
        answers: Sequence[Observation],
        explanations: Mapping[str, Explanation],
        revision: str,
    ) -> tuple[Finding, ...]:
        """Return the findings of the answers, of what they revise, and of what was said of them.

        Args:
            submission: What they are the answers of; it need not be written.
            answers: The answers as they would be accepted.
            explanations: The country's explanation by rule, or by finding.
            revision: Why figures that were accepted before are changed (CL_REVREASON).
        """
        area, year = submission.fingerprint.ref_area, submission.fingerprint.time_period
        validation, by_year = self.validation, self._by_year(submission, answers)
        accepted = self.workspace.submissions.accepted_observations(area, [year])
        found = (
            *self.findings_of(submission, answers),
            *(validation.of_revision(year, by_year, accepted, revision) if accepted else ()),
        )
        findings = validation.explained(found, explanations)
        return in_order((*findings, *validation.of_explanations(year, by_year, findings)))


def _base(history: Iterable[Observation]) -> str:
    """Return the accepted version that a workbook is written from."""
    return f"v{max((each.vintage for each in history), default=0)}"


def _of_file(finding: Finding, path: Path) -> Problem:
    return replace(problem_of(finding), place=Place(file=path.name))
