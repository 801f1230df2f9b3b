"""Accepted proposals are appended to the authority, with comments kept, and refused when they clash."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.errors import AuthorityError
from corpus_tools.names import NameAuthority
from corpus_tools.names.accept import accept

BODIES = """\
# Who is who: a comment that stays.

[ORG07]  # and this one
type = "ORG"
ja = ["東方銀行"]
en = "Orient Bank"
"""
PROPOSED = """\
# Review each.

["NEW-iisl"]
type = "ORG"
ja = ["国際宇宙法学会"]
en = "International Institute of Space Law"
quote = "国際宇宙法学会（IISL）"

# A person's remark, on the next one.
["NEW-jane-doe"]
type = "PERSON"
ja = [{ text = "ドウ", scope = ["a"] }]
en = "Jane Doe"

[OWN-1]
type = "PERSON"
ja = [
  "ジェーン・ロウ",
]
en = "Jane Roe"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = tmp_path / "names"
    names.mkdir()
    (names / "bodies.toml").write_text(BODIES, encoding="utf-8")
    return names


@pytest.fixture
def proposals(tmp_path: Path) -> Path:
    path = tmp_path / "proposals.toml"
    path.write_text(PROPOSED, encoding="utf-8")
    return path


def test_one_is_moved_with_the_next_free_id(folder: Path, proposals: Path) -> None:
    accept(proposals, folder, wanted=["NEW-iisl"]).carry_out()
    text = (folder / "bodies.toml").read_text(encoding="utf-8")
    assert text.startswith(BODIES)
    assert "\n[ORG08]\n" in text
    assert "NEW-iisl" not in proposals.read_text(encoding="utf-8")
    assert "# A person's remark" in proposals.read_text(encoding="utf-8")


def test_all_are_moved_into_the_files_of_their_types(folder: Path, proposals: Path) -> None:
    accepted = accept(proposals, folder)
    accepted.carry_out()
    assert [name.id for name in accepted.names] == ["ORG08", "PRS01", "OWN-1"]
    authority = NameAuthority.load(folder)
    doe = authority.get("PRS01")
    assert doe is not None
    assert doe.variants[0].scope == ("a",)
    assert {path.name for path in folder.iterdir()} == {"bodies.toml", "persons.toml"}
    assert accept(proposals, folder).names == ()


def test_looking_changes_nothing(folder: Path, proposals: Path) -> None:
    diff = accept(proposals, folder, wanted=["NEW-iisl"]).diff()
    assert '+en = "International Institute of Space Law"' in diff
    assert '-["NEW-iisl"]' in diff
    assert (folder / "bodies.toml").read_text(encoding="utf-8") == BODIES
    assert proposals.read_text(encoding="utf-8") == PROPOSED


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"国際宇宙法学会"', '"東方銀行"', r"line 5: \[NEW-iisl\] claims '東方銀行'.*bodies\.toml, line 5"),
        (
            "International Institute of Space Law",
            "Orient  bank",
            r"line 6: \[NEW-iisl\] has the English of \[ORG07\]",
        ),
        ('["NEW-iisl"]', "[ORG07]", r"\[ORG07\] stands already in"),
    ],
)
def test_a_clash_is_refused_and_nothing_changes(
    folder: Path, proposals: Path, old: str, new: str, says: str
) -> None:
    proposals.write_text(PROPOSED.replace(old, new), encoding="utf-8")
    with pytest.raises(AuthorityError, match=says):
        accept(proposals, folder)
    assert (folder / "bodies.toml").read_text(encoding="utf-8") == BODIES


def test_an_id_that_is_not_proposed_is_named(folder: Path, proposals: Path) -> None:
    with pytest.raises(AuthorityError, match="proposes no NEW-isl. Did you mean NEW-iisl"):
        accept(proposals, folder, wanted=["NEW-isl"])


def test_a_file_that_changed_meanwhile_is_left_alone(folder: Path, proposals: Path) -> None:
    accepted = accept(proposals, folder)
    (folder / "bodies.toml").write_text(BODIES + "\n# later\n", encoding="utf-8")
    with pytest.raises(AuthorityError, match="has changed in the meantime"):
        accepted.carry_out()
    assert not (folder / "persons.toml").exists()
