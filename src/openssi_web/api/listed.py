"""What a release holds, as lists: indicators and countries."""

from django.http import HttpRequest, HttpResponseBase

from openssi.definitions import Definitions
from openssi.run.site import OpenRelease
from openssi.vocabulary.text import Language
from openssi_web.api.answering import asked_release
from openssi_web.api.parameters import AsOf, Lang, Release
from openssi_web.api.plain import address, refuse_unknown
from openssi_web.api.sending import send_json
from openssi_web.conditional import unless_unchanged
from openssi_web.releases import site

OF_A_RELEASE = ("lang", "release", "as_of")

_COUNTRIES = """
    SELECT areas.area AS code, areas.name_{language} AS name, count(values.value) AS "values",
           min(values.time_period) AS first_year, max(values.time_period) AS last_year
    FROM areas JOIN country_values AS values ON values.ref_area = areas.area
    GROUP BY ALL ORDER BY code
"""

_INDICATORS = """
    SELECT indicator AS id, count(value) AS "values", count(DISTINCT ref_area) AS countries,
           min(time_period) AS first_year, max(time_period) AS last_year
    FROM country_values GROUP BY ALL
"""


@address("indicators", "indicators")
def indicators(request: HttpRequest, lang: Lang = "en", release: Release = "", as_of: AsOf = "") -> HttpResponseBase:
    """List the indicators that the release has values of."""
    refuse_unknown(request, OF_A_RELEASE)
    held = asked_release(request, release, as_of)
    return unless_unchanged(request, held, lambda: send_json(_indicators(held, site().definitions, lang)), release)


def _indicators(held: OpenRelease, definitions: Definitions, language: Language) -> dict[str, object]:
    found = {row["id"]: row for row in held.connection().rows(_INDICATORS)}
    listed = [
        {
            **found[each.id],
            "code": each.code,
            "name": each.name.in_language(language),
            "definition": each.definition.in_language(language),
            "unit": each.unit,
            "unit_name": definitions.indicator_units[each.unit].name.in_language(language),
            "family": each.family,
        }
        for each in definitions.indicators.values()
        if each.id in found
    ]
    return {"release": held.release.id, "indicators": listed}


@address("countries", "countries")
def countries(request: HttpRequest, lang: Lang = "en", release: Release = "", as_of: AsOf = "") -> HttpResponseBase:
    """List the countries that the release has values of."""
    refuse_unknown(request, OF_A_RELEASE)
    held = asked_release(request, release, as_of)
    return unless_unchanged(request, held, lambda: send_json(_countries(held, lang)), release)


def _countries(held: OpenRelease, language: Language) -> dict[str, object]:
    rows = held.connection().rows(_COUNTRIES.replace("{language}", language))
    return {"release": held.release.id, "countries": rows}
