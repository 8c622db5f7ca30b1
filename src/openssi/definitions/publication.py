"""How aggregates are made and published."""

from pathlib import Path
from typing import get_args

from openssi.definitions.source import read_yaml
from openssi.vocabulary.publication import AggregateMethod, PublicationRules


def load_publication(root: Path) -> PublicationRules:
    """Read `definitions/publication.yaml`.

    Raises:
        FixTheFile: with the line, if a key is unknown or the method is none of those named.
    """
    source = read_yaml(root / "publication.yaml").only(
        "max_age", "method", "publish_from", "flag_from", "region_groupings", "imputation_groupings"
    )
    method = source.text("method")
    known = get_args(AggregateMethod)
    if method not in known:
        raise source["method"].fail("DEFINITION_VALUE_UNKNOWN", value=method, allowed=", ".join(known))
    return PublicationRules(
        max_age=int(source.text("max_age")),
        method=next(each for each in known if each == method),
        publish_from=float(source.text("publish_from")),
        flag_from=float(source.text("flag_from")),
        region_groupings=source.texts("region_groupings"),
        imputation_groupings=source.texts("imputation_groupings"),
    )
