"""The rules that are looked at before anything leaves (specification 3.C)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from openssi.engine import connect
from openssi.expressions import ObservationCells
from openssi.run.public_cells import PublicCells
from openssi.store import observation_from_row
from openssi.validate import Validator
from openssi.validate.stages import published_cells
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding

_ROW = "ref_area, time_period, item, scheme, benefit"
_DOUBTFUL = f"""
    WITH withheld AS (SELECT DISTINCT {_ROW} FROM answers WHERE obs_id IN (SELECT unnest($1)))
    SELECT answers.* FROM answers LEFT JOIN withheld USING ({_ROW})
    WHERE withheld.item IS NOT NULL OR conf_status <> 'F' OR item IN ('Q.EMBARGO')
        OR abs(CAST(value AS DOUBLE)) * pow(10, unit_mult) <= $2
    ORDER BY ref_area, time_period
"""  # noqa: S608 - made of names only
"""Cells that a rule of publication could speak of: what is closed with the rest of its row, and small numbers."""


@dataclass(frozen=True)
class BeforePublication:
    """What the rules say of the cells that a release would hold."""

    cells: PublicCells
    validator: Validator

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings on cells that would be published."""
        return self.validator.findings_at("publication", self._places())

    def _places(self) -> Iterator[ObservationCells]:
        closed = self.cells.closed
        for (_, year), group in groupby(self._doubtful(), key=lambda each: (each.ref_area, each.time_period)):
            answers = list(group)
            country = ObservationCells({year: answers}, year, self.cells.questionnaire)
            shown = [each for each in answers if each.id not in closed]
            withheld = [each for each in answers if each.id in closed]
            yield from published_cells(country, shown, withheld, self.cells.today)

    def _doubtful(self) -> Sequence[Observation]:
        if self.cells.answers is None:
            return ()
        with connect(answers=self.cells.answers) as connection:
            rows = connection.rows(_DOUBTFUL, [sorted(self.cells.closed), float(self._smallest())])
        return [observation_from_row(each) for each in rows]

    def _smallest(self) -> Decimal:
        """Return the largest count that a rule of publication calls small."""
        rules = (each for each in self.validator.rules if each.level == "publication")
        return max((value for rule in rules for value in rule.tolerances.values()), default=Decimal(0))
