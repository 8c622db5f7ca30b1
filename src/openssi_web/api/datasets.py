"""The datasets of a release: what there is, how it is structured, and which codes it uses."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase

from openssi.run.site import OpenRelease
from openssi.vocabulary.data_structure import Component, PublishedDataflow
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.api.answering import asked_release
from openssi_web.api.listed import OF_A_RELEASE
from openssi_web.api.parameters import AsOf, Lang, Release
from openssi_web.api.plain import address, refuse_unknown
from openssi_web.api.sending import send_json
from openssi_web.conditional import unless_unchanged
from openssi_web.dataset_facts import dataset_facts, dataset_of
from openssi_web.dataset_formats import EVEN, EXACT, FORMAT_NAMES


@address("datasets", "datasets")
def datasets(request: HttpRequest, lang: Lang = "en", release: Release = "", as_of: AsOf = "") -> HttpResponseBase:
    """List the datasets of a release with their size and addresses."""
    refuse_unknown(request, OF_A_RELEASE)
    held = asked_release(request, release, as_of)

    def made() -> HttpResponseBase:
        listed = [_summary(held, each, lang) for each in held.structures.dataflows.values()]
        return send_json({"release": held.release.id, "datasets": listed})

    return unless_unchanged(request, held, made, release)


@address("datasets/{dataset}", "dataset")
def one_dataset(
    request: HttpRequest, dataset: str, lang: Lang = "en", release: Release = "", as_of: AsOf = ""
) -> HttpResponseBase:
    """Return the structure of a dataset with names in the language."""
    refuse_unknown(request, OF_A_RELEASE)
    held = asked_release(request, release, as_of)

    def made() -> HttpResponseBase:
        dataflow = dataset_of(held, dataset)
        columns = [_column(held, dataflow, each, lang) for each in dataflow.structure]
        document = {"release": held.release.id, **_summary(held, dataflow, lang), "columns": columns}
        return send_json(document)

    return unless_unchanged(request, held, made, release)


@address("datasets/{dataset}/codes/{column}", "codes")
def codes(
    request: HttpRequest, dataset: str, column: str, lang: Lang = "en", release: Release = "", as_of: AsOf = ""
) -> HttpResponseBase:
    """Return the codes of a column that occur in a dataset, with their names."""
    refuse_unknown(request, OF_A_RELEASE)
    held = asked_release(request, release, as_of)

    def made() -> HttpResponseBase:
        dataflow = dataset_of(held, dataset)
        found = {"column": column, "codes": _codes(held, dataflow, _coded(dataflow, column), lang)}
        return send_json({"release": held.release.id, "dataset": dataflow.id, **found})

    return unless_unchanged(request, held, made, release)


def _summary(held: OpenRelease, dataflow: PublishedDataflow, language: Language) -> dict[str, object]:
    facts = dataset_facts(held, dataflow.id)
    pinned = urlencode({"release": held.release.id})
    return {
        "id": dataflow.id,
        "name": dataflow.name.in_language(language),
        "description": dataflow.description.in_language(language),
        "dimensions": [each.id for each in dataflow.structure.dimensions],
        "observations": facts.observations,
        "series": facts.series,
        "first_year": facts.first,
        "last_year": facts.last,
        "updated": held.release.created,
        "structure": f"/v1/datasets/{dataflow.id}?{pinned}",
        "files": list(files_of(held, dataflow)),
    }


def files_of(held: OpenRelease, dataflow: PublishedDataflow) -> Iterator[dict[str, object]]:
    """Iterate over the whole dataset in each format: where it is, how long, and whether that is exact."""
    facts = dataset_facts(held, dataflow.id)
    lying = next((each.bytes for each in held.release.files if each.name == f"{dataflow.id}.{EXACT}"), None)
    for each in FORMAT_NAMES:
        length = lying if each == EXACT else None
        if each in EVEN and facts.observations:
            length = round(facts.observations * facts.bytes_each[each])
        query = urlencode({"format": each, "release": held.release.id})
        yield {
            "format": each,
            "address": f"/v1/datasets/{dataflow.id}/data?{query}",
            "bytes": length,
            "is_exact": each == EXACT and length is not None,
        }


def _column(
    held: OpenRelease, dataflow: PublishedDataflow, component: Component, language: Language
) -> dict[str, object]:
    codes_at = f"/v1/datasets/{dataflow.id}/codes/{component.id}?{urlencode({'release': held.release.id})}"
    return {
        "id": component.id,
        "name": component.name.in_language(language),
        "description": component.description.in_language(language),
        "role": component.role,
        "representation": component.representation,
        "attachment": component.attachment,
        "codes": codes_at if component.codelist else None,
    }


def _coded(dataflow: PublishedDataflow, column: str) -> Component:
    coded = {each.id: each for each in dataflow.structure if each.codelist}
    if column not in coded:
        listed = ", ".join(coded)
        raise FixTheFile.because(
            "VALUE_NOT_ALLOWED", Place(item="column"), value=column, option="column", allowed=listed
        )
    return coded[column]


def _codes(
    held: OpenRelease, dataflow: PublishedDataflow, component: Component, language: Language
) -> list[dict[str, object]]:
    statement = f'SELECT "{component.id}"::VARCHAR AS code, count(*) AS observations FROM {dataflow.id} GROUP BY ALL'  # noqa: S608 - names of a structure
    counted = {row["code"]: row["observations"] for row in held.connection().rows(statement)}
    return [
        {
            "code": each.id,
            "name": each.name.in_language(language),
            "parent": each.parent or None,
            "observations": counted[each.id],
        }
        for each in held.structures.codelists[component.codelist].codes
        if each.id in counted
    ]
