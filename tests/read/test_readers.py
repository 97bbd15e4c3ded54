"""Every format gives the same table, and every kind of damage is named, counted and survived."""

import csv
import gzip
import io
import json
import os
import random
import sqlite3
import tarfile
import warnings
import zipfile
from pathlib import Path

import fsspec
import pandas as pd
import pytest
import zstandard
from fsspec.implementations.local import LocalFileSystem
from made_up import make_stories, page_bare

import kit
from kit.errors import ArticleError, FileError, KitWarning
from kit.read.articles import load_articles, read_articles
from kit.read.files import csv_records
from kit.read.files.sources import find_format
from kit.read.reports import LoadReport

STORIES = make_stories(200)
HOST = "tin.example"
SHARED = ["article_id", "title", "published", "published_basis", "source", "url", "text"]


def address(story):
    return f"https://{HOST}/{story.id}.html"


def record(story):
    return {
        "id": story.id,
        "title": story.title,
        "published": f"{story.published:%d/%m/%Y} 10:25",
        "source": HOST,
        "url": address(story),
        "text": story.text,
    }


RECORDS = [record(story) for story in STORIES]


def write_folder(folder, encoding="utf-8"):
    texts = folder / "texts"
    texts.mkdir()
    for story in STORIES:
        (texts / f"{story.id}.txt").write_bytes(story.text.encode(encoding))
    with (folder / "texts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["article_id", "title", "published", "source", "url"])
        for story in STORIES:
            writer.writerow([story.id, story.title, story.published, HOST, address(story)])
    return texts


def write_bytes(name, data):
    def write(folder):
        (folder / name).write_bytes(data)
        return folder / name

    return write


def write_json_each(folder):
    (folder / "each").mkdir()
    for place, fields in enumerate(RECORDS):
        (folder / "each" / f"{place}.json").write_text(json.dumps(fields, indent=2), encoding="utf-8")
    return folder / "each"


def make_csv(separator, *, lists=False, encoding="utf-8-sig"):
    out = io.StringIO()
    names = ["Post ID", "Tiêu đề", "Ngày đăng", "Nguồn", "Link", "Nội dung"]
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(names)
    for fields in RECORDS:
        *known, text = fields.values()
        writer.writerow([*known, str(text.split("\n")) if lists else text])
    return out.getvalue().encode(encoding)


def write_parquet(folder):
    pd.DataFrame(RECORDS).to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


def write_sqlite(folder):
    connection = sqlite3.connect(folder / "a.sqlite")
    pd.DataFrame(RECORDS).to_sql("news", connection, index=False)
    connection.execute("CREATE TABLE settings (name, value)")
    connection.commit()
    connection.close()
    return folder / "a.sqlite"


def make_zip(prefix=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(prefix + "a.jsonl", "\n".join(json.dumps(fields) for fields in RECORDS))
    return out.getvalue()


def make_tar():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for place, fields in enumerate(RECORDS):
            data = json.dumps(fields).encode()
            info = tarfile.TarInfo(f"./a/{place}.json")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


LINES = "\n".join(json.dumps(fields, ensure_ascii=False) for fields in RECORDS).encode()
HALF = len(RECORDS) // 2
FORMATS = {
    "folder of text": write_folder,
    "folder of text in Windows-1258": lambda folder: write_folder(folder, "cp1258_decomposed"),
    "folder of text in UTF-16": lambda folder: write_folder(folder, "utf-16"),
    "jsonl": write_bytes("a.jsonl", LINES),
    "jsonl.gz": write_bytes("a.jsonl.gz", gzip.compress(LINES)),
    "jsonl.zst": write_bytes("a.jsonl.zst", zstandard.compress(LINES)),
    "json array": write_bytes("a.json", json.dumps(RECORDS, indent=1).encode()),
    "json arrays one after another": write_bytes(
        "a.json", (json.dumps(RECORDS[:HALF]) + "\n" + json.dumps(RECORDS[HALF:])).encode()
    ),
    "json with trailing commas": write_bytes(
        "a.json", (json.dumps(RECORDS).replace('"}', '",}')[:-1] + ",]").encode()
    ),
    "json inside an object": write_bytes("a.json", json.dumps({"count": 200, "articles": RECORDS}).encode()),
    "one json a file": write_json_each,
    "array in a file of lines": write_bytes("a.jsonl", json.dumps(RECORDS, indent=1).encode()),
    "csv with comma": write_bytes("a.csv", make_csv(",")),
    "csv with semicolon": write_bytes("a.csv", make_csv(";")),
    "csv with bar": write_bytes("a.csv", make_csv("|")),
    "tsv": write_bytes("a.tsv", make_csv("\t", encoding="utf-16")),
    "csv with lists in cells": write_bytes("a.csv", make_csv(",", lists=True)),
    "parquet": write_parquet,
    "sqlite": write_sqlite,
    "zip": write_bytes("a.zip", make_zip()),
    "zip in a folder of its name": write_bytes("b.zip", make_zip("b/")),
    "tar.gz": write_bytes("a.tar.gz", make_tar()),
}


def decompose(text):
    """Vietnamese as Windows-1258 writes it: vowels composed, tone marks apart."""
    tones = {chr(mark) for mark in (0x300, 0x301, 0x303, 0x309, 0x323)}
    import unicodedata

    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in tones)
        rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out.append(letter if not tone or len(letter.encode("cp1258", "ignore")) == 1 else rest + tone)
    return "".join(out)


@pytest.fixture(autouse=True, scope="module")
def windows_1258():
    """A codec that encodes composed Vietnamese, so that the fixtures can be written with it."""
    import codecs

    def encode(text, errors="strict"):
        return decompose(text).encode("cp1258", errors), len(text)

    def search(name):
        return (
            codecs.CodecInfo(encode, codecs.lookup("cp1258").decode) if name == "cp1258_decomposed" else None
        )

    codecs.register(search)
    yield
    codecs.unregister(search)


@pytest.fixture(scope="module")
def expected():
    table = pd.DataFrame(RECORDS).rename(columns={"id": "article_id"})
    table["published"] = pd.Series([pd.Timestamp(story.published) for story in STORIES]).astype(
        "datetime64[s]"
    )
    table["published_basis"] = "given"
    return table[SHARED].sort_values("article_id", ignore_index=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_table(name, tmp_path, expected):
    loaded = load_articles(FORMATS[name](tmp_path))
    pd.testing.assert_frame_equal(loaded[SHARED], expected, check_dtype=False)
    assert loaded["published"].dtype == "datetime64[s]"


def make_warc_record(url, status, page):
    body = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{abs(hash((url, status)))}>\r\n"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n")


def test_pages_and_web_archives_give_the_same_table(tmp_path, expected):
    (tmp_path / "pages").mkdir()
    with (tmp_path / "a.warc.gz").open("wb") as file:
        for story in STORIES[:40]:
            page = (
                f"<html><head><meta charset='utf-8'><link rel='canonical' href='{address(story)}'>"
                f"<meta property='article:published_time' content='{story.published}T10:25:00+07:00'></head>"
                f"<body><h1>{story.title}</h1><p>"
                + "</p><p>".join([story.lead, *story.body])
                + "</p></body></html>"
            ).encode()
            (tmp_path / "pages" / f"{story.id}.html").write_bytes(page)
            file.write(make_warc_record(address(story), "200 OK", page))
            file.write(make_warc_record(address(story), "404 Not Found", b"<p>none</p>"))
    wanted = expected.head(40)
    pages = load_articles(tmp_path / "pages")
    pd.testing.assert_frame_equal(pages[SHARED], wanted, check_dtype=False)
    crawled = load_articles(tmp_path / "a.warc.gz")
    assert list(crawled["article_id"]) == [f"{HOST}/{name}" for name in wanted["article_id"]]
    pd.testing.assert_frame_equal(crawled[SHARED[1:]], wanted[SHARED[1:]], check_dtype=False)


def test_an_fsspec_address_is_read(tmp_path, expected):
    write_parquet(tmp_path)
    (tmp_path / "card.md").write_text("about this set")
    for where in (f"file://{tmp_path}", f"file://{tmp_path}/*.parquet", f"file://{tmp_path}/a.parquet"):
        pd.testing.assert_frame_equal(load_articles(where)[SHARED], expected, check_dtype=False)
    with pytest.raises(ArticleError, match="nothing at"):
        load_articles(f"file://{tmp_path}/none")


class Breaking(LocalFileSystem):
    """A file system of which the second file breaks off while it is read, or cannot be opened, or is short."""

    protocol, how = "breaking", ""

    def open(self, path, mode="rb", **kwargs):
        file = super().open(path, mode, **kwargs)
        if not path.endswith("b.jsonl"):
            return file
        if self.how == "refused":
            raise PermissionError("expired token")
        if self.how == "short":
            return io.BytesIO(file.read()[:-10])
        file.read = lambda *size: (_ for _ in ()).throw(TimeoutError("no answer"))
        return file


@pytest.mark.parametrize("how", ["refused", "broken", "short"])
def test_a_file_that_cannot_be_fetched_is_an_error_and_no_damaged_file(how, tmp_path, monkeypatch):
    fsspec.register_implementation("breaking", Breaking, clobber=True)
    monkeypatch.setattr(Breaking, "how", how)
    half, news = len(RECORDS) // 2, tmp_path / "news"
    news.mkdir()
    for name, rows in (("a", RECORDS[:half]), ("b", RECORDS[half:])):
        (news / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    with pytest.raises(FileError, match=rf"breaking://{news} \(b.jsonl\) cannot be fetched \("):
        load_articles(f"breaking://{news}")
    kit.build(news, tmp_path / "store", engine="serial")
    before = (tmp_path / "store" / "manifest.json").read_bytes()
    with pytest.raises(FileError, match="run it again"):
        kit.build(f"breaking://{news}/*.jsonl", tmp_path / "store", engine="serial")
    assert (tmp_path / "store" / "manifest.json").read_bytes() == before


def test_lists_and_patterns_and_their_order(tmp_path, expected):
    for place in range(4):
        part = "\n".join(json.dumps(fields) for fields in RECORDS[place::4])
        (tmp_path / f"part-{place}.jsonl").write_text(part)
    paths = sorted(tmp_path.glob("*.jsonl"))
    tables = [load_articles(tmp_path / "part-*.jsonl"), load_articles(tmp_path)]
    for seed in range(3):
        shuffled = list(paths)
        random.Random(seed).shuffle(shuffled)
        tables.append(load_articles(shuffled))
    for table in tables:
        pd.testing.assert_frame_equal(table, tables[0])
        pd.testing.assert_frame_equal(table[SHARED], expected, check_dtype=False)


def test_batches_are_the_table(tmp_path):
    path = write_parquet(tmp_path)
    batches = list(read_articles(path, batch=33))
    assert [len(batch) for batch in batches] == [33] * 6 + [2]
    whole = pd.concat(batches, ignore_index=True).sort_values("article_id", ignore_index=True)
    pd.testing.assert_frame_equal(whole, load_articles(path))


def test_columns_can_be_said(tmp_path):
    (tmp_path / "a.csv").write_text(
        "mã;chữ;mục\n1;Một hai ba.;Thế giới\n2;Bốn năm.;Kinh tế\n", encoding="utf-8"
    )
    with (
        pytest.warns(KitWarning),
        pytest.raises(ArticleError, match=r"none of the columns mã, chữ, mục is known.*columns=\{'text'"),
    ):
        load_articles(tmp_path / "a.csv")
    with (
        pytest.warns(KitWarning),
        pytest.raises(ArticleError, match="no column 'chu' for text; the columns are mã, chữ, mục"),
    ):
        load_articles(tmp_path / "a.csv", columns={"text": "chu"})
    table = load_articles(tmp_path / "a.csv", columns={"text": "chữ", "id": "mã", "category": "mục"})
    assert list(table["text"]) == ["Một hai ba.", "Bốn năm."]
    assert list(table["article_id"]) == ["1", "2"]
    assert list(table["category"]) == ["Thế giới", "Kinh tế"]


def test_ids_come_from_the_address_or_the_place(tmp_path):
    lines = [
        {"text": "Một.", "url": "https://www.tin.example/the-gioi/a-1.html"},
        {"text": "Hai."},
        {"text": "Ba.", "id": "x"},
        {"text": "Bốn.", "id": "x"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    with pytest.warns(KitWarning, match=r"line \d+: the article_id 'x' comes again; loaded as 'x~2'"):
        table = load_articles(tmp_path / "a.jsonl")
    assert dict(zip(table["article_id"], table["text"], strict=True)) == {
        "tin.example/the-gioi/a-1": "Một.",
        "a.jsonl:2": "Hai.",
        "x": "Ba.",
        "x~2": "Bốn.",
    }
    assert list(table["origin"]) == ["a.jsonl:2", "a.jsonl:1", "a.jsonl:3", "a.jsonl:4"]


def test_the_lead_is_put_before_a_body_that_lacks_it(tmp_path):
    lead, body = "Hai nước vừa ký bản ghi nhớ về lao động.", "Lễ ký diễn ra sáng 4/4 tại Hà Nội."
    lines = [
        {"id": 1, "description": lead, "content": body},
        {"id": 2, "description": lead + ".. ", "content": f"{lead} {body}"},
        {"id": 3, "description": lead, "content": None},
        {"id": 4, "description": None, "content": "null"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    report = LoadReport()
    with pytest.warns(KitWarning, match="line 4: it has no text"):
        table = load_articles(tmp_path / "a.jsonl", report=report)
    assert list(table["text"]) == [f"{lead}\n{body}", f"{lead} {body}", lead]
    assert list(table["quality"]) == ["", "", "lead-only"]
    assert (report.articles, report.left_out, report.flagged["lead-only"]) == (3, 1, 1)


def test_sqlite_by_table_and_by_query(tmp_path):
    path = write_sqlite(tmp_path)
    assert len(load_articles(path, query="news")) == 200
    few = load_articles(path, query="SELECT id, text FROM news WHERE id < 'bai-003'")
    assert list(few["article_id"]) == ["bai-000", "bai-001", "bai-002"]
    for query, problem in (("nothing", "no table 'nothing'"), ("SELECT * FROM other", "no such table")):
        with pytest.raises(ArticleError, match=problem):
            load_articles(path, query=query)


# --- damage ---------------------------------------------------------------------------------------------------


def load_with_warnings(path, **options):
    report = LoadReport()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        table = load_articles(path, report=report, **options)
    assert all(issubclass(warning.category, KitWarning) for warning in caught), [
        str(w.message) for w in caught
    ]
    return table, [str(warning.message) for warning in caught], report


def broken_gzip(folder):
    noise = [
        {**fields, "text": fields["text"] + random.Random(i).randbytes(200).hex()}
        for i, fields in enumerate(RECORDS)
    ]
    data = gzip.compress("\n".join(map(json.dumps, noise)).encode())
    return write_bytes("a.jsonl.gz", data[: len(data) * 2 // 3])(folder)


def broken_parquet(folder):
    path = write_parquet(folder)
    path.write_bytes(path.read_bytes()[:-5000])
    (folder / "good.jsonl").write_bytes(LINES)
    return folder


def half_a_line(folder):
    return write_bytes("a.jsonl", LINES[: len(LINES) - 40])(folder)


def ragged_csv(folder):
    rows = make_csv(",").decode("utf-8-sig").split("\r\n")
    rows.insert(2, "bai-x,too,few")
    rows.insert(4, 'bai-y,"a quote that never ends')
    return write_bytes("a.csv", "\r\n".join(rows).encode())(folder)


def climbing_zip(folder):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../outside.txt", "Không được ghi ra ngoài.")
        archive.writestr("/etc/outside.txt", "Không được ghi ra ngoài.")
        archive.writestr("a.jsonl", LINES.decode())
    return write_bytes("a.zip", out.getvalue())(folder)


def linked_tar(folder):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        info = tarfile.TarInfo("a.jsonl")
        info.size = len(LINES)
        archive.addfile(info, io.BytesIO(LINES))
    return write_bytes("a.tar.gz", out.getvalue())(folder)


def broken_zip_member(folder):
    data = bytearray(make_zip())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("b.txt", "Một bài viết bị hỏng trong tệp nén.")
        archive.writestr("c.jsonl", LINES.decode())
    data = bytearray(out.getvalue())
    data[data.index("Một".encode())] ^= 0xFF
    return write_bytes("a.zip", bytes(data))(folder)


def circular_links(folder):
    (folder / "a.jsonl").write_bytes(LINES)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    return folder


def odd_names(folder):
    (folder / "a.jsonl").write_bytes(LINES)
    (folder / "Vie\u0323\u0302t\nNam.txt").write_text("Tên tệp có dấu xuống dòng.", encoding="utf-8")
    return folder


def binary_files(folder):
    (folder / "a.jsonl").write_bytes(LINES)
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.txt").write_text(" \n")
    (folder / "page.html").write_bytes(b"\x00\x01\x02" * 100)
    return folder


DAMAGE = {
    "truncated gzip": (broken_gzip, r"'a.jsonl.gz', line \d+: .*damaged", range(100, 200)),
    "truncated parquet": (broken_parquet, r"'a.parquet': it is no whole Parquet file", [200]),
    "half a line": (half_a_line, r"'a.jsonl', line 200: this is no JSON", [199]),
    "ragged csv": (ragged_csv, r"line 9: 3 cells where the first row has 6; the line is skipped", [200]),
    "quote that never ends": (
        ragged_csv,
        r"line 17: \d+ cells .* \(a quotation mark that never ends\?\)",
        [200],
    ),
    "path out of the archive": (climbing_zip, r"'a.zip/../../outside.txt': its path leads out", [200]),
    "link in an archive": (linked_tar, r"'a.tar.gz/link.txt': it is a link", [200]),
    "broken member": (broken_zip_member, r"'b.txt': it cannot be read further", [200]),
    "links in a circle": (circular_links, r"'round': a link to a folder is not followed", [200]),
    "link to itself": (circular_links, r"'self.txt': it is no file", [200]),
    "newline in a name": (odd_names, r"'Việt_Nam.txt': what is no text in its name was replaced", [201]),
    "binary as text": (binary_files, r"'picture.txt': it is binary", [200]),
    "empty file": (binary_files, r"'empty.txt': it has no text", [200]),
    "binary as page": (binary_files, r"'page.html': its encoding is not known", [200]),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_and_the_rest_is_loaded(name, tmp_path):
    make, message, number = DAMAGE[name]
    inside = tmp_path / "collection"
    inside.mkdir()
    where = make(inside)
    before = sorted(tmp_path.rglob("*"))
    table, messages, report = load_with_warnings(where)
    assert any(pd.Series(messages).str.contains(message)), messages
    assert len(table) in number
    assert report.articles == len(table)
    assert report.problems["problem"].str.len().gt(0).all()
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/etc/outside.txt").exists()


@pytest.mark.parametrize("name", [name for name in DAMAGE if name != "newline in a name"])
def test_strict_raises_instead(name, tmp_path):
    with pytest.raises(ArticleError, match="strict=True"):
        load_articles(DAMAGE[name][0](tmp_path), strict=True)


def test_many_problems_are_shown_in_part_and_counted_in_full(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(LINES + b"\n{bad" * 500)
    table, messages, report = load_with_warnings(tmp_path / "a.jsonl")
    assert len(table) == 200
    assert len(messages) == 11
    assert messages[-1].startswith("'a.jsonl': 490 more problems")
    assert report.left_out == len(report.problems) == 500
    assert "Left out: 500" in report.summary
    assert list(report.problems["line"])[:2] == [201, 202]


def test_bombs_are_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("kit.read.files.compression.FLOOR", 1 << 20)
    zeros = bytes(30 << 20)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(zeros))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.txt", zeros)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("zeros.bin")
        info.size = len(zeros)
        archive.addfile(info, io.BytesIO(zeros))
    (tmp_path / "c.tar.gz").write_bytes(out.getvalue())
    (tmp_path / "d.jsonl").write_bytes(LINES)
    table, messages, _ = load_with_warnings(tmp_path)
    assert len(table) == 200
    for name in ("a.txt.gz", "b.zip/b.txt", "c.tar.gz"):
        assert any(message.startswith(f"'{name}'") and "times its size" in message for message in messages), (
            messages
        )


@pytest.mark.slow
def test_a_field_without_end_does_not_fill_the_memory(tmp_path):
    import resource

    with (tmp_path / "a.csv").open("w", encoding="utf-8") as file:
        file.write('id,title,text\n1,Một,Bài đầu tiên.\n2,Hai,"')
        for _ in range(300):
            file.write("x" * (1 << 20))
        file.write("\n3,Ba,Bài cuối cùng.\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table, messages, _ = load_with_warnings(tmp_path / "a.csv")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert list(table["article_id"]) == ["1", "3"]
    assert "longer than" in messages[0]
    assert grown < 250_000  # kilobytes, of a file of 300,000


def test_records_stand_on_their_own_lines_after_one_that_is_skipped_or_read_anew(monkeypatch):
    monkeypatch.setattr(csv_records, "LONGEST", 60)
    monkeypatch.setattr(csv_records.csv, "field_size_limit", lambda _: None)
    text = f'title,text\nMột,{"x" * 80}\nHai,Bài thứ hai.\n"Ba,Dấu không đóng.\nBốn,Bài thứ tư.\n'
    noted = []
    stream = io.StringIO(text, newline="")
    records = csv_records.read_csv(
        stream, lambda line, why, **_: noted.append(line), {"title", "text"}.__contains__
    )
    assert [(line, fields["title"]) for line, fields in records] == [(3, "Hai"), (5, "Bốn")]
    assert noted == [2, 4]


def test_nothing_to_load_is_an_error(tmp_path):
    for path, problem in (
        (tmp_path / "none", "There is no file or folder"),
        (tmp_path, "has no file of articles"),
        (tmp_path / "*.txt", "No file matches"),
        ([], "The list of files is empty"),
    ):
        with pytest.raises(ArticleError, match=problem):
            load_articles(path)
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(ArticleError, match="has no ending of a known format"):
        load_articles(tmp_path / "photo.jpg")
    with pytest.raises(ArticleError, match="no format 'pdf'"):
        load_articles(tmp_path, format="pdf")
    (tmp_path / "empty.txt").write_text("")
    with pytest.warns(KitWarning, match="has no text"), pytest.raises(ArticleError, match="can be read"):
        load_articles(tmp_path)


def test_formats_are_known_by_their_endings():
    assert find_format("A.JSONL.GZ") == "jsonl"
    assert find_format("news.tar") is None
    assert find_format("page.HTM") == "html"


def test_a_page_nested_beyond_sense_is_read(tmp_path):
    deep = (
        "<div>" * 100_000
        + "<p>Sáng 4/4, hai bên đã gặp nhau tại Hà Nội để bàn về di cư.</p>"
        + "</div>" * 100_000
    )
    (tmp_path / "deep.html").write_text(deep, encoding="utf-8")
    (tmp_path / "good.html").write_text(page_bare(STORIES[0]), encoding="utf-8")
    table = load_articles(tmp_path)
    assert list(table["article_id"]) == ["deep", "good"]
    assert "Sáng 4/4, hai bên đã gặp nhau" in table["text"][0]


def test_names_that_are_no_text_are_shown_as_they_can_be(tmp_path):
    name = os.fsdecode(b"b\xff\xfei.txt")
    try:
        (tmp_path / name).write_text("Tên tệp hỏng.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    with pytest.warns(KitWarning, match="what is no text in its name was replaced"):
        assert load_articles(tmp_path)["article_id"][0] == "b\ufffd\ufffdi"


@pytest.mark.parametrize(
    ("package", "name", "data"),
    [
        ("zstandard", "a.jsonl.zst", b"x"),
        ("warcio.archiveiterator", "a.warc", b"x"),
        ("trafilatura", "a.html", b"<h1>Tin</h1><p>Hai b\xc3\xaan</p>"),
        ("lxml", "a.html", b"<p>Hai b\xc3\xaan</p>"),
    ],
)
def test_a_missing_package_is_named_with_how_to_install_it(package, name, data, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ArticleError, match=rf"{package.split('.')[0]}.*pip install"):
        load_articles(tmp_path / name)


def test_reading_needs_none_of_the_optional_packages():
    import subprocess
    import sys

    code = (
        "import sys, kit.read.articles\n"
        "optional = {'trafilatura', 'lxml', 'warcio', 'dateparser', 'zstandard', 'fsspec', 'charset_normalizer'}\n"
        "assert not optional & set(sys.modules), optional & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[2])


def test_the_form_of_multilingual_open_text_is_read_with_its_dates(tmp_path):
    article = {
        "url": "https://example.vn/a/1.html",
        "title": "Bỉ tiếp nhận lao động",
        "time_published": "2022-04-20 18:30:00+00:00",
        "paragraphs": ["Hai bên ký thỏa thuận về lao động tại Bỉ.", "Hồ sơ được nhận từ tuần tới."],
        "authors": ["PV"],
        "section": "Việt Nam",
        "keywords": ["Bỉ"],
    }
    content = json.dumps(article, ensure_ascii=False).encode()
    with tarfile.open(tmp_path / "vie.tgz", "w:gz") as archive:
        member = tarfile.TarInfo("vie/article/1.json")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    with pytest.warns(KitWarning, match="columns are not read: authors"):
        row = load_articles(tmp_path / "vie.tgz").iloc[0]
    assert row[["title", "section"]].tolist() == ["Bỉ tiếp nhận lao động", "Việt Nam"]
    assert str(row["published"].date()) == "2022-04-21", "it is seven hours later in Việt Nam"
    assert row["text"] == "\n".join([article["title"], *article["paragraphs"]])


def test_a_column_of_days_in_two_orders_is_named_with_one_that_is_turned(tmp_path):
    days = ["25/5/2023", "2023-05-14", "5/13/2023"]
    pd.DataFrame({"text": ["Một.", "Hai.", "Ba."], "published": days}).to_csv(tmp_path / "a.csv", index=False)
    with pytest.warns(KitWarning, match=r"have days above 12 in first and \(5/13/2023\) in second place"):
        table = load_articles(tmp_path / "a.csv")
    assert table["published"].dt.strftime("%Y-%m-%d").fillna("").tolist() == ["", "2023-05-14", ""]
    assert table["published_raw"].tolist() == days
