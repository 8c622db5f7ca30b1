"""A survey in Python: the same figures as the commands give, as frames and charts, protected and in three languages."""

import csv
import io
from itertools import pairwise
from pathlib import Path

import pytest

import openssi as library
from conftest import OpenSSI
from openssi import OpenedSurvey
from openssi.definitions import default_root, load
from openssi.run.loading import RealWorld
from openssi.run.surveys.sending import estimates_of
from openssi.store import Workspace


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library.example_survey(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def survey(design: Path) -> OpenedSurvey:
    return library.open_survey(None, design)


def printed(openssi: OpenSSI, design: Path, *arguments: object) -> list[dict[str, str]]:
    """The rows of a command that prints CSV."""
    code, found, complaints = openssi("survey", *arguments, "--design", design, "--format", "csv")
    assert code == 0, complaints
    return list(csv.DictReader(io.StringIO(found)))


def same(frame: library.TidyFrame, rows: list[dict[str, str]], *columns: str) -> bool:
    """Whether a frame and what a command printed say the same."""
    told = [tuple("" if row[name] is None else str(row[name]) for name in columns) for row in frame]
    return told == [tuple(row[name] for name in columns) for row in rows]


FIGURE = ("measure", "domain", "estimate", "se", "lower", "upper", "n", "unit", "reason")


def test_estimates_are_those_of_the_command(openssi: OpenSSI, design: Path, survey: OpenedSurvey) -> None:
    arguments = ("--measures", "arpr,fgt0", "--by", "region", "--line", "national", "--poor", "at_or_below")
    frame = survey.estimate("arpr, fgt0", by="region", line="national", poor="at_or_below")
    assert same(frame, printed(openssi, design, "estimate", *arguments), *FIGURE)
    assert frame["domain_name"][0] == "All persons"


def test_incidence_is_that_of_the_command(openssi: OpenSSI, design: Path, survey: OpenedSurvey) -> None:
    arguments = ("--measures", "coverage,adequacy", "--by", "sex", "--programme", "Child grant")
    frame = survey.incidence("coverage,adequacy", by="sex", programme="Child grant")
    rows = printed(openssi, design, "incidence", *arguments, "--quintiles", "post")
    assert same(frame, rows, "programme", *FIGURE, "beneficiaries")
    assert frame["measure_name"][0] == "Coverage"
    assert frame["domain_name"][1] == "Poorest fifth"


def test_words_are_those_of_the_language_and_values_those_of_the_file(design: Path) -> None:
    french = library.open_survey(None, design, labels="fr")
    frame = french.estimate("gini", by="sex")
    assert (frame["domain"], frame["domain_name"]) == (
        ["all", "female", "male"], ["Toutes les personnes", "Femmes", "Hommes"]
    )  # fmt: skip
    assert set(frame["unit"]) == {"index"}
    assert french.differences("gini", "sex", "Femmes")["domain"] == ["male - female"]
    grant = french.incidence("coverage", programme="Allocation pour enfants")
    assert (grant["programme"][0], grant["programme_name"][0]) == ("Child grant", "Allocation pour enfants")
    assert french.lorenz("Allocation pour enfants")["curve"][0] == "after"


def test_what_is_withheld_is_written_to_the_report_that_is_asked_for(survey: OpenedSurvey, tmp_path: Path) -> None:
    report = tmp_path / "withheld.csv"
    frame = survey.estimate("fgt0", by="region,sex,age_group", line="national", report=report)
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith("status,reason,lower,upper")
    assert len(lines) - 1 == sum(row["n"] is None for row in frame) > 0
    assert any("Fewer than 25" in each for each in frame.withheld)
    with pytest.raises(library.OpenSSIError, match="OUTPUT_FOLDER_MISSING"):
        survey.incidence("coverage", report=tmp_path / "nowhere" / "withheld.csv")


def test_a_chart_says_itself_what_is_not_drawn(survey: OpenedSurvey, design: Path) -> None:
    strict = design.with_name("strict.yaml")
    rules = (default_root() / "microdata" / "disclosure.yaml").read_text(encoding="utf-8")
    strict.write_text(rules.replace("minimum: 25", "minimum: 100"), encoding="utf-8")
    told = library.open_survey(None, design, protect=str(strict)).chart("incidence", "Social pension").svg()
    assert "4 figures are withheld" in told
    assert "withheld" not in survey.chart("incidence", "Social pension").svg()
    open_here = library.open_survey(None, design, protect=None, labels="fr").chart("lorenz").svg()
    assert "ce graphique doit rester" in open_here


def test_incidence_without_names_has_every_programme_and_the_indicators_of_aspire(survey: OpenedSurvey) -> None:
    frame = survey.incidence()
    assert list(dict.fromkeys(frame["programme"])) == [
        "all", "social_assistance", "social_insurance", "Old-age pension", "Social pension", "Child grant",
        "Remittances",
    ]  # fmt: skip
    assert len(set(frame["measure"])) == 10


def test_every_indicator_is_asked_for_in_one_word(survey: OpenedSurvey) -> None:
    asked = survey.incidence("all", programme="Child grant", by=())
    assert len(set(asked["measure"])) > 20


def test_poverty_before_less_poverty_after_is_the_difference(survey: OpenedSurvey) -> None:
    names = ["headcount_before", "headcount_after", "headcount_difference"]
    before, after, difference = survey.incidence(names, programme="all", line="national")["estimate"][::6]
    assert before - after == pytest.approx(difference)


def test_differences_and_scenarios_are_those_of_the_command(
    openssi: OpenSSI, design: Path, survey: OpenedSurvey
) -> None:
    frame = survey.differences("mean", "sex", against="male", relative=True, level=90)
    arguments = ("--measures", "mean", "--by", "sex", "--against", "male", "--relative", "--level", 90)
    assert same(frame, printed(openssi, design, "estimate", *arguments)[3:], *FIGURE)
    changed = survey.scenario("fgt0", "income_after", by="region", line="national")
    arguments = ("--measures", "fgt0", "--by", "region", "--scenario", "income_after", "--line", "national")
    assert same(changed, printed(openssi, design, "estimate", *arguments), *FIGURE)


def test_what_may_not_leave_is_missing_and_the_notes_say_so(design: Path, survey: OpenedSurvey) -> None:
    frame = survey.estimate("mean", by="region,age_group")
    withheld = [row for row in frame if row["reason"].startswith("DISCLOSURE")]
    assert {row["estimate"] for row in withheld} == {row["n"] for row in withheld} == {None}
    assert "Skerries,62+" in [row["domain"] for row in withheld]
    assert any("Skerries, aged 62+: Fewer than 25 persons" in each for each in frame.withheld)
    assert any("groups are withheld; frame.withheld says which and why" in note for note in frame.notes)
    told = repr(frame), frame._repr_html_(), str(frame.to_arrow().schema.metadata)
    assert not any("Fewer than 25" in each or "DISCLOSURE_SMALL" in each for each in told)
    compared = survey.differences("mean", "region,age_group", against="Harbour,0-14")
    assert "Skerries,62+ - Harbour,0-14" not in compared["domain"]
    open_figures = library.open_survey(None, design, protect=None)
    everything = open_figures.estimate("mean", by="region,age_group")
    assert None not in everything["estimate"]
    assert everything.notes == ("Not protected (protect=None): these figures must stay here.",)
    assert "Skerries,62+ - Harbour,0-14" in open_figures.differences("mean", "region,age_group")["domain"]


@pytest.mark.parametrize(
    ("labels", "title", "note"),
    [
        ("fr", "Qui reçoit quoi, d’après persons.csv", "Moins de 25 personnes"),
        ("es", "Quién recibe qué, según persons.csv", "menos de 25 personas"),
    ],
)
def test_names_and_notes_are_in_the_language_of_the_labels(design: Path, labels: str, title: str, note: str) -> None:
    frame = library.open_survey(None, design, labels=labels).incidence("adequacy", programme="Old-age pension")
    assert frame.title == title
    assert any(note in each for each in frame.withheld)


def test_the_survey_is_held_against_administrative_figures(
    openssi: OpenSSI, design: Path, survey: OpenedSurvey
) -> None:
    frame = survey.sdg({"SDG_1_3_1_OLD_AGE": 99.0})
    rows = printed(openssi, design, "incidence", "--compare", "SDG_1_3_1_OLD_AGE=99")
    assert same(frame, rows, "indicator", "estimate", "lower", "upper", "administrative", "difference", "not_asked")
    old = next(row for row in frame if row["indicator"] == "SDG_1_3_1_OLD_AGE")
    assert old["verdict"] == "above"
    assert "lies above the interval of the survey" in old["explanation"]
    assert set(survey.sdg()["verdict"]) == {None}


def test_the_survey_is_held_against_a_release(demonstration: Path, survey: OpenedSurvey) -> None:
    with library.open_release(demonstration) as release:
        found = {row["indicator"]: row for row in survey.sdg(release)}
        published = release.indicator(
            "SDG_1_3_1_OLD_AGE", countries="QMH", sex="_T", breakdown="_T", latest=2023
        )["value"]  # fmt: skip
    assert [found["SDG_1_3_1_OLD_AGE"]["administrative"]] == pytest.approx(published)


def test_a_lorenz_curve_is_convex_and_twice_its_area_from_equality_is_the_gini(survey: OpenedSurvey) -> None:
    frame = survey.lorenz()
    x, y = frame["population"], frame["share"]
    assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, pytest.approx(1))
    steps = list(pairwise(zip(x, y, strict=True)))
    slopes = [(up - low) / (right - left) for (left, low), (right, up) in steps]
    assert all(one <= other + 1e-9 for one, other in pairwise(slopes))
    area = sum((right - left) * (low + up) / 2 for (left, low), (right, up) in steps)
    assert 1 - 2 * area == pytest.approx(survey.estimate("gini")["estimate"][0], abs=2e-3)


def test_the_curves_of_a_programme_are_before_after_and_of_its_money(survey: OpenedSurvey) -> None:
    frame = survey.lorenz("Child grant")
    assert list(dict.fromkeys(frame["curve"])) == ["after", "before", "transfers"]


@pytest.mark.parametrize(
    ("kind", "programme"), [("lorenz", ""), ("lorenz", "all"), ("incidence", "Child grant"), ("before-after", "")]
)
def test_charts_are_drawings(survey: OpenedSurvey, kind: str, programme: str) -> None:
    drawing = survey.chart(kind, programme, width=358)  # type: ignore[arg-type]
    assert drawing.size[0] == 358
    assert drawing.svg().startswith("<svg")


def test_what_cannot_be_asked_is_refused_with_what_can(design: Path, survey: OpenedSurvey) -> None:
    with pytest.raises(library.OpenSSIError, match="VALUE_NOT_ALLOWED"):
        survey.estimate("arpr", pooor="below")  # type: ignore[call-arg]
    with pytest.raises(library.OpenSSIError, match="VALUE_NOT_ALLOWED"):
        survey.chart("pie")  # type: ignore[arg-type]
    with pytest.raises(library.OpenSSIError, match="BENEFITS_PROGRAMME_UNKNOWN"):
        survey.incidence(programme="Chlid grant")
    with pytest.raises(library.OpenSSIError, match="DISCLOSURE_RULE_UNKNOWN"):
        library.open_survey(None, design, protect="srvey")


def test_one_estimate_is_sent_to_the_inquiry(survey: OpenedSurvey, tmp_path: Path) -> None:
    RealWorld(tmp_path / "world", load()).workspace()
    sent = survey.send(tmp_path / "world", measure="fgt0", item="X.POV_RATE_NAT", line="national", area="FRA")
    (kept,) = estimates_of(Workspace.open(tmp_path / "world"))
    assert (kept.item, kept.ref_area, kept.time_period) == ("X.POV_RATE_NAT", "FRA", 2023)
    assert sent.obs_status == "E"


def test_a_column_is_read_once_and_kept(design: Path) -> None:
    survey = library.open_survey(None, design)
    assert "village" not in survey.survey.sample.divisions
    survey.estimate("mean", by="village")
    read = survey.survey
    survey.estimate("mean", by=["village", "region"])
    assert survey.survey is read


def test_too_many_figures_are_refused_before_any_is_made(survey: OpenedSurvey, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(*_: object, **__: object) -> None:
        pytest.fail("figures are made")

    monkeypatch.setattr("openssi.run.surveys.size.LONG", 4)
    monkeypatch.setattr("openssi.run.surveys.size.MOST", 7)
    monkeypatch.setattr("openssi.run.surveys.opened_survey.answer_of", made)
    monkeypatch.setattr("openssi.run.surveys.opened_survey.programme_estimates", made)
    with pytest.raises(library.OpenSSIError, match="DISCLOSURE_TOO_MANY_FIGURES"):
        survey.estimate("mean,median", by="region")
    with pytest.raises(library.OpenSSIError, match="DISCLOSURE_TOO_MANY_FIGURES"):
        survey.incidence("coverage", by="region")


def test_no_measure_and_a_name_that_stands_twice_are_told(survey: OpenedSurvey) -> None:
    with pytest.raises(library.OpenSSIError, match="SURVEY_NO_MEASURE"):
        survey.estimate([])
    assert survey.estimate("gini, gini,", by=["sex", "sex,sex"])["domain"] == ["all", "female", "male"]
