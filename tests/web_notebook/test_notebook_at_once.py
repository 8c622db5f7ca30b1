"""Two colleagues at once: nothing is lost, no version is given twice, what arrives many times is noted once."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from openssi.store import Workspace
from openssi_web.rounds.actions import note_mission
from openssi_web.rounds.notebook.models import Mission, MissionVersion, NotebookEntry
from openssi_web.rounds.notebook.notekeeping import Collision, NoteAnswer, Noted
from web_notebook.keeping import AREA, Keepers, a_mission, make_keepers, mission_of, note
from web_rounds.cleaning import empty_records

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keepers(world: Workspace) -> Iterator[Keepers]:
    yield make_keepers()
    empty_records()


def at_once(jobs: list[Callable[[], NoteAnswer]]) -> list[NoteAnswer]:
    def job(ask: Callable[[], NoteAnswer]) -> NoteAnswer:
        try:
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(job, jobs))


def test_the_first_ones_in_a_country_make_one_notebook(keepers: Keepers) -> None:
    def add(place: str) -> Callable[[], NoteAnswer]:
        return lambda: note_mission(keepers.teo, AREA, a_mission(place=place), note())

    found = at_once(list(map(add, "abcdef")))
    assert Counter(type(each) for each in found) == {Noted: 6}
    assert Mission.objects.count() == 6


def test_of_many_who_correct_one_saves_and_the_others_see_it(keepers: Keepers) -> None:
    number = mission_of(keepers)
    found = at_once(
        [
            lambda each=each: note_mission(keepers.vera, AREA, a_mission(place=each), note(number, 1))
            for each in "abcdef"
        ]  # type: ignore[misc]
    )
    assert Counter(type(each) for each in found) == {Noted: 1, Collision: 5}
    assert sorted(MissionVersion.objects.values_list("version", flat=True)) == [1, 2]


def test_what_arrives_many_times_is_noted_once(keepers: Keepers) -> None:
    found = at_once([lambda: note_mission(keepers.teo, AREA, a_mission(), note(key="same"))] * 6)
    assert Counter(each.repeated for each in found if isinstance(each, Noted)) == {False: 1, True: 5}
    assert NotebookEntry.objects.count() == 1
