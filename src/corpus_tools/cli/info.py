"""``corpus-tools info``: what a corpus holds and how it was made."""

from __future__ import annotations

import json
from typing import Any

from corpus_tools._version import __version__
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus, print_rows


def info_command(corpus: CorpusOption = None, format: FormatOption = Format.table) -> None:
    """Say what a corpus holds, how it was made, and the versions of code, data format and annotation.

    Example: corpus-tools info --format json
    """
    opened = open_corpus(corpus)
    manifest = opened.manifest
    if format in (Format.json, Format.jsonl):
        print(json.dumps(manifest, ensure_ascii=False, indent=1 if format is Format.json else None))
        return
    rows: list[dict[str, Any]] = [
        {"what": "corpus", "value": str(opened.folder)},
        {"what": "version of this code", "value": __version__},
        {"what": "built with", "value": manifest.get("corpus_tools")},
        {"what": "data format", "value": manifest["version"]},
        {"what": "annotations", "value": manifest.get("annotations_version")},
        *({"what": key, "value": value} for key, value in manifest.get("recipe", {}).items()),
        *({"what": key, "value": value} for key, value in manifest.get("made_with", {}).items()),
        *({"what": key, "value": value} for key, value in manifest.get("counts", {}).items()),
        {"what": "positional attributes", "value": list(opened.index.positional)},
        *(
            {"what": f"structure {name}", "value": list(attribute.attributes)}
            for name, attribute in opened.index.structural.items()
        ),
    ]
    print_rows(rows, ("what", "value"), format)
