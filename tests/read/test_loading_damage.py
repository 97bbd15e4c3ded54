"""Any bytes at all: what cannot be read is an ArticleError or a KitWarning, never an exception from inside."""

import csv
import gzip
import io
import json
import random
import warnings

import pytest
from made_up import PAGES, make_stories

from kit.errors import ArticleError, KitWarning
from kit.read.articles import load_articles
from kit.segment.lines import find_lines
from kit.segment.sentences import find_sentences

STORIES = make_stories(12, seed=3)
RECORDS = [{"id": s.id, "title": s.title, "date": str(s.published), "text": s.text} for s in STORIES]
LINES = "\n".join(json.dumps(fields, ensure_ascii=False) for fields in RECORDS).encode()
PAGE = PAGES["magazine"](STORIES[0]).encode()
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x.html\r\n"
    b"WARC-Date: 2024-01-01T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
    + str(len(PAGE) + 44).encode()
    + b"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    + PAGE
    + b"\r\n\r\n"
)
OUT = io.StringIO()
csv.writer(OUT, delimiter=";").writerows(
    [["id", "title", "text"], *([s.id, s.title, s.text] for s in STORIES)]
)
CSV = OUT.getvalue()
WHOLE = {
    "a.jsonl": LINES,
    "a.json": json.dumps(RECORDS, indent=1).encode(),
    "a.csv": CSV.encode(),
    "b.csv": CSV.encode("utf-16"),
    "a.jsonl.gz": gzip.compress(LINES),
    "a.html": PAGE,
    "a.txt": STORIES[0].text.encode(),
    "a.warc": WARC,
    "a.warc.gz": gzip.compress(WARC),
}
SCRAPS = [
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"\n",
    b"<",
    b">",
    b"\\",
    b"\x00",
    b"\xff",
    b"null",
    b"\\ud83d",
    b"&#x110000;",
]


def damage(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice([1, 2, 5, 20])):
        place = chance.randrange(len(data) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            data[place : place + 1] = chance.randbytes(1)
        elif kind == 1:
            del data[place : place + chance.choice([1, 10, 500])]
        elif kind == 2:
            data[place:place] = chance.choice(SCRAPS)
        elif kind == 3:
            data[place : place + 40] = data[place : place + 40] * chance.choice([0, 2, 30])
        else:
            data = data[:place] or data
    return bytes(data)


@pytest.mark.parametrize("name", WHOLE)
def test_whole_files_load_without_a_word(name, tmp_path):
    (tmp_path / name).write_bytes(WHOLE[name])
    assert len(load_articles(tmp_path / name)) in (1, len(STORIES))


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_damaged_files_never_raise_from_inside(name, tmp_path):
    chance = random.Random(name)
    for _ in range(25):
        (tmp_path / name).write_bytes(damage(WHOLE[name], chance))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                articles = load_articles(tmp_path / name)
            except ArticleError:
                continue
            sentences = find_sentences(articles, find_lines(articles))
        assert {warning.category for warning in caught} <= {KitWarning}
        assert sentences["article_id"].isin(articles["article_id"]).all()
