"""The sentence of a profile: what a country or a group has, beside its region or the world."""

from openssi.present.dashboards.countries.spoken import finding_of, persons_said
from openssi.present.dashboards.figures.place_values import ValuesOfPlace
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import AggregateFigure, CountryFigure
from openssi.present.numbers import percent, share, year_range
from openssi.vocabulary.dashboard import DeclaredPage

LEAST_DIFFERENCE = 5.0
"""Percentage points below which two shares are not told apart in a headline."""

LEAST_TIMES = 1.8
"""Ratio from which a share is told as so many times another."""

MOST_TIMES = 9
NEARLY = 0.08
"""Part of a multiple by which a ratio may differ and is still told as about that multiple."""

LEAST_GAP = 10.0
"""Percentage points between women and men from which the lead tells both."""


def place_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the finding of the first indicator of the tiles that has one.

    The place stands before a colon, because names of countries and regions take articles and prepositions that differ
    from name to name.
    """
    told = _Told(data, state, page)
    place, key = place_name(data, state), told.first()
    if key is None:
        headline = _say(data, "none", place=place)
        return Sentence(headline, told.why_none())
    found = finding_of(data, key, told.values.value(key) or 0.0, told.values.year(key))
    headline = data.words.say("of_group", group=place, sentence=f"{found}{told.compared(key)}")
    lead = (told.beside(key), told.gap() if state.area else told.observed(key))
    return Sentence(headline, " ".join(each for each in lead if each))


class _Told:
    def __init__(self, data: ReleaseData, state: PageState, page: DeclaredPage) -> None:
        self.data = data
        self.state = state
        self.keys = [data.key(each, state.sex) for each in page.tiles]
        self.of_sexes = {
            each: (data.key(each, "F"), data.key(each, "M"))
            for each in page.tiles
            if {"F", "M"} <= set(data.indicator(each).sexes)
        }
        sexes = [key for pair in self.of_sexes.values() for key in pair] if state.area else []
        self.values = ValuesOfPlace(data, state, [*self.keys, *sexes])

    def first(self) -> Key | None:
        """Return the first indicator that has a value and words."""
        for key in self.keys:
            value = self.values.value(key)
            if value is not None and finding_of(self.data, key, value, self.state.year):
                return key
        return None

    def why_none(self) -> str:
        keys = [key for key in self.keys if key in self.data.years_by_key]
        years = sorted({year for key in keys for year in self.data.years_by_key[key]})
        if not years:
            return ""
        return _say(
            self.data, "none_lead", year=self.state.year, years=year_range(years[0], years[-1], self.data.language)
        )

    def compared(self, key: Key) -> str:
        """Return the end of the headline: how the share is to that of the region, else of the world."""
        other = self.values.of_region(key) if self.state.area else self.values.of_world(key)
        value = self.values.value(key)
        if other is None or other.value is None or value is None or not _is_surely_apart(self._figure(key), other):
            return ""
        where = "region" if self.state.area else "world"
        if value >= LEAST_TIMES * other.value:
            return self._times(value / other.value, where) if other.value > 0 else ""
        if other.value >= LEAST_TIMES * value:
            said = persons_said(self.data, key, other.value)
            return _say(self.data, f"against.{where}", said=said)
        return _say(self.data, f"{'more' if value > other.value else 'less'}.{where}")

    def _times(self, ratio: float, where: str) -> str:
        whole = round(ratio)
        if whole > MOST_TIMES:
            return _say(self.data, f"many.{where}")
        is_near = abs(ratio - whole) <= NEARLY * whole
        times = whole if is_near else int(ratio)
        if times < 2:
            return _say(self.data, f"more.{where}")
        word = self.data.words.say(f"tenths.n{times}")
        return _say(self.data, f"{'about' if is_near else 'over'}_times.{where}", times=word)

    def _figure(self, key: Key) -> CountryFigure | AggregateFigure | None:
        return self.values.figure(key)

    def beside(self, key: Key) -> str:
        """Return the shares of region and world."""
        region, world = self.values.of_region(key) if self.state.area else None, self.values.of_world(key)
        world_told = percent(world.value, self.data.language) if world and world.value is not None else ""
        if region is not None and region.value is not None:
            kind = "both" if world_told else "region"
            told = percent(region.value, self.data.language)
            return _say(self.data, f"beside.{kind}", group=region.group.name, region=told, world=world_told)
        return _say(self.data, "beside.world", world=world_told) if world_told else ""

    def gap(self) -> str:
        """Return the shares of women and men where they differ most among the tiles, if they differ much."""
        gaps = []
        for indicator, (women, men) in self.of_sexes.items():
            share_f, share_m = self.values.value(women), self.values.value(men)
            is_same_year = self.values.year(women) == self.values.year(men)
            if share_f is not None and share_m is not None and is_same_year and abs(share_f - share_m) >= LEAST_GAP:
                gaps.append((abs(share_f - share_m), indicator, share_f, share_m))
        if not gaps:
            return ""
        _, indicator, share_f, share_m = max(gaps)
        told = (percent(each, self.data.language) for each in (share_f, share_m))
        women_told, men_told = told
        return _say(self.data, "gap", name=self.data.short_name(indicator), women=women_told, men=men_told)

    def observed(self, key: Key) -> str:
        """Return on how many countries and which part of the weight a group rests."""
        found = self._figure(key)
        if not isinstance(found, AggregateFigure):
            return ""
        observed = share(found.observed_share, self.data.language)
        return _say(self.data, "observed", count=found.countries, total=found.countries_total, share=observed)


def _is_surely_apart(one: CountryFigure | AggregateFigure | None, other: AggregateFigure) -> bool:
    """Whether two shares differ by enough and by more than their intervals."""
    if one is None or one.value is None or other.value is None:
        return False
    if abs(one.value - other.value) < LEAST_DIFFERENCE:
        return False
    own = (one.interval if isinstance(one, AggregateFigure) else None) or (one.value, one.value)
    beside = other.interval or (other.value, other.value)
    return own[0] > beside[1] or beside[0] > own[1]


def _say(data: ReleaseData, key: str, **values: object) -> str:
    return data.say(f"dashboards_country.headline.{key}", **values)
