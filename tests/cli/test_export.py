"""Exporting, importing and releasing from the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import corpus_tools
from tests.cli.conftest import Run


def test_an_export_comes_back_as_a_corpus(run: Run, mini_folder: Path, tmp_path: Path) -> None:
    for format_ in ("tei", "conllu", "sqlite"):
        place = tmp_path / format_
        assert run("export", format_, "--corpus", str(mini_folder), "-o", str(place)).status == 0
        back = tmp_path / f"{format_}-corpus"
        done = run("import", format_, str(place), "-o", str(back))
        assert json.loads(done.out)["documents"] == 2
        left, right = (corpus_tools.open(folder).query("<entity/>") for folder in (mini_folder, back))
        assert list(left) == list(right)


def test_a_split_is_a_folder(run: Run, mini_folder: Path, tmp_path: Path) -> None:
    options = ["--split", "paragraph", "--seed", "2", "--fractions", "0.5,0.25,0.25"]
    done = run("export", "iob2", "--corpus", str(mini_folder), "-o", str(tmp_path / "ner"), *options)
    assert done.out.splitlines() == [str(tmp_path / "ner"), str(tmp_path / "ner" / "manifest.json")]
    names = sorted(path.name for path in (tmp_path / "ner").iterdir())
    assert names == ["dev.iob2", "manifest.json", "test.iob2", "train.iob2"]


WRONG = [
    (["export", "rtf", "-o", "x"], "No export format 'rtf'"),
    (["export", "docbin", "-o", "x", "--standoff-only"], "cannot leave it out. Use one of: conllu"),
    (["export", "iob2", "-o", "x", "--split", "section", "--fractions", "1,2"], "are not three numbers"),
    (["export", "csv", "-o", "x", "--split", "section"], "csv is not split"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_cannot_be_is_refused(run: Run, mini_folder: Path, arguments: list[str], message: str) -> None:
    done = run(*arguments, "--corpus", str(mini_folder))
    assert done.status == 1
    assert message in done.err


def test_an_import_needs_a_place(run: Run) -> None:
    done = run("import", "conllu", "x.conllu")
    assert done.status == 1
    assert "--output DIR" in done.err


def test_a_failed_export_leaves_the_last_one(run: Run, mini_folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "out"
    run(
        "export",
        "iob2",
        "--corpus",
        str(mini_folder),
        "-o",
        str(place),
        "--split",
        "paragraph",
        "--fractions",
        "0.6,0.2,0.2",
    )
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    done = run("export", "iob2", "--corpus", str(mini_folder), "-o", str(place))
    assert done.status == 1
    assert "is a folder" in done.err
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert "is a file" in run("export", "parquet", "-o", str(tmp_path / "file")).err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_release_is_one_zip(run: Run, mini_sources: Path, tmp_path: Path) -> None:
    run("build", str(mini_sources))
    done = run("release", str(mini_sources), "-o", str(tmp_path / "out"), "--name", "mini")
    assert (done.status, done.err) == (0, "")
    (made,) = (tmp_path / "out").iterdir()
    assert done.out.strip() == str(made)
    assert zipfile.is_zipfile(made)
