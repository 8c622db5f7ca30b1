"""Real data into a workspace: countries and groupings, context data, published series."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from openssi.collect import ContextReading, SeriesReading, read_context, read_unsd
from openssi.definitions import Definitions
from openssi.engine import table_of
from openssi.run.surveys.sending import estimates_of, write_context
from openssi.store import Workspace
from openssi.store.submissions import sha256_of
from openssi.store.workspace import now
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import MultilingualText


def _names(prefix: str, text: MultilingualText) -> dict[str, object]:
    return {f"{prefix}_en": text.en, f"{prefix}_fr": text.fr, f"{prefix}_es": text.es}


def reference_tables(definitions: Definitions) -> dict[str, pa.Table]:
    """Return the real countries, groups and memberships of the definitions as tables."""
    areas = (
        {"area": each.id, "m49": each.m49, "iso2": each.iso2, "fictional": each.fictional}
        | _names("name", each.name)
        | dict(zip(("tile_column", "tile_row"), each.tile or (None, None), strict=True))
        for each in definitions.areas
    )
    groups = (
        {"grouping": each.grouping, "group_code": each.code, "m49": each.m49, "sort_order": each.order}
        | _names("name", each.name)
        | _names("short", each.short_name)
        for each in definitions.groups
    )
    members = (
        {
            "grouping": each.grouping,
            "group_code": each.group,
            "area": each.area,
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
            "source": each.source,
            "source_date": each.source_date,
        }
        for each in definitions.memberships
    )
    return {
        "areas": table_of(AREAS, areas),
        "groups": table_of(GROUPS, groups),
        "members": table_of(MEMBERS, members),
    }


@dataclass(frozen=True, slots=True)
class RealWorld:
    """A workspace of real data, made when the first file is loaded."""

    root: Path
    definitions: Definitions

    def workspace(self) -> Workspace:
        """Return the workspace, making it where there is none; its countries follow the definitions.

        Raises:
            FixTheFile: if the folder holds a demonstration world.
        """
        self._refuse_invented()
        tables = reference_tables(self.definitions)
        if not Workspace.exists(self.root):
            return Workspace.create(self.root, "real", tables)
        workspace = Workspace.open(self.root)
        if any(workspace.reference.table(name) != table for name, table in tables.items()):
            workspace.reference.write(tables, {"written": now()})
        return workspace

    def _refuse_invented(self) -> None:
        if Workspace.exists(self.root) and Workspace.open(self.root).kind != "real":
            raise FixTheFile.because("WORKSPACE_IS_FICTIONAL", Place(file=str(self.root)))

    def load_context(self, directory: Path) -> ContextReading:
        """Read the context files of a folder and put them in the place of those loaded before.

        Estimates that surveys sent stay, in the place of other values of the same item, country and year.
        """
        self._refuse_invented()
        if not directory.is_dir():
            raise FixTheFile.because("FOLDER_MISSING", Place(file=str(directory)))
        reading = read_context(directory, self.definitions.layouts)
        sources = [_source(directory / name) for name in reading.files]
        workspace = self.workspace()
        write_context(workspace, reading.table, estimates_of(workspace), sources)
        return reading

    def load_unsd(self, path: Path) -> SeriesReading:
        """Read a file of the global SDG database and put it in the place of the one loaded before."""
        self._refuse_invented()
        if not path.is_file():
            raise FixTheFile.because("FILE_MISSING", Place(file=str(path)))
        tables = reference_tables(self.definitions)
        reading = read_unsd(path, self.definitions.layouts, tables["areas"], tables["groups"])
        workspace = self.workspace()
        workspace.series.write({"series_values": reading.table}, {"sources": [_source(path)], "written": now()})
        return reading


def _source(path: Path) -> dict[str, str]:
    return {"file": path.name, "sha256": sha256_of(path), "read": now()}
