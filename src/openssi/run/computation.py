"""The stages after acceptance: compute, aggregate, release. Each is current or is made so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

import openssi
from openssi.aggregate import AggregateResults, AggregateTables, aggregate, only_published
from openssi.definitions import Definitions
from openssi.definitions.choices import PublishedDefinitions, under
from openssi.engine import connect, table_of
from openssi.indicators import COMPUTED as COMPUTED_TABLES
from openssi.indicators import InquiryResults, compute_series, merge_country_values
from openssi.publish.catalogues.indicator_table import indicator_table
from openssi.run.computed_countries import (
    CountriesAsked,
    accepted_folders,
    compiled,
    compute_countries,
    context_by_area,
    fingerprints,
    of_context_alone,
)
from openssi.run.decisions import apply_corrections, decision_tables, due_corrections, today
from openssi.run.public_cells import PublicCells
from openssi.run.public_figures import public_figures
from openssi.run.publication import BeforePublication
from openssi.run.quality import CompilationQuality
from openssi.run.releases.cubes import Earlier, with_cubes
from openssi.run.releases.metadata import metadata_tables
from openssi.run.releases.revision_reasons import VersionReason
from openssi.run.side_by_side import side_by_side
from openssi.run.validation import Validation, problem_of
from openssi.store import Submissions, VersionedFolder, Workspace
from openssi.store.decisions import DecisionLog
from openssi.store.workspace import now
from openssi.vocabulary.confirmation import SIDE_BY_SIDE
from openssi.vocabulary.dataflow import DATAFLOWS, OBSERVATIONS, SERIES_VALUES
from openssi.vocabulary.decision import DECISION_TABLES
from openssi.vocabulary.declared_indicators import DECLARED_INDICATORS
from openssi.vocabulary.errors import FixTheAnswer, FixTheFile
from openssi.vocabulary.moments import embargo_of
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.release import LEVELS, Release, ReleaseLevel
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.structure import Dataflow

Note = Callable[[Sequence[Finding]], None]

COMPUTED = tuple(each.id for each in COMPUTED_TABLES)
AGGREGATED = ("aggregate_inputs", "aggregates", "method_errors", "aggregate_findings")


@dataclass(frozen=True, slots=True)
class Computation:
    """The stages of one workspace under one set of definitions."""

    workspace: Workspace
    definitions: Definitions
    _read: dict[Path, pa.Table] = field(default_factory=dict, compare=False, repr=False)
    _settled: dict[str, PublishedDefinitions] = field(default_factory=dict, compare=False, repr=False)

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

    @property
    def published(self) -> PublishedDefinitions:
        """The definitions as the publication reads them that the workspace computes; the one in force at first."""
        chosen = self.workspace.computed.record().get("publication", "")
        if chosen not in self._settled:
            self._settled[chosen] = under(self.definitions, chosen)
        return self._settled[chosen]

    def _inputs(self, publication: str | None = None) -> str:
        chosen = publication or self.published.published.id
        return f"{self.workspace.inputs_fingerprint()} {self.definitions.version} {chosen}"

    @property
    def is_computed(self) -> bool:
        """Whether the computed tables agree with what they were made from, and no correction waits to be applied."""
        is_current = self.workspace.computed.record().get("inputs") == self._inputs()
        return is_current and not due_corrections(self.workspace)

    def compute(self, publication: str = "") -> Mapping[str, pa.Table]:
        """Make national totals and indicators of countries from everything accepted and loaded.

        Args:
            publication: The named set of choices that contested definitions are settled by; what is made later is made
                under it as well. That of the time before where none is named.

        Versions that wait for their country are left out; the version before stands in their place.

        Approved corrections are applied first, each as a new vintage of its submission.

        Raises:
            FixTheFile: if nothing was accepted or loaded.
            FixTheAnswer: if a correction does not match the cell that it is about.
        """
        chosen = under(self.definitions, publication) if publication else self.published
        apply_corrections(self.workspace)
        folders = accepted_folders(self.workspace)
        if not folders and not self.workspace.series.exists and not self.workspace.context.exists:
            raise FixTheFile.because("NOTHING_TO_COMPUTE", Place(file=str(self.workspace.root)))
        prints = fingerprints(self.workspace, chosen, folders)
        before = self._kept_countries(prints)
        asked = CountriesAsked(
            self.workspace.root,
            self.definitions.root,
            chosen.published.id,
            {area: each for area, each in folders.items() if area not in before},
        )
        made = list(compute_countries(asked, self.context()))
        return self.keep_computed([*self._earlier(before), *made], chosen)

    def _kept_countries(self, prints: Mapping[str, str]) -> frozenset[str]:
        """Return the countries whose figures are kept and were made of what is there now."""
        kept = self.workspace.computed.record().get("countries", {})
        return frozenset(area for area, each in prints.items() if kept.get(area) == each)

    def _earlier(self, areas: frozenset[str]) -> list[InquiryResults]:
        """Return what is kept of countries that need not be computed again."""
        if not areas:
            return []
        tables = {name: self.workspace.computed.table(name) for name in COMPUTED}
        with connect(**tables) as connection:
            connection.register("kept", pa.table({"area": sorted(areas)}))
            found = {name: connection.query(_KEPT.get(name, _OF_KEPT.format(name))) for name in COMPUTED}
        return [InquiryResults(**{name: table.cast(tables[name].schema) for name, table in found.items()})]

    def of_inquiry(
        self, answers: Sequence[Observation], published: PublishedDefinitions | None = None
    ) -> InquiryResults:
        """Make national totals and indicators from accepted answers, whole countries and years; nothing is kept."""
        parts = published or self.published
        given = context_by_area(self.context(), sorted({answer.ref_area for answer in answers}))
        context = (each for observations in given.values() for each in observations)
        return compiled(parts).results((*answers, *context))

    def keep_computed(
        self, results: Sequence[InquiryResults], published: PublishedDefinitions | None = None
    ) -> Mapping[str, pa.Table]:
        """Keep what was made from all accepted answers, with what context data alone give and what was published.

        Args:
            results: Of the countries that answered.
            published: What it was made under.
        """
        parts = published or self.published
        folders = accepted_folders(self.workspace)
        alone = of_context_alone(compiled(parts), self.context(), list(folders))
        results = [*results, alone]
        joined = {name: _joined([getattr(each, name) for each in results], name) for name in COMPUTED}
        series = compute_series(self.series(), tuple(parts.indicators.values()))
        quality, links = CompilationQuality(self.workspace, self.definitions).tables()
        values = merge_country_values(joined["country_values"], series)
        tables = {
            **joined,
            "country_values": pa.concat_tables([values, quality]),
            "lineage": pa.concat_tables([joined["lineage"], links]),
        }
        publication = parts.published.id
        record = {
            "inputs": self._inputs(publication),
            "written": now(),
            "publication": publication,
            "countries": fingerprints(self.workspace, parts, folders),
        }
        self.workspace.computed.write(tables, record)
        return tables

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
            successions=self.definitions.successions,
            vintage=self._inputs(),
        )
        indicators = tuple(self.published.indicators.values())
        return aggregate(tables, indicators, rules or self.published.publication, years)

    def keep_aggregates(self, rules: PublicationRules | None = None) -> AggregateResults:
        """Make the aggregates of every year and keep them as what the next release holds."""
        chosen = rules or self.published.publication
        results = self.aggregate(chosen)
        made = (results.inputs, results.aggregates, results.errors, results.findings)
        tables = dict(zip(AGGREGATED, made, strict=True))
        record = {"inputs": self._inputs(), "written": now(), "rules": asdict(chosen)}
        self.workspace.aggregated.write(tables, record)
        return results

    def aggregated(self) -> tuple[Mapping[str, pa.Table], PublicationRules]:
        """Return the kept aggregates and their rules, making them first where they are not current."""
        folder = self.workspace.aggregated
        default, record = self.published.publication, folder.record()
        is_current = record.get("inputs") == self._inputs()
        rules = _rules(record.get("rules") if is_current or not self._changed_publication(record) else None, default)
        if not is_current:
            self.keep_aggregates(rules)
        return {name: folder.table(name) for name in AGGREGATED}, rules

    def _changed_publication(self, record: Mapping[str, Any]) -> bool:
        """Whether aggregates were kept under another publication, whose rules do not hold for this one."""
        return bool(record) and str(record.get("inputs", "")).rpartition(" ")[2] != self.published.published.id

    def publication_findings(self, cells: PublicCells | None = None) -> tuple[Finding, ...]:
        """Return what the rules say of the cells that a release would hold."""
        validator = Validation(self.workspace, self.definitions).validator
        return BeforePublication(cells or self._public_cells(), validator).findings()

    def release(
        self,
        release_id: str | None = None,
        note: Note = lambda _: None,
        *,
        level: ReleaseLevel = "public",
        embargo: str = "",
    ) -> Release:
        """Publish everything as one immutable release and make it the latest.

        Args:
            release_id: Its name, else the next number of the year.
            note: Told what the rules of publication ask; what they forbid stops the release.
            level: Who may read it.
            embargo: Moment with time zone before which only the compiler reads it, empty for none.

        Raises:
            FixTheAnswer: if a cell that would be published must not be.
            FixTheFile: if the embargo is no moment to come, or the name is not fit for an address or is taken.
        """
        if release_id is not None:
            self.workspace.releases.refuse(release_id)
        until = embargo_of(embargo, datetime.fromisoformat(now())) if embargo else ""
        computed = self.computed()
        aggregated, rules = self.aggregated()
        decisions = DecisionLog(self.workspace.root).fingerprint()
        public = {**aggregated, "aggregates": only_published(aggregated["aggregates"])}
        cells = self._public_cells()
        self._refuse_what_must_not_be(cells, note)
        figures = public_figures({**computed, **public}, cells.closed, cells.primary)
        tables = {**computed, **self._reference(), **self._reported(cells), **public, **figures, **self._decided(cells)}
        tables[SIDE_BY_SIDE.id] = side_by_side(self.workspace.submissions, tables)
        tables[DECLARED_INDICATORS.id] = indicator_table(self.published, rules)
        draft = Release(
            id=release_id or self.workspace.releases.next_id(int(now()[:4])),
            created=now(),
            kind=self.workspace.kind,
            software_version=openssi.__version__,
            definitions_version=self.definitions.version,
            questionnaire_version=self.definitions.questionnaire.version,
            method=self._method(rules),
            sources=self._sources(),
            waivers=self._answers_to_findings(cells),
            files=(),
            waiting=self.workspace.submissions.waiting(),
            level=level,
            embargo=until,
        )
        tables |= metadata_tables(tables, draft, self.definitions)
        ordered = {name: tables[name] for name in DATAFLOWS if name in tables}
        earlier = self._compared_with(draft)
        with with_cubes(ordered, draft, self.definitions, earlier) as made:
            previous = earlier.release.id if earlier else ""
            draft = replace(draft, previous=previous, headlines=made.headlines)
            release = self.workspace.releases.write(draft, made.tables)
        self.workspace.aggregated.update(released=release.id, decisions=decisions)
        return release

    def _method(self, rules: PublicationRules) -> dict[str, str]:
        """Return by what a release was made, by name."""
        declared = {name: str(value) for name, value in asdict(rules).items()}
        return {**declared, "publication": self.published.published.id, **self.published.choices}

    def _refuse_what_must_not_be(self, cells: PublicCells, note: Note) -> None:
        noted = self.publication_findings(cells)
        blocking = [each for each in noted if each.severity == "E"]
        if blocking:
            raise FixTheAnswer(map(problem_of, blocking))
        note(noted)

    def _compared_with(self, draft: Release) -> Earlier | None:
        """Return the release that a new one is compared with: the last that all its readers could read by now."""
        releases = self.workspace.releases
        open_to_all = LEVELS[: LEVELS.index(draft.level) + 1]
        made = [each for each in map(releases.read, releases.ids()) if each.level in open_to_all]
        moment = datetime.fromisoformat(draft.created)
        found = next((each for each in reversed(made) if each.is_published(moment)), None)
        if found is None:
            return None
        missing = [each.name for each in found.files if not (releases.folder(found.id) / each.name).is_file()]
        if missing:
            place = Place(file=str(releases.folder(found.id)))
            raise FixTheFile.because("RELEASE_DAMAGED", place, release=found.id, files=", ".join(missing))
        return Earlier(found, releases.folder(found.id), version_reasons(self.workspace.submissions))

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


def version_reasons(submissions: Submissions) -> tuple[VersionReason, ...]:
    """Return why each accepted version came after another one, as far as that was recorded."""
    return tuple(
        VersionReason(each, int(record["vintage"]), str(record.get("revision") or ""))
        for each in submissions.accepted_ids()
        for record in submissions.releasable_versions(each)
    )


_OF_KEPT = "FROM {} WHERE ref_area IN (SELECT area FROM kept)"
_KEPT = {
    "country_values": """
        FROM country_values WHERE origin = 'inquiry' AND ref_area IN (SELECT area FROM kept)
            AND value_id NOT IN (SELECT output_id FROM lineage WHERE input_kind = 'submission')
    """,
    "lineage": "FROM lineage WHERE input_kind <> 'submission' AND ref_area IN (SELECT area FROM kept)",
}
"""What is kept of a table, where that is not simply the rows of the countries."""


def _joined(tables: Sequence[pa.Table], name: str) -> pa.Table:
    """Return tables of countries as one, in an order that does not depend on which were made again."""
    order = {"lineage": ["ref_area", "output_id", "sequence"], "computation_findings": ["finding_id"]}
    first = DATAFLOWS[name].names[0]
    return pa.concat_tables(tables).sort_by([(each, "ascending") for each in order.get(name, [first])])


def _said_of(row: Mapping[str, object], cells: PublicCells) -> dict[str, object]:
    """Return what was decided without the numbers that are withheld."""
    area = str(row.get("ref_area") or str(row.get("obs_id") or "").partition(".")[0])
    return {name: cells.plain(area, each) if name == "reason" else each for name, each in row.items()}  # type: ignore[arg-type]


def _rules(record: Mapping[str, Any] | None, default: PublicationRules) -> PublicationRules:
    if record is None:
        return default
    draws = record.get("intervals", {}).get("draws", default.intervals.draws)
    intervals = replace(default.intervals, draws=int(draws))
    return replace(default, max_age=int(record["max_age"]), method=record["method"], intervals=intervals)
