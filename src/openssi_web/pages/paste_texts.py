"""Lines to paste into a program: they read what an address gives, codes as text and values as numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PasteText:
    """Lines for one program.

    Attributes:
        id: Its heading stands under it in `definitions/interface/dataset.yaml`.
        lines: The lines.
    """

    id: str
    lines: str


def paste_texts(site: str, path: str, parameters: Parameters) -> Iterator[PasteText]:
    """Iterate over the texts for the programs.

    Args:
        site: Address of the site without a slash behind it.
        path: Of the data, beginning with a slash.
        parameters: What is asked for, without the format.
    """
    csv = f"{site}{path}?{urlencode([*parameters, ('format', 'csv')], safe=',')}"
    stata = f"{site}{path}?{urlencode([*parameters, ('format', 'dta')], safe=',')}"
    yield PasteText("power_query", _power_query(site, path, [*parameters, ("format", "csv")]))
    yield PasteText("r", _R.format(address=_in_c(csv)))
    yield PasteText("python", _PYTHON.format(address=_in_c(csv)))
    yield PasteText("stata", _STATA.format(address=stata))
    yield PasteText("stata_csv", _STATA_CSV.format(address=csv))


# Without it R would take a column that holds only F for FALSE, and 001 for 1.
_R = """\
data <- read.csv("{address}", colClasses = "character", na.strings = "", encoding = "UTF-8")
data$OBS_VALUE <- as.numeric(data$OBS_VALUE)
head(data)"""

_PYTHON = """\
import pandas
data = pandas.read_csv("{address}", dtype=str, keep_default_na=False)
data["OBS_VALUE"] = pandas.to_numeric(data["OBS_VALUE"])"""

_STATA = """\
use "{address}", clear
describe
list in 1/10"""

_STATA_CSV = """\
import delimited "{address}", clear case(preserve) encoding("utf-8") stringcols(_all)
destring TIME_PERIOD OBS_VALUE, replace
list in 1/10"""

_POWER_QUERY = """\
let
    Source = Web.Contents("{site}", [RelativePath = "{path}", Query = [{query}]]),
    Rows = Csv.Document(Source, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Headings = Table.PromoteHeaders(Rows, [PromoteAllScalars = true]),
    Types = {{{{"TIME_PERIOD", Int64.Type}}, {{"OBS_VALUE", type number}}}},
    Typed = Table.TransformColumnTypes(Headings, Types, "en-US")
in
    Typed"""


def _power_query(site: str, path: str, parameters: Parameters) -> str:
    query = ", ".join(f"{name} = {_in_m(value)}" for name, value in parameters)
    return _POWER_QUERY.format(site=site, path=path.lstrip("/"), query=query)


def _in_c(text: str) -> str:
    """Return a text as it stands between quotation marks of R and Python."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _in_m(text: str) -> str:
    """Return a text of Power Query M."""
    return '"' + text.replace("#(", "#(#)(").replace('"', '""') + '"'
