"""Writes what was planned: first every answer as it comes, then the links of the pages, which by then are known."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from openssi.definitions import Texts
from openssi.vocabulary.errors import TellUs
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import as_language
from openssi_web.releases import release_named, site
from openssi_web.site_files.asking import NOBODY, ask, open_site
from openssi_web.site_files.canonical import Canonical
from openssi_web.site_files.folder import unwritten
from openssi_web.site_files.plan import Planned
from openssi_web.site_files.rewriting import Rewriter, Words
from openssi_web.site_files.search_files import by_letter, index_file, index_script, listed

FOUND, FIRST_FAULT_OF_THE_SITE = 200, 500
SEARCH_SCRIPT = "search-files.js"


@dataclass(frozen=True, slots=True)
class Job:
    """What every process has to know.

    Attributes:
        workspace: The folder of the workspace.
        release: Id of the release that is written.
        is_pinned: Whether it is not the latest, so that addresses have to name it.
        online: Where the site is on line, empty where nobody told it.
        aside: The folder that is written.
    """

    workspace: Path
    release: str
    is_pinned: bool
    online: str
    aside: Path

    @property
    def base(self) -> str:
        """Where the site is on line, as pages name it."""
        return self.online or NOBODY


def start(job: Job) -> None:
    """Open the site in a process."""
    open_site(job.workspace, job.base)


def write_answers(job: Job, chunk: Sequence[Planned]) -> list[str]:
    """Write what the site answers; return the files. What is no page of this release is passed over."""
    return [each.file for each in chunk if _write_answer(job, each)]


def _write_answer(job: Job, planned: Planned) -> bool:
    is_of_release = planned.address.startswith("/v1/releases/")
    joint = "&" if "?" in planned.address else "?"
    pinned = f"{joint}release={job.release}" if job.is_pinned and not is_of_release else ""
    answer = ask(f"{planned.address}{pinned}", job.base)
    if answer.status >= FIRST_FAULT_OF_THE_SITE:
        raise TellUs.because(
            "SITE_PAGE_REFUSED", Place(file=planned.file), address=planned.address, cause=answer.status
        )
    if answer.status != FOUND:
        return False
    write(job.aside / planned.file, answer.content)
    return True


def write_links(job: Job, chunk: Sequence[Planned], known: Path) -> int:
    """Turn the links of written pages into ways between files; return how many pages there were."""
    rewriter = rewriter_of(job, known)
    texts = site().definitions.texts
    for each in chunk:
        path = job.aside / each.file
        page = path.read_text(encoding="utf-8")
        language = as_language(each.file[:2])
        page = rewriter.page(page, each.address, each.file, words_of_files(texts, job, each.file))
        if each.file == f"{language}/search.html":
            # Its list holds ways between files already.
            page = _with_search(page, job, rewriter, texts, each.file)
        write(path, page.encode())
    return len(chunk)


@lru_cache(maxsize=1)
def rewriter_of(job: Job, known: Path) -> Rewriter:
    """Return what rewrites the pages, with the files that were written."""
    files: dict[str, str] = json.loads(known.read_text(encoding="utf-8"))
    return Rewriter(files, Canonical(release_named(job.release)).key, job.base, job.online)


def words_of_files(texts: Texts, job: Job, file: str) -> Words:
    """Return what a page in a file says of itself."""
    language = as_language(file[:2])
    notice = texts.get("site_files.notice", language, release=job.release)
    if not job.online:
        return Words(notice, texts.get("site_files.no_form", language))
    online = texts.get("site_files.notice_online", language, address=job.online)
    return Words(f"{notice} {online}", texts.get("site_files.no_form_at", language, address=job.online))


def _with_search(page: str, job: Job, rewriter: Rewriter, texts: Texts, file: str) -> str:
    """Return the page of the search with a list of everything in place of its form, and write the index beside it."""
    from django.template.loader import render_to_string

    language = as_language(file[:2])
    entries = listed(job.release, language, texts, rewriter, file)
    write(job.aside / index_file(language), index_script(entries))
    made = render_to_string("pages/search_files.html", {"language": language, "letters": list(by_letter(entries))})
    scripts = [f"../{index_file(language)}", f"../static/{SEARCH_SCRIPT}"]
    told = made + "".join(f'<script src="{each}" defer></script>\n' for each in scripts)
    begins, ends = page.index("<h1"), page.index("</main>")
    return f"{page[:begins]}{told}{page[ends:]}"


def write(path: Path, content: bytes) -> None:
    """Write a file.

    Raises:
        FixTheFile: if that is not possible, with the file and the reason.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise unwritten(path, error) from error


def chunks(plan: Iterable[Planned], size: int) -> list[list[Planned]]:
    """Return what is planned in pieces, in its order."""
    listed_plan = list(plan)
    return [listed_plan[at : at + size] for at in range(0, len(listed_plan), size)]
