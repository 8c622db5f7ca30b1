"""The frames of an opened release: what is asked is checked, queried with its labels, and told with its notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.present.numbers import share
from openssi.present.tidy_frame import TidyFrame
from openssi.publish.publication import Publication
from openssi.run.lineage.explain import Explainer, FigureKey
from openssi.run.lineage.rows import LINEAGE_SHOWN, lineage_table
from openssi.run.releases.choices import Codes, DeclaredIndicator, ReleaseChoices, Years, one_of, several_of
from openssi.run.releases.statements import AGGREGATES, CATALOGUE, COUNTRY_VALUES, SCHEME_VALUES, VALUED_COUNTRIES
from openssi.run.releases.tables import ReleaseTables
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import TOTAL, Place
from openssi.vocabulary.text import Language

_SEXES = (TOTAL, "F", "M", "_U")
_EARLIEST, _LATEST = -9999, 9999
_COUNTRY_SHOWN = ("country", "country_name", "sex", "breakdown", "year", "value", "status", "nature")
_SCHEME_SHOWN = ("country", "scheme", "scheme_name", "benefit", "benefit_name", "sex", "breakdown", "year", "value")
_AGGREGATE_SHOWN = (
    "group_code", "group_name", "sex", "breakdown", "year", "value", "interval_lower", "interval_upper", "publication",
    "observed_share",
)  # fmt: skip
_CATALOGUE_SHOWN = ("indicator", "code", "name", "unit", "family", "countries", "first_year", "last_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChoice:
    """Which figures of an indicator are asked for; none means all."""

    years: Years = None
    sex: Codes = None
    breakdown: Codes = None


@dataclass(frozen=True, slots=True)
class ReleaseFrames:
    """Makes frames of the tables of one release, with labels and notes in one language."""

    tables: ReleaseTables
    definitions: Definitions
    language: Language

    @property
    def choices(self) -> ReleaseChoices:
        """What may be asked of the release."""
        return ReleaseChoices(self.tables.connection)

    @property
    def _publication(self) -> Publication:
        return Publication(
            connection=self.tables.connection,
            release=self.tables.manifest,
            folder=Path(),
            language=self.language,
            definitions=self.definitions,
        )

    def catalogue(self, family: Codes) -> TidyFrame:
        """Return the indicators of families, one row each."""
        found = self.tables.connection.rows("SELECT family FROM indicators GROUP BY family ORDER BY min(position)")
        known = {str(row["family"]).upper(): str(row["family"]) for row in found}
        asked = several_of("family", family, tuple(known))
        families = None if asked is None else [known[each] for each in asked]
        table = self._rows(CATALOGUE, {"families": families})
        return self._frame(table, self._say("indicators"), _CATALOGUE_SHOWN)

    def countries(self, indicator: str, countries: Codes, choice: FigureChoice, latest: bool | int) -> TidyFrame:
        """Return the values of countries; `latest` keeps the last one of each that the year rule admits."""
        declared, asked = self.choices.indicator(indicator), self.choices.countries(countries)
        found = self.tables.connection.rows(VALUED_COUNTRIES, [declared.id])[0]
        first, last = _years_counted(declared, found["last_year"], latest)
        parameters = {
            **self._of_figure(declared, "country_values", choice),
            **self._footnotes(),
            "countries": asked,
            "first": first,
            "last": last,
            "latest": latest is not False,
        }
        table = self._rows(COUNTRY_VALUES, parameters)
        notes = [self._text(declared, "definition")]
        if latest is not False:
            notes.append(self._say("latest", first=first, last=last))
        notes.append(self._say("countries", countries=found["valued"], total=found["countries"]))
        notes += self._without(asked, table)
        return self._of_indicator(declared, table, notes, _COUNTRY_SHOWN)

    def schemes(self, indicator: str, countries: Codes, choice: FigureChoice) -> TidyFrame:
        """Return the values of single schemes and benefits."""
        declared, asked = self.choices.indicator(indicator), self.choices.countries(countries)
        if not declared.has_schemes:
            raise FixTheFile.because("INDICATOR_OF_COUNTRIES_ONLY", Place(item=declared.id), indicator=declared.id)
        figure = self._of_figure(declared, "scheme_values", choice)
        table = self._rows(SCHEME_VALUES, {**figure, "countries": asked})
        notes = [self._text(declared, "definition"), *self._without(asked, table)]
        return self._of_indicator(declared, table, notes, _SCHEME_SHOWN)

    def aggregates(
        self, indicator: str, grouping: str | None, groups: Codes, choice: FigureChoice, *, latest: bool
    ) -> TidyFrame:
        """Return the values of groups of countries; `latest` keeps the last year in which one has a value."""
        declared = self.choices.indicator(indicator)
        if not declared.is_aggregated:
            raise FixTheFile.because("INDICATOR_NOT_AGGREGATED", Place(item=declared.id), indicator=declared.id)
        chosen, codes = self.choices.grouping(grouping, groups)
        figure = self._of_figure(declared, "aggregates", choice)
        table = self._rows(AGGREGATES, {**figure, "grouping": chosen, "groups": codes, "latest": latest})
        return self._of_indicator(declared, table, self._aggregate_notes(declared), _AGGREGATE_SHOWN)

    def walk(self, indicator: str, area: str, year: int, sex: str | None, breakdown: str) -> TidyFrame:
        """Return the steps from one figure back to its cells."""
        declared = self.choices.indicator(indicator)
        (chosen_sex,) = several_of("sex", sex, declared.sexes) or declared.sexes[:1]
        (part,) = several_of("breakdown", breakdown, declared.breakdowns) or (TOTAL,)
        key = FigureKey(indicator=declared.id, year=year, sex=chosen_sex, breakdown=part)
        explainer = Explainer(self.tables.connection, self.definitions, self.language)
        if grouping := explainer.grouping_of(area):
            node = explainer.aggregate(key, grouping, explainer.group_code(grouping, area))
        else:
            (country,) = self.choices.countries(area) or (area,)
            node = explainer.country(key, country)
        title = self._say("walk", name=self._text(declared, "short_name"), area=node.label, year=year)
        return self._frame(lineage_table(node), title, LINEAGE_SHOWN)

    def table(self, name: str) -> TidyFrame:
        """Return a whole table as it is stored."""
        dataflow = DATAFLOWS[one_of("table", name, tuple(DATAFLOWS))]
        return self._frame(self._rows(f"FROM {dataflow.id}", {}), dataflow.description, ())

    def cite(self, indicator: str = "") -> str:
        """Return how the release, or one of its indicators, is cited."""
        cited = self._publication.citation()
        if not indicator:
            return cited
        declared = self.choices.indicator(indicator)
        return self._say("cited", name=self._text(declared, "name"), indicator=declared.id, release=cited)

    def _rows(self, statement: str, parameters: dict[str, object]) -> pa.Table:
        return self.tables.connection.query(statement.replace("{language}", self.language), parameters)

    def _of_figure(self, declared: DeclaredIndicator, table: str, choice: FigureChoice) -> dict[str, object]:
        return {
            "indicator": declared.id,
            "unit": declared.row["unit"],
            "years": self.choices.years(choice.years, table, declared.id),
            "chosen_sexes": several_of("sex", choice.sex, declared.sexes),
            "breakdowns": several_of("breakdown", choice.breakdown, declared.breakdowns),
            "sexes": list(_SEXES),
            "sex_names": [self._publication.say(f"sex.s{each}") for each in _SEXES],
        }

    def _without(self, asked: list[str] | None, table: pa.Table) -> list[str]:
        """Return the note on countries that were asked for and have no row."""
        without = sorted(set(asked or ()) - set(table["country"].to_pylist()))
        return [self._say("without", countries=", ".join(without))] if without else []

    def _footnotes(self) -> dict[str, object]:
        known = tuple(self.definitions.codelists.get("CL_FOOTNOTE") or ())
        names = [each.name.in_language(self.language) for each in known]
        return {"footnotes": [each.id for each in known], "footnote_names": names}

    def _aggregate_notes(self, declared: DeclaredIndicator) -> list[str]:
        row, item = declared.row, self.definitions.questionnaire.items.get(declared.row["weight"])
        weight = f"{item.label.in_language(self.language)} ({item.id})" if item else row["weight"]
        limits = {name: share(row[f"{name}_from"], self.language) for name in ("publish", "flag")}
        told = self._say("weighted", weight=weight, age=row["max_age"]), self._say("published", **limits)
        return [self._text(declared, "definition"), *told]

    def _of_indicator(
        self, declared: DeclaredIndicator, table: pa.Table, notes: Sequence[str], shown: tuple[str, ...]
    ) -> TidyFrame:
        title = f"{self._text(declared, 'name')} ({declared.id})"
        return self._frame(table, title, shown, unit=self._text(declared, "unit_name"), notes=notes)

    def _frame(
        self, table: pa.Table, title: str, shown: tuple[str, ...], *, unit: str = "", notes: Sequence[str] = ()
    ) -> TidyFrame:
        unexplained = () if self.tables.is_self_explained else (self._say("own_declarations"),)
        return TidyFrame(
            table=table,
            title=title,
            unit=unit,
            release=self.tables.manifest.id,
            notes=(*notes, *unexplained),
            citation=self.cite(),
            shown=shown,
        )

    def _text(self, declared: DeclaredIndicator, name: str) -> str:
        return str(declared.row[f"{name}_{self.language}"])

    def _say(self, key: str, **values: object) -> str:
        return self.definitions.texts.get(f"opened_release.{key}", self.language, **values)


def _years_counted(declared: DeclaredIndicator, last_year: int | None, latest: bool | int) -> tuple[int, int]:
    """Return the first and the last year whose values are kept: all, or those that the year rule admits."""
    if latest is False:
        return _EARLIEST, _LATEST
    last = (last_year or _LATEST) if latest is True else latest
    return last - int(declared.row["max_age"]), last
