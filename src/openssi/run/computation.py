"""The stages after acceptance: compute, aggregate, release. Each is current or is made so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

import openssi
from openssi.aggregate import AggregateResults, AggregateTables, aggregate, only_published
from openssi.definitions import Definitions
from openssi.engine import connect, table_of
from openssi.indicators import COMPUTED as COMPUTED_TABLES
from openssi.indicators import InquiryResults, compute_inquiry, compute_series, merge_country_values
from openssi.run.decisions import apply_corrections, decision_tables, due_corrections, today
from openssi.run.public_cells import PublicCells
from openssi.run.public_figures import public_figures
from openssi.run.publication import BeforePublication
from openssi.run.quality import CompilationQuality
from openssi.run.side_by_side import side_by_side
from openssi.run.validation import Validation, problem_of
from openssi.store import VersionedFolder, Workspace, observation_from_row
from openssi.store.decisions import DecisionLog
from openssi.store.workspace import now
from openssi.vocabulary.confirmation import SIDE_BY_SIDE
from openssi.vocabulary.dataflow import DATAFLOWS, OBSERVATIONS, SERIES_VALUES
from openssi.vocabulary.decision import DECISION_TABLES
from openssi.vocabulary.errors import FixTheAnswer, FixTheFile
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.release import Release
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.structure import Dataflow

Note = Callable[[Sequence[Finding]], None]

COMPUTED = tuple(each.id for each in COMPUTED_TABLES)
AGGREGATED = ("aggregate_inputs", "aggregates")


@dataclass(frozen=True, slots=True)
class Computation:
    """The stages of one workspace under one set of definitions."""

    workspace: Workspace
    definitions: Definitions
    _read: dict[Path, pa.Table] = field(default_factory=dict, compare=False, repr=False)

    def context(self) -> pa.Table:
        """Return the context data, empty where none were loaded."""
        return self._loaded(self.workspace.context, OBSERVATIONS)

    def series(self) -> pa.Table:
        """Return the published series, empty where none were loaded."""
        return self._loaded(self.workspace.series, SERIES_VALUES)

    def _loaded(self, folder: VersionedFolder, dataflow: Dataflow) -> pa.Table:
        """Read a table once for as long as its version is the current one."""
        if not folder.exists:
            return table_of(dataflow)
        path = folder.path(f"{dataflow.id}.parquet")
        if path not in self._read:
            self._read[path] = folder.table(dataflow.id)
        return self._read[path]

    def _inputs(self) -> str:
        return f"{self.workspace.inputs_fingerprint()} {self.definitions.version}"

    @property
    def is_computed(self) -> bool:
        """Whether the computed tables agree with what they were made from, and no correction waits to be applied."""
        is_current = self.workspace.computed.record().get("inputs") == self._inputs()
        return is_current and not due_corrections(self.workspace)

    def compute(self) -> Mapping[str, pa.Table]:
        """Make national totals and indicators of countries from everything accepted and loaded.

        Versions that wait for their country are left out; the version before stands in their place.

        Approved corrections are applied first, each as a new vintage of its submission.

        Raises:
            FixTheFile: if nothing was accepted or loaded.
            FixTheAnswer: if a correction does not match the cell that it is about.
        """
        apply_corrections(self.workspace)
        accepted = self.workspace.submissions.releasable_table("observations")
        if accepted is None and not self.workspace.series.exists:
            raise FixTheFile.because("NOTHING_TO_COMPUTE", Place(file=str(self.workspace.root)))
        answers = tuple(map(observation_from_row, accepted.to_pylist())) if accepted is not None else ()
        return self.keep_computed([self.of_inquiry(answers)])

    def of_inquiry(self, answers: Sequence[Observation]) -> InquiryResults:
        """Make national totals and indicators from accepted answers, whole countries and years; nothing is kept."""
        parts = self.definitions
        return compute_inquiry(
            (*answers, *self._context_of({answer.ref_area for answer in answers})),
            parts.formula_questionnaire,
            tuple(parts.indicators.values()),
            tuple(parts.national_totals.values()),
            parts.codelists,
        )

    def keep_computed(self, results: Sequence[InquiryResults]) -> Mapping[str, pa.Table]:
        """Keep what was made from all accepted answers, with what was published.

        Args:
            results: Of the countries in the order of their codes.
        """
        joined = {name: pa.concat_tables([getattr(each, name) for each in results]) for name in COMPUTED}
        published = compute_series(self.series(), tuple(self.definitions.indicators.values()))
        values = merge_country_values(joined["country_values"], published)
        quality, links = CompilationQuality(self.workspace, self.definitions).tables()
        tables = {
            **joined,
            "country_values": pa.concat_tables([values, quality]),
            "lineage": pa.concat_tables([joined["lineage"], links]),
        }
        self.workspace.computed.write(tables, {"inputs": self._inputs(), "written": now()})
        return tables

    def _context_of(self, countries: set[str]) -> tuple[Observation, ...]:
        if not countries:
            return ()
        with connect(context=self.context()) as connection:
            rows = connection.rows("FROM context WHERE ref_area IN (SELECT unnest($1))", [sorted(countries)])
        return tuple(map(observation_from_row, rows))

    def computed(self) -> Mapping[str, pa.Table]:
        """Return the computed tables, computing them first where they are not current."""
        if not self.is_computed:
            return self.compute()
        return {name: self.workspace.computed.table(name) for name in COMPUTED}

    def aggregate(self, rules: PublicationRules | None = None, years: Sequence[int] | None = None) -> AggregateResults:
        """Return the aggregates without keeping them."""
        computed = self.computed()
        reference = self.workspace.reference
        tables = AggregateTables(
            country_values=computed["country_values"],
            context=self.context(),
            national_totals=computed["national_totals"],
            groups=reference.table("groups"),
            members=reference.table("members"),
        )
        indicators = tuple(self.definitions.indicators.values())
        return aggregate(tables, indicators, rules or self.definitions.publication, years)

    def keep_aggregates(self, rules: PublicationRules | None = None) -> AggregateResults:
        """Make the aggregates of every year and keep them as what the next release holds."""
        chosen = rules or self.definitions.publication
        results = self.aggregate(chosen)
        tables = {"aggregate_inputs": results.inputs, "aggregates": results.aggregates}
        record = {"inputs": self._inputs(), "written": now(), "rules": asdict(chosen)}
        self.workspace.aggregated.write(tables, record)
        return results

    def aggregated(self) -> tuple[Mapping[str, pa.Table], PublicationRules]:
        """Return the kept aggregates and their rules, making them first where they are not current."""
        folder = self.workspace.aggregated
        rules = _rules(folder.record().get("rules"), self.definitions.publication)
        if folder.record().get("inputs") != self._inputs():
            self.keep_aggregates(rules)
        return {name: folder.table(name) for name in AGGREGATED}, rules

    def publication_findings(self, cells: PublicCells | None = None) -> tuple[Finding, ...]:
        """Return what the rules say of the cells that a release would hold."""
        validator = Validation(self.workspace, self.definitions).validator
        return BeforePublication(cells or self._public_cells(), validator).findings()

    def release(self, release_id: str | None = None, note: Note = lambda _: None) -> Release:
        """Publish everything as one immutable release and make it the latest.

        Args:
            release_id: Its name, else the next number of the year.
            note: Told what the rules of publication ask; what they forbid stops the release.

        Raises:
            FixTheAnswer: if a cell that would be published must not be.
        """
        computed = self.computed()
        aggregated, rules = self.aggregated()
        decisions = DecisionLog(self.workspace.root).fingerprint()
        public = {**aggregated, "aggregates": only_published(aggregated["aggregates"])}
        cells = self._public_cells()
        noted = self.publication_findings(cells)
        blocking = [each for each in noted if each.severity == "E"]
        if blocking:
            raise FixTheAnswer(map(problem_of, blocking))
        note(noted)
        figures = public_figures({**computed, **public}, cells.closed, cells.primary)
        tables = {**computed, **self._reference(), **self._reported(cells), **public, **figures, **self._decided(cells)}
        tables[SIDE_BY_SIDE.id] = side_by_side(self.workspace.submissions, tables)
        draft = Release(
            id=release_id or self.workspace.releases.next_id(int(now()[:4])),
            created=now(),
            kind=self.workspace.kind,
            software_version=openssi.__version__,
            definitions_version=self.definitions.version,
            questionnaire_version=self.definitions.questionnaire.version,
            method={name: str(value) for name, value in asdict(rules).items()},
            sources=self._sources(),
            waivers=self._answers_to_findings(cells),
            files=(),
            waiting=self.workspace.submissions.waiting(),
        )
        ordered = {name: tables[name] for name in DATAFLOWS}
        release = self.workspace.releases.write(draft, ordered)
        self.workspace.aggregated.update(released=release.id, decisions=decisions)
        return release

    @property
    def is_released(self) -> bool:
        """Whether the latest release agrees with everything that was accepted, loaded, defined and decided."""
        record = self.workspace.aggregated.record()
        latest = self.workspace.releases.latest_id()
        is_latest = latest is not None and record.get("released") == latest
        is_decided = record.get("decisions", "") == DecisionLog(self.workspace.root).fingerprint()
        return is_latest and is_decided and record.get("inputs") == self._inputs()

    def _reference(self) -> dict[str, pa.Table]:
        return {name: self.workspace.reference.table(name) for name in ("areas", "groups", "members")}

    def _reported(self, cells: PublicCells) -> dict[str, pa.Table]:
        return {
            "observations": pa.concat_tables([cells.observations(), self.context()]),
            "findings": cells.findings(self.workspace.submissions.releasable_table("findings")),
            "series_values": self.series(),
        }

    def _public_cells(self) -> PublicCells:
        answers = self.workspace.submissions.releasable_table("observations")
        return PublicCells(answers, self.definitions.questionnaire, today().isoformat(), self.definitions)

    def _decided(self, cells: PublicCells) -> dict[str, pa.Table]:
        log = DecisionLog(self.workspace.root)
        decided = (log.tolerances(), log.waivers(), log.corrections())
        rows = decision_tables(*decided, today(), cells.closed)
        told = {name: [_said_of(row, cells) for row in rows[name]] for name in DECISION_TABLES}
        return {name: table_of(dataflow, told[name]) for name, dataflow in DECISION_TABLES.items()}

    def _sources(self) -> tuple[dict[str, str], ...]:
        loaded = [
            *self.workspace.context.record().get("sources", ()),
            *self.workspace.series.record().get("sources", ()),
        ]
        workbooks = self.workspace.submissions.releasable_records().values()
        return (
            *loaded,
            *({"file": each["file"], "sha256": each["sha256"], "read": each["read_at"]} for each in workbooks),
        )

    def _answers_to_findings(self, cells: PublicCells) -> tuple[dict[str, str], ...]:
        """Return what was said of findings, and every waiver in force with the role in which it was given."""
        public = cells.public(self.workspace.submissions.releasable_findings())
        answered = (each for each in public if each.state != "open")
        said = {each.id: {"state": each.state, "explanation": each.explanation} for each in answered}
        for each in DecisionLog(self.workspace.root).waivers():
            if each.holds(today()) and cells.may_tell_of(each.obs_id, each.reason):
                given = {"state": "waived", "explanation": each.reason, "role": each.decided_by.role}
                said[f"{each.rule}@{each.obs_id}"] = given
        return tuple({"finding": finding, **what} for finding, what in said.items())


def _said_of(row: Mapping[str, object], cells: PublicCells) -> dict[str, object]:
    """Return what was decided without the numbers that are withheld."""
    area = str(row.get("ref_area") or str(row.get("obs_id") or "").partition(".")[0])
    return {name: cells.plain(area, each) if name == "reason" else each for name, each in row.items()}  # type: ignore[arg-type]


def _rules(record: Mapping[str, Any] | None, default: PublicationRules) -> PublicationRules:
    if record is None:
        return default
    return replace(default, max_age=int(record["max_age"]), method=record["method"])
