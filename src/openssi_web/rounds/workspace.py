"""The workspace that the site serves, as the stages of the inquiry see it: opened once per process."""

from functools import lru_cache
from pathlib import Path

from openssi.definitions import Definitions, load
from openssi.run.inquiry import Inquiry
from openssi.store import Workspace
from openssi_web.releases import workspace_path


@lru_cache(maxsize=1)
def definitions() -> Definitions:
    """Return the definitions in force."""
    return load()


@lru_cache(maxsize=4)
def _inquiry(root: Path) -> Inquiry:
    return Inquiry(Workspace.open(root), definitions())


def inquiry() -> Inquiry:
    """Return the inquiry of the workspace that is served; its rules are compiled once."""
    return _inquiry(workspace_path())
