"""Make sure that the programs are there that tests drive: a browser, LibreOffice, PostgreSQL; or say what is missing.

On Debian and Ubuntu, run as root, it installs Chromium, LibreOffice Calc and Writer, and PostgreSQL from the
distribution's packages. Elsewhere it prints the one command that installs each. Set OPENSSI_NO_BROWSER=1,
OPENSSI_NO_OFFICE=1 or OPENSSI_NO_POSTGRES=1 to run the other tests without one of them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import postgresql


@dataclass(frozen=True)
class Program:
    """A program that tests drive.

    Attributes:
        names: Its names on the path.
        variable: Environment variable that names another one.
        declined: Environment variable that says to do without it.
        package: Package of Debian.
        says: What is missing and how to install it.
        found: Finds it where it does not lie on the path.
    """

    names: tuple[str, ...]
    variable: str
    declined: str
    package: str
    says: str
    found: Callable[[], object] = lambda: None

    def is_there(self) -> bool:
        """Whether it is installed, or was declined."""
        named = os.environ.get(self.variable) or os.environ.get(self.declined)
        return bool(named) or any(map(shutil.which, self.names)) or bool(self.found())


def writer() -> object:
    """Find the library of LibreOffice Writer beside LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    return office and next(Path(office).resolve().parent.parent.rglob("*swlo.*"), None)


PROGRAMS = (
    Program(
        ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        "OPENSSI_BROWSER",
        "OPENSSI_NO_BROWSER",
        "chromium",
        """The browser tests need Chromium, which is not on this machine. Please either install it:
  Debian, Ubuntu:  sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask chromium
  Windows:         winget install Google.Chrome
or run the other tests without it: OPENSSI_NO_BROWSER=1 make test
""",
    ),
    Program(
        ("soffice", "libreoffice"),
        "OPENSSI_OFFICE",
        "OPENSSI_NO_OFFICE",
        "libreoffice-calc",
        """The workbook tests need LibreOffice Calc, which is not on this machine. Please either install it:
  Debian, Ubuntu:  sudo apt-get install libreoffice-calc
  Fedora:          sudo dnf install libreoffice-calc
  macOS:           brew install --cask libreoffice
  Windows:         winget install TheDocumentFoundation.LibreOffice
or run the other tests without it: OPENSSI_NO_OFFICE=1 make test
""",
    ),
    Program(
        (),
        "OPENSSI_OFFICE",
        "OPENSSI_NO_OFFICE",
        "libreoffice-writer",
        """The test of Word documents needs LibreOffice Writer, which is not on this machine. Please either install it:
  Debian, Ubuntu:  sudo apt-get install libreoffice-writer
  Fedora:          sudo dnf install libreoffice-writer
or run the other tests without it: OPENSSI_NO_OFFICE=1 make test
""",
        writer,
    ),
    Program(
        (),
        postgresql.ADDRESS,
        postgresql.DECLINED,
        "postgresql",
        """The tests of the site run on PostgreSQL as well, which is not on this machine. Please either install it:
  Debian, Ubuntu:  sudo apt-get install postgresql
  Fedora:          sudo dnf install postgresql-server
  macOS:           brew install postgresql@17
or name one whose user may create databases: DATABASE_URL=postgresql://user:password@host/name make test
or run them on SQLite alone: OPENSSI_NO_POSTGRES=1 make test
""",
        postgresql.programs,
    ),
)


def install(packages: list[str]) -> None:
    """Install packages of Debian."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)


def main() -> None:
    """Leave with 0 where every program is there or was declined, else with 1."""
    missing = [each for each in PROGRAMS if not each.is_there()]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if missing and is_root and Path("/etc/debian_version").exists():
        install([each.package for each in missing])
        missing = [each for each in missing if not each.is_there()]
    if missing:
        sys.exit("\n".join(each.says for each in missing))


if __name__ == "__main__":
    main()
