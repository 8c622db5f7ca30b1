"""LibreOffice as a user has it, without its window: it opens a workbook, calculates it anew and saves it."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")

needed = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed (Debian: apt-get install libreoffice-calc)"
)

# 0: always calculate formulas of a workbook when it is loaded.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def saved_again(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Return workbooks as LibreOffice saves them after having calculated them anew."""
    profile, out = folder / "profile", folder / "saved"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(out), *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [out / path.name for path in paths]


def as_text(path: Path, folder: Path) -> str | None:
    """Return what Writer reads in a document, none where only Calc is installed."""
    profile = folder / "profile"
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{profile}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=False, capture_output=True, timeout=300)
    written = folder / f"{path.stem}.txt"
    return written.read_text(encoding="utf-8-sig") if written.exists() else None
