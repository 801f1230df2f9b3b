"""What a check of the authority finds, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.names.check import check_authority, orphans, unused_variants

NAMES = """\
[A1]
type = "DOCUMENT"
ja = ["通商条約（1858年）", { text = "通商条約", after = true }]
en = "Treaty of Commerce"
date = "1858-07-29"
place = "Edo"

[A2]
type = "DOCUMENT"
ja = [{ text = "通商条約", scope = ["a"] }]
en = "Second Treaty of Commerce"
date = "1894"
place = "London; Tokyo (Edo)"
"""


def _found(folder: Path, text: str) -> list[tuple[str, str, int]]:
    (folder / "names.toml").write_text(text, encoding="utf-8")
    return [(finding.severity, finding.kind, finding.line) for finding in check_authority(folder)[1]]


def test_good_names_have_no_findings(tmp_path: Path) -> None:
    assert _found(tmp_path, NAMES) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('en = "Second Treaty of Commerce"', 'note = "?"', ("error", "entry", 8)),
        ('date = "1894"', 'date = "in 1894"', ("error", "entry", 12)),
        ('date = "1894"', 'date = "1894/1893"', ("error", "date", 12)),
        ('"London; Tokyo (Edo)"', '"ロンドン"', ("error", "place", 13)),
        ('"London; Tokyo (Edo)"', '"London; "', ("error", "place", 13)),
        ('"London; Tokyo (Edo)"', '"Tokyo (Edo"', ("error", "place", 13)),
        ("Second Treaty", "treaty", ("error", "duplicate-english", 11)),
        (
            'date = "1894"',
            'date = "1894"\nen_short = "Treaty of Commerce"',
            ("warning", "shared-english", 11),
        ),
        ('{ text = "通商条約", scope = ["a"] }', '"通商条約"', ("error", "clash", 10)),
        ('"1894"\nplace = "London; Tokyo (Edo)"', '"1858"\nplace = "Edo"', ("warning", "undecidable", 10)),
        ("[A2]", "[[A2", ("error", "entry", 8)),
    ],
)
def test_each_fault_is_found(tmp_path: Path, old: str, new: str, found: tuple[str, str, int]) -> None:
    if found[1] == "duplicate-english":
        new = "Treaty"
    assert found in _found(tmp_path, NAMES.replace(old, new))


def test_every_fault_is_listed_at_once(tmp_path: Path) -> None:
    broken = NAMES.replace('type = "DOCUMENT"', 'type = "TREATY"')
    assert [kind for _, kind, _ in _found(tmp_path, broken)] == ["entry", "entry"]


def test_a_link_to_no_name_is_an_orphan() -> None:
    links = [(Path("gold.jsonl"), 3, "A1"), (Path("gold.jsonl"), 4, "A9")]
    assert [(one.line, one.kind) for one in orphans(links, {"A1"})] == [(4, "orphan")]


def test_a_form_that_stands_nowhere_is_unused(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text(NAMES, encoding="utf-8")
    entries, _ = check_authority(tmp_path)
    found = list(unused_variants(entries, {"通商条約"}))
    assert [(one.line, one.severity) for one in found] == [(3, "warning")]
