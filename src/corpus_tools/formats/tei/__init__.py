"""TEI P5: the text with its structure, tokens, names and dates, and all annotation in ``standOff``.

In the body stand ``div``, ``head``, ``byline``, ``p``, ``s``, ``w`` and ``pc`` (``lemma``, ``pos``, ``msd``), ``pb``, ``note``
anchors, ``name ref`` and ``date when``. A name or date that cuts a token is a ``seg`` inside of it; one that crosses another
is in ``standOff`` only. ``standOff`` has the names of the document (``listOrg``, ``listPerson``, ``listPlace``, ``listBibl``,
``listEvent``, ``listObject``, ``listNym``) and every span of every layer with its exact characters, as
``string-range(body, offset, length)``. White space between blocks other than one line break is a ``milestone``.
"""

from __future__ import annotations

from corpus_tools.formats.tei.reading import read
from corpus_tools.formats.tei.writing import write

__all__ = ["read", "write"]
