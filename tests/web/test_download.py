"""All lines of a result as files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient
from lxml import etree

from corpus_tools.analysis.kwic import KWIC_COLUMNS
from corpus_tools.formats import names_csv
from corpus_tools.formats.spreadsheets import unguarded
from corpus_tools.web.files import FILES, write_csv, write_xlsx
from corpus_tools.web.name_lists import written

NAMES = "<entity/>"
TEI = "{http://www.tei-c.org/ns/1.0}"


def lines_in(kind: str, content: bytes) -> int:
    if kind == "csv":
        return len(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))))
    if kind == "json":
        return len(json.loads(content)["lines"])
    if kind == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(content))["concordance"].max_row - 1
    return len(etree.fromstring(content).findall(f".//{TEI}ab"))


@pytest.mark.parametrize("kind", FILES)
def test_every_line_is_in_the_file(client: TestClient, kind: str) -> None:
    answer = client.get(f"/download/{kind}", params={"q": "NATO", "sort": "R1", "size": 20})
    assert answer.headers["content-disposition"].endswith(f'concordance.{kind}"')
    assert lines_in(kind, answer.content) == 167


def test_lines_keep_their_order_and_numbers(client: TestClient) -> None:
    rows = client.get("/download/json", params={"q": '[lemma="加盟"]', "sort": "R1", "sample": 9}).json()[
        "lines"
    ]
    after = [row["right"][:1] for row in rows]
    assert len(rows) == 9 and after == sorted(after)
    assert set(rows[0]) == set(KWIC_COLUMNS) and [row["hit"] for row in rows] != sorted(
        row["hit"] for row in rows
    )


def test_nothing_found_is_a_file_with_no_lines(client: TestClient) -> None:
    assert [lines_in(kind, client.get(f"/download/{kind}?q=猫").content) for kind in FILES] == [0, 0, 0, 0]


def test_an_unknown_kind_is_refused(client: TestClient) -> None:
    assert client.get("/download/exe?q=NATO").status_code == 400


@pytest.mark.parametrize(
    "address", ["/download/csv?q=NATO", "/names.csv", "/statistics/frequency.csv?q=NATO"]
)
def test_a_spreadsheet_sees_that_it_is_utf_8(client: TestClient, address: str) -> None:
    assert client.get(address).content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+81", "-5", "@A1", "\tx", "\rx", "'=1", "NATO"])
def test_a_text_is_no_formula_in_csv_and_nothing_of_it_is_lost(text: str) -> None:
    line = dict.fromkeys(KWIC_COLUMNS, None) | {"node": text, "hit": -1, "entities": [], "dates": []}
    content = b"".join(write_csv(iter([line]), "q")).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row["node"][0] not in "=+-@\t\r" and unguarded(row["node"]) == text
    assert row["hit"] == "-1"


def test_names_with_signs_are_read_back(client: TestClient, tmp_path: Path) -> None:
    name = {"id": "X1", "type": "ORG", "ja": ["＝一", "'-二"], "en": "-Two", "mentions": 1}
    path = tmp_path / "names.csv"
    path.write_text(written("csv", [name]), encoding="utf-8")
    assert ",-Two" not in path.read_text(encoding="utf-8")
    (found,) = names_csv.read(path)
    assert (found.id, found.ja, found.en) == ("X1", ("＝一", "'-二"), "-Two")
    (tmp_path / "all.csv").write_bytes(client.get("/names.csv").content)
    assert len(names_csv.read(tmp_path / "all.csv")) > 100


def test_a_text_is_no_formula(client: TestClient) -> None:
    line = dict.fromkeys(KWIC_COLUMNS, None) | {"node": '=HYPERLINK("x")\x01', "entities": [], "dates": []}
    content = b"".join(write_xlsx(iter([line]), "q"))
    cell = openpyxl.load_workbook(io.BytesIO(content))["concordance"]["H2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")\ufffd')
