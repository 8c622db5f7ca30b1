"""The sentence of the page on legal coverage: who is entitled by law, by what, and how far practice is from it."""

from openssi.present.dashboards.figures.place_values import PlaceValue, of_chosen_group, of_countries
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.law.law_practice import NEAR, mean_gap, sides_of
from openssi.present.dashboards.law.legal_parts import PARTS, branch_name
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredPage
from openssi.vocabulary.observation import TOTAL

GAP_FIGURE = "practice"
"""The figure of the page that declares which gap goes with which branch."""


def legal_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the share entitled by law in the chosen branch; where it is not published, how many countries tell it."""
    _ask_once(data, state, page)
    key = data.key(state.indicator, state.sex)
    whole = of_chosen_group(data, state, [key])[key]
    if whole.value is not None:
        return Sentence(_in_place(data, state, _entitled(data, whole)), _lead(data, state, page))
    values = [each for each in of_countries(data, state, [key])[key] if each.value is not None]
    branch, place = branch_name(data, state.indicator), place_name(data, state)
    if values:
        headline = data.say("dashboards_legal.told_by", count=len(values), branch=branch, place=place, year=state.year)
        return Sentence(headline, data.say("dashboards_legal.too_little"))
    headline = data.say("dashboards_legal.untold", branch=branch, place=place)
    has_years = bool(data.years_by_key.get(key))
    instead = "" if has_years else data.say("dashboards_legal.nothing", release=data.release.id)
    return Sentence(headline, instead)


def _ask_once(data: ReleaseData, state: PageState, page: DeclaredPage) -> None:
    """Ask for everything on the page in one question on countries and one on groups; figures find it kept."""
    figure = page.figure(GAP_FIGURE)
    sides = sides_of(figure, state.indicator) if figure else None
    of_branch = [(state.indicator, each) for each in (TOTAL, *PARTS)]
    countries = [data.key(name, state.sex, each) for name, each in of_branch]
    countries += [data.key(each, state.sex) for each in (sides[0], *sides[1])] if sides else []
    declared = [each for figure in page.figures for each in figure.indicators]
    by_sex = [data.key(each, sex) for each in declared for sex in (state.sex, "F", "M")]
    parts = [data.key(each, state.sex, part) for each in page.indicators for part in (TOTAL, *PARTS)]
    of_countries(data, state, [*countries, *(each for each in by_sex if each[0] not in page.indicators)])
    of_chosen_group(data, state, [*parts, *by_sex])


def _entitled(data: ReleaseData, whole: PlaceValue) -> str:
    indicator, sex, _ = whole.key
    texts = data.definitions.texts.entries("dashboards_legal")
    named = f"persons.{data.indicator(indicator).weight}.{sex.strip('_')}"
    persons = data.say(f"dashboards_legal.{named}") if named in texts else ""
    value = data.units(indicator).told(whole.value or 0.0)
    if not persons or f"benefit.{indicator}" not in texts:
        return data.say("dashboards_legal.entitled_plain", value=value, branch=branch_name(data, indicator))
    benefit = data.say(f"dashboards_legal.benefit.{indicator}")
    return data.say("dashboards_legal.entitled", value=value, persons=persons, benefit=benefit)


def _in_place(data: ReleaseData, state: PageState, sentence: str) -> str:
    if state.is_world:
        return sentence
    told = f"{sentence[:1].lower()}{sentence[1:]}"
    return data.say("dashboards_legal.of_place", place=place_name(data, state), sentence=told)


def _lead(data: ReleaseData, state: PageState, page: DeclaredPage) -> str:
    return " ".join(each for each in (_parts(data, state), _practice(data, state, page)) if each)


def _parts(data: ReleaseData, state: PageState) -> str:
    """Return what the entitlement consists of, empty where a part is not published."""
    has = set(data.indicator(state.indicator).breakdowns)
    keys = {each: data.key(state.indicator, state.sex, each) for each in PARTS if each in has}
    found = of_chosen_group(data, state, list(keys.values())) if keys else {}
    values = {each: found[key].value for each, key in keys.items()}
    if not values or None in values.values():
        return ""
    number = data.units(state.indicator).number
    told = ", ".join(
        data.say(f"dashboards_legal.of_which.{each}", value=number(value)) for each, value in values.items() if value
    )
    return data.say("dashboards_legal.of_which.all", parts=told) if told else ""


def _practice(data: ReleaseData, state: PageState, page: DeclaredPage) -> str:
    """Return by how many points practice stays behind the law, or goes beyond it."""
    figure = page.figure(GAP_FIGURE)
    sides = sides_of(figure, state.indicator) if figure else None
    if sides is None:
        return ""
    gap = mean_gap(data, state, sides[0])
    is_other = gap.key[1] != state.sex and state.sex != TOTAL
    if gap.value is None or is_other or abs(gap.value) <= NEAR:
        return ""
    points = data.units(sides[0]).number(abs(gap.value)).lstrip("+")
    key = "behind" if gap.value > 0 else "ahead"
    return data.say(f"dashboards_legal.practice.{key}", points=points, branch=branch_name(data, sides[0]))
