"""The layout of ILOSTAT's bulk files."""

from pathlib import Path

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.ilostat import IlostatArea, IlostatLayout, OwnDatasets, SdgDataset
from openssi.vocabulary.text import MultilingualText

FILE = "ilostat.yaml"


def load_ilostat(root: Path) -> IlostatLayout:
    """Read `definitions/ilostat.yaml`.

    Raises:
        FixTheFile: with the line, if a key is missing or unknown, or a group of countries has two codes.
    """
    source = read_yaml(root / FILE).only("frequency", "sdg", "own", "groupings", "areas")
    frequency, frequency_name = _named(source["frequency"])
    return IlostatLayout(
        frequency=frequency,
        frequency_name=frequency_name,
        sdg=_sdg(source["sdg"]),
        own=_own(source["own"]),
        groupings=source.texts("groupings"),
        areas=_areas(source["areas"]),
    )


def _named(source: Source) -> tuple[str, MultilingualText]:
    source.only("code", "name")
    return source.text("code"), source.multilingual("name")


def _sdg(source: Source) -> SdgDataset:
    source.only("indicator", "measure", "dataflow", "classification", "name", "functions")
    return SdgDataset(
        indicator=source.text("indicator"),
        measure=source.text("measure"),
        dataflow=source.text("dataflow"),
        classification=source.text("classification"),
        name=source.multilingual("name"),
        functions={code: source["functions"].multilingual(code) for code, _ in source["functions"].entries()},
    )


def _own(source: Source) -> OwnDatasets:
    texts = (
        "prefix", "sex", "breakdown", "neither", "rate", "number", "classification", "source", "nature", "comment",
    )  # fmt: skip
    source.only(*texts, "rates", "total", "subject")
    subject, subject_name = _named(source["subject"])
    return OwnDatasets(
        **{each: source.text(each) for each in texts},
        rates=source.texts("rates"),
        total=source.multilingual("total"),
        subject=subject,
        subject_name=subject_name,
    )


def _areas(source: Source) -> tuple[IlostatArea, ...]:
    seen = SeenIds()
    return tuple(_area(each, seen.add(each, "code")) for each in source.items())


def _area(source: Source, code: str) -> IlostatArea:
    source.only("grouping", "group", "code", "is_confirmed", "source")
    return IlostatArea(
        grouping=source.text("grouping"),
        group=source.text("group"),
        code=code,
        is_confirmed=source.flag("is_confirmed"),
        source=source.text("source"),
    )
