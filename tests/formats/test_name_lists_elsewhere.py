"""Other programs read our name lists, and we read theirs."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
import rdflib
from lxml import etree
from translate.storage.tmx import tmxfile

from corpus_tools.corpus.tables import name_row
from corpus_tools.formats.name_lists import read_names, write_names
from corpus_tools.names import NameAuthority

ROOT = Path(__file__).parents[2]
NAMES = NameAuthority.load(ROOT / "annotations" / "names")
TBX = "{urn:iso:std:iso:30042:ed-2}"


def _written(kind: str, path: Path) -> Path:
    write_names(kind, [name_row(name, 0) for name in NAMES], path)
    return path


def _schema(name: str) -> Path:
    """A published schema that is not ours to give away; see tests/data/README.md."""
    return Path(os.environ["CORPUS_TOOLS_SCHEMAS"]) / name


@pytest.mark.elsewhere("tbx-basic.rng")
def test_tbx_holds_to_the_published_schema(tmp_path: Path) -> None:
    schema = etree.RelaxNG(etree.parse(_schema("tbx-basic.rng")))
    schema.assertValid(etree.parse(_written("tbx", tmp_path / "names.tbx")))


def test_tbx_holds_to_our_reading_of_the_dialect(tmp_path: Path) -> None:
    schema = etree.RelaxNG(etree.parse(ROOT / "tests" / "data" / "schemas" / "tbx-basic-names.rng"))
    schema.assertValid(etree.parse(_written("tbx", tmp_path / "names.tbx")))


@pytest.mark.elsewhere("tmx14.dtd")
def test_tmx_holds_to_the_published_dtd(tmp_path: Path) -> None:
    dtd = etree.DTD(str(_schema("tmx14.dtd")))
    assert dtd.validate(etree.parse(_written("tmx", tmp_path / "names.tmx"))), dtd.error_log


def test_a_translation_memory_program_reads_the_tmx(tmp_path: Path) -> None:
    path = _written("tmx", tmp_path / "names.tmx")
    with path.open("rb") as stream:
        memory = tmxfile(stream, sourcelanguage="ja", targetlanguage="en")
    pairs = [(unit.source, unit.target) for unit in memory.units]
    assert ("ブダペスト覚書", NAMES.get("DOC09").en) in pairs  # type: ignore[union-attr]
    assert len(pairs) == sum(len(name.variants) for name in NAMES)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    return rdflib.Graph().parse(_written("skos", tmp_path_factory.mktemp("skos") / "names.ttl"))


INTEGRITY = {
    "S9: a concept is no scheme": "?x a skos:Concept, skos:ConceptScheme",
    "S13: a label is preferred or not": "?x skos:prefLabel ?l ; skos:altLabel|skos:hiddenLabel ?l",
    "S13: a label is alternative or hidden": "?x skos:altLabel ?l ; skos:hiddenLabel ?l",
    "S14: one preferred label a language": """
        ?x skos:prefLabel ?l, ?m . FILTER (?l != ?m && lang(?l) = lang(?m))""",
    "every concept is in the scheme": "?x a skos:Concept . FILTER NOT EXISTS { ?x skos:inScheme ?s }",
    "every concept has both languages": """
        ?x a skos:Concept .
        FILTER NOT EXISTS { ?x skos:prefLabel ?l, ?m . FILTER (lang(?l) = "ja" && lang(?m) = "en") }""",
    "top concepts are said from both sides": """
        ?x skos:topConceptOf ?s . FILTER NOT EXISTS { ?s skos:hasTopConcept ?x }""",
    "one notation each": "?x skos:notation ?n . ?y skos:notation ?n . FILTER (?x != ?y)",
}


@pytest.mark.parametrize("condition", INTEGRITY.values(), ids=INTEGRITY)
def test_skos_keeps_its_integrity_conditions(graph: rdflib.Graph, condition: str) -> None:
    assert list(graph.query(f"SELECT ?x WHERE {{ {condition} }}")) == []


def test_skos_is_asked_in_either_language(graph: rdflib.Graph) -> None:
    asked = 'SELECT ?en WHERE { ?x skos:prefLabel|skos:altLabel "PfP"@ja ; skos:prefLabel ?en FILTER (lang(?en) = "en") }'
    assert [str(row[0]) for row in graph.query(asked)] == ["Partnership for Peace"]
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))) == len(NAMES)


def test_pandas_reads_the_csv(tmp_path: Path) -> None:
    table = pd.read_csv(_written("csv", tmp_path / "names.csv"), index_col="id")
    assert len(table) == len(NAMES)
    assert table.loc["ORG01", "ja"].split("|") == ["北大西洋条約機構", "NATO"]


def test_the_table_of_an_exported_corpus_is_read(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(
        "id,type,ja,conditions,en,en_alt,optional,mentions\n"
        'A1,ORG,"[""甲"",""乙""]","[{""text"":""乙"",""scope"":[],""after"":true}]",A,[],false,3\n',
        encoding="utf-8-sig",
    )
    (name,) = read_names("csv", path)
    assert [(variant.text, variant.after) for variant in name.variants] == [("甲", False), ("乙", True)]


FOREIGN_TBX = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1">
  <min:subjectField>astronomy</min:subjectField>
  <langSec xml:lang="en-GB"><termSec><term>open cluster</term></termSec>
    <termSec><term>galactic cluster</term></termSec></langSec>
  <langSec xml:lang="ja"><termSec><term>散開星団</term><basic:context>散開星団は若い。</basic:context></termSec></langSec>
</conceptEntry></body></text></tbx>
"""
FOREIGN_TMX = """<?xml version="1.0"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en-US"><seg>open <hi>cluster</hi></seg></tuv><tuv xml:lang="ja-JP"><seg>散開星団</seg></tuv></tu>
</body></tmx>
"""
FOREIGN_SKOS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/t#cluster> a skos:Concept ; skos:prefLabel "散開星団"@ja, "open cluster"@en ;
  skos:altLabel "galactic cluster"@en .
"""


@pytest.mark.parametrize(
    ("kind", "file", "text", "name_id"),
    [
        ("tbx", "x.tbx", FOREIGN_TBX, "c1"),
        ("tmx", "x.tmx", FOREIGN_TMX, "unit-1"),
        ("skos", "x.ttl", FOREIGN_SKOS, "cluster"),
    ],
)
def test_lists_of_other_hands_are_read(kind: str, file: str, text: str, name_id: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    (name,) = read_names(kind, tmp_path / file)
    assert (name.id, name.ja, name.en, name.type) == (name_id, ("散開星団",), "open cluster", "CONCEPT")
    assert kind == "tmx" or name.en_alt == ("galactic cluster",)
    assert kind != "tbx" or (name.note, name.quote) == ("subject field: astronomy", "散開星団は若い。")
