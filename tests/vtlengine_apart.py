"""Install vtlengine, another implementation of VTL, in an environment of its own inside that of the tests.

It is a test tool and no dependency: nothing of OpenSSI imports it, and it needs other versions of our libraries. Where
it cannot be had, the tests that run it are skipped and say so. `make test-all` runs this.
"""

import os
import subprocess
import sys
from pathlib import Path

VERSION = "1.9.6"
FOLDER = Path(sys.prefix) / "vtlengine"
ENGINE = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
"""The interpreter of that environment."""

READY = FOLDER / f"ready-{VERSION}"


def main() -> None:
    """Install it, once."""
    if READY.is_file():
        return
    uv = str(Path(sys.executable).with_name("uv"))
    # Without the configuration of this project: its pins are for other versions of the same libraries.
    steps = (
        [uv, "venv", "--quiet", "--clear", "--no-config", "--python", sys.executable, str(FOLDER)],
        [uv, "pip", "install", "--quiet", "--no-config", "--python", str(ENGINE), f"vtlengine=={VERSION}"],
    )
    try:
        for step in steps:
            subprocess.run(step, check=True)
    except (OSError, subprocess.CalledProcessError):
        sys.stderr.write(f"vtlengine {VERSION} cannot be installed; the tests that need it will be skipped.\n")
        return
    READY.touch()


if __name__ == "__main__":
    main()
