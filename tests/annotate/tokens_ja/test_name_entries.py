from __future__ import annotations

from corpus_tools.annotate.tokens_ja.name_entries import entries_from_names
from corpus_tools.names import Name, Variant


def test_only_forms_of_one_word_become_entries() -> None:
    names = [
        Name(
            "a", "ORG", (Variant("北大西洋条約機構"), Variant("NATO")), "North Atlantic Treaty Organization"
        ),
        Name("b", "GPE", (Variant("ザポリッジャ"),), "Zaporizhzhia"),
        Name("c", "PROGRAM", (Variant("MAP", after=True),), "Membership Action Plan"),
    ]
    entries = {entry.surface: (entry.reading, entry.pos) for entry in entries_from_names(names)}
    assert entries == {
        "NATO": ("", "名詞-固有名詞-一般"),
        "ザポリッジャ": ("ザポリッジャ", "名詞-固有名詞-地名-一般"),
    }
