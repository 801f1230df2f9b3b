"""Name lists survive every format; what is wrong with a file is said with file and line."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_tools.corpus.tables import name_row
from corpus_tools.errors import FormatError
from corpus_tools.formats import NAME_FORMATS
from corpus_tools.formats.name_lists import read_names, write_names
from corpus_tools.names import NAME_TYPES, Name, NameAuthority, Variant

ROOT = Path(__file__).parents[2]
FILES = {"csv": "names.csv", "skos": "names.ttl", "tbx": "names.tbx", "tmx": "names.tmx"}

TEXT = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1)
    .map(str.strip)
    .filter(bool)
)
TITLES = st.lists(TEXT, max_size=3, unique=True)


@st.composite
def names(draw: st.DrawFn) -> Name:
    """A name with anything a name may have."""
    scope = st.lists(TEXT, max_size=2, unique=True).map(tuple)
    forms = draw(st.lists(TEXT, min_size=1, max_size=3, unique=True))
    optional_text = st.none() | TEXT
    return Name(
        draw(st.text(string.ascii_letters + string.digits + ".-条", min_size=1, max_size=8)),
        draw(st.sampled_from(NAME_TYPES)),
        tuple(Variant(form, draw(scope), draw(st.booleans())) for form in forms),
        draw(TEXT),
        en_short=draw(optional_text),
        en_alt=tuple(draw(TITLES)),
        acronym=draw(optional_text),
        date=draw(st.sampled_from([None, "1997", "1991-11-07/1991-11-08", "199X"])),
        place=draw(optional_text),
        parties=tuple(draw(TITLES)),
        evidence=draw(st.sampled_from(["inline", "external"])),
        quote=draw(optional_text),
        source=draw(optional_text),
        status=draw(st.sampled_from(["verified", "unverified"])),
        note=draw(optional_text),
        optional=draw(st.booleans()),
    )


def test_every_format_is_tried() -> None:
    assert set(FILES) == set(NAME_FORMATS)


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listed=st.lists(names(), max_size=3, unique_by=lambda name: name.id))
def test_any_names_survive(kind: str, listed: list[Name], tmp_path: Path) -> None:
    path = tmp_path / FILES[kind]
    assert write_names(kind, [name_row(name, 0) for name in listed], path) == len(listed)
    assert set(read_names(kind, path)) == set(listed)


@pytest.mark.parametrize("kind", FILES)
def test_the_shipped_names_survive(kind: str, tmp_path: Path) -> None:
    shipped = NameAuthority.load(ROOT / "annotations" / "names").names
    path = tmp_path / FILES[kind]
    write_names(kind, [name_row(name, 0) for name in shipped], path)
    assert set(read_names(kind, path)) == set(shipped)


SMALL = Name("A1", "ORG", (Variant("国際連盟"),), "League of Nations", date="1920-01-10", evidence="inline")


@pytest.mark.parametrize(
    ("kind", "old", "new", "says"),
    [
        ("csv", "1920-01-10", "10 January 1920", r"names\.csv, line 2: \[A1\] date is"),
        ("csv", "国際連盟", "", r"line 2: \[A1\] has no Japanese form"),
        ("csv", "conditions", "condition", r"line 1: columns id, type, ja, condition"),
        ("csv", "inline", "inline,x,y", r"line 2: not as many cells"),
        ("skos", "1920-01-10", "10 January 1920", r"names\.ttl, line \d+: \[A1\] date is"),
        ("skos", "skos:inScheme", "skos:in Scheme", r"names\.ttl, line \d+: no turtle"),
        ("skos", '"League of Nations"@en', '"League of Nations"@fr', r"\[A1\] has no English name"),
        ("tbx", "date: 1920-01-10", "date: then", r"names\.tbx, line 12: \[A1\] date is"),
        ("tbx", "</body>", "</bodies>", r"names\.tbx, line \d+: no well-formed XML"),
        (
            "tbx",
            'xml:lang="en">\n          <termSec',
            'xml:lang="fr">\n          <termSec',
            r"\[A1\] has no English",
        ),
        ("tbx", "<tbx ", "<xbt ", "no well-formed XML|where <tbx> is right"),
        ("tmx", '"ja">', '"fr">', r"names\.tmx, line 6: \[A1\] has no Japanese form"),
        ("tmx", "<seg>League", "<sag>League", r"names\.tmx, line \d+: no well-formed XML"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(
    kind: str, old: str, new: str, says: str, tmp_path: Path
) -> None:
    path = tmp_path / FILES[kind]
    write_names(kind, [name_row(SMALL, 0)], path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FormatError, match=says):
        read_names(kind, path)


def test_one_id_is_one_name(tmp_path: Path) -> None:
    write_names("csv", [name_row(SMALL, 0)] * 2, tmp_path / "x.csv")
    with pytest.raises(FormatError, match="line 3: .* stands already in line 2"):
        read_names("csv", tmp_path / "x.csv")


def test_xml_refuses_what_it_cannot_hold(tmp_path: Path) -> None:
    row = name_row(Name("A", "ORG", (Variant("甲"),), "a\x01b"), 0)
    for kind in ("tbx", "tmx"):
        with pytest.raises(FormatError, match=r"U\+0001"):
            write_names(kind, [row], tmp_path / "x")


def test_no_outside_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    path = tmp_path / "x.tmx"
    write_names("tmx", [name_row(SMALL, 0)], path)
    text = path.read_text(encoding="utf-8").replace(
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">', f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{tmp_path / "secret"}">]>'
    )
    path.write_text(text.replace("League of Nations", "&x;League"), encoding="utf-8")
    assert "secret" not in read_names("tmx", path)[0].en
