"""A folder that is written aside and put in its place at the end: until then the earlier one stays as it is."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

MARK = "openssi-site.json"
"""The file by which a folder is known as ours, with what it holds."""


class SiteFolder:
    """The folder of a site in files.

    Args:
        path: Where it will stand.

    Raises:
        FixTheFile: if files of others stand there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.aside = self.path.with_name(f".{self.path.name}.partial")
        self._earlier = self.path.with_name(f".{self.path.name}.earlier")
        self._refuse_files_of_others()

    def begin(self) -> None:
        """Make room for new files; what was left of an interrupted run goes."""
        if self._earlier.exists() and not self.path.exists():
            self._earlier.rename(self.path)
        shutil.rmtree(self.aside, ignore_errors=True)
        shutil.rmtree(self._earlier, ignore_errors=True)
        self.write("", b"")

    def write(self, file: str, content: bytes) -> None:
        """Write a file aside; without a name only the folder is made.

        Raises:
            FixTheFile: if that is not possible, with the file and the reason.
        """
        path = self.aside / file
        try:
            (path.parent if file else path).mkdir(parents=True, exist_ok=True)
            if file:
                path.write_bytes(content)
        except OSError as error:
            raise unwritten(path, error) from error

    def finish(self, told: Mapping[str, object]) -> None:
        """Put the new files in the place of the earlier ones."""
        self.write(MARK, json.dumps(told, indent=2).encode())
        try:
            if self.path.exists():
                self.path.replace(self._earlier)
            self.aside.replace(self.path)
        except OSError as error:
            raise unwritten(self.path, error) from error
        shutil.rmtree(self._earlier, ignore_errors=True)

    def _refuse_files_of_others(self) -> None:
        is_ours = (self.path / MARK).is_file()
        if self.path.is_file() or (self.path.is_dir() and not is_ours and any(self.path.iterdir())):
            raise FixTheFile.because("SITE_FOLDER_TAKEN", Place(file=str(self.path)))


def unwritten(path: Path, error: OSError) -> FixTheFile:
    """Return the error of a file that could not be written."""
    cause = error.strerror or str(error)
    return FixTheFile.because("SITE_FILE_UNWRITTEN", Place(file=str(path)), cause=cause)
