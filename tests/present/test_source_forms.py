"""Sources that are written in several forms count as one."""

from openssi.present.source_forms import one_form_each


def test_a_longer_form_of_a_source_is_not_another_wherever_it_stands() -> None:
    assert one_form_each(["ILO inquiry, 2020", "Census", "ILO inquiry", "Source: ILO inquiry."]) == (
        "ILO inquiry",
        "Census",
    )


def test_a_source_that_goes_on_with_letters_is_another() -> None:
    assert one_form_each(["ILOSTAT", "ILO"]) == ("ILOSTAT", "ILO")


def test_an_empty_source_is_none() -> None:
    assert one_form_each(["", "Source: .", "Census"]) == ("Census",)
