"""The rounds that the compiler follows: the list, the monitor of one, and its table as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from openssi.publish.one_table import KINDS
from openssi.run.rounds.figures import figures
from openssi_web.accounts.access import Grants, sees_country
from openssi_web.accounts.models import Person
from openssi_web.pages.monitor.chosen import USUAL_ORDER, Chosen
from openssi_web.pages.monitor.figures import figures_values
from openssi_web.pages.monitor.files import round_table
from openssi_web.pages.monitor.rows import InWords
from openssi_web.pages.monitor.words import MonitorWords
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_person, work_page
from openssi_web.rounds.clock.round_states import next_state
from openssi_web.rounds.models import Round, SubmissionDraft
from openssi_web.rounds.monitor.progress import FollowedRound, asked_in, followed_areas, followed_round, own_areas
from openssi_web.rounds.workspace import inquiry

MOST_NEEDS = 8
"""Countries that need a hand that are shown before the map."""


@require_safe
@of_person
def rounds_page(request: HttpRequest, language: str, person: Person) -> HttpResponse:
    """List the rounds of the countries that a person follows."""
    words, grants = MonitorWords.of_site(spoken(language)), person.grants()
    if not follows(grants):
        return _led_home(grants, language)
    rounds = Round.objects.order_by("-year")
    values = {
        "w": words.plain(),
        "rounds": [_line(followed_round(each, _areas(grants, each), counting=False), words) for each in rounds],
    }
    return work_page(request, "rounds.html", language, values)


@require_safe
@of_person
def monitor_page(request: HttpRequest, language: str, person: Person, year: int) -> HttpResponse:
    """Show who is where in a round."""
    words, grants = MonitorWords.of_site(spoken(language)), person.grants()
    if not follows(grants):
        return _led_home(grants, language, year)
    followed = _followed(grants, year)
    chosen = Chosen.of(request.GET.dict(), followed, person.pk)
    values = {
        "w": words.plain(),
        "year": year,
        "crumb": words.of("crumb", year=year),
        "round_line": _round_line(followed.round, words),
        **_shown(followed, chosen, words),
        **_needs(followed, chosen, own_areas(person), InWords(followed, words)),
    }
    return work_page(request, "monitor.html", language, values)


@require_safe
@of_person
def monitor_file(request: HttpRequest, language: str, person: Person, year: int, kind: str) -> HttpResponse:
    """Send the table as it is shown."""
    words, grants = MonitorWords.of_site(spoken(language)), person.grants()
    if not follows(grants) or kind not in KINDS:
        raise Http404
    followed = _followed(grants, year)
    chosen = Chosen.of(request.GET.dict(), followed, person.pk)
    listed = chosen.listed(chosen.group(followed.countries), followed.calendar, words.language)
    is_fictional = inquiry().workspace.kind == "demonstration"
    content = KINDS[kind].write(round_table(followed, listed, words, is_fictional=is_fictional))
    name = f"openssi-round-{year}-{followed.calendar.today.isoformat()}-{language}.{kind}"
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=KINDS[kind].media_type, headers=head)


def follows(grants: Grants) -> bool:
    """Whether somebody follows rounds: whoever has a role of the compiler, for every country or for some."""
    return any(followed_areas(grants, [each.ref_area]) for each in grants)


def _led_home(grants: Grants, language: str, year: int | None = None) -> HttpResponse:
    """Lead people of a country to what they answer; whoever sees no country finds nothing here.

    Raises:
        Http404: if the person sees no country.
    """
    areas = sorted({each.ref_area for each in grants if sees_country(grants, each.ref_area)})
    if not areas:
        raise Http404
    own = SubmissionDraft.objects.filter(ref_area__in=areas, round__year=year) if year is not None else []
    found = [each.ref_area for each in own]
    address = reverse("round", args=[language, found[0], year]) if len(found) == 1 else reverse("work", args=[language])
    return HttpResponseRedirect(address)


def _areas(grants: Grants, round_: Round) -> frozenset[str]:
    answering = SubmissionDraft.objects.filter(round=round_).values_list("ref_area", flat=True)
    return followed_areas(grants, {*asked_in(round_).countries, *answering})


def _followed(grants: Grants, year: int) -> FollowedRound:
    round_ = get_object_or_404(Round, year=year)
    return followed_round(round_, _areas(grants, round_))


def _round_line(round_: Round, words: MonitorWords) -> str:
    """The state of the round, and what comes next on which day."""
    line = words.of("round_line", state=words.of(f"round_state.{round_.state}"))
    following = next_state(round_)
    if following is None:
        return line
    state, day = following
    return words.of("round_next", line=line, day=words.day(day), next=words.of(f"round_state.{state}"))


def _line(followed: FollowedRound, words: MonitorWords) -> dict[str, Any]:
    found = figures([each.now for each in followed.countries], followed.calendar)
    return {
        "year": followed.round.year,
        "state": words.of(f"round_state.{followed.round.state}"),
        "due": words.day(followed.round.deadline),
        "asked": words.number(found.asked),
        "handed_in": words.number(found.handed_in),
        "rate": words.percent(found.response_rate),
        "late": words.number(found.late),
    }


def _shown(followed: FollowedRound, chosen: Chosen, words: MonitorWords) -> dict[str, Any]:
    said, calendar, year = InWords(followed, words), followed.calendar, followed.round.year
    group = chosen.group(followed.countries)
    listed = chosen.listed(group, calendar, words.language)
    tiles = said.tiles(group)
    behind = sum(each.is_behind for each in group)
    return {
        **figures_values([each.now for each in group], calendar, year, words),
        "chosen": chosen,
        "regions": chosen.regions(followed, words),
        "states_offered": chosen.states(group, words),
        "officers": chosen.officers(followed, words),
        "orders": chosen.orders(words),
        "sorts": {each.value: chosen.query(order=each.value) for each in chosen.orders(words)},
        "query": chosen.query(),
        "behind": words.of("behind", count=behind) if behind else "",
        "tiles": tiles,
        "columns": max((each.column for each in tiles), default=0),
        "rows_of_tiles": max((each.row for each in tiles), default=0),
        "tile_groups": tuple(said.tile_groups(group, tiles)),
        "legend": tuple(said.legend(group)),
        "map_subtitle": words.of("map.subtitle", year=year, day=words.day(calendar.today)),
        "is_real": inquiry().workspace.kind == "real",
        "rows": [said.row(each) for each in listed],
        "listed": words.of("table.chosen", count=len(listed), all=words.number(len(followed.countries))),
        "ordered": words.of("table.ordered", order=words.of(f"order.{chosen.order}")),
        "table_caption": words.of("table.caption", year=year),
        "has_officers": bool(followed.officers),
    }


def _needs(followed: FollowedRound, chosen: Chosen, own: frozenset[str], said: InWords) -> dict[str, Any]:
    """The working list: the own countries of a desk officer, else those that are chosen."""
    is_own = bool(own) and not chosen.narrows
    group = (
        [each for each in followed.countries if each.now.area in own] if is_own else chosen.group(followed.countries)
    )
    usual = Chosen(region=chosen.region, officer=chosen.officer, order=USUAL_ORDER, me=chosen.me)
    ordered = usual.listed(group, followed.calendar, said.words.language)
    found = tuple(said.needs(ordered))
    return {
        "need_title": said.words.of("need.title_own" if is_own else "need.title_all"),
        "needs": found[:MOST_NEEDS],
        "need_all": said.words.of("need.all", count=len(group)) if len(found) > MOST_NEEDS else "",
        "need_query": usual.query(),
    }
