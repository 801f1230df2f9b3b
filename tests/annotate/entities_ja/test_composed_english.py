"""Composed names have English only where head and parts leave nothing open."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.model import Document
from corpus_tools.names import Name, Variant
from corpus_tools.names.toml_files import write_folder
from corpus_tools.pipeline import Pipeline, load_pipeline

ASEAN = Name(
    "B1",
    "ORG",
    (Variant("東南アジア諸国連合"), Variant("ASEAN")),
    "Association of Southeast Asian Nations",
    acronym="ASEAN",
)


def _pipeline(folder: Path, *names: Name) -> Pipeline:
    write_folder(folder / "names", names)
    return load_pipeline(names=folder / "names")


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return _pipeline(tmp_path_factory.mktemp("authority"), ASEAN)


@pytest.mark.parametrize(
    ("name", "label", "english"),
    [
        ("フランス国防省", "ORG", "Ministry of Defence of France"),
        ("韓国外務省", "ORG", "Ministry of Foreign Affairs of South Korea"),
        ("ブラジル大統領府", "ORG", "Office of the President of Brazil"),
        ("イラク軍", "FORCE", "Armed Forces of Iraq"),
        ("ソ連軍", "FORCE", "Armed Forces of the Soviet Union"),
        ("アラブ首長国連邦軍", "FORCE", "Armed Forces of the United Arab Emirates"),
        ("パリ首脳会議", "EVENT", "Paris Summit"),
        ("日米首脳会談", "EVENT", "Japan-United States Summit"),
        ("ASEAN外相会議", "EVENT", "ASEAN Foreign Ministers' Meeting"),
        ("ロシア侵攻", "EVENT", None),
        ("2014年ウクライナ危機", "EVENT", None),
    ],
)
def test_english_is_composed(pipeline: Pipeline, name: str, label: str, english: str | None) -> None:
    document = pipeline(Document("d", f"昨日は{name}が話題になった。"))
    (found,) = [span for span in document.spans("entity") if span.surface(document.text) == name]
    assert (found.label, found.attributes["en"]) == (label, english)
    assert found.attributes["name_id"] is None
    assert found.attributes["link_by"] == ("composition" if english else None)
    assert found.attributes["link_note"]


def test_a_listed_name_keeps_its_official_title(tmp_path: Path) -> None:
    listed = Name("B2", "ORG", (Variant("フランス国防省"),), "Ministry of the Armed Forces")
    document = _pipeline(tmp_path, listed)(Document("d", "フランス国防省が発表した。"))
    assert document.spans("entity")[0].attributes["en"] == "Ministry of the Armed Forces"
