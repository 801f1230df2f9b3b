"""The package keeps its shape: imports go one way, tables of names load, nothing knows the chapter."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus_tools.annotate import ANNOTATORS
from corpus_tools.cli import COMMANDS
from corpus_tools.formats import EXPORTS, READERS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "corpus_tools"
ORDER = [
    "_version",
    "errors",
    "replacing",
    "model",
    "sources",
    "reconstruct",
    "names",
    "annotate",
    "pipeline",
    "index",
    "corpus",
    "build",
    "query",
    "analysis",
    "formats",
    "evaluate",
    "training",
    "render",
    "web",
    "cli",
    "__main__",
]
DELEGATIONS = {
    ("__init__.py", "load_pipeline"),
    ("__init__.py", "open"),
    ("model.py", "to_spacy"),
    ("corpus/reader.py", "session"),
    ("corpus/reader.py", "search"),
    ("corpus/reader.py", "table"),
    ("corpus/reader.py", "documents"),
    ("query/hits.py", "kwic"),
    ("query/hits.py", "freq"),
    ("query/hits.py", "tabulate"),
    ("query/hits.py", "collocates"),
    ("query/hits.py", "keywords"),
    ("query/hits.py", "ngrams"),
    ("query/hits.py", "dispersion"),
    ("query/hits.py", "types"),
    ("query/hits.py", "trend"),
    ("query/hits.py", "_repr_html_"),
}
"""Conveniences that import a lower module in their body."""


def _stage(module: str) -> str:
    return module.removeprefix("corpus_tools").lstrip(".").partition(".")[0]


def _level_imports(tree: ast.Module) -> list[str]:
    """Return the modules of this package that are imported when the module is, TYPE_CHECKING left out."""
    found = []
    for node in tree.body:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return [name for name in found if name.startswith("corpus_tools.")]


def _body_imports(tree: ast.Module) -> list[tuple[str, str]]:
    found = []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.ImportFrom)
                    and node.module
                    and node.module.startswith("corpus_tools.")
                ):
                    found.append((function.name, node.module))
    return found


MODULES = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("module", [name for name in MODULES if name != "__init__.py"])
def test_imports_go_up_the_table(module: str) -> None:
    stage = module.removesuffix(".py").partition("/")[0]
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    for imported in _level_imports(tree):
        assert ORDER.index(_stage(imported)) <= ORDER.index(stage), f"{module} imports {imported}"


@pytest.mark.parametrize("module", MODULES)
def test_imports_down_the_table_are_listed_delegations(module: str) -> None:
    stage = module.removesuffix(".py").partition("/")[0]
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    for function, imported in _body_imports(tree):
        down = stage == "__init__" or ORDER.index(_stage(imported)) > ORDER.index(stage)
        assert not down or (module, function) in DELEGATIONS, f"{module}: {function} imports {imported}"


@pytest.mark.parametrize(
    "target", sorted({*ANNOTATORS.values(), *EXPORTS.values(), *READERS.values(), *COMMANDS.values()})
)
def test_registered_names_load(target: str) -> None:
    module, _, attribute = target.partition(":")
    assert hasattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize("name", sorted({*ANNOTATORS, *EXPORTS, *COMMANDS}))
def test_registered_names_are_in_the_readme(name: str) -> None:
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_registered_formats_are_in_the_docs(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_importing_is_light() -> None:
    """Opening and querying a corpus loads neither spaCy nor fugashi; importing the package loads no table code."""
    code = (
        "import sys, corpus_tools.corpus, corpus_tools.query; "
        "print([name for name in ('spacy', 'fugashi', 'pandas', 'pyarrow') if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_there_is_no_sudachi_here() -> None:
    """The tests show that Japanese works without it."""
    assert importlib.util.find_spec("sudachipy") is None


def test_the_package_does_not_know_the_chapter() -> None:
    """No document title that only the chapter's authority knows stands in the code."""
    names = (ROOT / "annotations" / "names").glob("*.toml")
    text = "".join(path.read_text(encoding="utf-8") for path in names)
    titles = {
        title
        for title in re.findall(r'"([^"]*(?:宣言|声明|憲章|覚書|議定書|盟約)[^"]*)"', text)
        if len(title) > 5
    }
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", ".tsv", ".lark", ".toml"}
    )
    assert sorted(title for title in titles if title in code) == []
