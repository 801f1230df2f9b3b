from pathlib import Path

import pytest

from corpus_tools.errors import RecipeError, SourceError
from corpus_tools.sources import read_document_folder

META = {
    "title": '"渡し舟"',
    "author": '"原 透"',
    "language": '"ja"',
    "written": '"1998-03"',
    "provenance": '"typed"',
    "rights": '"with the author"',
    "redistribute": "false",
}


def folder(path: Path, meta: dict[str, str], text: str = "川は凍っていた。\n") -> Path:
    path = path / "ferry"
    path.mkdir()
    (path / "source.txt").write_text(text, encoding="utf-8")
    (path / "meta.toml").write_text("".join(f"{k} = {v}\n" for k, v in meta.items()), encoding="utf-8")
    return path


def test_a_document_has_its_folder_as_id_and_its_metadata(tmp_path: Path) -> None:
    source = read_document_folder(folder(tmp_path, META))
    assert (source.id, source.text) == ("ferry", "川は凍っていた。\n")
    assert source.metadata["author"] == "原 透"
    assert source.metadata["redistribute"] is False
    assert source.metadata["encoding"] == "utf-8"


def test_a_toml_date_becomes_edtf(tmp_path: Path) -> None:
    assert (
        read_document_folder(folder(tmp_path, {**META, "written": "1998-03-05"})).metadata["written"]
        == "1998-03-05"
    )


@pytest.mark.parametrize("key", META)
def test_each_required_key_is_asked_for(tmp_path: Path, key: str) -> None:
    meta = {name: value for name, value in META.items() if name != key}
    with pytest.raises(RecipeError, match=rf"meta\.toml lacks {key}\."):
        read_document_folder(folder(tmp_path, meta))


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("written", '"spring 1998"', "not EDTF"),
        ("title", "3", "title is 3; a string"),
        ("redistribute", '"no"', "true or false"),
        ("rights", "with the author", "is not TOML"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, key: str, value: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        read_document_folder(folder(tmp_path, {**META, key: value}))


def test_missing_files_are_named(tmp_path: Path) -> None:
    path = folder(tmp_path, META)
    (path / "source.txt").unlink()
    with pytest.raises(SourceError, match=r"source\.txt cannot be read"):
        read_document_folder(path)
    (path / "meta.toml").unlink()
    with pytest.raises(RecipeError, match=r"meta\.toml cannot be read"):
        read_document_folder(path)
