"""Vertical text (VRT), as the Corpus Workbench and Manatee read it: one token a line, tags on lines of their own.

Columns are separated by tabs. Regions of one name may nest; regions of different names may overlap.

In the files of ``write`` the columns are the positional attributes, then ``after``: the white space behind the token,
escaped (``_`` for none). Every layer is a structure; its regions have ``id``, ``label``, ``origin``, the exact characters
(``char_start``, ``char_end``) and the layer's attributes. A region covers whole tokens; an anchor of zero width stands on
the token before it. Regions of a layer nest; one that crosses another instead is in a structure of its own,
``gloss_crossing``.
"""

from __future__ import annotations

from corpus_tools.formats.vrt.importing import ImportReport, import_vrt
from corpus_tools.formats.vrt.reading import read
from corpus_tools.formats.vrt.writing import COLUMNS, write

__all__ = ["COLUMNS", "ImportReport", "import_vrt", "read", "write"]
