import json
from pathlib import Path

import pytest

from corpus_tools.annotate.glosses_ja import find_glosses

DATA = Path(__file__).parent.parent / "data" / "glosses"


@pytest.mark.parametrize("name", ["dev", "test"])
def test_data_offsets_cover_their_surfaces(name: str) -> None:
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for gloss in row["glosses"]:
            assert "".join(row["text"][gloss["ja_start"] : gloss["ja_end"]].split()) == gloss["ja"]


def test_pair_of_name_and_acronym() -> None:
    (span,) = find_glosses("彼は国際原子力機関（IAEA）で働いた。")
    assert (span.label, span.attributes["ja"], span.attributes["en"]) == ("acronym", "国際原子力機関", "IAEA")
