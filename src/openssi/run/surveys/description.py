"""How a survey was read, in words."""

from collections.abc import Iterator

from openssi.definitions import Texts
from openssi.microdata.description import PovertyLine
from openssi.microdata.read_survey import Survey
from openssi.microdata.survey_summary import SHARES, SurveySummary, summary_of
from openssi.present.numbers import format_number
from openssi.present.punctuation import listed
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.text import Language

_MOST_GROUPS = 12


def described(survey: Survey, texts: Texts, language: Language) -> list[tuple[str, str]]:
    """Return what was read, one pair of words per line."""
    return list(_Description(survey, summary_of(survey), texts, language).rows())


class _Description:
    def __init__(self, survey: Survey, summary: SurveySummary, texts: Texts, language: Language) -> None:
        self.survey, self.summary, self.texts, self.language = survey, summary, texts, language

    def rows(self) -> Iterator[tuple[str, str]]:
        yield from self._size()
        yield from self._design()
        yield from self._welfare()
        for line in self.survey.description.poverty_lines.values():
            yield self._line(line), self._number(line.amount, 2)
        for name, called in self._columns():
            yield self._say("division", name=called), self._groups(name)
        for each in self.summary.received:
            received = self._listed(self._number(each.rows), self._number(each.total))
            yield self._say("transfer", name=self._labels.programme(each.name, self.language)), received

    def _size(self) -> Iterator[tuple[str, str]]:
        yield self._say("file"), self.survey.path.name
        yield self._say("rows"), self._number(self.summary.rows)
        if self.summary.left_out:
            yield self._say("left_out"), self._number(self.summary.left_out)
        yield self._say("persons"), self._number(self.summary.population)

    def _design(self) -> Iterator[tuple[str, str]]:
        found = self.summary
        yield self._say("strata"), self._number(found.strata)
        yield self._say("psus"), self._number(found.psus)
        if found.single_psus:
            policy = self.survey.sample.design.single_psu
            yield self._say("single", policy=policy), self._number(found.single_psus)
        yield self._say("fraction"), self._say("yes" if found.is_finite else "no")
        yield self._say("freedom"), self._number(found.degrees_of_freedom)
        if found.replicates:
            yield self._say("replicates"), f"{found.replicate_kind}, {self._number(found.replicates)}"

    def _welfare(self) -> Iterator[tuple[str, str]]:
        found = self.summary
        least, greatest = found.welfare
        figures = (least, found.quantiles[SHARES.index(0.5)], found.mean, greatest)
        yield self._say("welfare"), self._listed(*(self._number(each, 2) for each in figures))
        yield self._say("zero"), self._listed(self._number(found.zero), self._number(found.negative))
        yield self._say("weights"), self._listed(*(self._number(each, 2) for each in found.weight))

    def _line(self, line: PovertyLine) -> str:
        if line.vintage is None or line.dollars_a_day is None:
            return self._say("line", name=line.name)
        dollars = self._number(line.dollars_a_day, 2)
        return self._say("line_international", name=line.name, dollars=dollars, vintage=line.vintage)

    def _columns(self) -> Iterator[tuple[str, str]]:
        """Yield each column of groups once, with the role that it may be asked for by, where that is another name."""
        divisions, description = self.survey.sample.divisions, self.survey.description
        roles = {"sex": description.sex, "region": description.region}
        again = {role: column for role, column in roles.items() if column != role and column in divisions}
        doubled = {role for role, column in again.items() if divisions.get(role) is divisions[column]}
        called = {again[role]: f"{again[role]} ({role})" for role in doubled}
        for name in divisions:
            if name not in doubled:
                yield name, called.get(name, name)

    def _groups(self, column: str) -> str:
        groups = [each for each in self.summary.groups if each.column == column]
        named = ((self._labels.value(column, each.label, self.language), each.rows) for each in groups[:_MOST_GROUPS])
        parts = [f"{label} {self._number(rows)}" for label, rows in named]
        return self._listed(*([*parts, "…"] if len(groups) > _MOST_GROUPS else parts))

    @property
    def _labels(self) -> Labels:
        return self.survey.description.labels

    def _say(self, key: str, **values: object) -> str:
        return self.texts.get(f"survey.described.{key}", self.language, **values)

    def _listed(self, *parts: str) -> str:
        return listed(list(parts), self.language)

    def _number(self, value: float, decimals: int = 0) -> str:
        return format_number(value, self.language, decimals)
