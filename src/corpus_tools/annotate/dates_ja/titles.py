"""Tells titles from quotations: a date inside an official title or 『』 dates nothing."""

from __future__ import annotations

import re

from corpus_tools.annotate.dates_ja.text import Place

LONGEST_TITLE = 40
_TITLE_END = re.compile(
    r"(?:宣言|条約|白書|戦略|計画|報告書?|議定書|憲章|合意|法案?|大綱|指針|アジェンダ|ビジョン|要綱|綱領|規約|協定|覚書|共同声明|決議|概念|プラン|パッケージ|ガイドライン|構想|年鑑|年報|要覧|統計|史|論|入門|賞|展|祭|大会|博|サミット)(?:[0-9]{2,4})?$"
)
_WORK_BEFORE = re.compile(
    r"(?:小説|映画|作品|著書|曲|ドラマ|漫画|アルバム|歌|番組|論文|詩集|戯曲|長編|短編)$"
)
_WORK_AFTER = re.compile(r"」(?:という|と題する|と題した)(?:小説|映画|作品|本|曲|歌|論文|番組|漫画)")
_SENTENCE = re.compile(r"[。、]|(?:した|する|である|だった|です|ます|ない|たい)$")


def in_title(text: str, start: int, end: int, place: Place) -> bool:
    """Tell whether the slice ``start:end`` of squeezed text stands in a title.

    A short 「」 without a predicate that ends in a kind of document is one; 「2014年ウクライナ危機」, a quoted
    event, is not.
    """
    if place.in_title:
        return True
    if place.quote is None or place.quote[1] - place.quote[0] > LONGEST_TITLE:
        return False
    opened, closed = place.quote
    if _WORK_BEFORE.search(text, max(0, opened - 3), opened) or _WORK_AFTER.match(text, closed):
        return True
    content = text[place.quote[0] + 1 : place.quote[1]]
    return (
        bool(_TITLE_END.search(content))
        and not _SENTENCE.search(content)
        and not re.match(r"の", text[end : end + 1])
    )
