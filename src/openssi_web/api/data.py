"""The observations of a dataset, or the part of them that is asked for, in the format that is asked for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase

from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.publish.sdmx.data.plain_formats import json_rows
from openssi.run.asked_rows import AskedRows, asked_rows
from openssi.run.site import OpenRelease
from openssi.vocabulary.data_query import DataQuery
from openssi.vocabulary.data_structure import PublishedDataflow
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.api.answering import asked_release
from openssi_web.api.parameters import (
    AsOf,
    Labels,
    Lang,
    Latest,
    Limit,
    Offset,
    Release,
    Word,
    Year,
    dimension_parameters,
)
from openssi_web.api.plain import address, refuse_unknown
from openssi_web.api.sending import JSON, OBSERVATIONS, send_file, send_pieces, send_written
from openssi_web.conditional import unless_unchanged
from openssi_web.dataset_facts import dataset_of
from openssi_web.dataset_formats import DATA_FORMATS, EXACT, EXTENSIONS, FILES, FORMAT_NAMES, MEDIA_TYPES
from openssi_web.dataset_formats import JSON as PAGED
from openssi_web.dataset_question import Years, data_question

ROWS_OF_A_PAGE = 1000
NAMES = ("format", "labels", "start", "end", "latest", "limit", "offset", "lang", "release", "as_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked of a dataset of a release, and how it is to come.

    Attributes:
        limit: Most observations of the answer, none for all of them.
    """

    request: HttpRequest
    held: OpenRelease
    dataflow: PublishedDataflow
    query: DataQuery
    format: str
    has_labels: bool
    limit: int | None
    offset: int
    language: Language

    @property
    def file_name(self) -> str:
        part = "" if self.is_whole else "-part"
        extension = EXTENSIONS[self.format]
        return f"openssi-{self.held.release.id}-{self.dataflow.id}{part}.{extension}"

    @property
    def is_whole(self) -> bool:
        return self.query.is_whole and self.limit is None and not self.offset


@address("datasets/{dataset}/data", "data", *dimension_parameters())
def data(  # noqa: PLR0913, PLR0917 - the parameters of the address
    request: HttpRequest,
    dataset: str,
    format: Word = PAGED,  # noqa: A002 - the name in the address
    labels: Labels = False,
    start: Year = None,
    end: Year = None,
    latest: Latest = None,
    limit: Limit = None,
    offset: Offset = 0,
    lang: Lang = "en",
    release: Release = "",
    as_of: AsOf = "",
) -> HttpResponseBase:
    """Return the observations of a dataset that fit the question, sorted by their dimensions and year."""
    held = asked_release(request, release, as_of)
    _refuse_format(format)

    def made() -> HttpResponseBase:
        dataflow = dataset_of(held, dataset)
        refuse_unknown(request, (*(each.id for each in dataflow.structure.dimensions), *NAMES))
        query = data_question(request.GET, dataflow, held.structures, Years(start, end, latest))
        rows = limit or (ROWS_OF_A_PAGE if format == PAGED else None)
        return _answer(
            _Asked(
                request=request,
                held=held,
                dataflow=dataflow,
                query=query,
                format=format,
                has_labels=labels,
                limit=rows,
                offset=offset,
                language=lang,
            )
        )

    return unless_unchanged(request, held, made, release)


def _refuse_format(name: str) -> None:
    if name not in FORMAT_NAMES:
        listed = ", ".join(FORMAT_NAMES)
        raise FixTheFile.because("VALUE_NOT_ALLOWED", Place(item="format"), value=name, option="format", allowed=listed)


def _answer(asked: _Asked) -> HttpResponseBase:
    """Return the answer; the number of all observations that fit, and where those that follow are, stand before it."""
    rows = asked_rows(asked.held, asked.query, asked.dataflow)
    follows = _next(asked, rows.observations)
    response = _body(asked, rows, follows)
    response.headers[OBSERVATIONS] = str(rows.observations)
    if follows:
        response.headers["Link"] = f'<{follows}>; rel="next"'
    return response


def _body(asked: _Asked, rows: AskedRows, follows: str | None) -> HttpResponseBase:
    named = (MEDIA_TYPES[asked.format], asked.file_name)
    lying = asked.held.folder / f"{asked.dataflow.id}.{EXACT}"
    if asked.format == EXACT and asked.is_whole and not asked.has_labels and lying.is_file():
        return send_file(asked.request, lying, *named)
    message = _message(asked, rows)
    if asked.format in FILES:
        write = FILES[asked.format].write
        return send_written(asked.request, lambda path: write(message, path, asked.held.definitions), *named)
    if asked.format == PAGED:
        return send_pieces(asked.request, _page(asked, message, rows.observations, follows), JSON)
    return send_pieces(asked.request, DATA_FORMATS[asked.format].write(message), *named)


def _next(asked: _Asked, total: int) -> str | None:
    if asked.limit is None or asked.offset + asked.limit >= total:
        return None
    query = asked.request.GET.copy()
    query["offset"] = str(asked.offset + asked.limit)
    return f"{asked.request.path}?{query.urlencode()}"


def _message(asked: _Asked, rows: AskedRows) -> DataMessage:
    part = f" LIMIT {asked.limit}" if asked.limit is not None else ""
    part += f" OFFSET {asked.offset}" if asked.offset else ""
    return DataMessage(
        connection=rows.connection,
        dataflow=asked.dataflow,
        structures=asked.held.structures,
        statement=rows.statement + part,
        parameters=rows.parameters,
        release=asked.held.release,
        language=asked.language,
        labels="both" if asked.has_labels else "id",
    )


def _page(asked: _Asked, message: DataMessage, total: int, follows: str | None) -> Iterator[bytes]:
    """Give the page: what it is of, then its rows."""
    head = {
        "dataset": asked.dataflow.id,
        "name": asked.dataflow.name.in_language(asked.language),
        "release": asked.held.release.id,
        "updated": asked.held.release.created,
        "total": total,
        "offset": asked.offset,
        "limit": asked.limit,
        "next": follows,
    }
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [').encode()
    yield from json_rows(message)
    yield b"\n]}\n"
