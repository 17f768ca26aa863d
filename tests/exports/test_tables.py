import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import CallError
from dashboard.exports import tables


def texts(table: pd.DataFrame) -> list[str | None]:
    """The texts as they went in, gaps as None."""
    return table["term"].astype(object).where(table["term"].notna(), None).tolist()


ABOUT = {"denominator": "214 من 1,310 مقالات", "generation": "gen-ab12"}


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        *((sign + "1", "'" + sign + "1") for sign in "=+-@|%＝＋－＠｜％\t\r"),
        pytest.param(" \u200f\ufeff=1", "' \u200f\ufeff=1", id="after white space and unseen signs"),
        pytest.param("\n=1", "'\n=1", id="after a line feed"),
        pytest.param("'=1", "''=1", id="what looks escaped is escaped again"),
        pytest.param("'سلام'", "'سلام'", id="ordinary quotation marks stay"),
        pytest.param("سلام = حرب", "سلام = حرب", id="a sign inside is harmless"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_no_cell_begins_with_what_a_spreadsheet_would_run(raw: str, cell: str) -> None:
    assert tables.escape(raw) == cell


@given(st.text(st.sampled_from("'=+-@|% \t\r\n\u200f\ufeffاa1＝")) | st.text())
def test_escaping_can_be_undone(raw: str) -> None:
    assert tables.unescape(tables.escape(raw)) == raw


def test_csv_is_what_excel_wants_and_text_comes_back(table: pd.DataFrame) -> None:
    written = tables.to_csv(table)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == len(table) + 1
    back = pd.read_csv(BytesIO(written), encoding="utf-8-sig", keep_default_na=False)
    assert [tables.unescape(cell) for cell in back["term"]] == [text or "" for text in texts(table)]
    assert back["score"][0] == "-1.5"
    assert back["date"][0] == "2020-10-05"
    assert json.loads(back["forms"][0]) == {"السلام": 3}


def test_csv_escapes_every_text_column_whatever_its_dtype() -> None:
    dtypes = ("str", "object", "category", "string")
    for dtype in dtypes:
        assert b"'=1" in tables.to_csv(pd.DataFrame({"=head": pd.Series(["=1"], dtype=dtype)})), dtype
    assert tables.to_csv(pd.DataFrame({"=head": [-1]})).decode("utf-8-sig") == "'=head\r\n-1\r\n"


def test_xlsx_holds_constants_only_and_reads_from_the_right(table: pd.DataFrame) -> None:
    book = openpyxl.load_workbook(BytesIO(tables.to_xlsx(table, title="ألفاظ: [2020]", provenance=ABOUT)))
    sheet, about = book.worksheets
    assert sheet.sheet_view.rightToLeft
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == texts(table)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for row in rows for cell in row)
    assert rows[0][2].value == -1.5
    assert rows[0][3].value.date().isoformat() == "2020-10-05"
    assert [(row[0].value, row[1].value) for row in about.iter_rows(min_row=2)] == list(ABOUT.items())


def test_xlsx_dates_in_text_columns_become_dates_only_where_the_column_holds_days() -> None:
    frame = pd.DataFrame({"date": ["2020-10-05", "0020-01-01"], "term": ["2020-10-05", "x"]})
    rows = list(
        openpyxl.load_workbook(BytesIO(tables.to_xlsx(frame, title="t", lang="en"))).active.iter_rows(
            min_row=2
        )
    )
    assert [cell.data_type for cell in rows[0]] == ["d", "s"]
    assert rows[1][0].value == "0020-01-01"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = "ا" * 40_000 + "😀"
    value = (
        openpyxl.load_workbook(BytesIO(tables.to_xlsx(pd.DataFrame({"body": [long]}), title="t")))
        .active["A2"]
        .value
    )
    assert len(value) == tables.CELL_LIMIT
    assert value.endswith(tables.CUT)


def test_json_says_what_it_counts(table: pd.DataFrame) -> None:
    alone, stated = json.loads(tables.to_json(table)), json.loads(tables.to_json(table, ABOUT))
    assert stated == {"about": ABOUT, "rows": alone}
    assert alone[0] == {
        "term": "=1+1",
        "count": 0,
        "score": -1.5,
        "date": "2020-10-05",
        "forms": {"السلام": 3},
    }
    assert alone[-1]["term"] is None
    assert alone[-1]["score"] is None


def test_jsonl_has_one_row_a_line(table: pd.DataFrame) -> None:
    assert [json.loads(line) for line in StringIO(tables.to_jsonl(table).decode())] == json.loads(
        tables.to_json(table)
    )


def test_parquet_keeps_types_and_carries_its_provenance(table: pd.DataFrame) -> None:
    read = pq.read_table(BytesIO(tables.to_parquet(table, ABOUT)))
    assert json.loads(read.schema.metadata[b"marsad"]) == ABOUT
    assert [str(field.type) for field in read.schema][1:4] == ["int64", "double", "date32[day]"]
    assert read["term"].to_pylist() == texts(table)


def test_a_csv_has_its_metadata_beside_it() -> None:
    files = {"terms.csv": b"a\r\n", "terms.csv-metadata.json": tables.metadata("terms.csv", ABOUT)}
    archive = ZipFile(BytesIO(tables.bundle(files)))
    about = json.loads(archive.read("terms.csv-metadata.json"))
    assert about["url"] == "terms.csv"
    assert {note["name"]: note["value"] for note in about["notes"]} == ABOUT
    assert tables.bundle(files) == tables.bundle(files)


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "jsonl", "parquet"])
def test_a_table_without_rows_is_a_file_all_the_same(format: str, table: pd.DataFrame) -> None:
    assert tables.write(table.head(0), format, title="t", provenance=ABOUT) is not None


def test_an_unknown_format_names_the_known_ones(table: pd.DataFrame) -> None:
    with pytest.raises(CallError, match="xlsx"):
        tables.write(table, "ods", title="t")
