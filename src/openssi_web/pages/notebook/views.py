"""The notebook of a country, its Word document, and the list of notebooks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from openssi.present.countries import sorting_key
from openssi.present.notebook_document import MEDIA_TYPE, notebook_document
from openssi.present.notebook_words import NotebookWords
from openssi.present.word_document import word_is_installed
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.notebook import CountryNotebook
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import Grants
from openssi_web.accounts.models import Person
from openssi_web.pages.form.words import FormWords
from openssi_web.pages.notebook.shown import NotebookInWords
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_person, work_page
from openssi_web.rounds.notebook.people import is_writer, readable_areas, reads, refuse_others
from openssi_web.rounds.notebook.standing import NotebookReader, listed_notebooks
from openssi_web.rounds.workspace import definitions, inquiry

DONE = ("mission", "follow_up", "project", "milestone", "withdrawn")
SECTIONS = ("standing", "follow_up", "mission", "project")


@require_safe
@of_person
def notebooks_page(request: HttpRequest, language: str, person: Person) -> HttpResponse:
    """List the notebooks that a person reads: those in which something is left to the person first."""
    words = NotebookWords(definitions(), spoken(language))
    areas = readable_areas(person.grants())
    if not areas:
        raise Http404
    listed = listed_notebooks(person, areas)
    names = {each: inquiry().area_name(each, words.language) for each in areas}
    others = sorted(areas - {each.area for each in listed}, key=lambda each: sorting_key(names[each]))
    values = {
        "w": _words(words),
        "listed": [
            {
                "area": each.area,
                "country": names[each.area],
                "open": each.open,
                "mine": each.mine,
                "overdue": each.overdue,
                "next": words.day(each.next_due) if each.next_due is not None else "",
            }
            for each in listed
        ],
        "others": [(each, names[each]) for each in others],
    }
    return work_page(request, "notebooks.html", words.language, values)


@require_safe
@of_person
def notebook_page(request: HttpRequest, language: str, person: Person, area: str) -> HttpResponse:
    """Show the notebook of a country."""
    refuse_others(person.grants(), area)
    words = NotebookWords(definitions(), spoken(language))
    notebook = NotebookReader(area, words.language, person).read()
    done = request.GET.get("done", "")
    values = {
        "w": _words(words),
        "title": words.of("title", country=notebook.country),
        "area": area,
        "may_write": is_writer(person, area),
        "done": words.of(f"done.{done}") if done in DONE else "",
        "sections": [(each, words.of(f"{each}.head")) for each in SECTIONS],
        "as_of": words.of("as_of", day=words.day(notebook.day)),
        "document_missing": "" if word_is_installed() else _said("REPORTS_NOT_INSTALLED", words.language),
        **NotebookInWords(notebook, words).values(),
    }
    return work_page(request, "notebook.html", words.language, values)


@require_safe
@of_person
def notebook_file(request: HttpRequest, language: str, person: Person, area: str) -> HttpResponse:  # noqa: ARG001
    """Send the notebook as a Word document; where that cannot be written, a page says what to install."""
    refuse_others(person.grants(), area)
    notebook = NotebookReader(area, spoken(language), names=False).read()
    content = notebook_document(notebook, definitions(), spoken(language))
    head = {"Content-Disposition": f'attachment; filename="{file_name(notebook, language)}"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=head)


def file_name(notebook: CountryNotebook, language: str) -> str:
    """Return what the document is called."""
    return f"openssi-notebook-{notebook.area}-{notebook.day.isoformat()}-{language}.docx"


def notebook_link(grants: Grants, area: str, language: Language) -> dict[str, Any]:
    """Return what a page needs that links to the notebook of a country; nothing for who does not read it."""
    if not reads(grants, area):
        return {}
    text = NotebookWords(definitions(), language).of("link")
    return {"notebook_link": {"href": reverse("notebook", args=[language, area]), "text": text}}


def _words(words: NotebookWords) -> dict[str, Any]:
    return FormWords(definitions().texts, words.language).plain("notebook")


def _said(code: str, language: Language) -> str:
    return Problem(code).text.in_language(language)
