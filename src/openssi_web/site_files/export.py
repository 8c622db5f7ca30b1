"""Writes the public pages of a release as files, in one process or several."""

import html
import json
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.passing_folder import PassingFolder
from openssi.vocabulary.release import EVERYBODY
from openssi.vocabulary.text import LANGUAGES
from openssi_web import published
from openssi_web.accounts.secret import make_secret_key
from openssi_web.releases import release_named, server_time, site
from openssi_web.site_files.asking import open_site
from openssi_web.site_files.canonical import Canonical
from openssi_web.site_files.folder import MARK, SiteFolder
from openssi_web.site_files.plan import Planned, files_by_key, planned
from openssi_web.site_files.rewriting import STATIC_FOLDER
from openssi_web.site_files.writing import Job, chunks, start, write_answers, write_links

PIECE = 24
"""Addresses that a process is given at once."""

PAGE = ".html"
STATIC = Path(__file__).parents[1] / "static" / "openssi"

Progress = Callable[[int, int, str], None]
Work = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: number of files, their size in bytes, and the file to open first."""

    release: str
    files: int
    size: int
    first: Path


def export_site(
    workspace: Path, directory: Path, *, release: str = "", online: str = "", jobs: int = 1, progress: Progress
) -> Written:
    """Write a release as files; until they are complete the earlier ones stay as they are.

    Args:
        workspace: The folder of the workspace.
        directory: Where the files will stand.
        release: Id of a release for everybody, else the latest.
        online: Where the same site is on line, empty where it is not.
        jobs: Processes that work at the same time.
        progress: Told how many steps are done, of how many, and which comes.

    Raises:
        FixTheFile: if files of others stand there, a file cannot be written, or the release is not for everybody.
        TellUs: if a page cannot be made.
    """
    folder = SiteFolder(directory)
    make_secret_key(workspace)
    job = _job(workspace, folder, release, online.rstrip("/"))
    folder.begin()
    _copy_static(folder)
    folder.write("index.html", _front())
    plan = planned(release_named(job.release))
    with _workers(job, jobs) as do, PassingFolder("export") as aside:
        steps = _Steps(progress, len(plan))
        written = set(_all_answers(do, job, plan, steps))
        made = [each for each in plan if each.file in written]
        known = aside / "files.json"
        known.write_text(json.dumps(files_by_key(made, Canonical(release_named(job.release)))), encoding="utf-8")
        pages = [each for each in made if each.file.endswith(PAGE)]
        steps.more(len(pages))
        for done in do(write_links, chunks(pages, PIECE), job, known):
            steps.done(int(str(done)), pages[0].file)
    folder.finish({"release": job.release, "online": job.online, "files": len(written)})
    return _counted(job.release, folder.path)


def _job(workspace: Path, folder: SiteFolder, release: str, online: str) -> Job:
    job = Job(workspace, "", is_pinned=False, online=online, aside=folder.aside)
    open_site(workspace, job.base)
    latest = site().latest_id(EVERYBODY)
    held = release_named(release or latest)
    if not EVERYBODY.may_read(held.release, server_time()):
        raise FixTheFile.because("SITE_RELEASE_NOT_PUBLIC", Place(item=held.release.id), release=held.release.id)
    return Job(workspace, held.release.id, held.release.id != latest, online, folder.aside)


def _all_answers(
    do: Callable[..., Iterator[object]], job: Job, plan: Sequence[Planned], steps: "_Steps"
) -> Iterator[str]:
    pieces = chunks(plan, PIECE)
    for found in do(write_answers, pieces, job):
        files = [str(each) for each in found] if isinstance(found, list) else []
        steps.done(PIECE, files[-1] if files else "")
        yield from files


@contextmanager
def _workers(job: Job, jobs: int) -> Iterator[Callable[..., Iterator[object]]]:
    """Give what spreads work over processes: over this one alone, or over others that open the site themselves."""
    if jobs == 1:
        yield lambda work, pieces, job, *more: (work(job, each, *more) for each in pieces)
        published.clear()
        return
    # The database engine must not be carried over into another process: each opens its own.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, initializer=start, initargs=(job,))

    def spread(work: Work, pieces: Sequence[Sequence[Planned]], job: Job, *more: object) -> Iterator[object]:
        for each in as_completed([pool.submit(work, job, piece, *more) for piece in pieces]):
            yield each.result()

    try:
        yield spread
    finally:
        # After an error, and at the end, nothing is begun that nobody waits for.
        pool.shutdown(wait=True, cancel_futures=True)


class _Steps:
    """How far the work is."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def more(self, number: int) -> None:
        """Add steps that were not known before."""
        self._total += number

    def done(self, number: int, file: str) -> None:
        """Count steps that are done."""
        self._done = min(self._done + number, self._total)
        self._progress(self._done, self._total, file)


def _copy_static(folder: SiteFolder) -> None:
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            folder.write(f"{STATIC_FOLDER}/{path.relative_to(STATIC).as_posix()}", path.read_bytes())


def _front() -> bytes:
    """Return the first page, which leads to each language."""
    texts = site().definitions.texts
    links = "".join(
        f'<p><a href="{each}/index.html" lang="{each}" hreflang="{each}">'
        f"{html.escape(texts.get('site_files.front', each))}</a></p>\n"
        for each in LANGUAGES
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>OpenSSI</title>\n'
        f'<link rel="stylesheet" href="{STATIC_FOLDER}/site.css">\n</head>\n<body>\n<main class="frame">\n'
        f"<h1>OpenSSI</h1>\n{links}</main>\n</body>\n</html>\n"
    ).encode()


def _counted(release: str, path: Path) -> Written:
    sizes = [each.stat().st_size for each in path.rglob("*") if each.is_file() and each.name != MARK]
    return Written(release, len(sizes), sum(sizes), path / "index.html")
