"""Where the workspace is, when nobody says."""

import os
from pathlib import Path

DEFAULT_FOLDER = "openssi-workspace"


def workspace_folder(named: Path | None = None) -> Path:
    """Return the folder named, else that of OPENSSI_WORKSPACE, else `openssi-workspace` here."""
    if named is None and os.environ.get("OPENSSI_WORKSPACE"):
        named = Path(os.environ["OPENSSI_WORKSPACE"])
    return (named or Path.cwd() / DEFAULT_FOLDER).expanduser().absolute()
