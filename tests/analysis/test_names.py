"""Names are found by forms that lists have, though the texts use others."""

from __future__ import annotations

import pytest

from corpus_tools.analysis.names import _with_listed_forms
from corpus_tools.names import Name, Variant
from corpus_tools.names.search import best_names


@pytest.mark.parametrize("query", ["キエフ", "キーウ", "kiev", "Kyiv"])
def test_a_listed_form_finds_the_name(query: str) -> None:
    mentioned = Name("gaz:kyiv", "GPE", (Variant("キーウ"),), "Kyiv")
    assert [name.id for name in best_names([_with_listed_forms(mentioned)], query)] == ["gaz:kyiv"]


def test_a_name_of_no_list_stays_as_it_is() -> None:
    name = Name("text:jane-doe", "PERSON", (Variant("ドウ"),), "Jane Doe")
    assert _with_listed_forms(name) is name
