"""``python -m kit package FOLDER``: what goes into the package of a study, made in a folder aside."""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from kit import __version__, check
from kit.cache import write_table
from kit.corpus import Corpus
from kit.errors import FileError, KitError
from kit.files import DATA, KIT, LEXICONS, REFERENCE, find_cache, find_data, hash_data, list_overlaid
from kit.publish.datasheet import make_datasheet
from kit.publish.package.archive import ABOUT, is_hidden, write_sums, zip_folder
from kit.publish.package.codebook import list_fields, make_codebook, write_codebook
from kit.publish.package.rerun import KEPT, KINDS, REDACTED, TABLES, Outcome, find_cells
from kit.publish.package.texts import choose_policy, strip_table
from kit.publish.templates import fill_template
from kit.spreadsheets import find_sheet, read_cells, write_cells
from kit.steps import LOADED, STEPS
from kit.store.collection import ALL, is_learnt
from kit.store.manifest import SCHEMA, is_store, save_manifest
from kit.study import FILE, as_plain, is_study, load_study
from kit.vietnamese.lexicon import load_lexicon
from kit.vietnamese.phrases.topics import load_topics

# Tables on the way to others, which nobody counts from.
HIDDEN = ("prints", "repeats", "titled", "signatures", "dated", "grouped")

# Files of a study that are edited by hand, besides lexicons and codes.
BY_HAND = ("articles.csv", "events.csv", "meetings.csv")

# What lies beside the kit and goes in with it.
PROJECT = ("run.py", "runner", "pyproject.toml", "environment.yml", "requirements.lock", "LICENSE", "docs")

# Libraries whose versions are told in the methods; the lock has all.
LIBRARIES = "pandas numpy scipy scikit-learn matplotlib pyarrow underthesea krippendorff"

# CPU time of all tables, in milliseconds an article of 4.8 kB, as measured of 1,000 of them (docs/scale.md).
MS_PER_ARTICLE = 14

_QUOTED = ("text", "before", "after", "left", "right", "context")  # columns of a form that show the sentence


def save_package(study: Path, to: Path) -> Package:
    """Write the package of a study into one archive, whole; the study is only read.

    Raises
    ------
    FileError : it is no study, or a file of it lies outside of it, or the archive cannot be written.
    ArticleError : there is no article.
    KitError : its figures are not of its articles and this kit.
    """
    if not is_study(study):
        raise FileError(f"{study} has no {FILE}: it is no study. python3 run.py new FOLDER makes one.")
    with tempfile.TemporaryDirectory() as aside:
        package = Package(Corpus(study), Path(aside))
        package.copy_study()
        package.copy_codes()
        package.write_tables()
        package.copy_figures()
        package.keep_values()
        package.copy_kit()
        package.write_pages()
        write_sums(package.folder)
        zip_folder(package.folder, to)
    return package


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("folder", type=Path, help="the folder of a study; . for the project's own")
    where = "the archive to write (default: <name>-package.zip in the folder of the study)"
    parser.add_argument("--to", type=Path, metavar="FILE.zip", help=where)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    # A name of a file, whatever the study is called.
    name = re.sub(r'[\\/:*?"<>|\s]+', "-", load_study(options.folder).name)
    to = options.to or options.folder / f"{name}-package.zip"
    made = save_package(options.folder, to)
    print(f"{to}: {len(made.tables)} tables, {len(made.figures)} figures; {made.policy.said}.")
    failed = [one for one in made.outcomes if one.problem]
    for one in failed:
        print(f"The figure {one.figure} cannot be drawn again from the package: {one.problem}")
    if made.outcomes:
        same = f"{len(made.outcomes) - len(failed)} of {len(made.outcomes)} figures"
        print(f"Without the texts {same} were drawn again, the same to the byte.")
    return 0


class Package:
    """A package on its way."""

    def __init__(self, corpus: Corpus, folder: Path):
        self.corpus, self.study, self.folder = corpus, corpus.study, folder
        self.policy, self.root = choose_policy(self.study), self.study.folder.resolve()
        self.notebooks = sorted((self.root / "notebooks").glob("*.ipynb"))
        self.own = list_overlaid(self.study.lexicons) if self.study.lexicons else []
        self.tables: dict[str, pd.DataFrame] = {}
        self.left_out: dict[str, str] = {}
        self.described: dict[str, list[dict[str, str]]] = {}
        self.figures: list[str] = []
        self.redacted: dict[str, str] = {}
        self.quality: dict[str, Any] = {}
        self.outcomes: list[Outcome] = []

    def place(self, path: Path) -> str:
        """Where a file of the study lies in it.

        Raises
        ------
        FileError : it lies elsewhere.
        """
        if not path.resolve().is_relative_to(self.root):
            raise FileError(f"{path} lies outside of the study {self.root}. Put it there; {FILE} says where.")
        return path.resolve().relative_to(self.root).as_posix()

    def write(self, name: str, content: str | bytes | dict) -> Path:
        """Write a file of the package, a dict as JSON."""
        if isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def write_csv(self, name: str, table: pd.DataFrame) -> Path:
        """Write a table, and describe its columns."""
        self.described[name] = list_fields(Path(name).stem, table)
        return self.write(name, write_cells(table))

    def copy(self, paths: Iterable[Path], to: str = "") -> None:
        """Copy files of the study to their places in the package, or into a folder of it."""
        for path in filter(Path.is_file, paths):
            self.write(f"{to}/{path.name}" if to else self.place(path), path.read_bytes())

    def copy_study(self) -> None:
        """Copy what was written by hand, the notebooks, and the articles where they are passed on."""
        told = as_plain(load_lexicon(self.root / FILE, empty=True))
        source = self.study.articles.resolve()
        if self.policy.texts and not is_store(source):
            self.copy([*_list_source(source), source.with_suffix(".csv")])
        else:
            told["articles"] = os.path.relpath(TABLES, self.place(self.study.data))
        text = yaml.safe_dump(told | {"name": self.corpus.collection}, allow_unicode=True, sort_keys=False)
        self.write(FILE, "# As the study has it, but for comments, and for where the articles are.\n" + text)
        notes = _list_source(self.study.lexicons) if self.study.lexicons else []  # the lexicons among them
        self.copy([*(find_sheet(self.study.data / name) for name in BY_HAND), *notes])
        diffs: list[str] = []
        for path in self.own:
            both = (find_data(path.name), path)
            old, new = (one.read_text("utf-8").splitlines(keepends=True) for one in both)
            diffs += difflib.unified_diff(old, new, f"kit/{path.name}", f"study/{path.name}")
        none = "# No difference: the lexicons are the kit's own, in data/lexicons.\n"
        self.write("lexicons/differences.diff", "".join(diffs) or none)
        for path in self.notebooks:
            self.write(f"notebooks/{path.name}", path.read_bytes() if self.policy.texts else _clear(path))

    def copy_codes(self) -> None:
        """Forms that people coded, without the sentences where texts are left out; how far coders and kit agree."""
        forms = sorted(self.study.codes.glob("*.csv"))
        for path in forms:
            place, content = self.place(path), path.read_bytes()
            self.write(place, content if self.policy.texts else _blank_sentences(path))
            self.redacted |= {} if self.policy.texts else {place: hash_data(path)}
        if not (topics := [path for path in forms if path.name.startswith("topics")]):
            return
        codes = check.load_codes(topics, codes=[*load_topics(self.corpus.lexicons).topics])
        coded, found = self.corpus.find_coded(codes), self.corpus.topics
        if coded.empty:
            return
        scores, alphas = check.score_codes(coded, found), check.agreement(coded)
        with_kit = check.agreement(check.add_kit_as_coder(coded, found))
        for name, table in (("agreement", alphas), ("agreement-with-the-kit", with_kit), ("scores", scores)):
            self.write_csv(f"codes/{name}.csv", table)
        self.quality = scores[scores["key"] == "all"].iloc[0].to_dict()
        self.quality |= {"coders": coded["coder"].nunique(), "alphas": alphas["alpha"].dropna().tolist()}

    def write_tables(self) -> None:
        """Every table of all articles, as CSV and as Parquet, and a manifest by which `kit.Corpus` opens them."""
        whole, why = self.corpus._whole, "left out with the texts"
        reads: dict[str, Any] = {}
        files: dict[str, Any] = {}
        for name, step in STEPS.items():
            table = whole.get(name)
            reads[name] = whole.read.get((name, ALL if is_learnt(name) else 0)) or whole.hash_reads(step)
            stripped = None if name in HIDDEN else strip_table(name, table, self.policy)
            if stripped is None:
                self.left_out[name] = "a table on the way to others" if name in HIDDEN else why
                continue
            self.left_out |= {f"{name}.{column}": why for column in table if column not in stripped}
            self.tables[name] = stripped
            path = self.write_csv(f"{TABLES}/{name}.csv", stripped).with_suffix(".parquet")
            write_table(stripped, path)
            files[path.name] = {"sha256": hash_data(path), "bytes": path.stat().st_size}
        told: dict[str, Any] = {"schema": SCHEMA, "kit": __version__, "collection": self.corpus.collection}
        told |= {"hash": self.corpus.hash, "settings": {**whole.options, "today": str(self.corpus.today)}}
        told |= {"parts": [{"articles": len(self.tables["articles"]), "key": self.corpus.hash}]}
        told |= {"read": whole.read.get((LOADED, 0), {}), "reads": reads, "files": files}
        told |= {"frozen": {name: whole.key(name) for name in STEPS}, "own": whole.own}
        save_manifest(self.folder / TABLES, told)
        self.write(f"{TABLES}/{REDACTED}", self.redacted)
        codebook = make_codebook(self.tables, self.left_out)
        self.write_csv("codebook.csv", codebook)
        self.write("codebook.md", write_codebook(codebook))

    def copy_figures(self) -> None:
        """Each figure with its data, its provenance and the cell that drew it.

        Raises
        ------
        KitError : one is of other articles, lexicons or of another kit.
        """
        now = self.corpus.provenance()["files"]
        for path in sorted(self.study.figures.glob("*.json")):
            told, here = json.loads(path.read_text("utf-8")), {"corpus": self.corpus.hash, "kit": __version__}
            files = told.get("files", {}).items()
            other = [name for name, digest in files if now.get(name, digest) != digest]
            if other or {**here, **told} != {**told, **here}:
                of = ", ".join(other) or "articles or of another kit"
                why = f"The figure {path.stem} is of other {of} than these."
                raise KitError(f"{why} Run the notebooks again (python3 run.py), then make the package.")
            self.copy((path.with_suffix(f".{kind}") for kind in KINDS), "figures")
            self.figures.append(path.stem)
            table = pd.read_csv(path.with_suffix(".csv"), keep_default_na=False, na_values=[""])
            self.described[f"figures/{path.stem}.csv"] = list_fields("", table)
        for path in self.notebooks:
            for name, (number, source) in find_cells(path).items():
                if name in self.figures:
                    head = f"# {path.name}, code cell {number}; it needs the cells above it.\n"
                    self.write(f"figures/{name}.cell.py", f"{head}{source}\n")

    def keep_values(self) -> None:
        """Draw every figure again without the texts, and keep what that takes; how each came out."""
        if self.policy.texts or not self.figures or not self.notebooks:
            return
        there = {*self.folder.rglob("*")}
        with tempfile.TemporaryDirectory() as aside:
            study, told = Path(aside) / FILE, Path(aside) / "told.json"
            full = yaml.safe_load((self.folder / FILE).read_text("utf-8"))
            study.write_text(yaml.safe_dump(full | {"articles": str(self.study.articles.resolve())}), "utf-8")
            more = [str(self.folder), "--study", str(study), "--to", str(told)]
            command = [sys.executable, "-m", "kit.publish.package.rerun", *more]
            env = os.environ | {"KIT_CACHE": str(find_cache())}
            ran = subprocess.run(command, cwd=KIT.parent, env=env, capture_output=True, text=True)
            for path in {*self.folder.rglob("*")} - there:  # what the notebooks wrote, such as forms to code
                if path.is_file() and path.parent.name != KEPT:
                    path.unlink()
            if not told.is_file():
                raise KitError(f"The figures could not be drawn again:\n{(ran.stdout + ran.stderr)[-2000:]}")
            self.outcomes = [Outcome(**one) for one in json.loads(told.read_text("utf-8"))]

    def copy_kit(self) -> None:
        """The kit itself, with what is needed to run it.

        Raises
        ------
        KitError : the kit is installed without the project around it.
        """
        home = KIT.parent
        if not (home / "run.py").is_file():
            raise KitError("This kit is installed without its project: make the package in that folder.")
        for path in (KIT, LEXICONS, REFERENCE, *(home / name for name in PROJECT)):
            for file in _list_source(path):
                name = file.relative_to(DATA.parent if file.is_relative_to(DATA) else home).as_posix()
                if not (self.folder / name).exists():
                    self.write(name, file.read_bytes())

    def write_pages(self) -> None:
        """The pages that people read."""
        whole = self.corpus.whole
        title = self.study.title or self.corpus.collection
        about: dict[str, Any] = {"title": title, "package": self, "whole": whole, "outcomes": self.outcomes}
        about |= {"kit": __version__, "libraries": {name: version(name) for name in LIBRARIES.split()}}
        about |= {"python": ".".join(map(str, sys.version_info[:2])), "record": self.corpus.provenance()}
        about |= {"seconds": round(len(whole.articles) * MS_PER_ARTICLE / 1000), "ms": MS_PER_ARTICLE}
        about |= {"squeeze": _squeeze, "hash_data": hash_data}
        for page in ("README.md", "methods.md", "CITATION.cff", ABOUT):
            self.write(page, fill_template(f"package/{page}", **about))
        self.copy([self.root / "CITATION.cff"])
        folder = self.study.articles if self.study.articles.is_dir() else None
        sheet = make_datasheet(whole.articles, lines=whole.lines, folder=folder, title=title)
        self.write("datasheet.md", sheet)


def _squeeze(name: str) -> str:
    """A name in the letters that a data package allows."""
    return "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-.") else "-" for letter in name
    ).casefold()


def _list_source(path: Path) -> list[Path]:
    """The files of a folder that a person wrote, or the file itself."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    return [one for one in found if one.is_file() and not is_hidden(one.relative_to(path))]


def _clear(path: Path) -> bytes:
    """A notebook without its outputs, which show the words of articles."""
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell |= {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _blank_sentences(path: Path) -> bytes:
    """A form of codes without the sentences in it."""
    names, rows = read_cells(path)
    blank = {name: "" for name in names if name.casefold() in _QUOTED}
    return write_cells(pd.DataFrame([cells | blank for _, cells in rows], columns=names, dtype="str"))
