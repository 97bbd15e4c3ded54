"""Every example of the README and of docs/ runs: Python, entries of lexicons, command lines.

A block that cannot run here says why in a comment above it: ``<!-- not run: needs the network -->``. The files of
docs/extending.md are written and run by tests/test_docs.py.
"""

from __future__ import annotations

import ast
import gzip
import io
import re
import shlex
import shutil
import sqlite3
import warnings
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

import kit
import run
from kit import __main__ as kit_commands
from kit.__main__ import read_arguments
from kit.errors import KitWarning
from kit.files import LEXICONS
from kit.publish.lexicons import READERS
from kit.spreadsheets import read_cells

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    path
    for path in (*ROOT.glob("README*.md"), *sorted((ROOT / "docs").glob("*.md")))
    if path.stem != "extending"
]
FENCE = re.compile(
    r"(<!-- not run: (?P<reason>[^\n]+?) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"(?:^|(?<=`)|(?<=/))python3? (?:run\.py|-m kit)(?: [^`#\n]*)?", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: what it is of, its text, why it is not run, and what stands before it on the page."""

    kind: str
    text: str
    reason: str
    before: str


def list_blocks(page):
    text = page.read_text(encoding="utf-8")
    return [
        Block(found["kind"], found["text"], found["reason"] or "", text[: found.start()])
        for found in FENCE.finditer(text)
    ]


def write_files(folder):
    """What the examples find in the folder where they run."""
    shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")
    shutil.copy(ROOT / "data" / "articles.csv", folder / "data")
    shutil.copytree(ROOT / "data" / "articles", folder / "my-news")
    shutil.copytree(ROOT / "data" / "articles", folder / "my-study" / "articles")
    (folder / "my-study" / "study.yml").write_text("select: {home_named: true}\n", encoding="utf-8")
    shutil.copy(ROOT / "study.yml", folder)
    rows = pd.DataFrame(
        {"id": ["a", "b"], "Nội dung chính": ["Bài một.", "Bài hai."], "Ngày": ["9/5/2023", "10/5/2023"]}
    )
    rows.to_csv(folder / "news.csv", index=False)
    with sqlite3.connect(folder / "news.sqlite") as base:
        base.execute("CREATE TABLE posts (id TEXT, title TEXT, body TEXT)")
        base.execute("INSERT INTO posts VALUES ('a', 'Tin', 'Thứ trưởng tiếp Đại sứ Bỉ.')")
    base.close()
    write_archive(folder / "crawl" / "one.warc.gz")


def write_archive(path):
    """A web archive of one page."""
    told = "Thứ trưởng Ngoại giao tiếp Đại sứ Bỉ. " * 9
    page = f"<html><body><h1>Tin</h1><article><p>{told}</p></article></body></html>".encode()
    answer = b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = [
        "WARC/1.0",
        "WARC-Type: response",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date: 2023-05-09T00:00:00Z",
        "WARC-Target-URI: http://a.vn/tin",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(answer)}",
    ]
    path.parent.mkdir()
    path.write_bytes(gzip.compress("\r\n".join([*head, "", ""]).encode() + answer + b"\r\n\r\n"))


def code_by_hand(folder, codes):
    """Two coders fill in the form that was written: the first code for every second sentence."""
    for form in folder.glob("to-code/to-code-*.csv"):
        columns, rows = read_cells(form)
        marked = [name for name in columns if name in codes]
        table = pd.DataFrame([row for _, row in rows], columns=columns)
        table[marked] = "0"
        table.loc[::2, marked[0]] = "1"
        for place in (form.parent, folder):
            for coder in ("An", "Bình"):
                table.to_csv(place / f"{coder}.csv", index=False)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


def test_the_reasons_are_few_and_every_page_is_there():
    reasons = [block.reason for page in PAGES for block in list_blocks(page) if block.reason]
    assert len(reasons) <= 6 and all(reasons)
    kinds = {block.kind for page in PAGES for block in list_blocks(page)}
    assert kinds <= {"", "python", "yaml"}, "another kind of block needs a test"
    for page in PAGES:
        assert page.read_text(encoding="utf-8").count("```") == 2 * len(list_blocks(page)), page


WITH_PYTHON = [page for page in PAGES if any(block.kind == "python" for block in list_blocks(page))]


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.stem)
def test_the_python_of_a_page_runs(page, tmp_path, cache, monkeypatch):
    """In order, in one namespace that begins with kit, pandas as pd, and a corpus of the two articles."""
    monkeypatch.setenv("KIT_CACHE", str(cache))
    write_files(tmp_path)
    with chdir(tmp_path), redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", KitWarning)
        corpus = kit.Corpus("data/articles")
        names = {"kit": kit, "pd": pd, "corpus": corpus}
        codes = {*kit.load_topics().topics, *corpus.statements["act"]}
        if page.stem == "encounters":
            from kit.tag.corrections import save_corrections

            save_corrections(corpus.meetings, "data/meetings.csv")
        if page.stem == "scale":
            kit.build("my-news/", "my-store", engine="serial")
        for block in list_blocks(page):
            if block.kind == "python" and not block.reason:
                for statement in ast.parse(block.text).body:  # what people do in between is done in between
                    exec(compile(ast.Module([statement], []), page.name, "exec"), names)
                    code_by_hand(tmp_path, codes)
    kit.plot.running.RUNNING.update(corpus=None, figures="../figures", language="both")


def lay_in(text, block):
    """A lexicon of the kit with the entry of a block: instead of that of its key, or as the first of its kind."""
    indent, key = re.match(r"( *)([\w-]+):", block).groups()
    if known := re.search(rf"^{indent}{key}:.*\n(?:{indent} .*\n|\n)*", text, re.MULTILINE):
        if not indent:  # a list gets more
            first = known.group().partition("\n")[0] + "\n"
            return text.replace(first, first + block.partition("\n")[2], 1)
        return text[: known.start()] + block + text[known.end() :]
    themes = text.index("\nthemes:") if "\nthemes:" in text else 0
    place = re.compile(rf"^{indent}[\w-]+:", re.MULTILINE).search(text, themes).start()
    return text[:place] + block + text[place:]


ENTRIES = [(page, block) for page in PAGES for block in list_blocks(page) if block.kind == "yaml"]


@pytest.mark.parametrize(("page", "block"), ENTRIES, ids=lambda one: getattr(one, "stem", "entry"))
def test_an_entry_of_a_lexicon_loads(page, block, tmp_path):
    """In the file that the page names last before it."""
    name = re.findall(r"`(\w+\.yml)`", block.before)[-1]
    text = lay_in((LEXICONS / name).read_text(encoding="utf-8"), block.text)
    assert block.text.splitlines()[-1] in text
    (tmp_path / name).write_text(text, encoding="utf-8")
    with warnings.catch_warnings(), kit.files.overlay(tmp_path):
        warnings.simplefilter("ignore", KitWarning)
        for read in READERS[name]:
            read()


def list_commands(page):
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    return [" ".join(found.split()).rstrip(" …") for found in COMMAND.findall(text)]


LINES = sorted({line for page in [*PAGES, ROOT / "docs" / "extending.md"] for line in list_commands(page)})


@pytest.mark.parametrize("line", LINES)
def test_a_command_line_is_one(line, monkeypatch):
    given = shlex.split(line)
    if given[1] == "run.py":
        asked = []
        for name in run.COMMANDS:
            monkeypatch.setattr(run, name, asked.append)
        assert run.main(given[2:]) == 0 and len(asked) == 1
    else:
        assert given[3:4] == [] or given[3] in kit_commands.COMMANDS
        assert not given[4:] or read_arguments(given[3:]).command == given[3]


def test_there_are_command_lines():
    assert "python3 run.py" in LINES and any(line.startswith("python -m kit collect") for line in LINES)


def strip_comments(text):
    return [line.split(" #")[0].rstrip() for line in text.splitlines()]


def test_the_vietnamese_readme_has_the_same_blocks_commands_and_links():
    english, vietnamese = ROOT / "README.md", ROOT / "README.vi.md"
    ours, theirs = (
        [(block.kind, strip_comments(block.text)) for block in list_blocks(page)]
        for page in (english, vietnamese)
    )
    assert ours == theirs and len(ours) > 1
    assert set(list_commands(english)) <= set(list_commands(vietnamese))
    told, retold = (page.read_text(encoding="utf-8") for page in (english, vietnamese))
    link = re.compile(r"\]\(([\w./-]+)\)")
    assert set(link.findall(told)) - {"README.vi.md"} == set(link.findall(retold)) - {"README.md"}
    assert [line.split()[0] for line in told.splitlines() if line.startswith("#")] == [
        line.split()[0] for line in retold.splitlines() if line.startswith("#")
    ]
    files = re.compile(r"`((?:notebooks|report|figures|data|kit)/[\w./-]*)`")
    assert set(files.findall(told)) == set(files.findall(retold))
