"""Workspaces, accepted observations and releases, in Parquet and JSON.

A workspace is a folder. Everything in it is written aside and switched by replacing one small JSON file, so a reader
sees either the old state or the new one, also when the writer is killed.
"""

from openssi.store.folders import VersionedFolder, write_json
from openssi.store.observations import (
    finding_from_row,
    findings_table,
    observation_from_row,
    observations_table,
)
from openssi.store.releases import Releases
from openssi.store.submissions import Submissions
from openssi.store.workspace import Workspace

__all__ = [
    "Releases",
    "Submissions",
    "VersionedFolder",
    "Workspace",
    "finding_from_row",
    "findings_table",
    "observation_from_row",
    "observations_table",
    "write_json",
]
