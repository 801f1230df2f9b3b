"""The card of a dataset: its features, splits and rights, in the form that Hugging Face reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from corpus_tools._version import __version__
from corpus_tools.formats.hf.features import card_features

_TEXT = """
# {title}

Japanese sentences with UniDic short unit words, named entities linked to English names, and dates. Made with
corpus-tools {version}.

## Texts and their rights

{rights}
{notice}
## What a row is

One sentence. `start` and `end` are its code points in the document; `before` and `after` are the white space around it.
`token_starts` and `token_ends`, and the offsets in `entities` and `dates`, count from the beginning of `text`.

- `tokens`, `lemmas`, `readings`, `upos`, `xpos`: UniDic short unit words, Universal Dependencies tags, UniDic 品詞.
- `ner_tags`: IOB2, flat: of entities that overlap the longest (in tokens) is kept, of equally long ones the first. An
  entity that cuts a token is widened to it. Kept: {kept}; left out: {dropped}; widened: {widened}.
- `entities`: all of them, nested ones too, with their exact characters, `name_id` and the English name.
- `dates`: with TIMEX3 value, EDTF and first and last day.

Entities and dates that run across the end of a sentence are in no row: {across}.
"""
_RESTRICTED = """
**Not free:** texts marked so may not be redistributed; do not upload this dataset with its texts.
"""
_STANDOFF = """
**Without the texts:** `text`, `tokens`, `lemmas` and `readings` are null; offsets refer to the document.
"""


def card(
    rights: Mapping[str, Mapping[str, Any]],
    sizes: Mapping[str, tuple[int, int, int]],
    tags: list[str],
    counts: Mapping[str, int],
    *,
    standoff_only: bool,
) -> str:
    """Return the card.

    Args:
        rights: Metadata of the documents by id.
        sizes: Sentences, bytes in memory and bytes on disk of each split.
    """
    title = ", ".join(str(metadata.get("title") or name) for name, metadata in rights.items())
    restricted = any(metadata.get("redistribute") is False for metadata in rights.values())
    notice = _STANDOFF if standoff_only else _RESTRICTED if restricted else ""
    body = _TEXT.format(
        title=title,
        version=__version__,
        rights="\n".join(_right(name, metadata) for name, metadata in rights.items()),
        notice=notice,
        kept=counts.get("flat.kept", 0),
        dropped=counts.get("flat.dropped", 0),
        widened=counts.get("flat.widened", 0),
        across=counts.get("spans_across_sentences_dropped", 0),
    )
    return f"---\n{_yaml(title, rights, sizes, tags)}---\n{body}"


def _right(name: str, metadata: Mapping[str, Any]) -> str:
    stated = str(metadata.get("rights") or "no statement of rights came with it").rstrip(".")
    free = " (not free)" if metadata.get("redistribute") is False else ""
    return f"- `{name}`: {metadata.get('title') or name}, {metadata.get('author') or 'author unknown'}{free}: {stated}."


def _yaml(
    title: str,
    rights: Mapping[str, Mapping[str, Any]],
    sizes: Mapping[str, tuple[int, int, int]],
    tags: list[str],
) -> str:
    """Return the head of the card; every value is JSON, which is YAML too."""
    licences = {str(metadata.get("license") or "other") for metadata in rights.values()}
    head: dict[str, Any] = {
        "pretty_name": title,
        "language": sorted({str(metadata.get("language") or "ja") for metadata in rights.values()}),
        "license": licences.pop() if len(licences) == 1 else "other",
        "task_categories": ["token-classification"],
        "task_ids": ["named-entity-recognition", "part-of-speech"],
        "configs": [
            {
                "config_name": "default",
                "data_files": [{"split": split, "path": f"data/{split}-*"} for split in sizes],
            }
        ],
        "dataset_info": {
            "features": card_features(tags),
            "splits": [
                {"name": split, "num_bytes": in_memory, "num_examples": examples}
                for split, (examples, in_memory, _) in sizes.items()
            ],
            "download_size": sum(on_disk for _, _, on_disk in sizes.values()),
            "dataset_size": sum(in_memory for _, in_memory, _ in sizes.values()),
        },
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
