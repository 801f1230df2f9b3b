"""The name authority is read with checks that name file and line, and answers in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.errors import AuthorityError
from corpus_tools.names import NameAuthority, Variant

ROOT = Path(__file__).parents[2]
GOOD = """\
[X1]
type = "DOCUMENT"
ja = ["日英通商航海条約", { text = "通商条約", after = true }, { text = "条約", scope = ["a"] }]
en = "Anglo-Japanese Treaty of Commerce and Navigation"
en_short = "Commerce Treaty"
date = "1894-07-16"
"""


@pytest.fixture(scope="module")
def authority() -> NameAuthority:
    return NameAuthority.load(ROOT / "annotations" / "names")


def _load(folder: Path, text: str, name: str = "names.toml") -> NameAuthority:
    (folder / name).write_text(text, encoding="utf-8")
    return NameAuthority.load(folder)


def test_the_shipped_lists_hold_66_names(authority: NameAuthority) -> None:
    assert len(authority) == 66
    assert all(name.status == "unverified" for name in authority if "knowledge" in (name.source or ""))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Founding Act", "DOC05"),
        ("基本議定書", "DOC05"),
        ("NATOロシア基本議定書", "DOC05"),
        ("ＮＡＴＯ・ロシア基本議定書", "DOC05"),
        ("nato", "ORG01"),
        ("budapest memorandum", "DOC09"),
        ("Memorandum Budapest", "DOC09"),
        ("Budapset Memorandum", "DOC09"),
        ("Council NATO‐Russia", "ORG13"),
        ("warsaw summit communique", "DOC20"),
        ("DOC24", "DOC24"),
    ],
)
def test_a_name_is_found_as_people_type_it(authority: NameAuthority, query: str, first: str) -> None:
    assert authority.find(query)[0].id == first


@pytest.mark.parametrize("query", ["", "・", "senate", "江戸幕府"])
def test_what_no_name_holds_finds_nothing(authority: NameAuthority, query: str) -> None:
    assert authority.find(query) == []


def test_the_english_of_a_name_is_a_set(authority: NameAuthority) -> None:
    name = authority.get("DOC05")
    assert name is not None
    assert {name.en, "NATO-Russia Founding Act", "Founding Act"} <= authority.english(name)
    assert name.title == "NATO-Russia Founding Act"


@pytest.mark.parametrize(
    ("variant", "introduced", "holds"),
    [
        (Variant("条約"), False, True),
        (Variant("条約", scope=("a",)), False, True),
        (Variant("条約", scope=("b",)), True, False),
        (Variant("条約", after=True), False, False),
        (Variant("条約", after=True), True, True),
    ],
)
def test_a_condition_decides_where_a_form_holds(variant: Variant, introduced: bool, holds: bool) -> None:
    assert variant.holds("a", introduced=introduced) is holds


def test_a_good_file_is_read(tmp_path: Path) -> None:
    name = _load(tmp_path, GOOD).names[0]
    assert name.ja == ("日英通商航海条約", "通商条約", "条約")
    assert [variant.conditional for variant in name.variants] == [False, True, True]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('type = "DOCUMENT"', 'type = "TREATY"', 2, "must be one of PERSON, ORG"),
        ('en = "Anglo', 'eng = "Anglo', 4, "unknown key 'eng'. Did you mean 'en'?"),
        ('date = "1894-07-16"', 'date = "16 July 1894"', 6, "write EDTF"),
        ("after = true", 'after = "yes"', 3, "write true or false"),
        ("after = true", "when = true", 3, "unknown keys in a form: when"),
        ('scope = ["a"]', 'scope = "a"', 3, "list of document ids"),
        ('en_short = "Commerce Treaty"', "en_short = 3", 5, "text in quotation marks"),
        ("[X1]", "[X1", 1, "not TOML"),
    ],
)
def test_a_bad_entry_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    with pytest.raises(AuthorityError, match=rf"names\.toml, line {line}: ") as error:
        _load(tmp_path, GOOD.replace(old, new))
    assert says in str(error.value)


def test_missing_english_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match=r"line 1: \[X1\] has no English name"):
        _load(tmp_path, '[X1]\ntype = "ORG"\nja = ["国際連盟"]\n')


def test_an_id_stands_in_one_file_only(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(AuthorityError, match=r"b\.toml, line 1: \[X1\] stands already in .*a\.toml, line 1"):
        _load(tmp_path, GOOD, "b.toml")


def test_two_names_may_share_only_conditional_forms(tmp_path: Path) -> None:
    other = GOOD.replace("[X1]", "[X2]")
    with pytest.raises(AuthorityError, match=r"line 10: \[X2\] claims '日英通商航海条約'"):
        _load(tmp_path, GOOD + "\n" + other)
    assert len(_load(tmp_path, GOOD + "\n" + other.replace('"日英通商航海条約", ', ""))) == 2


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match="No folder of name lists at"):
        NameAuthority.load(tmp_path / "none")
