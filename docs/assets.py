"""Fetch the typeface Source Sans 3 (SIL Open Font License) into the static files of the site, where npm is there.

The site works without it, with the fonts of the machine. Run it with `make assets`.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@fontsource/source-sans-3@5"
FILES = ("source-sans-3-latin-400-normal.woff2", "source-sans-3-latin-600-normal.woff2")
TARGET = Path(__file__).parents[1] / "src" / "openssi_web" / "static" / "openssi" / "fonts"


def fetch(npm: str) -> None:
    """Fetch the package and keep the two files that the site uses."""
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        TARGET.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copyfile(Path(folder) / "package" / "files" / name, TARGET / name)


def main() -> None:
    """Fetch the typeface once; say so and go on where it cannot be had."""
    if all((TARGET / name).exists() for name in FILES):
        return
    npm = shutil.which("npm")
    if npm is None:
        return
    try:
        fetch(npm)
    except (subprocess.SubprocessError, OSError, StopIteration):
        sys.stderr.write("The typeface could not be fetched; the site uses the fonts of this machine.\n")


if __name__ == "__main__":
    main()
