r"""CoNLL-U: one token a line, with UPOS, UniDic 品詞 and what else is known of it.

- ``# newdoc id``, ``# meta`` (JSON), ``# newpar`` (``# block`` tells headings from paragraphs), ``# sent_id``,
  ``# text`` (exact), ``# spans`` (JSON: every span that begins in the sentence, with its characters in the
  document; nested and overlapping ones too).
- Columns: FORM, LEMMA, UPOS, XPOS (品詞). FEATS, HEAD, DEPREL and DEPS are ``_``: no syntax is annotated.
- MISC: ``SpaceAfter=No``; ``SpacesBefore`` and ``SpacesAfter`` for white space other than one blank (escaped as
  UDPipe does: ``\s \t \n \r \p \\``, others ``\u3000``); ``Reading Pron CType CForm Goshu LemmaUniDic``;
  and for the spans over the token ``Entity=B-ORG,B-GPE`` (outermost first), ``NameID`` beside it, ``Date=B-DATE``, ``DateValue``.
"""

from __future__ import annotations

from corpus_tools.formats.conllu.reading import read
from corpus_tools.formats.conllu.writing import write

__all__ = ["read", "write"]
