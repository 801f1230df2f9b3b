"""Names written as TOML read back as the same names."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.errors import AuthorityError
from corpus_tools.names import Name, NameAuthority, Variant
from corpus_tools.names.entry import name_of, table_of
from corpus_tools.names.schema import TomlPlace, read_names
from corpus_tools.names.toml_files import toml_of, write_folder

ROOT = Path(__file__).parents[2]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@settings(deadline=None)
@given(TEXT, TEXT, st.lists(TEXT, max_size=2), st.text(string.ascii_letters + ".:é ", min_size=1))
def test_any_text_survives(ja: str, en: str, alternatives: list[str], name_id: str) -> None:
    import tomllib

    name = Name(name_id, "ORG", (Variant(ja, ("d",), True),), en, en_alt=tuple(alternatives), note=en)
    table = tomllib.loads(toml_of(name))[name_id]
    assert name_of(name_id, table, TomlPlace(Path("x"), (), name_id)) == name


def test_the_shipped_names_survive(tmp_path: Path) -> None:
    names = NameAuthority.load(ROOT / "annotations" / "names").names
    write_folder(tmp_path / "names", names)
    assert set(NameAuthority.load(tmp_path / "names")) == set(names)
    with pytest.raises(AuthorityError, match="not overwritten"):
        write_folder(tmp_path / "names", names)


def test_what_is_unknown_has_no_key() -> None:
    assert list(table_of(Name("A", "ORG", (Variant("甲"),), "A", status=""))) == [
        "type",
        "ja",
        "en",
        "evidence",
        "status",
    ]


def test_control_characters_are_escaped(tmp_path: Path) -> None:
    name = Name("A", "ORG", (Variant("甲"),), "tab\tdelete\x7f")
    (tmp_path / "a.toml").write_text(toml_of(name), encoding="utf-8")
    assert read_names(tmp_path / "a.toml") == (name,)
