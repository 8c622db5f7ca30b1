"""What of the accepted answers may enter a release: free cells without personal data (rules R118, R121, R122)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from openssi.engine import as_dataflow, connect, table_of
from openssi.expressions import ObservationCells
from openssi.store import observation_from_row
from openssi.vocabulary.dataflow import FINDINGS, OBSERVATIONS
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding

FOCAL_POINT = frozenset({"I.FOCAL_NAME", "I.FOCAL_EMAIL", "I.FOCAL_PHONE"})
"""Personal data by name, whatever a version of the questionnaire says of them."""

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
    """

    answers: pa.Table | None
    questionnaire: Questionnaire
    today: str

    def observations(self) -> pa.Table:
        """Return the answers that are free for publication."""
        if self.answers is None:
            return table_of(OBSERVATIONS)
        with connect(answers=self.answers) as connection:
            free = "FROM answers WHERE obs_id NOT IN (SELECT unnest($1))"
            return as_dataflow(OBSERVATIONS, connection.query(free, [sorted(self.closed)]))

    @cached_property
    def closed(self) -> frozenset[str]:
        """The ids of the answers that are not free."""
        if self.answers is None:
            return frozenset()
        with connect(answers=self.answers) as connection:
            closed = "SELECT obs_id FROM answers WHERE conf_status <> 'F' OR item IN (SELECT unnest($1))"
            found = frozenset(row["obs_id"] for row in connection.rows(closed, [self._personal]))
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
        kept = [self._is_public(*each) for each in _cells(findings)]
        return findings.filter(pa.array(kept, type=pa.bool_()))

    def public(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that readers may see."""
        return tuple(each for each in findings if self._is_public(each.obs_id, each.item))

    def _is_public(self, obs_id: str, item: str) -> bool:
        return obs_id not in self.closed and not is_personal(item, self.questionnaire)

    @cached_property
    def _personal(self) -> list[str]:
        items = set(self.answers.column("item").unique().to_pylist()) if self.answers is not None else set()
        return sorted(each for each in items | FOCAL_POINT if is_personal(each, self.questionnaire))


def _cells(findings: pa.Table) -> Iterable[tuple[str, str]]:
    return zip(findings.column("obs_id").to_pylist(), findings.column("item").to_pylist(), strict=True)
