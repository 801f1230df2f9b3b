"""A corpus as one zip to deposit and to cite: the same bytes from the same inputs, and nothing that the rights forbid."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from corpus_tools._version import __version__
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.manifest import replace_file
from corpus_tools.errors import RecipeError
from corpus_tools.formats import conllu, parquet, tei, vrt
from corpus_tools.formats.export import sha256
from corpus_tools.model import Document
from corpus_tools.pipeline import Recipe

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name; a real one would change the bytes
_DESCRIBED = ("document", "title", "author", "written", "rights", "redistribute", "source_sha256")
_OWN = ("README.md", "ANNOTATIONS.md", "manifest.json")
_LEFT_OUT = (
    "text, words, lemmas, readings, surfaces and titles of sections; the annotation is here stand-off, with its places in "
    "the running text and in the source file (source_sha256 says which); the name list and the guidelines quote names "
    "and short examples"
)


def release(recipe: Recipe, folder: Path, *, name: str = "corpus", others: Sequence[Path] = ()) -> Path:
    """Write ``NAME-VERSION.zip`` of the corpus that a recipe built.

    Inside are Parquet tables, CoNLL-U, vertical text and TEI, the name lists and guidelines, other files, a README, and
    ``manifest.json`` with versions, rights and checksums. Of a document whose metadata say ``redistribute = false``
    only what does not spell its text is there, in files of their own (``standoff``).

    Args:
        folder: Where the zip goes.
        name: What it is called; the version of the annotations follows.
        others: Further files that belong to it, such as a citation file.

    Returns:
        The zip.

    Raises:
        RecipeError: One of the other files is not there.
        CorpusError: The recipe was not built yet.
    """
    _check(others)
    corpus = Corpus(recipe.output)
    version = corpus.manifest.get("annotations_version") or __version__
    title = f"{name}-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".release-") as work:
        root = Path(work) / title
        root.mkdir()
        _write_texts(corpus, root)
        _copy(recipe, others, root)
        manifest = _manifest(corpus, title)
        replace_file(root / "README.md", _readme(title, manifest))
        manifest["files"] = _files(root)
        replace_file(root / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        _zip(root, Path(work) / "zip")
        return (Path(work) / "zip").replace(folder / f"{title}.zip")


def _check(others: Sequence[Path]) -> None:
    for path in others:
        if not path.is_file() or path.name in _OWN:
            raise RecipeError(
                f"{path} cannot be added: it is no file, or the release has its own {path.name}. Name another file."
            )


def _write_texts(corpus: Corpus, root: Path) -> None:
    hidden = _restricted(corpus)
    parquet.write(corpus, root / "parquet", standoff_only=hidden)
    names = pq.read_table(corpus.tables / "names.parquet").to_pylist()
    for standoff in (False, True):
        if not any((row in hidden) == standoff for row in _ids(corpus)):
            continue
        stem = "standoff" if standoff else "corpus"

        def chosen(wanted: bool = standoff) -> Iterator[Document]:
            return (one for one in corpus.documents() if (one.id in hidden) == wanted)

        for suffix, write in (("conllu", conllu.write), ("vrt", vrt.write)):
            (root / suffix).mkdir(exist_ok=True)
            with (root / suffix / f"{stem}.{suffix}").open("w", encoding="utf-8", newline="\n") as stream:
                write(chosen(), stream, standoff_only=standoff)
        (root / "tei").mkdir(exist_ok=True)
        tei.write(chosen(), root / "tei" / f"{stem}.xml", names=names, standoff_only=standoff)


def _copy(recipe: Recipe, others: Sequence[Path], root: Path) -> None:
    """Copy the name lists, what stands beside them or the gold (guidelines, who made it), and other files."""
    beside = [folder.parent for folder in (recipe.gold, recipe.names) if folder is not None][:1]
    copies = [(path, root / "names" / path.name) for path in _found(recipe.names, "*.toml")]
    for folder in beside:
        copies += [(path, root / "guidelines" / path.name) for path in _found(folder / "guidelines", "*.md")]
        copies += [(path, root / "ANNOTATIONS.md") for path in _found(folder, "README.md")]
    copies += [(path, root / path.name) for path in others]
    for path, target in copies:
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())


def _found(folder: Path | None, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern)) if folder is not None else []


def _manifest(corpus: Corpus, title: str) -> dict[str, Any]:
    rows = pq.read_table(corpus.tables / "documents.parquet", columns=list(_DESCRIBED)).to_pylist()
    hidden = _restricted(corpus)
    return {
        "release": title,
        "versions": {
            "annotations": corpus.manifest.get("annotations_version"),
            "data_format": corpus.manifest["version"],
            "corpus_tools": __version__,
        },
        "made_with": corpus.manifest.get("made_with"),
        "recipe": corpus.manifest.get("recipe"),
        "counts": corpus.manifest.get("counts"),
        "documents": [{**row, "left_out": _LEFT_OUT if row["document"] in hidden else None} for row in rows],
    }


def _restricted(corpus: Corpus) -> frozenset[str]:
    table = pq.read_table(corpus.tables / "documents.parquet", columns=["document", "redistribute"])
    return frozenset(row["document"] for row in table.to_pylist() if row["redistribute"] is False)


def _ids(corpus: Corpus) -> list[str]:
    ids: list[str] = pq.read_table(corpus.tables / "documents.parquet", columns=["document"])[
        "document"
    ].to_pylist()
    return ids


def _files(root: Path) -> dict[str, dict[str, Any]]:
    return {
        path.relative_to(root).as_posix(): {"sha256": sha256(path), "bytes": path.stat().st_size}
        for path in _sorted(root)
    }


def _sorted(root: Path) -> list[Path]:
    key: Callable[[Path], str] = lambda path: path.relative_to(root).as_posix()  # noqa: E731
    return sorted((path for path in root.rglob("*") if path.is_file()), key=key)


def _zip(root: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in _sorted(root):
            info = zipfile.ZipInfo(f"{root.name}/{path.relative_to(root).as_posix()}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # as on Unix, wherever it is made
            info.external_attr = 0o100644 << 16
            archive.writestr(info, path.read_bytes())


def _readme(title: str, manifest: dict[str, Any]) -> str:
    versions = manifest["versions"]
    lines = [
        f"# {title}",
        "",
        "Japanese text with UniDic short unit words, dates, names linked to their English names, and glosses.",
        "",
        f"Cite it with its versions: annotations {versions['annotations'] or 'unversioned'}, data format "
        f"{versions['data_format']}, corpus-tools {versions['corpus_tools']}.",
        "",
        "## Texts and their rights",
        "",
        *_rights(manifest["documents"]),
        "",
        "## Files",
        "",
        "| folder | holds |",
        "| --- | --- |",
        "| `parquet/` | the tables: documents, tokens, spans, names, links |",
        "| `conllu/`, `vrt/`, `tei/` | the annotated texts: `corpus` where texts are free, `standoff` where they are not |",
        "| `names/`, `guidelines/` | the bilingual name list; how the annotation was made |",
        "| `ANNOTATIONS.md` | who or what made the annotation |",
        "| `manifest.json` | versions, counts, and the SHA-256 of every other file |",
    ]
    return "\n".join(lines) + "\n"


def _rights(documents: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in documents:
        stated = (row["rights"] or "No statement of rights came with it.").rstrip(".")
        author = f", {row['author']}" if row["author"] else ""
        yield f"- `{row['document']}`: {row['title'] or row['document']}{author}. {stated}."
        if row["left_out"]:
            yield f"  Left out: {row['left_out']}."
