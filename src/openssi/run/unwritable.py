"""Files that cannot be written are refused before anything is computed."""

import os
from pathlib import Path

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


def refuse_unwritable(path: Path | None) -> None:
    """Refuse a file in whose place a folder stands, or whose folder is not there; None is no file.

    Raises:
        FixTheFile: if it cannot be written there.
    """
    if path is None:
        return
    if os.path.isdir(path):  # noqa: PTH112 - a name that is too long is no folder, where Path raises
        raise FixTheFile.because("OUTPUT_IS_A_FOLDER", Place(file=str(path)), example=path / "estimates.csv")
    if not path.parent.is_dir():
        raise FixTheFile.because("OUTPUT_FOLDER_MISSING", Place(file=str(path)), folder=path.parent)
