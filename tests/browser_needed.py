"""Make sure that a browser is there for the browser tests, or say exactly what is missing.

On Debian and Ubuntu, run as root, it installs Chromium from the distribution's packages. Elsewhere it prints the one
command that installs it. Set OPENSSI_NO_BROWSER=1 to run the other tests without one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SAYS = """The browser tests need Chromium, which is not on this machine. Please either install it:
  Debian, Ubuntu:  sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask chromium
  Windows:         winget install Google.Chrome
or run the other tests without it: OPENSSI_NO_BROWSER=1 make test
"""


def browser() -> str | None:
    """Return the path of a Chromium or Chrome, none where there is none."""
    named = os.environ.get("OPENSSI_BROWSER")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Chromium from the packages of Debian."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, env=quiet, stdout=subprocess.DEVNULL)


def main() -> None:
    """Leave with 0 where a browser is there or was declined, else with 1."""
    if browser() or os.environ.get("OPENSSI_NO_BROWSER"):
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and Path("/etc/debian_version").exists():
        install()
    if not browser():
        sys.exit(SAYS)


if __name__ == "__main__":
    main()
