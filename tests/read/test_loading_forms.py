"""What people have is loaded, whatever its form; what is not loaded is named, counted, and stops nothing else."""

import ast
import gzip
import io
import json
import lzma
import random
import sqlite3
import tarfile
import warnings
import zipfile

import pandas as pd
import pytest

from kit.errors import ArticleError, LexiconError
from kit.read.articles import load_articles
from kit.read.reports import LoadReport
from kit.vietnamese.columns import find_columns, load_names

ONE = "Hai bên ký thỏa thuận về lao động tại Bỉ."
TWO = "Hồ sơ được nhận từ tuần tới tại Praha."


def load(path, **options):
    """The table, and what the report says."""
    report = LoadReport()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = load_articles(path, report=report, **options)
    return table, report


def days(table):
    return ["" if pd.isna(day) else str(day.date()) for day in table["published"]]


def test_names_of_columns_are_a_lexicon(tmp_path):
    assert load_names().columns["text"][0] == "text"
    assert find_columns({"NewsTitle": "a", "Nội dung": "b", "DatePost": "c"}, None) == {
        "title": "NewsTitle",
        "text": "Nội dung",
        "published": "DatePost",
    }
    (tmp_path / "columns.yml").write_text("columns: {text: [chữ]}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="around"):
        load_names(tmp_path)


def test_columns_that_are_not_read_are_named_once_a_file_with_an_example(tmp_path):
    rows = [
        {"id": "1", "text": ONE, "mood": "", "tags2": "a"},
        {"id": "2", "text": TWO, "mood": "vui", "empty": ""},
    ]
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    report = LoadReport()
    with pytest.warns(UserWarning) as caught:
        load_articles(tmp_path, report=report)
    said = [message for message in report.problems["problem"] if "not read" in message]
    assert len(said) == 2 and all("mood ('vui')" in one and "tags2 ('a')" in one for one in said)
    assert "empty" not in said[0] and report.left_out == 0
    assert sum("not read" in str(one.message) for one in caught) == 1  # the second file has the same


def test_records_without_a_text_are_counted_as_records(tmp_path):
    rows = [{"id": n, "title": "Tin", "words": ONE} for n in range(30)]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    (tmp_path / "b.csv").write_text("STT,Tên bài\n1,x\n2,y\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text(ONE, encoding="utf-8")
    table, report = load(tmp_path)
    assert list(table["article_id"]) == ["b.csv:2", "b.csv:3", "c"] and report.left_out == 30
    with pytest.raises(ArticleError, match=r"Say which it is: columns="):
        load(tmp_path / "a.json")


RECORDS = [
    {"id": "a", "title": "Bỉ", "content": ONE, "date": "2022-04-19"},
    {"id": "b", "title": "Séc", "content": TWO, "date": "2022-04-20"},
]
FRAME = pd.DataFrame(RECORDS)
FEED = f"""<?xml version="1.0"?><rss><channel><title>K</title><link>https://example.vn/</link>
<item><guid>a</guid><title>Bỉ</title><description><![CDATA[<p>{ONE}</p>]]></description><pubDate>Tue, 19 Apr 2022
 08:00:00 +0700</pubDate></item><item><guid>b</guid><title>Séc</title><description>{TWO}</description>
<pubDate>Wed, 20 Apr 2022 08:00:00 +0700</pubDate></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>Bỉ</title><link href="https://example.vn/a"/>
<published>2022-04-19T08:00:00+07:00</published><content type="xhtml"><div><p>{ONE}</p></div></content></entry>
<entry><id>b</id><title>Séc</title><published>2022-04-20T08:00:00+07:00</published><summary>{TWO}</summary></entry></feed>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("columns.json", FRAME.to_json()),
        ("index.json", FRAME.set_index("id").to_json(orient="index")),
        ("split.json", FRAME.to_json(orient="split")),
        ("table.json", FRAME.to_json(orient="table")),
        ("keyed.json", json.dumps({f"bài-{row['id']}1": {**row} for row in RECORDS})),
        ("line.json", json.dumps(RECORDS)),
        ("hits.json", json.dumps({"hits": [{"_index": "x", "_source": row} for row in RECORDS]})),
        ("nested.json", json.dumps({"took": 1, "data": {"total": 2, "articles": RECORDS}})),
        ("feed.xml", FEED),
        ("feed.atom", ATOM),
        ("sep.csv", "sep=;\r\n" + FRAME.to_csv(index=False, sep=";")),
        ("twice.csv", FRAME[:1].to_csv(index=False) + FRAME[1:].to_csv(index=False)),
    ],
)
def test_forms_of_tables(name, data, tmp_path):
    (tmp_path / name).write_text(data, encoding="utf-8")
    table, report = load(tmp_path)
    assert list(table["text"]) == [f"Bỉ\n{ONE}", f"Séc\n{TWO}"]
    assert list(table["article_id"]) == ["a", "b"]
    assert list(table["title"]) == ["Bỉ", "Séc"]
    assert days(table) == ["2022-04-19", "2022-04-20"]
    assert report.left_out == 0


def test_workbooks(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Danh sách bài"], [], list(RECORDS[0]), *(list(row.values()) for row in RECORDS)):
        book.active.append(row)
    book.create_sheet("Ghi chú").append(["x"])
    book.save(tmp_path / "a.xlsx")
    table, report = load(tmp_path / "a.xlsx")
    assert list(table["text"]) == [f"Bỉ\n{ONE}", f"Séc\n{TWO}"]
    assert days(table) == ["2022-04-19", "2022-04-20"]
    assert list(table["article_id"]) == ["a", "b"] and report.left_out == 0
    (tmp_path / "b.xlsx").write_bytes((tmp_path / "a.xlsx").read_bytes()[:-20])
    table, report = load(tmp_path)
    assert len(table) == 2 and list(report.problems["file"]) == ["b.xlsx"]


def test_one_article_a_file_of_xml_and_entities(tmp_path):
    (tmp_path / "n7.xml").write_text(
        f"<n7><id> 7 </id><title>Bỉ&nbsp;ký</title><time>18/04/2023</time><text>{ONE} <b>Hết</b>.</text></n7>",
        encoding="utf-8",
    )
    table, _ = load(tmp_path)
    assert table[["article_id", "title", "text"]].values.tolist() == [["7", "Bỉ ký", f"Bỉ ký\n{ONE} Hết."]]


def test_objects_and_yes_or_no_in_known_columns(tmp_path):
    record = {
        "_id": {"$oid": "5b1f"},
        "source": {"name": "Báo Mẫu", "id": "bm"},
        "published": True,
        "publish": {"$date": "2018-05-03T02:15:00.000Z"},
        "meta": {"uri": "https://example.vn/bi-1.html"},
        "title": {"rendered": "Bỉ"},
        "content": f"<p>{ONE}</p>",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    table, _ = load(tmp_path)
    columns = ["article_id", "title", "source", "url", "text"]
    assert table[columns].values.tolist() == [
        ["5b1f", "Bỉ", "Báo Mẫu", "https://example.vn/bi-1.html", f"Bỉ\n{ONE}"]
    ]
    assert days(table) == ["2018-05-03"]


def test_ids_of_records_on_one_line_are_their_numbers(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"title": "x", "text": ONE}] * 3))
    table, report = load(tmp_path)
    assert list(table["article_id"]) == ["a.json:1", "a.json:2", "a.json:3"] and report.problems.empty


def test_lines_of_metadata_before_a_text(tmp_path):
    (tmp_path / "one.txt").write_text(
        f"# url = https://example.vn/a\n# date = 20220419\nBỉ\n{ONE}\n", encoding="utf-8"
    )
    (tmp_path / "two.txt").write_text(
        f"# doc_id = n1\n# date = 20220419\n{ONE}\n\n# doc_id = n2\n{TWO}\n", encoding="utf-8"
    )
    (tmp_path / "not.txt").write_text(f"# Bỉ: ký thỏa thuận\n{ONE}", encoding="utf-8")
    table, _ = load(tmp_path)
    assert dict(zip(table["article_id"], table["text"], strict=True)) == {
        "one": f"Bỉ\n{ONE}",
        "n1": ONE,
        "n2": TWO,
        "not": f"# Bỉ: ký thỏa thuận\n{ONE}",
    }
    assert dict(zip(table["article_id"], days(table), strict=True))["one"] == "2022-04-19"


@pytest.mark.parametrize(
    ("stamps", "read", "said"),
    [
        (["10/4/2026 9:05:00 AM", "10/5/2026 3:42:00 PM"], ["2026-10-04", "2026-10-05"], "month first"),
        (["4/5/2022", "4/25/2022"], ["2022-04-05", "2022-04-25"], "month first"),
        (["4/5/2022", "25/4/2022 8:00 AM"], ["2022-05-04", "2022-04-25"], ""),
        (["4/25/2022", "25/4/2022"], ["", ""], "are not read"),
        (["2022-04-05", "2022-04-25"], ["2022-04-05", "2022-04-25"], ""),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_the_order_of_day_and_month_is_that_of_the_column(stamps, read, said, packed, tmp_path):
    data = ("text,date\n" + "".join(f"{ONE},{stamp}\n" for stamp in stamps)).encode()
    if packed:
        with tarfile.open(tmp_path / "a.tar", "w") as archive:
            info = tarfile.TarInfo("a.csv")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    else:
        (tmp_path / "a.csv").write_bytes(data)
    table, report = load(tmp_path)
    assert days(table) == read
    assert list(table["published_raw"]) == stamps
    assert [said in problem for problem in report.problems["problem"]] == [True] * bool(said)


def test_letters_that_are_lost_are_flagged(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Theo th?a thu?n, 200 lao ??ng s? sang B? trong n?m nay.", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "Vì sao? Vì ai? Xem https://a.vn/?x=1&y?z=2. Có thật không?", encoding="utf-8"
    )
    table, report = load(tmp_path)
    assert ["lost-letters" in quality for quality in table["quality"]] == [True, False]
    assert report.flagged["lost-letters"] == 1


@pytest.fixture
def parts(tmp_path):
    """A database of articles in one table and their paragraphs in another, in write-ahead mode."""
    path = tmp_path / "news.sqlite"
    database = sqlite3.connect(path)
    database.executescript(
        "pragma journal_mode=wal; create table News(Id integer primary key, DatePost text, Title text);"
        "create table Contents(Id integer primary key, Location int, NewsRefId int references News(Id), Text text);"
        "create table Categories(Id integer primary key, Text text);"
    )
    for number in (1, 2):
        database.execute("insert into News values(?, '13/1/2021', ?)", (number, f"Tin {number}"))
        for place in (2, 0, 1):
            database.execute(
                "insert into Contents(Location, NewsRefId, Text) values(?, ?, ?)",
                (place, number, f"Đoạn {place} của tin {number}."),
            )
    database.commit()
    database.close()
    return path


def test_paragraphs_in_a_table_of_their_own_are_joined(parts):
    table, report = load(parts)
    assert list(table["text"]) == [
        f"Tin {n}\nĐoạn 0 của tin {n}.\nĐoạn 1 của tin {n}.\nĐoạn 2 của tin {n}." for n in (1, 2)
    ]
    assert list(table["title"]) == ["Tin 1", "Tin 2"] and days(table) == ["2021-01-13"] * 2
    [said] = report.problems["problem"]
    again, _ = load(parts, query=ast.literal_eval(said.partition("query=")[2]))
    pd.testing.assert_frame_equal(again, table)
    assert [file.name for file in parts.parent.iterdir()] == [parts.name]  # nothing beside it


def test_a_key_that_is_not_declared_is_told_by_its_name(tmp_path):
    database = sqlite3.connect(tmp_path / "a.db")
    database.executescript(
        "create table articles(id, title); create table paragraphs(article_id, idx, text);"
    )
    database.execute("insert into articles values('a', 'Tin')")
    database.executemany("insert into paragraphs values('a', ?, ?)", [(2, TWO), (1, ONE)])
    database.commit()
    database.close()
    table, _ = load(tmp_path)
    assert table[["article_id", "title", "text"]].values.tolist() == [["a", "Tin", f"Tin\n{ONE}\n{TWO}"]]


@pytest.mark.parametrize("query", ["Contents", "SELECT Id, Text FROM Contents"])
def test_paragraphs_that_are_asked_for_are_warned_of(query, parts):
    table, report = load(parts, query=query)
    assert len(table) == 6
    assert "paragraphs of News" in report.problems["problem"][0]
    assert "query='SELECT" in report.problems["problem"][0]


def test_what_is_still_in_the_log_of_a_database_is_read(tmp_path):
    database = sqlite3.connect(tmp_path / "a.db")
    database.executescript("pragma journal_mode=wal; create table news(id, text); pragma wal_checkpoint")
    database.execute("insert into news values('a', ?)", (ONE,))
    database.commit()
    before = sorted(file.name for file in tmp_path.iterdir())
    table, _ = load(tmp_path / "a.db")
    assert list(table["text"]) == [ONE]
    assert sorted(file.name for file in tmp_path.iterdir()) == before
    database.close()


def test_limits_of_databases(tmp_path, monkeypatch):
    monkeypatch.setattr("kit.read.files.sqlite_records.FEWEST_STEPS", 3_000_000)
    monkeypatch.setattr("kit.read.files.sqlite_records.FEWEST_ROWS", 50)
    monkeypatch.setattr("kit.read.files.sqlite_records.ROW_BYTES", 1 << 20)
    monkeypatch.setattr("kit.read.files.sqlite_records.LONGEST_CELL", 50_000)
    numbers = "with recursive c(id) as (select 1 union all select id + 1 from c)"
    views = {
        "rows": f"{numbers} select id, 'xin chào' as text from c",
        "steps": f"{numbers} select id, 'xin' as text from c where id < 0",
    }
    for name, select in views.items():
        database = sqlite3.connect(tmp_path / f"{name}.db")
        database.execute(f"create view v as {select}")
        database.close()
    database = sqlite3.connect(tmp_path / "cells.db")
    database.execute("create table news(id, text)")
    database.executemany("insert into news values(?, ?)", [(1, "một"), (2, "x" * 80_000), (3, "ba")])
    database.commit()
    database.close()
    (tmp_path / "x.txt").write_text(ONE, encoding="utf-8")
    table, report = load(tmp_path)
    loaded = table["origin"].str.partition(":")[0].value_counts().to_dict()
    assert loaded == {"cells.db": 2, "rows.db": 50, "x.txt": 1}
    said = dict(zip(report.problems["file"], report.problems["problem"], strict=True))
    assert (
        "more than" in said["rows.db"] and "too many steps" in said["steps.db"] and "cell" in said["cells.db"]
    )


def test_a_file_that_does_not_belong_is_named_and_the_rest_loaded(tmp_path):
    (tmp_path / "a.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "Thumbs.db").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(5000))
    (tmp_path / "list.csv").write_text("STT,Tên\n1,x\n", encoding="utf-8")
    (tmp_path / "settings.json").write_text('{"editor": {"tabSize": 2}}')
    (tmp_path / "book.xlsx").write_bytes(b"PK\3\4 no")
    (tmp_path / "map.xml").write_text("<urlset><url><loc>https://a.vn/</loc></url></urlset>")
    table, report = load(tmp_path)
    assert list(table["article_id"]) == ["a"]
    assert set(report.problems["file"]) == {"Thumbs.db", "list.csv", "settings.json", "book.xlsx", "map.xml"}


def test_one_impossible_time_costs_itself_alone(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    times = pa.array([1_650_300_000_000_000, 2**62], pa.timestamp("us"))
    pq.write_table(pa.table({"id": ["a", "b"], "text": [ONE, TWO], "date": times}), tmp_path / "a.parquet")
    table, _ = load(tmp_path)
    assert days(table) == ["2022-04-18", ""] and list(table["quality"]) == ["", "no-date"]
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    assert len(load(tmp_path)[0]) == 4


COUNT = 60
MANY = [
    {
        "id": f"r{n:02}",
        "content": f"{ONE} " + " ".join(f"{n * k % 97} {k * k % (n + 7)}" for k in range(90)) + ".",
    }
    for n in range(COUNT)
]
LINES = "".join(json.dumps(row) + "\n" for row in MANY).encode()


def in_zip(method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for row in MANY:
            archive.writestr(f"{row['id']}.txt", row["content"])
    return out.getvalue()


def in_tar(mode):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for row in MANY:
            info = tarfile.TarInfo(f"{row['id']}.txt")
            info.size = len(row["content"].encode())
            archive.addfile(info, io.BytesIO(row["content"].encode()))
    return out.getvalue()


def in_warc(row):
    page = f"<html><body><h1>Tin</h1><p>{row['content']}</p></body></html>".encode()
    data = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.vn/{row['id']}\r\nWARC-Record-ID: <urn:x:1>\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


CUT = {
    "a.jsonl": LINES,
    "a.json": json.dumps(MANY).encode(),
    "a.csv": pd.DataFrame(MANY).to_csv(index=False).encode(),
    "a.csv.gz": gzip.compress(pd.DataFrame(MANY).to_csv(index=False).encode()),
    "a.jsonl.gz": gzip.compress(LINES),
    "a.jsonl.xz": lzma.compress(LINES),
    "a.xml": b"<r>"
    + b"".join(f"<item><id>{r['id']}</id><text>{r['content']}</text></item>".encode() for r in MANY),
    "a.warc": b"".join(map(in_warc, MANY)),
    "a.warc.gz": b"".join(gzip.compress(in_warc(row)) for row in MANY),
    "a.zip": in_zip(zipfile.ZIP_DEFLATED),
    "b.zip": in_zip(zipfile.ZIP_STORED),
    "a.tar": in_tar("w"),
    "a.tar.gz": in_tar("w:gz"),
}
CUT["a.xml"] += b"</r>"


@pytest.mark.slow
@pytest.mark.parametrize("part", [0.5, 0.9, 0.99, None])
@pytest.mark.parametrize("name", CUT)
def test_what_is_whole_before_a_cut_is_loaded_and_the_cut_is_named(name, part, tmp_path):
    data = CUT[name]
    cut = int(len(data) * part) if part else len(data) - 20
    (tmp_path / name).write_bytes(data[:cut])
    (tmp_path / "z.txt").write_text(ONE, encoding="utf-8")
    table, report = load(tmp_path)
    spread = 2 if name.endswith((".gz", ".xz")) else 1  # what is packed is not packed evenly
    assert len(table) - 1 >= int(COUNT * cut / len(data)) - spread
    assert not report.problems.empty
    whole = {row["content"] for row in MANY}
    assert (
        sum(any(text.split("\n")[-1] in known for known in whole) for text in table["text"]) >= len(table) - 2
    )


def test_a_cut_zst_is_named(tmp_path):
    zstandard = pytest.importorskip("zstandard")
    noise = random.Random(1).randbytes(400_000).hex()
    lines = [json.dumps({"id": n, "text": noise[n * 800 :][:800]}) + "\n" for n in range(1000)]
    data = zstandard.ZstdCompressor().compress("".join(lines).encode())
    whole = zstandard.ZstdCompressor().compress(LINES)
    (tmp_path / "a.jsonl.zst").write_bytes(whole + data[: len(data) // 2])
    table, report = load(tmp_path)
    assert len(table) > COUNT and "no end" in report.problems["problem"].iloc[-1]


def test_a_page_without_a_content_type_is_read_if_it_is_one(tmp_path):
    pages = b"".join(
        in_warc(row).replace(
            b"Content-Type: text/html; charset=utf-8", b"Server: a-server-of-some-length-xxxx"
        )
        for row in MANY[:2]
    )
    other = in_warc(MANY[2]).replace(
        b"Content-Type: text/html; charset=utf-8", b"Server: a-server-of-some-length-xxxx"
    )
    (tmp_path / "a.warc").write_bytes(pages + other.replace(b"<html><body><h1>", b"{html}{body}{h1}"))
    table, report = load(tmp_path)
    assert len(table) == 2
    assert "no Content-Type" in report.problems["problem"].iloc[-1]


def test_a_page_that_was_sent_as_brotli_is_read(tmp_path):
    brotli = pytest.importorskip("brotli")
    packed = brotli.compress(f"<html><body><h1>Tin</h1><p>{ONE} {TWO}</p></body></html>".encode())
    data = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: br\r\n\r\n" + packed
    )
    head = in_warc(MANY[0]).partition(b"Content-Length")[0] + f"Content-Length: {len(data)}\r\n\r\n".encode()
    (tmp_path / "a.warc").write_bytes(head + data + b"\r\n\r\n")
    assert ONE in load(tmp_path)[0]["text"][0]


def test_links_that_lead_out_are_followed_only_if_asked(tmp_path):
    outside, folder = tmp_path / "outside", tmp_path / "mine"
    outside.mkdir()
    folder.mkdir()
    (outside / "o.txt").write_text(TWO, encoding="utf-8")
    (folder / "a.txt").write_text(ONE, encoding="utf-8")
    try:
        (folder / "b.txt").symlink_to(folder / "a.txt")
        (folder / "c.txt").symlink_to(outside / "o.txt")
        (folder / "d").symlink_to(outside)
        (folder / "e").symlink_to(folder)
    except OSError:
        pytest.skip("no links here")
    table, report = load(folder)
    assert list(table["article_id"]) == ["a", "b"]
    assert set(report.problems["file"]) == {"c.txt", "d", "e"}
    assert list(load(folder, follow_links=True)[0]["article_id"]) == ["a", "b", "c", "d/o"]


@pytest.mark.parametrize(
    "data", ["[" * 100_000 + "]" * 100_000, '{"text": ' + "[" * 900 + '"x"' + "]" * 900 + "}"]
)
def test_what_is_nested_beyond_sense_is_left_out(data, tmp_path):
    (tmp_path / "a.jsonl").write_text(f"{data}\n" + json.dumps({"text": ONE}))
    table, report = load(tmp_path)
    assert list(table["text"]) == [ONE] and "too deeply" in report.problems["problem"][0]


def test_a_lexicon_that_is_nested_beyond_sense_is_an_error(tmp_path):
    (tmp_path / "columns.yml").write_text("columns: " + "[" * 5_000 + "]" * 5_000)
    with pytest.raises(LexiconError, match="too deeply"):
        load_names(tmp_path)
