"""Glosses that the authority lacks become a file that the authority can read."""

from __future__ import annotations

from pathlib import Path

from corpus_tools.model import Document, Span
from corpus_tools.names import Name, NameAuthority, Variant
from corpus_tools.names.proposals import propose, write_proposals
from corpus_tools.names.schema import read_names

TEXT = "国際宇宙法学会（IISL）と東方銀行（Orient Bank）、東方銀行（OB）"


def _gloss(ja: str, en: str, kind: str) -> Span:
    en_start = TEXT.index(en)
    ja_start = TEXT.rindex(ja, 0, en_start)
    values = {"ja": ja, "en": en, "ja_start": ja_start, "ja_end": ja_start + len(ja)}
    values |= {"en_start": en_start, "en_end": en_start + len(en), "name_id": None}
    return Span(f"g{en_start}", "gloss", ja_start, en_start + len(en), kind, "auto:glosses", values)


def _document() -> Document:
    entity = Span("e1", "entity", 0, 7, "ORG", "auto:gloss", {})
    glosses = [
        _gloss("国際宇宙法学会", "IISL", "acronym"),
        _gloss("東方銀行", "Orient Bank", "fullname"),
        _gloss("東方銀行", "OB", "acronym"),
    ]
    return Document("d", TEXT, layers={"gloss": glosses, "entity": [entity]})


def test_what_is_unknown_is_proposed_once(tmp_path: Path) -> None:
    proposals = propose([_document()], NameAuthority.empty())
    assert [(p.ja[0], p.en, p.acronym, p.type, p.mentions) for p in proposals] == [
        ("国際宇宙法学会", "IISL", "IISL", "ORG", 1),
        ("東方銀行", "Orient Bank", "OB", None, 2),
    ]
    path = tmp_path / "build" / "proposals.toml"
    assert write_proposals(path, proposals) == 2
    assert [name.en for name in read_names(path)] == ["IISL", "Orient Bank"]


def test_what_the_authority_knows_is_not_proposed() -> None:
    name = Name("B1", "ORG", (Variant("東方銀行"),), "Orient Bank", acronym="OB")
    assert [p.en for p in propose([_document()], NameAuthority((name,)))] == ["IISL"]


def test_the_documents_of_one_gloss_are_one_proposal(tmp_path: Path) -> None:
    person = Span(
        "g",
        "gloss",
        0,
        12,
        "person",
        "auto:glosses",
        {"ja": "ドウ", "en": "Jane Doe", "ja_start": 0, "ja_end": 2},
    )
    entity = Span("e", "entity", 0, 2, "PERSON", "auto:gloss", {})
    layers = {"gloss": [person], "entity": [entity]}
    documents = [Document(name, "ドウ（Jane Doe）", layers=layers) for name in ("a", "b")]
    (proposal,) = propose(documents, NameAuthority.empty())
    assert (proposal.documents, proposal.mentions, proposal.quote) == (("a", "b"), 2, "ドウ（Jane Doe）")
    write_proposals(tmp_path / "p.toml", [proposal])
    assert read_names(tmp_path / "p.toml")[0].variants == (Variant("ドウ", scope=("a", "b")),)


def test_one_english_name_of_two_forms_is_one_proposal() -> None:
    text = "ゼレンシキー（Volodymyr Zelenskyy）とゼレンスキー（Volodymyr Zelenskyy）"
    glosses = []
    for ja in ("ゼレンシキー", "ゼレンスキー"):
        start = text.index(ja)
        values = {"ja": ja, "en": "Volodymyr Zelenskyy", "ja_start": start, "ja_end": start + 6}
        glosses.append(Span(f"g{start}", "gloss", start, start + 26, "person", "auto:glosses", values))
    found = propose([Document("d", text, layers={"gloss": glosses})], NameAuthority.empty())
    assert [proposal.ja for proposal in found] == [("ゼレンシキー", "ゼレンスキー")]


def test_a_pair_whose_sides_do_not_agree_is_marked(tmp_path: Path) -> None:
    values = {"ja": "ドウ", "en": "Max Roe", "ja_start": 0, "ja_end": 2, "agreement": "none"}
    gloss = Span("g", "gloss", 0, 10, "person", "auto:glosses", values)
    (proposal,) = propose(
        [Document("d", "ドウ（Max Roe）", layers={"gloss": [gloss]})], NameAuthority.empty()
    )
    write_proposals(tmp_path / "proposals.toml", [proposal])
    assert "\n# Doubtful: " in (tmp_path / "proposals.toml").read_text(encoding="utf-8")
    assert [name.en for name in read_names(tmp_path / "proposals.toml")] == ["Max Roe"]
