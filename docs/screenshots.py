"""Renew the pictures of the pages for the documentation.

    .venv/bin/python docs/screenshots.py [--workspace DIR] [--output DIR] [--only PART] [--language en]

Every page of the dashboards and the plain pages, in three languages, light and dark, wide and narrow. The site is
served for that on a free port. It needs Chromium, as the tests in a browser do (OPENSSI_BROWSER names another one).
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

from playwright.sync_api import Browser, sync_playwright

from openssi.definitions import load
from openssi.vocabulary.text import LANGUAGES

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "docs" / "pictures" / "pages"
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
    "search": "search?q=pension",
    "dashboards": "dashboards/",
    "data": "data",
    "dataset": "data/DF_INDICATORS",
    "api": "api",
    "methods": "methods",
    "definitions": "definitions",
    "metadata": "metadata",
    "releases": "releases/",
}
"""Name of a picture, and what follows the language in its address."""

_ADDRESS = re.compile(r"https?://\S+")


def pages() -> dict[str, str]:
    """Return the pages by the names of their pictures."""
    dashboards = {f"dashboard-{each}": f"dashboards/{each}" for each in load().pages}
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
                        page.goto(f"{base}/{language}/{path}")
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=output / f"{picture}-{language}-{name}-{scheme}.png", full_page=True)
                        count += 1
            context.close()
    return count


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path, default=ROOT / "openssi-workspace")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--only", default="", help="part of the names of the pictures")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    asked = parser.parse_args()
    named = os.environ.get("OPENSSI_BROWSER")
    path = named or next((found for each in BROWSERS if (found := shutil.which(each))), None)
    if path is None:
        raise SystemExit("No Chromium was found. Please install one, or name it in OPENSSI_BROWSER.")
    asked.output.mkdir(parents=True, exist_ok=True)
    with served(asked.workspace) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        count = take(browser, base, asked.output, asked)
        browser.close()
    sys.stdout.write(f"{count} pictures in {asked.output}\n")


if __name__ == "__main__":
    main()
