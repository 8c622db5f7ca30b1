"""Which estimates leave."""

from openssi.microdata.disclosure.of_estimates import protected_estimates
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=25, protection=10)


def of(domain_var: str, domain: str, n: int, measure: str = "arpr") -> Estimate:
    return Estimate(
        measure=measure, domain_var=domain_var, domain=domain, estimate=0.2, se=0.01, lower=0.18, upper=0.22,
        n=n, population=10.0 * n,
    )  # fmt: skip


def test_a_region_of_few_persons_is_withheld_and_so_is_its_smallest_neighbour() -> None:
    given = [of("all", "all", 400), of("region", "N", 12), of("region", "S", 88), of("region", "E", 300)]
    found = protected_estimates(given, RULE)
    assert [each.estimate for each in found.estimates] == [0.2, None, None, 0.2]
    assert {each.key: each.reason for each in found.cells if each.reason} == {
        ("_T", "persons", "N"): "DISCLOSURE_SMALL", ("_T", "persons", "S"): "DISCLOSURE_COMPLEMENTARY",
    }  # fmt: skip


def test_what_leaves_does_not_tell_which_withheld_group_is_the_small_one() -> None:
    given = [of("all", "all", 400), of("region", "N", 12), of("region", "S", 88), of("region", "E", 300)]
    left = protected_estimates(given, RULE).estimates
    assert [each.reason for each in left] == ["", "DISCLOSURE_WITHHELD", "DISCLOSURE_WITHHELD", ""]


def test_of_a_withheld_domain_neither_error_nor_size_is_left() -> None:
    left = protected_estimates([of("region", "N", 12)], RULE).estimates
    withheld = left[0]
    assert (withheld.se, withheld.lower, withheld.upper, withheld.n, withheld.population) == (None,) * 5


def test_every_measure_of_a_withheld_domain_goes() -> None:
    given = [of("region", "N", 12), of("region", "N", 40, "gini"), of("region", "S", 90), of("region", "S", 90, "gini")]
    left = protected_estimates(given, RULE).estimates
    assert [each.estimate for each in left] == [None, None, 0.2, 0.2]


def test_crossed_domains_add_up_to_those_of_one_column() -> None:
    crossed = [("N,F", 12), ("N,M", 60), ("S,F", 70), ("S,M", 80)]
    given = [
        of("all", "all", 222), of("region", "N", 72), of("region", "S", 150), of("sex", "F", 82), of("sex", "M", 140),
        *(of("region,sex", domain, n) for domain, n in crossed),
    ]  # fmt: skip
    left = protected_estimates(given, RULE).estimates
    gone = {each.domain for each in left if each.estimate is None}
    assert "N,F" in gone
    assert len(gone) >= 4
    assert left[0].estimate == 0.2


def test_a_survey_of_one_person_leaves_nothing() -> None:
    left = protected_estimates([of("all", "all", 1)], RULE).estimates
    assert (left[0].estimate, left[0].reason) == (None, "DISCLOSURE_WITHHELD")
