"""Datasheets and the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from material import TWO_ARTICLES

import kit
from kit.__main__ import main
from kit.errors import KitError
from kit.files import write_file
from kit.publish.datasheet import hash_collection, make_datasheet
from kit.schema import make_table
from kit.segment.lines import find_lines

sys.path.insert(0, str(Path(__file__).parents[1]))
from misbehaving_server import MisbehavingServer, feed

ROOT = Path(kit.__file__).parents[1]
ANSWERS = {"purpose": "A study of labour migration.", "licence": "The texts belong to their newspapers."}


def make_articles():
    rows = [
        {
            "article_id": "b",
            "text": "Bộ trưởng thăm Bỉ.",
            "title": "Thăm",
            "source": "vov",
            "published": "2023-04-05",
        },
        {"article_id": "a", "text": "Một câu.\nẢnh: An", "title": "", "source": "a|b", "published": None},
    ]
    table = pd.DataFrame(rows)
    return make_table(table.assign(published=pd.to_datetime(table["published"])).to_dict("list"), "articles")


def test_a_datasheet_counts_what_is_there():
    articles = make_articles()
    text = make_datasheet(articles, lines=find_lines(articles), title="Hai bài", answers=ANSWERS)
    assert text.startswith(
        "# Hai bài\n\n**For what purpose was the collection made?** A study of labour migration."
    )
    assert "Open questions, for a person to answer: Who made it?" in text
    for line in (
        "| articles | 2 |",
        "| syllables | 8 |",
        "| first day | 2023-04-05 |",
        "| articles without a date | 1 |",
        "| a\\|b | 1 | 1 | not known | not known |",
        "| vov | 1 | 0 | 2023-04-05 | 2023-04-05 |",
        "| 2023 | 1 |",
        "| caption | 1 | 1 | 21.2% |",
        "| it has no title |  | 1 | 50.0% |",
    ):
        assert line in text, line
    assert f"`{hash_collection(articles)}`" in text


def test_the_same_collection_has_the_same_datasheet_in_any_order():
    articles = make_articles()
    turned = articles.iloc[::-1].reset_index(drop=True)
    assert make_datasheet(articles) == make_datasheet(turned)
    assert hash_collection(articles) == hash_collection(turned)
    changed = articles.assign(text=articles["text"].str.replace("Bỉ", "Pháp"))
    assert hash_collection(articles) != hash_collection(changed)
    moved = articles.assign(article_id=["bB", "a"], text=["ộ trưởng thăm Bỉ.", articles["text"][1]])
    assert hash_collection(moved) != hash_collection(articles)


def test_an_unknown_question_is_an_error():
    with pytest.raises(KitError, match="no question 'price'"):
        make_datasheet(make_articles(), answers={"price": "0"})


def test_an_empty_collection_has_a_datasheet():
    assert "| articles | 0 |" in make_datasheet(make_articles().head(0))


def test_a_datasheet_that_cannot_be_written_says_so(tmp_path):
    assert write_file(tmp_path / "d.md", "x").read_text() == "x"
    with pytest.raises(KitError, match=r"below.md cannot be written"):
        write_file(tmp_path / "d.md" / "below.md", "x")


def test_a_table_with_a_bar_and_a_line_end_in_a_cell():
    text = make_datasheet(make_articles().assign(source=["x|y\nz", "<b>"]))
    assert "\n| x\\|y z | 1 | 0 | 2023-04-05 | 2023-04-05 |\n" in text and "\n| <b> | 1 | 1 |" in text


def run(*arguments):
    """The kit in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kit", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )


@pytest.mark.slow
def test_check_on_the_command_line(tmp_path):
    done = run("check", TWO_ARTICLES, "--datasheet", tmp_path / "d.md", "--csv", tmp_path / "p.csv")
    assert done.returncode == 0, done.stderr
    assert "2 articles, " in done.stdout and "Text by role" in done.stdout and "Ủy ban" not in done.stderr
    assert (tmp_path / "d.md").read_text("utf-8").startswith("# articles\n")
    assert pd.read_csv(tmp_path / "p.csv")["problem"].isin(["undated", "inferred-date"]).all()


def test_check_is_told_what_is_known_of_the_collection(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(
        "Tiếp Đại sứ\nNgày 4/5, tại Hà Nội, bà Lan tiếp ông Nam.\n", encoding="utf-8"
    )
    assert main(["check", str(tmp_path)]) == 0
    assert "1 days in 1 articles have no year" in capsys.readouterr().out
    assert main(["check", str(tmp_path), "--published-from", "2023", "--published-to", "2023-06"]) == 0
    said = capsys.readouterr().out
    assert "a [2023-05-04]" in said and "have no year" not in said
    assert main(["check", str(tmp_path), "--published-from", "2024", "--published-to", "2023"]) == 1


def test_a_folder_that_is_not_there_is_one_line_and_an_exit_code(tmp_path, capsys):
    assert main(["check", str(tmp_path / "nothing")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("kit check: ") and "nothing" in error and "Traceback" not in error


@pytest.mark.parametrize("arguments", [[], ["chekc", "x"], ["collect", "x", "https://example.vn/"]])
def test_a_wrong_command_line_says_how_it_goes(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2 and "usage: kit" in capsys.readouterr().err


@pytest.mark.slow
def test_collect_then_check_on_the_command_line(tmp_path, capsys):
    with MisbehavingServer(articles=3) as server:
        server.pages["/rss"] = feed(f"{server.url}/bai-0.html", f"{server.url}/missing.html")
        addresses = tmp_path / "addresses.txt"
        addresses.write_text(f"# two more\n{server.url}/bai-1.html # note\n\n{server.url}/broken\n", "utf-8")
        server.pages["/broken"] = (200, {"Content-Encoding": "gzip"}, b"no gzip")
        common = [
            "--contact",
            "me@example.vn",
            "--delay",
            "0",
            "--allow-private",
            "--feed",
            f"{server.url}/rss",
        ]
        folder = str(tmp_path / "study")
        assert main(["collect", folder, *common, "--list", str(addresses)]) == 3
        told = capsys.readouterr()
        assert "page     fetched            2" in told.out and "page     refused            1" in told.out
        assert "1 × its body is not compressed as it says" in told.out and "1 addresses failed" in told.err
        server.pages["/broken"] = server.pages["/bai-2.html"]
        assert main(["collect", folder, *common, "--list", str(addresses)]) == 0
    sheet = tmp_path / "sheet.md"
    done = run("check", folder, "--datasheet", sheet)
    assert done.returncode == 0 and "3 articles" in done.stdout, done.stderr
    text = sheet.read_text("utf-8")
    assert "## How it was collected" in text and "in 2 runs, as `migration-diplomacy-kit/" in text
    assert "| page | refused | 1 |" in text and "| articles-00001.warc.gz |" in text


def test_a_list_that_is_not_there(tmp_path, capsys):
    assert main(["collect", str(tmp_path), "--contact", "a@b.vn", "--list", str(tmp_path / "none.txt")]) == 1
    assert "none.txt cannot be read" in capsys.readouterr().err
