"""The layout of ILOSTAT's bulk files: its codes, and the datasets of a release in that layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openssi.vocabulary.text import MultilingualText

LabelType = Literal["code", "label", "both"]
"""What a file tells: codes, labels, or each code with its label behind it."""

CODED = ("ref_area", "source", "indicator", "sex", "classif1")
STATUSES = ("obs_status", "note_classif", "note_indicator")
"""Columns with codes before the time and behind the value, in the order of ILOSTAT."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IlostatArea:
    """A group of countries under the code that ILOSTAT gives it.

    Attributes:
        is_confirmed: Whether the code was read in a source, rather than recalled.
    """

    grouping: str
    group: str
    code: str
    is_confirmed: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SdgDataset:
    """The dataset of SDG indicator 1.3.1, which is ILOSTAT's own.

    Attributes:
        classification: What codes of functions begin with.
        functions: Names of the functions by code.
    """

    indicator: str
    measure: str
    dataflow: str
    classification: str
    name: MultilingualText
    functions: Mapping[str, MultilingualText]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDatasets:
    """How the ids and codes of datasets are formed that ILOSTAT does not have.

    Attributes:
        prefix: Topic, the first part of each id.
        rates: Units of indicators that are rates; all others are numbers.
        classification: What codes of breakdowns begin with.
        source: What codes of sources begin with.
        nature: What notes on the nature of a value begin with.
        comment: What notes in words begin with.
    """

    prefix: str
    sex: str
    breakdown: str
    neither: str
    rate: str
    number: str
    rates: tuple[str, ...]
    classification: str
    total: MultilingualText
    subject: str
    subject_name: MultilingualText
    source: str
    nature: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IlostatLayout:
    """`definitions/ilostat.yaml`."""

    frequency: str
    frequency_name: MultilingualText
    sdg: SdgDataset
    own: OwnDatasets
    groupings: tuple[str, ...]
    areas: tuple[IlostatArea, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IlostatDataset:
    """One indicator of a release in the layout of ILOSTAT.

    Attributes:
        id: `SDG_0131_SEX_SOC_RT_A`: indicator and frequency.
        indicator: Indicator in the layout of ILOSTAT.
        measure: Its represented variable.
        declared: Indicator of the release, empty for SDG indicator 1.3.1, which takes in several.
        classification: Kind of its classification (`SOC`), empty where it has none.
    """

    id: str
    indicator: str
    measure: str
    declared: str
    classification: str
    name: MultilingualText
    measure_name: MultilingualText
