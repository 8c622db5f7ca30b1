"""Several files as one, for a reader who downloads."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from openssi.publish.publication import written_aside

_ALWAYS = (1980, 1, 1, 0, 0, 0)


def write_archive(paths: Iterable[Path], archive: Path, root: Path) -> Path:
    """Put files into a ZIP whose bytes depend on nothing but theirs, each under its way from a folder."""
    with written_aside(archive) as aside, zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(paths):
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), _ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            opened.writestr(entry, path.read_bytes())
    return archive
