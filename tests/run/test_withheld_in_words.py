"""What is withheld is named in words of the reader's language; the report for machines keeps its codes."""

from typing import cast

import pytest

from openssi.run.withheld_in_words import RegisterNames, few_of, survey_names
from openssi.vocabulary.counted import KINDS, Counted, CountedKind, code_of, counted_of, without_line
from openssi.vocabulary.disclosure import ProtectedCell
from openssi.vocabulary.labels import Labels
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText, counted

LABELS = Labels(
    values={"region": {"N": MultilingualText("North", "Nord", "Norte")}},
    programmes={"Pension": MultilingualText("Pension", "Pension de vieillesse", "Pensión")},
)
DIMENSIONS = ("programme", "counted", "region", "age_group")


def cell(*key: str) -> ProtectedCell:
    return ProtectedCell(key=key, status="primary", reason="DISCLOSURE_SMALL")


def named(*key: str, language: Language = "fr", dimensions: tuple[str, ...] = DIMENSIONS) -> str:
    return survey_names(LABELS)(language)(cell(*key), dimensions)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ("beneficiaries", "bénéficiaires"),
        ("direct_beneficiaries", "bénéficiaires directs"),
        ('income_below("1303.8")', "revenu inférieur à 1\u00a0303,80"),
        ('income_at_or_below("60")', "revenu d’au plus 60"),
        ('positive(income_below("60"))', "revenu inférieur à 60, supérieur à zéro"),
        ('but_not(income_below("60", "before"), income_below("60"))',
         "revenu inférieur à 60 avant le transfert, mais non revenu inférieur à 60"),
        ('with(beneficiaries, income_below("60", "before"))',
         "bénéficiaires avec revenu inférieur à 60 avant le transfert"),
        ("poor(beneficiaries)", "pauvres parmi les bénéficiaires"),
        ("among_persons(beneficiaries)", "bénéficiaires"),
        ('among(beneficiaries, target("old"))', "bénéficiaires parmi le groupe cible «\u00a0old\u00a0»"),
        ('outside(beneficiaries, target("old"))', "bénéficiaires, hormis le groupe cible «\u00a0old\u00a0»"),
        ('outside(beneficiaries, target("poor, \\"all\\""))',
         'bénéficiaires, hormis le groupe cible «\u00a0poor, "all"\u00a0»'),
        ('among(beneficiaries, target("poor"))', "bénéficiaires parmi les pauvres avant le transfert"),
        ('among(beneficiaries, target("region=N"))', "bénéficiaires parmi le groupe cible «\u00a0Nord\u00a0»"),
        ("with_a_target(beneficiaries)", "bénéficiaires avec un groupe cible"),
        ("amount_of(welfare)", "montant de bien-être"),
        ('aged("62")', "âgées de 62 ans et plus"),
        ('in_group(ranks("0", "20"), "N")', "entre 0 et 20\u00a0% des personnes classées par revenu"),
        ('multidimensionally_poor("water")', "en pauvreté multidimensionnelle, water"),
        ("deprived", "en situation de privation"),
        ("covered", "personnes couvertes"),
        ('column(amount, "rent")', "rent, personnes qui détiennent un montant"),
        ('columns("rent", "income")', "rent, income"),
        ('changed_by(income_below("60"), "rent")', "revenu inférieur à 60, dont le revenu change avec rent"),
        ('changed_by(either(income_below("60"), income_below("50")), "rent")',
         "revenu inférieur à 60 ou revenu inférieur à 50, dont le revenu change avec rent"),
        ('category("region", "N")', "Nord"),
        ("above_zero", "revenu supérieur à zéro"),
        ("records", "enregistrements"),
        ("gini", "gini"),
        ("ratio(rent,income)", "ratio(rent,income)"),
    ],
)  # fmt: skip
def test_what_is_counted_is_said_in_words(counts: str, said: str) -> None:
    assert named("_T", counts, "_T", "_T") == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_its_words_in_every_language(kind: str, language: Language) -> None:
    texts = {"category": ("region", "N"), "income_below": ("60",), "income_at_or_below": ("60", "after")}
    made = {"in_group": ["beneficiaries"], "column": ["money"]}.get(kind, ["beneficiaries", "women"])
    code = code_of(cast("CountedKind", kind), *made, texts=texts.get(kind, ("one", "two")))
    said = named("_T", code, "_T", "_T", language=language)
    assert said
    assert "{" not in said
    assert "_" not in said


@pytest.mark.parametrize("foreign", ["gini", "ratio(a,b)", "income, net", 'a "quoted" one', "(", "", "poor("])
def test_what_is_no_code_is_left_as_it_is(foreign: str) -> None:
    assert counted_of(foreign) is None


def test_a_code_says_what_it_is_made_of() -> None:
    code = code_of("with", "beneficiaries", code_of("target", texts=('the "old"',)))
    assert counted_of(code) == Counted("with", (Counted("beneficiaries"), Counted("target", (), ('the "old"',))))
    assert without_line('positive(income_at_or_below("60"))') == ("positive(income())", True)
    assert without_line('income_below("60", "before")') == ('income(, "before")', False)


def test_a_group_has_its_labels_and_what_is_counted_stands_behind_it() -> None:
    assert named("Pension", "beneficiaries", "N", "62+") == "Pension de vieillesse, Nord, 62+ ans (bénéficiaires)"
    assert named("_T", "persons", "N", "_T") == "Nord"
    assert named("_T", "persons", "S", "_T", language="es") == "region S"
    assert named("_T", "persons", "_T", "_T", language="es") == "todas las personas"


def test_fifths_of_another_welfare_say_so() -> None:
    dimensions = ("programme", "counted", "quintile before Pension")
    said = named("Pension", "persons", "Q1", dimensions=dimensions)
    assert said == "Pension de vieillesse, Cinquième le plus pauvre avant Pension de vieillesse"


def test_series_are_called_by_their_code() -> None:
    assert named("_T", "persons", "SDG_1_3_1", dimensions=("programme", "counted", "indicator")) == "SDG_1_3_1"


def test_groups_of_registers_are_named_by_dimension_and_code() -> None:
    names = RegisterNames("fr")
    dimensions = ("programme", "counted", "sex", "schemes")
    assert names(cell("_T", "persons", "F", "_T"), dimensions) == "Sexe F"
    assert names(cell("_T", "persons", "_U", "PEN + HEA"), dimensions) == "Sexe inconnu, Régimes PEN + HEA"
    assert names(cell("_T", "registers_together", "_T", "_T"), dimensions) == "personnes de tous les registres ensemble"
    linked = ("programme", "counted", "threshold")
    assert names(cell("_T", "links", "0.986301369863"), linked) == "Seuil 0,9863, liens"
    assert names(cell("_T", "∈ PEN", "_T", "_T"), dimensions) == "Régimes PEN"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (999, ["999", "999", "999"]),
        (6656, ["6,656", "6\u00a0656", "6656"]),
        (163840, ["163,840", "163\u00a0840", "163\u00a0840"]),
    ],
)
def test_whole_numbers_are_written_as_each_language_does(number: int, written: list[str]) -> None:
    assert [counted(number).in_language(each) for each in LANGUAGES] == written


def test_of_many_groups_the_first_are_named_and_the_others_counted() -> None:
    names = [str(each) for each in range(1, 1_300)]
    assert few_of("en")(names[:21]) == "; ".join(names[:21])
    assert few_of("en")(names[:22]) == "; ".join([*names[:20], "and 2 others, which the report names (--report)"])
    assert few_of("es")(names).endswith("; y otros 1279, que el informe nombra (--report)")
    assert few_of("fr")(names).endswith("\u00a0; et 1\u00a0279 autres, que le rapport nomme (--report)")
