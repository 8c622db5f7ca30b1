"""Make outlines of a TopoJSON file: `python -m openssi.present.maps countries.json countries outlines.json`."""

import sys
from pathlib import Path

from openssi.definitions import load
from openssi.present.maps.shapes import write_outlines

if __name__ == "__main__":
    written, collection, target = sys.argv[1:4]
    write_outlines(load(), Path(written), collection, Path(target))
