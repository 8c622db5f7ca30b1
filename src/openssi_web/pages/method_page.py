"""The page of one method: its text in the language of the reader, else in English, which it then says."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.method_texts import method_names, method_text, name_of_family
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.errors import explained
from openssi_web.pages.method_writing import MethodLinks, written_method
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.releases import site


@explained
@kept_for_strangers
def method_page(request: HttpRequest, language: str, method: str) -> HttpResponse:
    """Show the text of a method."""
    text = method_text(method, spoken(language))
    if text is None:
        listed = ", ".join(method_names())
        place = Place(item="method")
        raise FixTheFile.because("VALUE_NOT_ALLOWED", place, value=method, option="method", allowed=listed)
    written = written_method(text.markdown, _links(request, language))
    families = site().definitions.indicator_families
    family = next((each for each in families if name_of_family(each) == text.name), "")
    shown = {"text": text, "written": written, "family": family, "release": held_release(request).release}
    return page(request, "method.html", language, "methods", shown)


def _links(request: HttpRequest, language: str) -> MethodLinks:
    definitions = site().definitions
    pinned = pinned_release(request)
    keep = f"?release={pinned}" if pinned else ""

    def page_of(name: str) -> str | None:
        return reverse("method", args=[language, name]) + keep if name in method_names() else None

    def name_of(indicator: str) -> str | None:
        found = definitions.indicators.get(indicator)
        return found.name.in_language(spoken(language)) if found is not None else None

    def indicator_page(indicator: str) -> str:
        return reverse("indicator", args=[language, indicator]) + keep

    return MethodLinks(
        page_of, name_of, indicator_page, definitions.texts.get("indicators.methods.table", spoken(language))
    )
