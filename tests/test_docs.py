"""The pages that tell how the kit is made are held to it: their examples run, their tables are those of the code."""

import importlib
import os
import re
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from material import TWO_ARTICLES

import kit
from kit import check
from kit.publish.reference import write_reference
from kit.steps import STEPS

ROOT = Path(__file__).resolve().parents[1]


def test_the_table_of_steps_in_the_design_is_that_of_the_code():
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| `(\w+)` \| ([^|]*?) \| ?([^|]*?) ?\|$", page, re.MULTILINE)
    told = {name: (function, needs.split(", "), [file for file in reads.split(", ") if file])
            for name, function, needs, reads in rows}  # fmt: skip
    assert list(told.items()) == [
        (name, (step.make.__name__, list(step.tables), list(step.reads))) for name, step in STEPS.items()
    ]


def test_every_lexicon_stands_on_its_page():
    page = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    told = {
        name
        for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
        for name in re.findall(r"`(.+?)`", row)
    }
    assert told == {path.name for path in (ROOT / "data" / "lexicons").glob("*.yml")}


def test_the_house_in_the_design_is_that_of_the_code():
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    house = page[
        page.index("kit/             the library") : page.index("notebooks/       one question each")
    ]
    told = {
        name.strip("/")
        for line in house.splitlines()[1:]
        for name in re.split(r"\s{2,}", line.strip())[0].split()
    }
    folders = [path for path in (ROOT / "kit").rglob("*") if path.is_dir() and path.name != "__pycache__"]
    there = {path.name for path in folders if path.name not in ("files", "pages")}
    there |= {path.stem for path in (ROOT / "kit").glob("*.py")} - {"__init__"}
    there |= {path.stem for path in (ROOT / "kit" / "vietnamese").glob("*.py")} - {"__init__"}
    assert told == there


@pytest.mark.slow
def test_a_table_of_ones_own_as_the_page_tells_it(tmp_path):
    """The files of docs/extending.md, written into an empty folder and run there."""
    page = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", page, re.DOTALL)
    (lexicon,) = [text for kind, text in blocks if kind == "yaml"]
    module, use = [text for kind, text in blocks if kind == "python"]
    (tmp_path / "my-lexicons").mkdir()
    (tmp_path / "my-lexicons" / "promises.yml").write_text(lexicon, encoding="utf-8")
    (tmp_path / "promises.py").write_text(module, encoding="utf-8")
    use = use.replace('"data/articles"', repr(str(TWO_ARTICLES)))
    check = """
texts = corpus.articles.set_index("article_id")["text"]
assert len(corpus.promises) and set(corpus.promises["key"]) <= {"commitment", "readiness", "continuation"}
rows = corpus.promises.itertuples()
assert [texts[row.article_id][row.start : row.end] for row in rows] == list(corpus.promises["text"])
assert "promises.yml" in corpus.provenance("promises", "sizes")["files"]
before, others = len(corpus.promises), corpus.key("partners")
path = corpus.lexicons / "promises.yml"
path.write_text(path.read_text(encoding="utf-8") + "thanks:\\n  words: [cảm ơn]\\n", encoding="utf-8")
again = kit.Corpus(corpus.folder, lexicons="my-lexicons")
assert len(again.promises) > before and again.key("partners") == others
path.write_text("commitment: {word: [cam kết]}", encoding="utf-8")
try:
    kit.Corpus(corpus.folder, lexicons="my-lexicons").promises
except kit.errors.LexiconError as error:
    assert str(error).startswith("my-lexicons/promises.yml, line 1: unknown key 'word'"), error
else:
    raise AssertionError("the mistake was not noticed")
"""
    env = os.environ | {"PYTHONPATH": str(ROOT), "KIT_CACHE": str(tmp_path / "cache")}
    (tmp_path / "use.py").write_text(use + check, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "use.py"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert "n_mentions" in found.stdout


def test_the_articles_of_the_tests_are_those_that_the_page_of_the_data_vouches_for():
    """Tests read a copy of their own (tests/material.py), byte for byte."""
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    told = dict(reversed(line.split()) for line in page.splitlines() if re.match(r"[0-9a-f]{64} ", line))
    copies = {f"articles/{path.name}": path.read_bytes() for path in TWO_ARTICLES.glob("*.txt")}
    assert len(copies) == 2
    assert {name: sha256(content).hexdigest() for name, content in copies.items()}.items() <= told.items()


PAGES = [
    ROOT / "README.md",
    *ROOT.glob("data/*.md"),
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("data/lexicons/*.yml"),
]
PAGES += [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("kit/**/*.py")]
NOT_THERE = {"kit.a", "kit.a.b", "kit.find_"}  # examples of an import, and the beginning of a name


@cache
def is_there(name):
    """Whether ``kit.a.b.c`` is a module, or something in one."""
    value = kit
    for place, part in enumerate(parts := name.split(".")[1:], start=2):
        if not hasattr(value, part):
            try:
                importlib.import_module(".".join(["kit", *parts[: place - 1]]))
            except ModuleNotFoundError:
                return part in getattr(value, "__annotations__", {})
        value = getattr(value, part)
    return True


def find_in_pages(pattern):
    """What of this is told, and on which page."""
    return {
        (told, page.relative_to(ROOT).as_posix())
        for page in PAGES
        for told in re.findall(rf"(?<![\w/.@-]){pattern}", page.read_text(encoding="utf-8"))
    }


def test_every_name_of_the_kit_that_a_page_tells_of_is_there():
    told = find_in_pages(r"kit(?:\.[A-Za-z_]\w*)+")
    assert not [(name, page) for name, page in told if name not in NOT_THERE and not is_there(name)]


def test_every_path_of_the_kit_that_a_page_tells_of_is_there():
    """``kit/tag/partners.py``, or a folder, or the beginning of names, as in ``guards_*.py``."""
    told = find_in_pages(r"kit/(?!\d)[\w/]*(?:\*?\.py)?")
    paths = {path for path, _ in told} - {"kit/tag/promises.py"}  # the table that docs/extending.md adds
    lost = {path for path in paths if not list(ROOT.glob(path.rstrip("/") + "*"))}
    assert not [(path, page) for path, page in told if path in lost]


def test_every_promise_names_tests_that_there_are():
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 30 and not named - there


def test_the_reference_is_that_of_the_docstrings():
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert page == write_reference(), "write it again: python -m kit.publish.reference docs/reference.md"
    rows = re.findall(r"^\| `(?:kit|check)\.\w+` \|(.*)\|(.*)\|$", page, re.MULTILINE)
    assert len(rows) == len(kit.MODULES) + len(check.__all__) and all(purpose.strip() for purpose, _ in rows)


def test_every_public_name_is_in_a_notebook_or_has_an_example():
    cells = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("notebooks/*.ipynb"))
    used = set(re.findall(r"\bkit\.(\w+)", cells))
    alone = [
        name for name in kit.MODULES if name not in used and ">>>" not in (getattr(kit, name).__doc__ or "")
    ]
    assert not alone


def test_a_wrong_name_gets_the_nearest():
    with pytest.raises(AttributeError, match=r"no 'find_topic'\. Did you mean 'find_topics'"):
        kit.find_topic  # noqa: B018
