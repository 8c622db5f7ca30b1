"""What a country would answer for the year after the last one."""

from openssi.definitions import load
from openssi.training import demonstration_answers, next_answers
from openssi.training.world import FilledQuestionnaire


def recipients(filled: FilledQuestionnaire, benefit: str, sex: str) -> int:
    found = (
        each.value
        for each in filled.answers
        if (each.item, each.benefit, each.sex, each.age) == ("B.REC", benefit, sex, "_T")
    )
    return int(next(found) or 0)


def test_the_people_of_the_last_year_go_on_as_before() -> None:
    last, later = demonstration_answers(load(), "QMH")[-1], next_answers(load(), "QMH")
    assert (later.year, later.inventory) == (last.year + 1, last.inventory)
    before, now = (recipients(each, "QMH01-01", "_T") for each in (last, later))
    assert before != now
    assert 0.9 < now / before < 1.1
    assert recipients(later, "QMH01-01", "F") + recipients(later, "QMH01-01", "M") == now


def test_the_same_answers_are_given_whenever_they_are_asked_for() -> None:
    assert next_answers(load(), "QMH") == next_answers(load(), "QMH")


def test_mistakes_are_put_in_where_they_are_asked_for() -> None:
    later = next_answers(load(), "QMH", ("sexes",))
    women, men = (recipients(later, "QMH01-01", each) for each in ("F", "M"))
    assert women + men != recipients(later, "QMH01-01", "_T")
