"""Vertical text (VRT), as the Corpus Workbench and Manatee read it: one token a line, tags on lines of their own.

Columns are separated by tabs. Regions of one name may nest; regions of different names may overlap.
"""

from __future__ import annotations

from corpus_tools.formats.vrt.documents import COLUMNS, read, write
from corpus_tools.formats.vrt.importing import ImportReport, import_vrt

__all__ = ["COLUMNS", "ImportReport", "import_vrt", "read", "write"]
