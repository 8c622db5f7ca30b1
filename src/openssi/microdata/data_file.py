"""Whether a name leads to a file of persons at all, and what it leads to where it does not."""

import os
import re
from pathlib import Path

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
"""The beginning of an address; the single letter of a drive is none."""

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Endings of workbooks, which have to be saved as something else first."""


def refuse_no_file(path: Path) -> None:
    """Refuse what is no file.

    Raises:
        FixTheFile: if the name is an address, a folder, a workbook or leads nowhere, or the file may not be opened.
    """
    if os.path.isfile(path):  # noqa: PTH113 - a name that is too long is no file, where Path raises
        if path.name.lower().endswith(WORKBOOKS):
            raise FixTheFile.because("FILE_IS_WORKBOOK", Place(file=path.name))
        _refuse_closed(path)
        return
    if _ADDRESS.match(path.as_posix()):
        raise FixTheFile.because("FILE_IS_ADDRESS", Place(file=str(path)))
    if os.path.isdir(path):  # noqa: PTH112 - as above
        raise FixTheFile.because("FILE_IS_FOLDER", Place(file=str(path)))
    raise FixTheFile.because("FILE_MISSING", Place(file=str(path)))


def _refuse_closed(path: Path) -> None:
    """Refuse a file that may not be read, or that another program keeps to itself."""
    try:
        with path.open("rb"):
            return
    except PermissionError as error:
        reason = error.strerror or type(error).__name__
        raise FixTheFile.because("FILE_CANNOT_OPEN", Place(file=str(path)), reason=reason) from None
