"""The sentences of the pages on expenditure, financing and adequacy, with what is said where no figure is published."""

from openssi.present.dashboards.figures.place_values import (
    PlaceValue,
    differ_surely,
    highest_first,
    of_chosen_group,
    of_countries,
    of_groups,
)
from openssi.present.dashboards.figures.plain_headline import plain_headline
from openssi.present.dashboards.figures.ranked_bars import FEWEST_TOLD
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.values.chosen_measures import measures_of_figure
from openssi.present.dashboards.values.page_keys import listed_key
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import AggregateFigure
from openssi.present.numbers import share
from openssi.present.sentences import capitalised
from openssi.vocabulary.dashboard import DeclaredPage

_RECEIPTS = ("EMPLOYER_CONTRIBUTIONS", "PROTECTED_PERSONS_CONTRIBUTIONS", "GOVERNMENT_FINANCING")


def expenditure_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return what is spent without health, else with it; the lead says the other one and where it is most and least."""
    measures = measures_of_figure(data, state, page, "groups")
    values = of_chosen_group(data, state, measures.keys)
    told = [(each, kind) for each, kind in zip(reversed(measures.keys), ("without", "with"), strict=False)]
    if len(measures.keys) == 1:
        told = [(measures.keys[0], "with")]
    published = [(key, kind) for key, kind in told if values[key].value is not None]
    if not published:
        return countries_sentence(data, state, page, measures.keys[0])
    key, kind = published[0]
    sentence = _of_place(data, state, _spent(data, state, values[key], f"{measures.choice}.{kind}"))
    others = [_spent(data, state, values[other], f"{measures.choice}.{what}") for other, what in published[1:]]
    return Sentence(
        sentence, _joined(*(f"{capitalised(each)}." for each in others), group_lead(data, state, values[key]))
    )


def _spent(data: ReleaseData, state: PageState, value: PlaceValue, kind: str) -> str:
    told = data.units(value.key[0]).told(value.value or 0.0)
    return data.say(f"dashboards_money.spend.{kind}", value=told, year=state.year)


def financing_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return what employers, protected persons and government pay, where these rest on the same countries."""
    keys = [data.key(each) for each in _RECEIPTS]
    total = data.key("RECEIPTS_TOTAL")
    values = of_chosen_group(data, state, [*keys, total])
    parts = [values[key] for key in keys]
    if len({_countries(each) for each in parts}) != 1 or any(each.value is None for each in parts):
        return _received(data, state, page, values[total])
    employers, persons, government = (data.units(each.key[0]).told(each.value or 0.0) for each in parts)
    sentence = data.say(
        "dashboards_money.pay", employers=employers, persons=persons, government=government, year=state.year
    )
    return Sentence(_of_place(data, state, sentence), _receipts_lead(data, state, values[total]))


def _receipts_lead(data: ReleaseData, state: PageState, total: PlaceValue) -> str:
    if total.value is None:
        return ""
    told = data.units(total.key[0]).told(total.value)
    received = capitalised(data.say("dashboards_money.receive", value=told, year=state.year))
    return _joined(f"{received}.", group_lead(data, state, total))


def _received(data: ReleaseData, state: PageState, page: DeclaredPage, total: PlaceValue) -> Sentence:
    if total.value is None:
        return countries_sentence(data, state, page, total.key)
    told = data.units(total.key[0]).told(total.value)
    sentence = data.say("dashboards_money.receive", value=told, year=state.year)
    return Sentence(_of_place(data, state, sentence), group_lead(data, state, total))


def _countries(value: PlaceValue) -> int:
    return value.figure.countries if isinstance(value.figure, AggregateFigure) else 0


def adequacy_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the level of the first benefit that the comparator of the page has."""
    declared = page.figure("benefits")
    listed = declared.options.get(state.choice, "") if declared else ""
    keys = [listed_key(data, each)[0] for each in listed.split()]
    if not keys:
        return plain_headline(data, state, page)
    value = of_chosen_group(data, state, keys[:1])[keys[0]]
    if value.value is None:
        return countries_sentence(data, state, page, keys[0])
    told = data.units(keys[0][0]).told(value.value)
    sentence = data.say(f"dashboards_money.level.{state.choice}", value=told, year=state.year)
    return Sentence(_of_place(data, state, sentence), group_lead(data, state, value))


def countries_sentence(data: ReleaseData, state: PageState, page: DeclaredPage, key: Key) -> Sentence:
    """Return the lowest and the highest country where no figure of the group is published; else the plain sentence."""
    found = highest_first(each for each in of_countries(data, state, [key])[key] if each.value is not None)
    plain = plain_headline(data, state, page)
    if len(found) < FEWEST_TOLD or not differ_surely(data, found[0], found[-1]):
        return plain
    units = data.units(key[0])
    sentence = data.say(
        "dashboards_money.countries",
        name=data.short_name(key[0]),
        count=len(found),
        low=units.told(found[-1].value or 0.0),
        lowest=found[-1].name,
        high=units.told(found[0].value or 0.0),
        highest=found[0].name,
    )
    return Sentence(_of_place(data, state, sentence), data.say("dashboards_money.no_group"))


def group_lead(data: ReleaseData, state: PageState, value: PlaceValue) -> str:
    """Return on how much a figure of a group rests, and of the world, in which regions it is highest and lowest."""
    figure = value.figure
    if not isinstance(figure, AggregateFigure):
        return ""
    observed = share(figure.observed_share, data.language)
    rests = data.say("dashboards_money.rests", count=figure.countries, share=observed)
    is_imputed = round(figure.imputed_share, 2) > 0
    imputed = data.say("dashboards_money.rest_imputed") if is_imputed else ""
    return _joined(rests, imputed, _regions(data, state, value.key) if state.is_world else "")


def _regions(data: ReleaseData, state: PageState, key: Key) -> str:
    regions = of_groups(data, state, [key], [data.region_grouping])[key]
    ordered = highest_first(each for each in regions if each.value is not None)
    if len(ordered) < FEWEST_TOLD or not differ_surely(data, ordered[0], ordered[-1]):
        return ""
    units = data.units(key[0])
    return data.say(
        "dashboards_money.regions",
        high=units.told(ordered[0].value or 0.0),
        highest=ordered[0].name,
        low=units.told(ordered[-1].value or 0.0),
        lowest=ordered[-1].name,
    )


def _of_place(data: ReleaseData, state: PageState, sentence: str) -> str:
    if state.is_world:
        return capitalised(sentence)
    group = data.group_name(state.grouping, state.group)
    return data.words.say("of_group", group=group, sentence=sentence)


def _joined(*parts: str) -> str:
    return " ".join(each for each in parts if each)
