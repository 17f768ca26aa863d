"""HTML, feeds, archives, workbooks, and the process that parses them."""

import datetime
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from dashboard.readers import Limits
from dashboard.readers.worker import Worker

from .conftest import ReadFile, Result

ReadText = Callable[..., Result]
PARAGRAPHS = [
    "أقر مجلس المدينة، مساء الاثنين، خطة لتوسعة الميناء القديم تشمل بناء رصيف جديد ومستودعات للحبوب ومحطة للركاب.",
    "وقال رئيس المجلس سامي الراوي إن الأعمال ستبدأ مطلع العام المقبل، وإن كلفتها تبلغ نحو ستين مليونا.",
    "وأضاف أن التوسعة ستوفر مئات فرص العمل لأبناء الأحياء القريبة، وستخفف الازدحام عن الطريق الساحلي.",
]
BODY = "\n".join(PARAGRAPHS)
PAGE = f"""<html lang="ar"><head><title>توسعة الميناء القديم | صحيفة النور</title>
<meta property="og:site_name" content="صحيفة النور"><meta property="article:published_time" content="2020-11-13T10:00:00+03:00">
<meta name="author" content="سامي حسن"><link rel="canonical" href="https://nour.example/1"></head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">سياسة</a></li></ul></nav>
<article><h1>توسعة الميناء القديم</h1><figure><img src="x"><figcaption>الميناء كما بدا أمس من البحر</figcaption></figure>
{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<aside><h2>اقرأ أيضا</h2><ul><li><a href="/2">افتتاح مكتبة عامة في الحي الشرقي من المدينة</a></li></ul></aside>
<script>document.write("نص من برنامج")</script><footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_a_page_gives_its_article_with_its_metadata(read_text: ReadText) -> None:
    (article,) = read_text(PAGE, "a.html").articles
    assert article.body == BODY
    assert (article.title, article.source, article.byline, article.url) == (
        "توسعة الميناء القديم",
        "shyfh-alnwr",
        "سامي حسن",
        "https://nour.example/1",
    )
    assert (article.date, article.date_text, article.date_rule) == (
        datetime.date(2020, 11, 13),
        "2020-11-13T10:00:00+03:00",
        "stated",
    )


STATED = "2020-11-13T10:00:00+03:00"
SITE_META = '<meta property="og:site_name" content="صحيفة النور"><meta property="article:published_time" content="2020-11-13T10:00:00+03:00">'
METADATA = {
    "linked data": f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"توسعة الميناء القديم","datePublished":"{STATED}"}}</script>',
    "a graph of linked data": f'<script type="application/ld+json">{{"@graph":[{{"@type":"WebSite","name":"النور"}},{{"@type":["Article","NewsArticle"],"headline":"توسعة الميناء القديم","datePublished":"{STATED}"}}]}}</script>',
    "linked data with a comma too many": f'<script type="application/ld+json">{{"headline":"توسعة الميناء القديم","datePublished":"{STATED}",}}</script>',
    "open graph": f'<meta property="og:title" content="توسعة الميناء القديم | صحيفة النور"><meta property="article:published_time" content="{STATED}">',
    "a meta element": f'<meta itemprop="datePublished" content="{STATED}">',
    "a time element": f'<time datetime="{STATED}">الجمعة</time>',
    "the words of the page": "",
}


@pytest.mark.parametrize("said", METADATA.values(), ids=METADATA)
def test_title_and_date_are_found_wherever_a_page_states_them(said: str, read_text: ReadText) -> None:
    page = PAGE.replace(SITE_META, said).replace("</h1>", "</h1><div class='date'>نشر في: الجمعة ١٣ نوفمبر ٢٠٢٠</div>")
    (article,) = read_text(page, "a.html").articles
    assert (article.title, article.date, article.date_rule) == ("توسعة الميناء القديم", datetime.date(2020, 11, 13), "stated")
    assert article.body == BODY


MARKUPS = {
    "blocks without a meaning": lambda texts: "".join(f"<div>{text}</div>" for text in texts),
    "line breaks in a table": lambda texts: "<table><tr><td>" + "<br><br>".join(texts) + "</td></tr></table>",
    "spans in paragraphs": lambda texts: "".join(f"<p dir='rtl'><span style='font-size:14pt'>{text}</span></p>" for text in texts),
    "a box of links after the first": lambda texts: f"<p>{texts[0]}</p><div class='related'><a href='/2'>افتتاح مكتبة عامة</a></div>" + "".join(f"<p>{text}</p>" for text in texts[1:]),
    "a player's notice after the first": lambda texts: f"<p>{texts[0]}</p><p>To view this video please enable JavaScript</p>" + "".join(f"<p>{text}</p>" for text in texts[1:]),
}


@pytest.mark.parametrize("marked_up", MARKUPS.values(), ids=MARKUPS)
def test_the_text_is_found_in_any_markup(marked_up: Callable[[list[str]], str], read_text: ReadText) -> None:
    links = "".join(f"<div><a href='/{at}'>{word}</a></div>" for at, word in enumerate(["الرئيسية", "سياسة", "رياضة"]))
    page = f"<html><head><title>توسعة الميناء القديم - بوابة النور</title></head><body>{links}<h2>توسعة الميناء القديم</h2>{marked_up(PARAGRAPHS)}<div>جميع الحقوق محفوظة</div></body></html>"
    (article,) = read_text(page, "a.html").articles
    assert (article.title, article.body) == ("توسعة الميناء القديم", BODY)


@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("actual", ["utf-8", "cp1256", "utf-16"])
def test_the_bytes_of_a_page_count_more_than_what_it_declares(
    declared: str, actual: str, read_text: ReadText
) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{declared}">')
    assert read_text(page.encode(actual), "a.html").articles[0].body == BODY


def test_markup_in_the_text_stays_text(read_text: ReadText) -> None:
    page = PAGE.replace(PARAGRAPHS[1], f"&lt;img src=x onerror=alert(1)&gt; {PARAGRAPHS[1]}")
    assert "<img src=x onerror=alert(1)>" in read_text(page, "a.html").articles[0].body


def test_text_deep_in_a_page_is_not_lost(read_text: ReadText) -> None:
    page = "<html><body>" + "<div>" * 400 + f"<p>{PARAGRAPHS[0]}</p>" + "</div>" * 400 + "</body></html>"
    assert read_text(page, "a.html").articles[0].body == PARAGRAPHS[0]


def test_a_feed_gives_an_article_an_entry(read_text: ReadText) -> None:
    markup = "".join(f"<p>{text}</p>" for text in PARAGRAPHS).replace("<", "&lt;")
    item = f"<item><title>توسعة &amp; الميناء</title><link>https://nour.example/1</link><pubDate>Fri, 13 Nov 2020 10:00:00 GMT</pubDate><description>{markup}</description></item>"
    (article,) = read_text(
        f'<?xml version="1.0" encoding="windows-1256"?><rss version="2.0"><channel><title>صحيفة النور</title>{item}</channel></rss>',
        "a.rss",
    ).articles
    assert (article.title, article.body, article.source, article.date) == (
        "توسعة & الميناء",
        BODY,
        "shyfh-alnwr",
        datetime.date(2020, 11, 13),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "b">]><rss><channel/></rss>', "dtd"),
        ("<html><p>x</p></html>", "unknown_format"),
        ("", "empty"),
    ],
)
def test_what_is_no_plain_feed_is_refused(text: str, reason: str, read_text: ReadText) -> None:
    assert [refusal.reason for refusal in read_text(text, "a.xml").refusals] == [reason]


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_members_of_an_archive_are_read_as_files_of_their_own(read_text: ReadText) -> None:
    record = json.dumps({"title": "من الأرشيف", "text": BODY}).encode()
    members = {
        "a/page.txt": f"عنوان\n\n{BODY}".encode(),
        "news.jsonl": record,
        "page.html": PAGE.encode(),
        "inner.zip": b"PK",
        "empty.txt": b"",
        "../../x.bin": b"\0\1",
    }
    result = read_text(packed(members), "all.zip")
    assert [(article.file, article.body) for article in result.articles] == [
        (f"all.zip/{name}", BODY) for name in ("a/page.txt", "news.jsonl", "page.html")
    ]
    assert [(one.path, one.member, one.reason) for one in result.refusals] == [
        ("all.zip", "inner.zip", "nested_archive"), ("all.zip", "empty.txt", "empty"), ("all.zip", "x.bin", "unknown_format"),
    ]  # fmt: skip


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_is_damaged_or_a_link_does_not_cost_the_others(method: int, read_text: ReadText) -> None:
    buffer = io.BytesIO()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name in ("bad.txt", link, "ok.txt"):
            archive.writestr(name, f"عنوان\n\n{BODY}\n" * 9)
    data = bytearray(buffer.getvalue())
    data[60:80] = bytes(byte ^ 0x5A for byte in data[60:80])
    result = read_text(bytes(data), "a.zip")
    assert [(one.member, one.reason) for one in result.refusals] == [("bad.txt", "bad_archive"), ("link.txt", "not_a_file")]
    assert {one.file for one in result.articles} == {"a.zip/ok.txt"}


def test_what_nests_too_deep_is_said_to_be_cut(read_text: ReadText) -> None:
    deep = f"<html><body><p>{BODY} {BODY}</p>{'<div>' * 3000}<p>{BODY}</p>"
    assert "truncated" in read_text(deep, "a.html").warnings
    assert [one.reason for one in read_text(f"<rss version='2.0'><channel>{'<a>' * 3000}", "a.rss").refusals] == ["bad_record"]
    assert [one.reason for one in read_text("<rss version='2.0'><channel></channel></rss>", "b.rss").refusals] == ["empty"]


def test_archives_that_inflate_beyond_a_cap_are_refused_while_streaming(read_text: ReadText) -> None:
    bomb = packed({"a.txt": b"a" * 30_000_000, "ok.txt": f"عنوان\n\n{BODY}".encode()})
    result = read_text(bomb, "bomb.zip")
    assert ([(one.member, one.reason) for one in result.refusals], len(result.articles)) == (
        [("a.txt", "ratio")],
        1,
    )
    assert [one.reason for one in read_text(gzip.compress(b"a" * 30_000_000), "bomb.txt.gz").refusals] == [
        "ratio"
    ]
    assert [one.reason for one in read_text(bomb, "many.zip", limits=Limits(archive_members=1)).refusals] == [
        "too_large"
    ]


@pytest.mark.parametrize("name", ["a.zip", "a.txt.gz", "a.xlsx", "a.parquet"])
def test_broken_containers_are_refused(name: str, read_text: ReadText) -> None:
    (refusal,) = read_text(b"PK\x03\x04 neither nor", name).refusals
    assert refusal.reason in ("bad_archive", "bad_record")


def test_tables_of_workbooks_and_parquet_are_records(tmp_path: Path, read_file: ReadFile) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["المعرف", "العنوان", "النص", "التاريخ"])
    sheet.write_row(1, 0, [7, "الميناء", BODY])
    sheet.write_datetime(
        1, 3, datetime.datetime(2020, 11, 13), workbook.add_format({"num_format": "yyyy-mm-dd"})
    )
    workbook.close()
    table = pa.table(
        {"id": ["7"], "title": ["الميناء"], "text": [BODY], "date": [datetime.date(2020, 11, 13)]}
    )
    pq.write_table(table, tmp_path / "a.parquet")
    for name in ("a.xlsx", "a.parquet"):
        (article,) = read_file(tmp_path / name).articles
        assert (article.record, article.title, article.body, article.date) == (
            "7",
            "الميناء",
            BODY,
            datetime.date(2020, 11, 13),
        )


def test_a_warc_file_gives_its_pages(tmp_path: Path, read_file: ReadFile) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "a.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number in (1, 2):
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=windows-1256")], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(
                    f"https://nour.example/{number}",
                    "response",
                    payload=io.BytesIO(PAGE.encode()),
                    http_headers=headers,
                )
            )
    articles = read_file(path).articles
    assert [(article.part, article.body, article.url) for article in articles] == [
        (n, BODY, f"https://nour.example/{n}") for n in (1, 2)
    ]


def test_a_document_that_takes_too_long_ends_its_process_and_not_ours() -> None:
    worker = Worker()
    try:
        slow = list(worker.documents("html", Limits(document_seconds=0.01), text="<p>س</p>" * 200_000))
        assert slow[-1]["refused"] == "timeout"
        good = list(worker.documents("html", Limits(), text=PAGE))
        assert PARAGRAPHS[0] in [line[0] for line in good[0]["page"]]
    finally:
        worker.close()


def test_a_document_that_takes_too_much_memory_is_refused() -> None:
    worker = Worker()
    try:
        answers = list(worker.documents("html", Limits(document_memory=4 << 20), text="<p>س</p>" * 400_000))
        assert answers[-1]["refused"] in ("memory", "no_text", "bad_record")
    finally:
        worker.close()
