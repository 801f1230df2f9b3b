from __future__ import annotations

import pytest

from corpus_tools.annotate.glosses_ja.links import GlossLinker
from corpus_tools.names import Name, NameAuthority, Variant
from corpus_tools.pipeline import load_pipeline
from corpus_tools.reconstruct import as_running_text

AUTHORITY = NameAuthority(
    (
        Name(
            "OPEC",
            "ORG",
            (Variant("石油輸出国機構"), Variant("OPEC")),
            "Organization of the Petroleum Exporting Countries",
        ),
        Name(
            "C3",
            "CONCEPT",
            (Variant("指揮・統制・通信"),),
            "Command, Control and Communications",
            acronym="C3",
        ),
    )
)


@pytest.mark.parametrize(
    ("text", "name_id"),
    [
        ("石油輸出国機構（OPEC）が決めた。", None),
        ("C3（指揮・統制・通信）を整える。", "C3"),
        ("仮想通貨機構（VCO）が決めた。", None),
    ],
)
def test_a_gloss_is_linked_to_its_name(text: str, name_id: str | None) -> None:
    document = load_pipeline(layers=["sentences", "glosses"])(as_running_text("x", text))
    assert [gloss.attributes["name_id"] for gloss in GlossLinker(AUTHORITY)(document)] == [name_id]
