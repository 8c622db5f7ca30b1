"""Verdicts on the standards of the Conventions, from what a workspace has accepted."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from openssi.expressions import ObservationCells
from openssi.indicators.standard_answers import StandardAnswers
from openssi.indicators.standards import StandardsJudge
from openssi.run.inquiry import Inquiry
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.law import in_force
from openssi.vocabulary.observation import Place
from openssi.vocabulary.verdict import BranchVerdict


@dataclass(frozen=True)
class StandardsReading:
    """Reads the accepted answers of countries and judges them."""

    inquiry: Inquiry

    @cached_property
    def _judge(self) -> StandardsJudge:
        definitions = self.inquiry.definitions
        return StandardsJudge(definitions.standards, definitions.questionnaire, definitions.codelists)

    def day(self, year: int) -> dt.date:
        """Return the day as of which the law of a year is taken."""
        return dt.date(year, *self.inquiry.definitions.standards.law_day)

    def verdicts(self, area: str, year: int, convention: str | None = None) -> tuple[BranchVerdict, ...]:
        """Return the verdict on each branch.

        Args:
            area: Country.
            year: Reference year.
            convention: One Convention, all where none is named.

        Raises:
            FixTheFile: if the country or the Convention is unknown, or no answers were accepted for the year.
        """
        known = tuple(self.inquiry.definitions.standards.conventions)
        if convention is not None and convention not in known:
            place = Place(item="--convention")
            raise FixTheFile.because("CONVENTION_UNKNOWN", place, convention=convention, known=", ".join(known))
        return self._judge.verdicts(self.answers(area, year), (convention,) if convention else known)

    def answers(self, area: str, year: int) -> StandardAnswers:
        """Return the law in force in a year, and the answers and context data of that year.

        Raises:
            FixTheFile: if the country is unknown, or no answers were accepted for the year.
        """
        self.refuse_unknown(area, year)
        accepted = self.inquiry.workspace.submissions.accepted_observations(area, [year])
        observations = (*accepted, *self.inquiry.context(area, [year]))
        cells = ObservationCells({year: observations}, year, self.inquiry.definitions.questionnaire)
        return StandardAnswers(area, year, in_force(self.inquiry.law(area), self.day(year)), cells)

    def refuse_unknown(self, area: str, year: int) -> None:
        """Refuse a country that the workspace does not know, and a year without accepted answers."""
        self.inquiry.area_name(area, "en")
        years = self.inquiry.workspace.submissions.accepted_years(area)
        if year not in years:
            told = ", ".join(map(str, years)) or "-"
            place = Place(item=f"{area} {year}")
            raise FixTheFile.because("YEAR_NOT_ACCEPTED", place, area=area, year=year, known=told)
