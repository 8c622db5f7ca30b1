"""A whole round in a real browser: on time, late, lapsed, objecting, and compiled at the desk."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from openssi.definitions import Definitions, load
from web_plays.by_commands import YEAR, Terminal, environment, in_days, make_world, said_by, terminal
from web_plays.compiling import YEARBOOK, found_at_the_desk
from web_plays.conftest import MAKE_PEOPLE, SignIn, served
from web_plays.whole_round import Play, Player

pytestmark = pytest.mark.browser

ON_TIME, LATE, LAPSED, OBJECTING, COMPILED = AREAS = ("QMU", "QMI", "QML", "QMH", "QMF")
DORIAN = Player("dorian.velsby@ulverra.example", "COORD", "en")
MAELLE = Player("maelle.torvane@ilmarande.example", "COORD", "fr")
XULIA = Player("xulia.barvero@lumaro.example", "COORD", "es")
INES = Player("ines.harrowgate@hespera.example", "COORD", "en")
ADA = Player("ada.merrow@hespera.example", "RESP", "en")
TOBIN = Player("tobin.sallow@hespera.example", "RESP", "en")
JOSS = Player("joss.pellam@hespera.example", "APPROVER", "en")
RUNA = Player("runa.oake@hespera.example", "NSOREV", "en")
GRETA = Player("greta.ostrand@fennoria.example", "COORD", "en")
CELIE = Player("celie.dravane@galvonne.example", "COORD", "fr")
TEODOR = Player("teodor.quill@orsanto.example", "COORD", "en")
ODILE = Player("odile.varenque@compiler.example", "DESK_OFFICER", "fr")
BRUNO = Player("bruno.teslado@compiler.example", "VALIDATION_LEAD", "es")

OTHERS = ("QMG", "QMO")
"""Countries of the demonstration in which queries stand already."""

AFTER_ALL = 400
"""Days after which every clock of a round has run out."""


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


@pytest.fixture(scope="module")
def here(definitions: Definitions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A world of five countries with the people of the demonstration, and one more who never answers."""
    root = tmp_path_factory.mktemp("whole_round") / "world"
    make_world(root, definitions, (*AREAS, *OTHERS))
    subprocess.run([sys.executable, "-c", MAKE_PEOPLE, str(root)], check=True, env=environment(), capture_output=True)
    with terminal(root) as opened:
        opened.done("release")
        opened.done("person", "add", GRETA.email, "Greta Ostrand", "--role", "COORD", "--area", COMPILED)
        opened.done("round", "open", YEAR, "--by", ODILE.email, "--area", COMPILED)
        yield opened


@pytest.fixture(scope="module")
def site(here: Terminal) -> Iterator[str]:
    with served(here.root) as address:
        yield address


@pytest.fixture
def play(site: str, here: Terminal, definitions: Definitions, signed_in: SignIn) -> Iterator[Play]:
    made = Play(site, here, definitions, signed_in)
    yield made
    assert made.complaints == []


def cell_of(play: Play, area: str) -> str:
    """A number of recipients that somebody may ask about."""
    said = said_by(play.definitions, area)
    return str(next(key for key, each in said.items() if key.item == "B.REC" and key.sex == "_T" and each.number))


def accepts(play: Play, area: str) -> None:
    """The second person accepts and asks the country; the one who validated has no such button."""
    play.cannot(ODILE, area, "accept")
    play.press(BRUNO, area, "accept")
    play.press(BRUNO, area, "ask_confirmation")


def test_on_time(play: Play) -> None:
    """What is right is confirmed, decided, accepted by somebody else, agreed and published."""
    play.press(ODILE, ON_TIME, "start_validation")
    play.asks(ODILE, ON_TIME, cell_of(play, ON_TIME), in_days(10))
    play.monitor_says(ODILE, ON_TIME, "QUERIES_OPEN")
    play.explains(DORIAN, ON_TIME, "The census says the same.")
    play.press(DORIAN, ON_TIME, "resubmit")
    play.press(ODILE, ON_TIME, "resume_validation")
    expect(play.offered(BRUNO, ON_TIME).locator(".not-yet").first).to_contain_text("Todavía no")
    play.decides(ODILE, ON_TIME, "Le recensement le confirme.")
    accepts(play, ON_TIME)
    play.press(DORIAN, ON_TIME, "agree")
    play.monitor_says(ODILE, ON_TIME, "PUBLISHED")


@pytest.mark.long
def test_late(play: Play, tmp_path: Path) -> None:
    """The time is over, and the country answers after all."""
    assert play.clock(LATE, in_days(AFTER_ALL)).split()[-1] == "no_response"
    expect(play.offered(MAELLE, LATE)).to_contain_text("une réponse tardive est bienvenue")
    play.monitor_says(ODILE, LATE, "NO_RESPONSE")
    play.uploads(MAELLE, LATE, said_by(play.definitions, LATE), tmp_path)
    play.monitor_says(ODILE, LATE, "IN_PROGRESS")
    play.press(MAELLE, LATE, "ready")
    play.press(MAELLE, LATE, "submit")
    play.press(ODILE, LATE, "start_validation")
    accepts(play, LATE)
    play.press(MAELLE, LATE, "agree")
    play.monitor_says(ODILE, LATE, "PUBLISHED")


@pytest.mark.long
def test_lapsed(play: Play, tmp_path: Path) -> None:
    """Queries are extended and lapse, the confirmation lapses, and what was decided is published."""
    play.answers(XULIA, LAPSED, said_by(play.definitions, LAPSED), tmp_path)
    play.press(XULIA, LAPSED, "ready")
    play.press(XULIA, LAPSED, "submit")
    play.press(ODILE, LAPSED, "start_validation")
    play.asks(ODILE, LAPSED, cell_of(play, LAPSED), in_days(10))
    page = play.page(ODILE, f"round/{LAPSED}/{YEAR}/queries")
    page.locator("details.query-more summary").click()
    page.locator("input[name=until]").fill(in_days(12))
    page.locator("details.query-more textarea[name=reason]").fill("Fête nationale.")
    page.locator("details.query-more button").click()
    expect(page.locator(".query-extended")).to_contain_text("Fête nationale.")
    expect(play.page(XULIA, f"round/{LAPSED}/{YEAR}/queries").locator(".query-extended")).to_contain_text("se amplió")
    assert play.clock(LAPSED, in_days(12)) == ""
    assert play.clock(LAPSED, in_days(13)) == "lapse_queries"
    expect(play.offered(XULIA, LAPSED)).to_contain_text("El plazo para responder a las consultas ha terminado.")
    play.decides(ODILE, LAPSED, "Aucune réponse ; l’annuaire dit de même.")
    accepts(play, LAPSED)
    assert play.clock(LAPSED, in_days(AFTER_ALL)) == "lapse_confirmation"
    expect(play.offered(XULIA, LAPSED)).to_contain_text("El plazo de confirmación ha terminado")
    play.monitor_says(ODILE, LAPSED, "PUBLISHED")


@pytest.mark.long
def test_objecting(play: Play, tmp_path: Path) -> None:
    """A whole team answers; the coordinator objects in the end, and both values are published."""
    play.answers(INES, OBJECTING, said_by(play.definitions, OBJECTING), tmp_path)
    play.cannot(ADA, OBJECTING, "submit")
    for who, action in ((ADA, "ready"), (TOBIN, "ready"), (INES, "ready"), (JOSS, "sign")):
        play.press(who, OBJECTING, action)
    play.press(RUNA, OBJECTING, "agree_nationally")
    play.press(INES, OBJECTING, "submit")
    play.press(ODILE, OBJECTING, "start_validation")
    accepts(play, OBJECTING)
    play.objects(INES, OBJECTING, "91.5", "Survivors are counted as well.")
    play.monitor_says(ODILE, OBJECTING, "SIDE_BY_SIDE")
    play.publishes_both(BRUNO, OBJECTING, "La definición los excluye.")
    expect(play.offered(INES, OBJECTING)).to_contain_text("La definición los excluye.")
    beside = play.page(INES, f"round/{OBJECTING}/{YEAR}/confirmation").locator(".beside").first
    for each in ("91.5", "Survivors are counted as well.", "La definición los excluye."):
        expect(beside).to_contain_text(each)
    play.monitor_says(ODILE, OBJECTING, "PUBLISHED")
    answer = play.pages[INES.email].goto(f"{play.site}/en/round/{LAPSED}/{YEAR}/")
    assert answer is not None
    assert answer.status == 404


def test_compiled_at_the_desk(play: Play, tmp_path: Path) -> None:
    """Nobody answers; the desk officer fills the form, nobody confirms, and the figures are estimates."""
    assert play.clock(COMPILED, in_days(AFTER_ALL)).split()[-1] == "no_response"
    play.press(ODILE, COMPILED, "compile_at_desk")
    expect(play.offered(ODILE, COMPILED).locator(".not-yet")).to_have_count(1)
    said = said_by(play.definitions, COMPILED)
    path = found_at_the_desk(play.here, play.definitions, COMPILED, said, tmp_path)
    named = {name: YEARBOOK[name] for name in ("title", "publisher", "address", "accessed", "language")}
    play.adds_source(ODILE, COMPILED, tmp_path / YEARBOOK["file"], **named)
    play.here.done("round", "compile", COMPILED, YEAR, path, "--by", ODILE.email)
    shown = play.page(BRUNO, f"round/{COMPILED}/{YEAR}/sources").locator("main")
    for each in (YEARBOOK["title"], YEARBOOK["publisher"], YEARBOOK["file"]):
        expect(shown).to_contain_text(each)
    play.press(ODILE, COMPILED, "confirm_compilation")
    play.monitor_says(ODILE, COMPILED, "COUNTRY_CONFIRMATION")
    assert play.clock(COMPILED, in_days(AFTER_ALL)) == "lapse_confirmation"
    play.monitor_says(ODILE, COMPILED, "PUBLISHED")


WIDE, NARROW = 1280, 360
HEAVY = [
    pytest.param(who, width, marks=pytest.mark.long)
    for who, width in ((ODILE, NARROW), (BRUNO, WIDE), (BRUNO, NARROW), (CELIE, WIDE), (TEODOR, WIDE))
]


@pytest.mark.parametrize(("who", "width"), [(ODILE, WIDE), (CELIE, NARROW), (TEODOR, NARROW), *HEAVY])
def test_axe_finds_nothing_on_the_panel_the_queries_and_the_monitor(play: Play, who: Player, width: int) -> None:
    area = "QMO" if who == TEODOR else "QMG"
    play.offered(who, area)
    play.is_accessible(play.pages[who.email], width)
    play.is_accessible(play.page(who, f"round/{area}/{YEAR}/queries?show=all", width), width)
    if who == CELIE:
        play.is_accessible(play.first_query(who, area), width)
    if who in (ODILE, BRUNO):
        play.is_accessible(play.page(who, f"rounds/{YEAR}", width), width)
