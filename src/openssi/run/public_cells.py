"""What of the accepted answers may enter a release: free cells without personal data (rules R118, R121, R122)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from openssi.definitions import Definitions
from openssi.engine import as_dataflow, connect, table_of
from openssi.expressions import ObservationCells
from openssi.run.declared_sums import figures_of
from openssi.run.public_figures import SUPPRESSED
from openssi.run.suppression import withheld_besides
from openssi.store import finding_from_row, observation_from_row
from openssi.vocabulary.confidentiality import FREE, MARK, SECONDARY_BY_RECEIVER
from openssi.vocabulary.dataflow import FINDINGS, OBSERVATIONS
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.quoted import Numbers
from openssi.vocabulary.rule import Finding

FOCAL_POINT = frozenset({"I.FOCAL_NAME", "I.FOCAL_EMAIL", "I.FOCAL_PHONE"})
"""Personal data by name, whatever a version of the questionnaire says of them."""

SAID_OF_FIGURES = frozenset({"Q.METHOD", "Q.BREAK", "Q.NOTE", "Q.SRC_REF"})
"""Free texts of table Q1, which can quote a figure or name somebody."""

WITHOUT_ADDRESS = "[@]"
"""Stands where somebody typed an e-mail address into a note or a source."""

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_PUBLIC = """
    SELECT * FROM answers WHERE obs_id NOT IN (SELECT unnest($1))
    UNION ALL
    SELECT * REPLACE (
        NULL AS value, $4 AS obs_status, '' AS note, '' AS explanation,
        CASE WHEN obs_id IN (SELECT unnest($2)) THEN $5 ELSE conf_status END AS conf_status
    ) FROM answers
    WHERE obs_id IN (SELECT unnest($1)) AND value IS NOT NULL AND item NOT IN (SELECT unnest($3))
"""
_WITH_EMBARGO = """
    FROM answers SEMI JOIN (
        SELECT DISTINCT ref_area, time_period FROM answers
        WHERE conf_status = 'E' OR (item = 'Q.EMBARGO' AND text_value > $1)
    ) USING (ref_area, time_period)
"""

_OF_INSTITUTIONS = frozenset({"I.INST_NAME"})
"""Free texts of institutions that name no person."""


def is_personal(item: str, questionnaire: Questionnaire) -> bool:
    """Return whether an answer can hold personal data.

    What an institution types freely about itself is taken to, except its name; so is an item of institutions (`I.`)
    that this version of the questionnaire does not know. Codes and lists of schemes cannot.
    """
    if item in FOCAL_POINT:
        return True
    known = questionnaire.items.get(item)
    if known is None:
        return item.startswith("I.")
    is_typed_freely = known.type not in {"code", "codes", "list", "reference", "id"}
    return known.level == "institution" and is_typed_freely and item not in _OF_INSTITUTIONS


@dataclass(frozen=True, slots=True)
class _Embargoes:
    held: frozenset[str]
    lifted: frozenset[str]


@dataclass(frozen=True)
class PublicCells:
    """The accepted answers of a workspace as readers of a release may see them.

    Attributes:
        answers: All accepted answers, none where nothing was accepted.
        today: Day of publication, as an ISO date: what is under embargo until a later day is held back.
        definitions: What declares the sums by which a withheld figure could be found; without them none is known.
    """

    answers: pa.Table | None
    questionnaire: Questionnaire
    today: str
    definitions: Definitions | None = None

    def observations(self) -> pa.Table:
        """Return the answers that are free for publication.

        A number that is withheld is there without its value, its status saying why: readers learn that it exists.
        """
        if self.answers is None:
            return table_of(OBSERVATIONS)
        parameters = [sorted(self.closed), sorted(self.secondary), self._personal, SUPPRESSED, SECONDARY_BY_RECEIVER]
        with connect(answers=self.answers) as connection:
            found = as_dataflow(OBSERVATIONS, connection.query(_PUBLIC, parameters))
        return self._without_quotes(found)

    def _without_quotes(self, found: pa.Table) -> pa.Table:
        """Return answers whose texts tell no number that is withheld, and no e-mail address."""
        for name in ("note", "explanation", "method", "source", "text_value"):
            if self._secrets or pc.any(pc.match_substring(found.column(name), "@")).as_py():
                place = found.schema.get_field_index(name)
                found = found.set_column(place, name, pa.array(self._plain(found, name), pa.string()))
        return found

    def _plain(self, found: pa.Table, name: str) -> Iterator[str | None]:
        """Iterate over the texts of a column; of answers only free texts about figures are changed."""
        columns = (found.column(each).to_pylist() for each in ("ref_area", "item", name))
        for area, item, text in zip(*columns, strict=True):
            is_free = name != "text_value" or item in SAID_OF_FIGURES
            yield self._said(area, text, is_citation=name == "source") if is_free else text

    def _said(self, area: str, text: str | None, *, is_citation: bool) -> str | None:
        """Return what is said of figures without withheld numbers, a citation as it stands, neither with an address."""
        told = text if is_citation else self.plain(area, text)
        return _MAIL.sub(WITHOUT_ADDRESS, told) if told and "@" in told else told

    def plain(self, area: str, text: str | None) -> str | None:
        """Return a text about a country with a mark in the place of each number that is withheld."""
        secret = self._secrets.get(area)
        return secret.out_of(text, MARK) if secret is not None and text else text

    @cached_property
    def _secrets(self) -> Mapping[str, Numbers]:
        """The numbers that are withheld, by country."""
        if self.answers is None:
            return {}
        withheld = """
            SELECT ref_area, value FROM answers
            WHERE value IS NOT NULL AND obs_id IN (SELECT unnest($1)) AND item NOT IN (SELECT unnest($2))
        """
        by_area: dict[str, list[Decimal]] = {}
        with connect(answers=self.answers) as connection:
            for row in connection.rows(withheld, [sorted(self.closed), self._personal]):
                by_area.setdefault(row["ref_area"], []).append(row["value"])
        return {area: Numbers.of(values) for area, values in by_area.items()}

    @cached_property
    def _rows(self) -> frozenset[str]:
        """The rows with a withheld number: item, scheme and benefit of a country and year, as an id begins."""
        return frozenset(_row_of(each) for each in self.closed)

    @cached_property
    def closed(self) -> frozenset[str]:
        """The ids of the answers, and of national totals, that are not free."""
        return self.primary | self.secondary

    @cached_property
    def secondary(self) -> frozenset[str]:
        """What is free by itself and would give a withheld figure away (status `S`)."""
        if self.answers is None or self.definitions is None:
            return frozenset()
        statement = """
            FROM answers SEMI JOIN (
                SELECT DISTINCT ref_area FROM answers
                WHERE value IS NOT NULL AND obs_id IN (SELECT unnest($1))
            ) USING (ref_area)
        """
        with connect(answers=self.answers) as connection:
            rows = connection.rows(statement, [sorted(self.primary)])
        by_area: dict[str, list[Observation]] = {}
        for each in map(observation_from_row, rows):
            by_area.setdefault(each.ref_area, []).append(each)
        found: set[str] = set()
        for answers in by_area.values():
            own = {each.id for each in answers if each.value is not None}
            found |= withheld_besides(figures_of(answers, self.definitions), own & self.primary)
        return frozenset(found)

    @cached_property
    def primary(self) -> frozenset[str]:
        """The ids of the answers that are not free by themselves."""
        if self.answers is None:
            return frozenset()
        with connect(answers=self.answers) as connection:
            closed = "SELECT obs_id FROM answers WHERE conf_status <> $2 OR item IN (SELECT unnest($1))"
            found = frozenset(row["obs_id"] for row in connection.rows(closed, [self._personal, FREE]))
        return (found | self._embargoes.held) - self._embargoes.lifted

    @cached_property
    def _embargoes(self) -> "_Embargoes":
        """The answers that an embargo holds back, and those of status E whose embargo is over."""
        held: set[str] = set()
        lifted: set[str] = set()
        for cells in self._under_embargo():
            current, until = cells.current, cells.said("Q.EMBARGO")
            if current is None or not isinstance(until, str):
                continue
            if until > self.today:
                held.add(current.id)
            elif current.conf_status == "E":
                lifted.add(current.id)
        return _Embargoes(frozenset(held), frozenset(lifted))

    def _under_embargo(self) -> Iterator[ObservationCells]:
        """Iterate over the answers of every country and year in which an embargo holds or may be over."""
        if self.answers is None:
            return
        with connect(answers=self.answers) as connection:
            rows = connection.rows(_WITH_EMBARGO, [self.today])
        by_country: dict[tuple[str, int], list[Observation]] = {}
        for each in map(observation_from_row, rows):
            by_country.setdefault((each.ref_area, each.time_period), []).append(each)
        for (_, year), answers in by_country.items():
            country = ObservationCells({year: answers}, year, self.questionnaire)
            yield from map(country.for_cell, answers)

    def findings(self, findings: pa.Table | None) -> pa.Table:
        """Return the findings on cells that are free, or that were left empty: messages quote what stands there."""
        if findings is None:
            return table_of(FINDINGS)
        kept = [self.tells_nothing(finding_from_row(each)) for each in findings.to_pylist()]
        return findings.filter(pa.array(kept, type=pa.bool_()))

    def public(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that readers may see."""
        return tuple(filter(self.tells_nothing, findings))

    def tells_nothing(self, finding: Finding) -> bool:
        """Whether a finding is on a free cell, beside no withheld one in its row, and quotes no withheld number."""
        if not self._is_public(finding.obs_id, finding.item) or _row_of(finding.obs_id) in self._rows:
            return False
        secret = self._secrets.get(finding.ref_area)
        if secret is None:
            return True
        texts = [text for each in (finding.message, finding.remedy) for text in (each.en, each.fr, each.es)]
        numbers = (finding.expected_low, finding.expected_high)
        return not any(map(secret.are_in, (*texts, finding.explanation))) and not any(map(secret.has, numbers))

    def may_tell_of(self, obs_id: str, text: str) -> bool:
        """Whether what was decided about a cell, and why, may be read by everybody."""
        secret = self._secrets.get(obs_id.partition(".")[0])
        return obs_id not in self.closed and (secret is None or not secret.are_in(text))

    def _is_public(self, obs_id: str, item: str) -> bool:
        return obs_id not in self.closed and not is_personal(item, self.questionnaire)

    @cached_property
    def _personal(self) -> list[str]:
        items = set(self.answers.column("item").unique().to_pylist()) if self.answers is not None else set()
        return sorted(each for each in items | FOCAL_POINT if is_personal(each, self.questionnaire))


def _row_of(obs_id: str) -> str:
    return ".".join(obs_id.split(".")[:5])
