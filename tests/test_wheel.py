"""The wheel, installed where nothing of the repository is at hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = "北大西洋条約機構（NATO）は1949年4月に設立された。日米両国の首脳が会談した。"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that has the wheel, and the dependencies of this one by a path file."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)],
        check=True,
        capture_output=True,
    )
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return folder / "bin" / "corpus-tools"


def _run(command: Path, *arguments: str, stdin: str = "", cwd: Path) -> str:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "CORPUS_TOOLS_CORPUS")
    }
    done = subprocess.run(
        [str(command), *arguments], input=stdin, capture_output=True, text=True, cwd=cwd, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_contains_no_corpus(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [
        name for name in names if "source.txt" in name or name.startswith(("corpus/", "annotations/"))
    ]
    assert "corpus_tools/py.typed" in names


def test_it_runs_from_the_wheel(command: Path, tmp_path: Path) -> None:
    code = "import corpus_tools; print(corpus_tools.__file__)"
    printed = _run(command.parent / "python", "-c", code, cwd=tmp_path)
    assert str(command.parent.parent) in printed


def test_it_annotates_without_an_authority(command: Path, tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": TEXT}, ensure_ascii=False)
    record = json.loads(_run(command, "annotate", "--input", "jsonl", stdin=line, cwd=tmp_path))
    english = {entity["surface"]: entity["en"] for entity in record["entities"]}
    assert english["日"] == "Japan"
    assert english["米"] == "United States"
    assert [gloss["en"] for gloss in record["glosses"]] == ["NATO"]
    assert [date["value"] for date in record["dates"]] == ["1949-04"]


def test_it_links_by_an_authority_that_is_named(command: Path, tmp_path: Path) -> None:
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "names.toml").write_text(
        '[NATO]\ntype = "ORG"\nja = ["北大西洋条約機構", "NATO"]\nen = "North Atlantic Treaty Organization"\n',
        encoding="utf-8",
    )
    line = json.dumps({"id": "1", "text": TEXT}, ensure_ascii=False)
    record = json.loads(
        _run(command, "annotate", "--input", "jsonl", "--names", "names", stdin=line, cwd=tmp_path)
    )
    linked = {entity["surface"]: entity["name_id"] for entity in record["entities"]}
    assert linked["北大西洋条約機構"] == linked["NATO"] == "NATO"


def test_it_builds_and_queries(command: Path, mini_sources: Path, tmp_path: Path) -> None:
    _run(command, "build", str(mini_sources), "--output", "out", cwd=tmp_path)
    rows = _run(command, "query", '"加盟"', "--corpus", "out", "--format", "jsonl", cwd=tmp_path)
    assert rows.count("\n") == 5
