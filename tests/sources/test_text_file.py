from pathlib import Path

import pytest

from corpus_tools.errors import SourceError
from corpus_tools.sources import READERS, read_source

TEXT = "国境の川はまだ凍っていた。\n春になれば渡し舟が出る、と老人は言った。\n"


def written(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoding", "name", "bom"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", True),
        ("utf-16", "utf-16-le", True),
        ("utf-16-le", "utf-16-le", False),
        ("utf-16-be", "utf-16-be", False),
        ("utf-32", "utf-32-le", True),
        ("cp932", "cp932", False),
        ("euc_jp", "euc_jp", False),
        ("iso2022_jp", "iso2022_jp", False),
    ],
)
def test_japanese_encodings_are_recognised(tmp_path: Path, encoding: str, name: str, bom: bool) -> None:
    source = read_source(written(tmp_path, TEXT.encode(encoding)))
    assert source.text == TEXT
    assert (source.metadata["encoding"], source.metadata["bom"]) == (name, bom)
    assert source.id == "a"


@pytest.mark.parametrize(("newline", "kind"), [("\n", "lf"), ("\r\n", "crlf"), ("\r", "cr")])
def test_line_breaks_become_lf(tmp_path: Path, newline: str, kind: str) -> None:
    source = read_source(written(tmp_path, TEXT.replace("\n", newline).encode()))
    assert (source.text, source.metadata["newlines"]) == (TEXT, kind)


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    assert read_source(written(tmp_path, b"")).text == ""


def test_bytes_that_are_no_text_are_refused_with_place_and_remedy(tmp_path: Path) -> None:
    path = written(tmp_path, "一行目\n".encode() + b"abc\xff\xfe\xfd")
    with pytest.raises(SourceError, match=r"byte 13 \(line 2.*--encoding"):
        read_source(path)


def test_western_bytes_are_not_taken_for_japanese(tmp_path: Path) -> None:
    path = written(tmp_path, "Caf\u00e9 au lait, d\u00e9j\u00e0 vu.".encode("latin-1"))
    with pytest.raises(SourceError, match="byte 3 "):
        read_source(path)


def test_nul_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"NUL at character 4 \(line 2\)"):
        read_source(written(tmp_path, "あい\nう\0え".encode()))


@pytest.mark.parametrize("encoding", ["klingon", "utf-16"])
def test_a_wrong_encoding_option_is_explained(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(SourceError, match="--encoding"):
        read_source(written(tmp_path, b"abc"), encoding=encoding)


def test_the_option_overrides_detection(tmp_path: Path) -> None:
    assert read_source(written(tmp_path, "ｶﾅ".encode("cp932")), encoding="cp932").text == "ｶﾅ"


def test_a_missing_file_and_a_folder_are_explained(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="is a folder"):
        read_source(tmp_path)


def test_an_unknown_kind_of_file_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"'\.doc'\. Known: .*\.txt"):
        read_source(written(tmp_path, b"", "a.doc"))


def test_every_reader_loads() -> None:
    from importlib import import_module

    for reference in READERS.values():
        module, attribute = reference.split(":")
        assert callable(getattr(import_module(module), attribute))
