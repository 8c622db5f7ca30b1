"""Renew the pictures for the documentation, which show the demonstration world.

    .venv/bin/python docs/screenshots.py [--workspace DIR]
    .venv/bin/python docs/screenshots.py --all [--output DIR] [--only PART] [--language en]

The first takes the few pictures that pages of the documentation hold. The second takes every page of the dashboards
and the plain pages, in three languages, light and dark, wide and narrow, to be looked at; they stay out of the
repository. The site is served for that on a free port. It needs Chromium, as the tests in a browser do
(OPENSSI_BROWSER names another one).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from openssi.definitions import load
from openssi.vocabulary.text import LANGUAGES

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
WIDTHS = {"wide": 1440, "narrow": 390}
SCHEMES = ("light", "dark")
HEIGHT = 1000
PLAIN = {
    "world": "",
    "indicators": "indicators/",
    "indicator": "indicators/SDG_1_3_1_OLD_AGE",
    "walk": "indicators/SDG_1_3_1_OLD_AGE/walk",
    "countries": "countries",
    "country": "countries/QMA",
    "search": "search?q=pension",
    "dashboards": "dashboards/",
    "data": "data",
    "dataset": "data/DF_INDICATORS",
    "api": "api",
    "methods": "methods",
    "method": "methods/coverage",
    "definitions": "definitions",
    "metadata": "metadata",
    "releases": "releases/",
}
"""Name of a picture, and what follows the language in its address."""

SHOWN = {
    "indicator": ("en/indicators/SDG_1_3_1_OLD_AGE", 1200, 1160),
    "country": ("en/countries/QMA", 1200, 1080),
    "walk": ("en/indicators/SDG_1_3_1_OLD_AGE/walk?area=QMA", 1200, 930),
}
"""Pictures of the documentation: name, address, width and height in pixels."""

_ADDRESS = re.compile(r"https?://\S+")


def pages() -> dict[str, str]:
    """Return the pages by the names of their pictures."""
    # The dashboard of a country has an address of its own, which names the country.
    dashboards = {f"dashboard-{each}": f"dashboards/{each}" for each in load().pages if each != "country"}
    return {**PLAIN, **dashboards}


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """Serve a workspace and give its address."""
    command = [str(Path(sys.executable).with_name("openssi")), "serve", "--port", "0", "--workspace", str(workspace)]
    environment = {**os.environ, "OPENSSI_LANG": "en", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        lines = iter(process.stdout.readline, "") if process.stdout else iter(())
        found = next((match for line in lines if (match := _ADDRESS.search(line))), None)
        if found is None:
            raise SystemExit("The site did not start; please try `openssi serve` on the same workspace.")
        yield found.group().rstrip("/.,;")
    finally:
        process.terminate()
        process.wait()


def opened(page: Page, address: str) -> None:
    """Open an address and wait for its typeface and everything that it loads."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")


def renew(browser: Browser, base: str) -> int:
    """Take the pictures of the documentation, and return how many there are."""
    for name, (path, width, height) in SHOWN.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        opened(page, f"{base}/{path}")
        if not page.is_visible("aside.notice"):
            raise SystemExit("The documentation shows the demonstration world. Please name a workspace that holds it.")
        page.screenshot(path=PICTURES / f"{name}.png")
        page.close()
    return len(SHOWN)


def take(browser: Browser, base: str, output: Path, asked: argparse.Namespace) -> int:
    """Take the pictures that are asked for, and return how many there are."""
    count = 0
    for scheme in SCHEMES:
        for name, width in WIDTHS.items():
            context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
            page = context.new_page()
            for language in asked.language or LANGUAGES:
                for picture, path in pages().items():
                    if asked.only in picture:
                        opened(page, f"{base}/{language}/{path}")
                        page.screenshot(path=output / f"{picture}-{language}-{name}-{scheme}.png", full_page=True)
                        count += 1
            context.close()
    return count


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=ROOT / "openssi-workspace")
    parser.add_argument("--all", action="store_true", help="every page, into a folder of its own")
    parser.add_argument("--output", type=Path, default=PICTURES / "pages")
    parser.add_argument("--only", default="", help="part of the names of the pictures")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    asked = parser.parse_args()
    named = os.environ.get("OPENSSI_BROWSER")
    path = named or next((found for each in BROWSERS if (found := shutil.which(each))), None)
    if path is None:
        raise SystemExit("No Chromium was found. Please install one, or name it in OPENSSI_BROWSER.")
    output: Path = asked.output if asked.all else PICTURES
    output.mkdir(parents=True, exist_ok=True)
    with served(asked.workspace) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        count = take(browser, base, output, asked) if asked.all else renew(browser, base)
        browser.close()
    sys.stdout.write(f"{count} pictures in {output}\n")


if __name__ == "__main__":
    main()
