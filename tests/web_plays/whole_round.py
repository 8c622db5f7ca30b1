"""People at work on a whole round in a browser: what they press, what they read, and whether a button lies."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from openssi.definitions import Definitions
from openssi.vocabulary.decision import Role
from openssi.vocabulary.text import Language
from web_plays.by_commands import YEAR, Said, Terminal, environment, fill

FIRE = (
    "import datetime as dt, pathlib, sys; from openssi_web.process import open_process as o;"
    "o(pathlib.Path(sys.argv[1])); from openssi_web.rounds.models import SubmissionDraft as D;"
    "from openssi_web.rounds.actions import fire_timers as f;"
    "print(*(e.move for e in f(D.objects.get(ref_area=sys.argv[2]), dt.date.fromisoformat(sys.argv[3]))))"
)


@dataclass(frozen=True)
class Player:
    """Somebody with a language, a role and a browser."""

    email: str
    role: Role
    language: Language


@dataclass
class Play:
    """The site, its workspace, a terminal beside it, and who has signed in.

    Attributes:
        complaints: What the consoles of the browsers said.
    """

    site: str
    here: Terminal
    definitions: Definitions
    sign_in: Callable[..., Page]
    complaints: list[str] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, who: Player, path: str, width: int = 1280) -> Page:
        """Open an address as a person, who signs in by password the first time."""
        address = f"/{who.language}/{path}"
        known = self.pages.get(who.email)
        if known is None:
            known = self.pages[who.email] = self.sign_in(who.email, address, width)
            known.on("console", self._heard)
        known.set_viewport_size({"width": width, "height": 900})
        known.goto(f"{self.site}{address}")
        return known

    def _heard(self, said: object) -> None:
        kind, words = str(getattr(said, "type", "")), str(getattr(said, "text", ""))
        if kind == "error" and "Failed to load resource" not in words:
            self.complaints.append(words)

    # The panel

    def offered(self, who: Player, area: str) -> Locator:
        """Open the workspace and see that the panel offers what the table of states declares, neither more nor less."""
        panel = self.page(who, f"round/{area}/{YEAR}/").locator("#moves")
        expect(panel).to_be_visible()
        states = self.definitions.states
        state = str(self.here.state(area))
        declared = {each.id for each in states.moves_from(state, "button") if who.role in each.may}  # type: ignore[arg-type]
        shown = {str(each.get_attribute("value")) for each in panel.locator("button[name=do]").all()}
        elsewhere = panel.locator('div.move a[href$="/confirmation"]').count() + panel.locator(".not-yet").count()
        assert shown <= declared, (who.email, state, shown)
        assert len(shown) + elsewhere == len(declared), (who.email, state, shown)
        return panel

    def cannot(self, who: Player, area: str, action: str) -> None:
        """See that a step has no button."""
        expect(self.offered(who, area).locator(f"button[value={action}]")).to_have_count(0)

    def press(self, who: Player, area: str, action: str, reason: str = "", code: str = "") -> None:
        """Take a step by its button, and read in the own language what everybody reads of it."""
        panel = self.offered(who, area)
        form = panel.locator(f"details.move:has(button[value={action}])")
        form.evaluate("element => element.open = true")
        if reason:
            form.locator("textarea[name=reason]").fill(reason)
        if code:
            form.locator("select[name=code]").select_option(code)
        form.locator("button[name=do]").click()
        self.reads(who, action)

    def reads(self, who: Player, action: str) -> None:
        """Read in the own language what everybody reads of a step that was taken."""
        page = self.pages[who.email]
        page.wait_for_url(lambda address: "moved=" in address or "#moves" in address)
        told = self.definitions.states.moves[action].told.in_language(who.language)
        expect(page.locator("#moves .last-move")).to_contain_text(told)

    # What will be published

    def objects(self, who: Player, area: str, value: str, reason: str) -> None:
        """Tick the first figure, put the own value beside it, and say why."""
        self.offered(who, area).locator('div.move a[href$="/confirmation"]').click()
        page = self.pages[who.email]
        page.locator("input[name=object]").first.check()
        page.locator("form[method=get] .buttons button").click()
        page.locator("#object input[name=value]").fill(value)
        page.locator("#object textarea[name=reason]").fill(reason)
        page.locator("button[value=object]").click()
        self.reads(who, "object")

    def publishes_both(self, who: Player, area: str, reason: str) -> None:
        """Read what the country says, and say for the compiler why its own figure stands."""
        self.offered(who, area).locator('div.move a[href$="/confirmation"]').click()
        page = self.pages[who.email]
        page.locator("form:has(button[value=publish_side_by_side]) > label textarea[name=reason]").fill(reason)
        page.locator("button[value=publish_side_by_side]").click()
        self.reads(who, "publish_side_by_side")

    # Sources

    def adds_source(self, who: Player, area: str, file: Path, **parts: str) -> None:
        """Record a source with its file."""
        page = self.page(who, f"round/{area}/{YEAR}/sources")
        form = page.locator("form:has(input[name=do][value=source])")
        for name, text in parts.items():
            form.locator(f"[name={name}]").fill(text)
        form.locator("input[type=file]").set_input_files(file)
        form.locator("button.main").click()
        page.wait_for_url(lambda address: "done=source" in address)

    # Workbooks

    def workbook(self, who: Player, area: str, said: Said, folder: Path) -> Path:
        """Take a workbook away and fill it in."""
        path = folder / f"{area}.xlsx"
        taken = ("round", "workbook", area, YEAR, "--by", who.email, "--output", path, "--language", "en")
        self.here.done(*taken)
        assert fill(path, said)
        return path

    def answers(self, who: Player, area: str, said: Said, folder: Path) -> None:
        """Bring a filled workbook back without the site."""
        path = self.workbook(who, area, said, folder)
        self.here.done("round", "import", area, YEAR, path, "--by", who.email, "--yes", "--take", "mine")

    def uploads(self, who: Player, area: str, said: Said, folder: Path) -> None:
        """Bring a filled workbook back in the browser, see what it changes, and take it over."""
        path = self.workbook(who, area, said, folder)
        page = self.page(who, f"round/{area}/{YEAR}/workbook/compare")
        page.set_input_files('input[type="file"]', path)
        page.locator("main form button.main, main form button[type=submit]").first.click()
        page.wait_for_url(lambda address: "upload=" in address)
        page.locator("main form button.main").click()
        page.wait_for_url(lambda address: "upload" not in address)

    # Queries

    def asks(self, who: Player, area: str, cell: str, due: str) -> None:
        """Raise a query on a cell with its usual text, and send it."""
        page = self.page(who, f"round/{area}/{YEAR}/queries/new?cell={cell}")
        page.locator("input[name=due]").fill(due)
        page.locator("form:has(input[name=due]) button").click()
        expect(page.locator(".query-done")).to_have_text(self.words("queries.done.raise", who))
        page.locator(".query-send button.main").click()
        expect(page.locator(".query-done")).to_have_text(self.words("queries.done.send", who))

    def first_query(self, who: Player, area: str) -> Page:
        """Open the first query that is left to do."""
        page = self.page(who, f"round/{area}/{YEAR}/queries")
        page.locator(".query-rows li a").first.click()
        page.wait_for_url(lambda address: "/queries/" in address)
        return page

    def explains(self, who: Player, area: str, text: str) -> None:
        """Say that a value is right."""
        page = self.first_query(who, area)
        page.locator("textarea[name=explanation]").fill(text)
        page.locator("form:has(textarea[name=explanation]) button").click()
        expect(page.locator(".query-done")).to_have_text(self.words("queries.done.explain", who))

    def decides(self, who: Player, area: str, reason: str) -> None:
        """Accept an answer as it is."""
        page = self.first_query(who, area)
        page.locator("form:has(button[value=ACCEPT]) textarea[name=reason]").fill(reason)
        page.locator("button[value=ACCEPT]").click()
        expect(page.locator(".query-done")).to_have_text(self.words("queries.done.decide", who))

    # The monitor and the clock

    def monitor_says(self, who: Player, area: str, state: str) -> None:
        """See the state of a country in the table and on the map of the monitor."""
        page, words = self.page(who, f"rounds/{YEAR}"), self.words(f"round.state.{state}", who)
        row = page.locator(f'table.countries tr:has(a[href*="/round/{area}/"])')
        expect(row).to_contain_text(words)
        expect(page.locator(f'.tilemap a[href*="/round/{area}/"]')).to_have_attribute("aria-label", _holds(words))

    def clock(self, area: str, day: str) -> str:
        """Let the time go by for one country."""
        command = [sys.executable, "-c", FIRE, str(self.here.root), area, day]
        done = subprocess.run(command, check=True, env=environment(), capture_output=True, text=True)
        return done.stdout.strip()

    def words(self, key: str, who: Player) -> str:
        """Return a text in the language of a person."""
        return self.definitions.texts.get(key, who.language)

    def is_accessible(self, page: Page, width: int) -> None:
        """Axe finds nothing, with everything unfolded, and nothing scrolls sideways."""
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        for each in page.locator("main details").all():
            each.evaluate("element => element.open = true")
        found = Axe().run(page).response["violations"]
        assert [(page.url, each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def _holds(words: str) -> "re.Pattern[str]":
    return re.compile(re.escape(words))
