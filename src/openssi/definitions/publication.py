"""How aggregates are made and published."""

from collections.abc import Mapping
from dataclasses import replace
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


def publication_of(rules: PublicationRules, changed: Mapping[str, str]) -> PublicationRules:
    """Return rules of publication with those that a publication sets itself, as they are written there."""
    numbers = {name: float(changed[name]) for name in ("publish_from", "flag_from") if name in changed}
    rules = replace(rules, **numbers)  # type: ignore[arg-type]  # names of fields that are numbers
    if "max_age" in changed:
        rules = replace(rules, max_age=int(changed["max_age"]))
    if "method" in changed:
        rules = replace(rules, method=changed["method"])  # type: ignore[arg-type]  # checked with the definitions
    return rules
