"""Fetch what the site shows and the repository does not hold, where npm is there. Run it with `make assets`.

The typeface Source Sans 3 (SIL Open Font License) goes into the static files of the site, which works without it, with
the fonts of the machine. The outlines of countries are those of Natural Earth (public domain), from the package
world-atlas (ISC licence): projected and simplified they become one small file; without it the site shows tiles.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "@fontsource/source-sans-3@5"
FILES = ("source-sans-3-latin-400-normal.woff2", "source-sans-3-latin-600-normal.woff2")
SOURCES = Path(__file__).parents[1] / "src"
TARGET = SOURCES / "openssi_web" / "static" / "openssi" / "fonts"

MAP_PACKAGE = "world-atlas@2"
MAP_FILE, MAP_COLLECTION = "countries-50m.json", "countries"
MAP_TARGET = SOURCES / "openssi" / "present" / "maps" / "outlines.json"


@contextmanager
def unpacked(npm: str, package: str) -> Iterator[Path]:
    """Fetch a package and give the folder of its files."""
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", package, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder) / "package"


def fetch_typeface(npm: str) -> None:
    """Keep the two files of the typeface that the site uses."""
    with unpacked(npm, PACKAGE) as package:
        TARGET.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copyfile(package / "files" / name, TARGET / name)


def fetch_outlines(npm: str) -> None:
    """Make the outlines of countries."""
    from openssi.definitions import load
    from openssi.present.maps.shapes import write_outlines

    with unpacked(npm, MAP_PACKAGE) as package:
        write_outlines(load(), package / MAP_FILE, MAP_COLLECTION, MAP_TARGET)


def main() -> None:
    """Fetch once what is missing; say so and go on where it cannot be had."""
    npm = shutil.which("npm")
    if npm is None:
        return
    failures = (subprocess.SubprocessError, OSError, StopIteration, ImportError)
    if not all((TARGET / name).exists() for name in FILES):
        try:
            fetch_typeface(npm)
        except failures:
            sys.stderr.write("The typeface could not be fetched; the site uses the fonts of this machine.\n")
    if not MAP_TARGET.exists():
        try:
            fetch_outlines(npm)
        except failures:
            sys.stderr.write("The outlines of countries could not be fetched; the site shows tiles.\n")


if __name__ == "__main__":
    main()
