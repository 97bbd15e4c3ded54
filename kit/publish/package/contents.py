"""What goes into a package, made in a folder aside."""

from __future__ import annotations

import csv
import difflib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

from kit import __version__, check
from kit.cache import find_cache, write_table
from kit.corpus import Corpus
from kit.errors import FileError, KitError
from kit.files import DATA, KIT, LEXICONS, REFERENCE, hash_data
from kit.publish.datasheet import make_datasheet
from kit.publish.package.archive import hash_file, write_sums
from kit.publish.package.codebook import list_fields, make_codebook, write_codebook
from kit.publish.package.kept import VALUES
from kit.publish.package.rerun import KEPT, KINDS, REBUILT, REDACTED, TABLES, Outcome, find_cells
from kit.publish.package.texts import LICENCES, Policy, Running, choose_policy, strip_table
from kit.publish.package.verify import ABOUT
from kit.publish.templates import fill_template
from kit.schema import STORY_ROLES
from kit.spreadsheets import write_cells
from kit.stats.intervals import wilson_interval
from kit.steps import LOADED, STEPS
from kit.store.collection import ALL, is_learnt
from kit.store.manifest import SCHEMA, is_store, save_manifest
from kit.study import FILE, Study, is_study
from kit.vietnamese.phrases.topics import load_topics

HIDDEN = ("prints", "repeats", "titled", "signatures", "dated", "grouped")
"""Tables on the way to others, which nobody counts from."""

BY_HAND = ("articles.csv", "events.csv", "meetings.csv")
"""Files of a study that are edited by hand, besides lexicons and codes."""

PROJECT = ("run.py", "runner", "pyproject.toml", "environment.yml", "requirements.lock", "LICENSE", "docs")
"""What lies beside the kit and goes in with it."""

LIBRARIES = (
    "pandas",
    "numpy",
    "scipy",
    "scikit-learn",
    "matplotlib",
    "pyarrow",
    "underthesea",
    "krippendorff",
)
"""Libraries whose versions are told in the methods; the lock has all."""

MS_PER_ARTICLE = 14
"""CPU time of all tables, in milliseconds an article of 4.8 kB, as measured in docs/scale.md (10.7 and 3.5)."""

_QUOTED = ("text", "before", "after", "left", "right", "context")  # columns of a form that show the sentence


class Made(NamedTuple):
    """A package, as it lies in a folder."""

    policy: Policy
    outcomes: list[Outcome]
    figures: int
    tables: int


def make_package(study: Path, folder: Path) -> Made:
    """Make the package of a study in a folder, which is empty; nothing is written into the study.

    Raises
    ------
    KitError : it is no study, a file of it lies outside of it, or its figures are not of its articles and this kit.
    ArticleError : there is no article.
    """
    if not is_study(study):
        raise FileError(f"{study} has no {FILE}: it is no study. python3 run.py new FOLDER makes one.")
    corpus = Corpus(study)
    policy = choose_policy(corpus.study)
    package = _Package(corpus, folder, policy)
    package.copy_study()
    package.write_tables()
    package.copy_figures()
    package.copy_kit()
    outcomes = [] if policy.texts else package.keep_values()
    package.write_pages(outcomes)
    _describe(package)
    write_sums(folder)
    return Made(policy, outcomes, len(package.figures), len(package.tables))


class _Package:
    """A package on its way."""

    def __init__(self, corpus: Corpus, folder: Path, policy: Policy):
        self.corpus, self.study, self.folder, self.policy = corpus, corpus.study, folder, policy
        self.root = self.study.folder.resolve()
        self.tables: dict[str, pd.DataFrame] = {}
        self.left_out: dict[str, str] = {}
        self.figures: dict[str, tuple[str, int]] = {}
        self.redacted: dict[str, str] = {}
        self.agreed: dict[str, pd.DataFrame] = {}
        self.quality: dict[str, Any] = {}

    def place(self, path: Path) -> str:
        """Where a file of the study lies in it.

        Raises
        ------
        FileError : it lies elsewhere.
        """
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            raise FileError(
                f"{path} lies outside of the study {self.study.folder}; put it into it, and name it in {FILE}."
            ) from None

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file of the package."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    def copy(self, path: Path, name: str = "") -> None:
        """Copy a file of the study to its place in the package, or to another."""
        self.write(name or self.place(path), path.read_bytes())

    def copy_study(self) -> None:
        """Copy what was written by hand, and the articles where they are passed on."""
        told = yaml.safe_load((self.root / FILE).read_text("utf-8")) or {}
        data = self.place(self.study.data)
        frozen = not self.policy.texts or is_store(self.study.articles)
        if frozen:
            told["articles"] = os.path.relpath(TABLES, data)
        else:
            told["articles"] = self._copy_articles(data)
        told |= {"name": self.corpus.collection}
        text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
        self.write(FILE, "# As the study has it, but for where the articles are.\n" + text)
        for path in (self.study.data / name for name in BY_HAND):
            if path.is_file():
                self.copy(path)
        self._copy_lexicons()
        self._copy_codes()
        for path in sorted((self.root / "notebooks").glob("*.ipynb")):
            self.write(f"notebooks/{path.name}", path.read_bytes() if self.policy.texts else _clear(path))

    def _copy_articles(self, data: str) -> str:
        """Copy the articles and what is known of them; returns where they are, seen from the folder of data."""
        source = self.study.articles.resolve()
        inside = source.is_relative_to(self.root)
        base = (
            Path(self.place(source))
            if inside
            else Path(data) / "articles" / ("" if source.is_dir() else source.name)
        )
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and not path.name.startswith("."):
                self.copy(path, (base / path.relative_to(source)).as_posix())
        beside = source.with_name(f"{source.name if source.is_dir() else source.stem}.csv")
        if beside.is_file():
            self.copy(beside, base.with_name(f"{base.name if source.is_dir() else base.stem}.csv").as_posix())
        return os.path.relpath(base, data)

    def _copy_lexicons(self) -> None:
        """The study's own lexicons, and how they differ from the kit's."""
        own = sorted(path for path in (self.study.lexicons or Path()).glob("*.*") if self.study.lexicons)
        diffs: list[str] = []
        for path in own:
            self.copy(path)
            kits = next(
                (one / path.name for one in (LEXICONS, REFERENCE) if (one / path.name).is_file()), None
            )
            old = kits.read_text("utf-8").splitlines(keepends=True) if kits else []
            new = path.read_text("utf-8").splitlines(keepends=True)
            diffs += difflib.unified_diff(old, new, f"kit/{path.name}", f"study/{path.name}")
        none = "# No difference: the lexicons are the kit's own, in data/lexicons.\n"
        self.write("lexicons/differences.diff", "".join(diffs) or none)

    def _copy_codes(self) -> None:
        """Forms that people coded, and how far the coders agree; without the sentences where texts are left out."""
        files = sorted(
            path for path in self.study.codes.glob("*") if path.is_file() and path.suffix == ".csv"
        )
        for path in files:
            place, content = self.place(path), path.read_bytes()
            blank = content if self.policy.texts else _blank_sentences(content)
            self.write(place, blank)
            if blank != content:
                self.redacted[place] = hash_data(path)
        forms = [path for path in files if path.name.startswith("topics")]
        if not forms:
            return
        codes = check.load_codes(forms, codes=list(load_topics(self.corpus.lexicons).topics))
        coded = check.find_coded(codes, self.corpus.story)
        if coded.empty:
            return
        self.agreed["agreement"] = check.agreement(coded)
        self.agreed["agreement-with-the-kit"] = check.agreement(
            check.add_kit_as_coder(coded, self.corpus.topics)
        )
        self.agreed["scores"] = check.score_codes(coded, self.corpus.topics)
        for name, table in self.agreed.items():
            self.write(f"codes/{name}.csv", write_cells(table))
        found, coded_, both = (
            int(self.agreed["scores"][name].sum()) for name in ("n_found", "n_coded", "n_both")
        )
        self.quality = {
            "coders": coded["coder"].nunique(),
            "sentences": len(coded[["article_id", "sentence"]].drop_duplicates()),
            "precision": (both, found, *_bound(both, found)),
            "recall": (both, coded_, *_bound(both, coded_)),
            "alphas": self.agreed["agreement"]["alpha"].tolist(),
        }

    def write_tables(self) -> None:
        """Every table of all articles, as CSV and as Parquet, and a manifest by which `kit.Corpus` opens them."""
        whole, keys, reads = self.corpus._whole, {}, {}
        why = "left out with the texts"
        for name, step in STEPS.items():
            table = whole.get(name)
            keys[name] = whole.key(name)
            reads[name] = whole.read.get((name, ALL if is_learnt(name) else 0)) or whole.hash_reads(step)
            stripped = None if name in HIDDEN else strip_table(name, table, self.policy)
            if stripped is None:
                self.left_out[name] = "a table on the way to others" if name in HIDDEN else why
                continue
            self.left_out |= {f"{name}.{column}": why for column in table if column not in stripped}
            self.tables[name] = stripped
            write_table(stripped, self._make(f"{TABLES}/{name}.parquet"))
            self.write(f"{TABLES}/{name}.csv", write_cells(stripped))
        options = dict(whole.options) | {"today": str(self.corpus.today)}
        files = sorted((self.folder / TABLES).glob("*.parquet"))
        manifest = {
            "schema": SCHEMA,
            "kit": __version__,
            "collection": self.corpus.collection,
            "hash": self.corpus.hash,
            "settings": options,
            "lexicons": False,
            "parts": [{"articles": len(self.tables["articles"]), "key": self.corpus.hash}],
            "read": whole.read.get((LOADED, 0), {}),
            "reads": reads,
            "frozen": keys,
            "files": {path.name: {"sha256": hash_file(path), "bytes": path.stat().st_size} for path in files},
        }
        save_manifest(self.folder / TABLES, manifest)
        if self.redacted:
            self.write(f"{TABLES}/{REDACTED}", json.dumps(self.redacted, indent=1, sort_keys=True) + "\n")
        codebook = make_codebook(self.tables, self.left_out)
        self.write("codebook.csv", write_cells(codebook))
        self.write("codebook.md", write_codebook(codebook))

    def _make(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def copy_figures(self) -> None:
        """Each figure with its data, its provenance and the cell that drew it.

        Raises
        ------
        KitError : one is of other articles or of another kit.
        """
        cells = {
            name: (path.stem, *cell)
            for path in sorted((self.root / "notebooks").glob("*.ipynb"))
            for name, cell in find_cells(path).items()
        }
        for path in sorted(self.study.figures.glob("*.json")):
            told = json.loads(path.read_text("utf-8"))
            other = told.get("corpus") not in (None, self.corpus.hash) or told.get("kit") not in (
                None,
                __version__,
            )
            if other:
                raise KitError(
                    f"The figure {path.stem} is of other articles or of another kit than these. Run the "
                    "notebooks again (python3 run.py), then make the package."
                )
            for file in (path.with_suffix(f".{kind}") for kind in KINDS):
                if file.is_file():
                    self.copy(file, f"figures/{file.name}")
            notebook, number, source = cells.get(path.stem, ("", 0, ""))
            self.figures[path.stem] = (notebook, number)
            if notebook:
                head = f"# {notebook}.ipynb, code cell {number}; it needs the cells above it.\n"
                self.write(f"figures/{path.stem}.cell.py", f"{head}{source}\n")

    def copy_kit(self) -> None:
        """The kit itself, with what is needed to run it.

        Raises
        ------
        KitError : the kit is installed without the project around it.
        """
        home = KIT.parent
        if not (home / "run.py").is_file():
            raise KitError(
                "This kit was installed without run.py and its lock; make the package in the project's folder."
            )
        kit = [KIT, LEXICONS, REFERENCE, *(home / name for name in PROJECT)]
        for path in sorted(file for one in kit for file in _list_source(one)):
            inside = path.relative_to(home if path.is_relative_to(home) else DATA.parent)
            if not (self.folder / inside).exists():
                self.copy(path, inside.as_posix())

    def keep_values(self) -> list[Outcome]:
        """Draw every figure again without the texts, and keep what that takes; how each came out."""
        if not self.figures:
            return []
        with tempfile.TemporaryDirectory() as aside:
            work, study, told = Path(aside) / "work", Path(aside) / FILE, Path(aside) / "told.json"
            for name in ("notebooks", "figures", TABLES, "lexicons", FILE, *self.redacted, *BY_HAND):
                _copy_any(self.folder / name, work / name)
            for path in [self.study.data / name for name in BY_HAND] + list(self.study.codes.glob("*")):
                if path.is_file():
                    _copy_any(self.folder / self.place(path), work / self.place(path))
            full = yaml.safe_load((self.folder / FILE).read_text("utf-8"))
            full["articles"] = str(self.study.articles.resolve())
            study.write_text(yaml.safe_dump(full, allow_unicode=True, sort_keys=False), encoding="utf-8")
            command = [
                sys.executable,
                "-m",
                "kit.publish.package.rerun",
                work,
                "--study",
                study,
                "--to",
                told,
            ]
            env = os.environ | {
                "KIT_CACHE": str(find_cache()),
                "MPLBACKEND": "agg",
                "PYTHONPATH": str(KIT.parent),
            }
            ran = subprocess.run(
                [*map(str, command)], cwd=KIT.parent, env=env, capture_output=True, text=True
            )
            if not told.is_file():
                raise KitError(
                    f"The figures could not be drawn again:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}"
                )
            if (work / KEPT / VALUES).is_file():
                shutil.copytree(work / KEPT, self.folder / KEPT)
            return [Outcome(**one) for one in json.loads(told.read_text("utf-8"))]

    def write_pages(self, outcomes: list[Outcome]) -> None:
        """The pages that people read."""
        whole = self.corpus.whole
        about: dict[str, Any] = {
            "title": self.study.title or self.corpus.collection,
            "study": self.study,
            "policy": self.policy,
            "kit": __version__,
            "python": ".".join(map(str, sys.version_info[:2])),
            "libraries": {name: version(name) for name in LIBRARIES},
            "articles": len(whole.articles),
            "copies": len(whole.articles) - len(whole.kept),
            "counted": self.corpus.denominator,
            "record": self.corpus.provenance(),
            "outlets": whole.articles["source"].replace("", "not known").value_counts().head(10).to_dict(),
            "undated": int((whole.articles["published_basis"] == "unknown").sum()),
            "roles": STORY_ROLES,
            "rows": {name: len(table) for name, table in self.tables.items()},
            "left_out": sorted(name for name, why in self.left_out.items() if "texts" in why),
            "own": sorted(path.name for path in (self.study.lexicons or Path("none")).glob("*.*")),
            "quality": self.quality,
            "codes_place": self.place(self.study.codes) if self.study.codes.is_dir() else "",
            "figures": self.figures,
            "outcomes": outcomes,
            "failed": [one for one in outcomes if one.problem],
            "seconds": round(len(whole.articles) * MS_PER_ARTICLE / 1000),
        }
        for name, page in (("README.md", "package/readme.md"), ("methods.md", "package/methods.md")):
            self.write(name, fill_template(page, **about))
        folder = self.study.articles if self.study.articles.is_dir() else None
        self.write(
            "datasheet.md",
            make_datasheet(whole.articles, lines=whole.lines, folder=folder, title=about["title"]),
        )
        citation = self.root / "CITATION.cff"
        self.write(
            "CITATION.cff", citation.read_bytes() if citation.is_file() else cite(self.study, about["title"])
        )


def cite(study: Study, title: str) -> str:
    """A CITATION.cff for a study that has none; who its authors are, only they can say."""
    licence = choose_policy(study).licence
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this package, please cite it; put your names here first.",
        "type": "dataset",
        "title": title,
        "authors": [{"name": f"The authors of {title}"}],
    }
    told |= {"license": licence} if licence in LICENCES and licence != "public-domain" else {}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False)


def _bound(yes: int, n: int) -> tuple[float, float, float]:
    """A share and its Wilson interval of 95 %."""
    low, high = wilson_interval(yes, n)
    return yes / n if n else 0.0, float(low), float(high)


def _describe(package: _Package) -> None:
    """The descriptor: a Frictionless Data Package with the schema, the size and the hash of each of its tables."""
    resources: list[dict[str, Any]] = []
    folder, policy = package.folder, package.policy
    for path in sorted(folder.rglob("*.csv")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith((f"{TABLES}/", "figures/", "codes/", "codebook")):
            continue
        resource: dict[str, Any] = {
            "name": name.removesuffix(".csv").replace("/", "-").casefold(),
            "path": name,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
            "bytes": path.stat().st_size,
            "hash": f"sha256:{hash_file(path)}",
        }
        own = name.startswith(f"{TABLES}/")
        table = package.tables[path.stem] if own else pd.read_csv(path, keep_default_na=False, na_values=[""])
        fields = list_fields(path.stem, table)
        resource |= {"profile": "tabular-data-resource", "schema": {"fields": fields}}
        resources.append(resource)
    about: dict[str, Any] = {
        "profile": "data-package",
        "name": "".join(
            c if c.isascii() and c.isalnum() else "-" for c in package.corpus.collection.casefold()
        ),
        "title": package.study.title or package.corpus.collection,
        "description": f"Replication package: {policy.said}.",
        "kit": __version__,
        "resources": resources,
    }
    if policy.licence:
        licence = {
            "name": "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in policy.licence)
        }
        about["licenses"] = [
            licence | {"title": policy.licence} | ({"path": policy.url} if policy.url else {})
        ]
    package.write(ABOUT, json.dumps(about, ensure_ascii=False, indent=1) + "\n")


def _list_source(path: Path) -> Iterator[Path]:
    """The files of a folder that a person wrote, or the file itself."""
    for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
        hidden = any(part.startswith(".") or part == "__pycache__" for part in one.relative_to(path).parts)
        if one.is_file() and not hidden and one.suffix != ".pyc":
            yield one


def _clear(path: Path) -> bytes:
    """A notebook without its outputs, which show the words of articles."""
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _blank_sentences(content: bytes) -> bytes:
    """A form of codes without the sentences in it."""
    text = content.decode("utf-8-sig")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    quoted = {place for place, name in enumerate(head) if name.strip().casefold() in _QUOTED}
    if not quoted:
        return content
    into = io.StringIO()
    writer = csv.writer(into, delimiter=separator, lineterminator="\n")
    writer.writerows(
        [head, *(["" if place in quoted else cell for place, cell in enumerate(row)] for row in rows)]
    )
    return into.getvalue().encode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8")


def _copy_any(old: Path, new: Path) -> None:
    """Copy a file or a folder, if it is there."""
    if old.is_dir():
        shutil.copytree(old, new, dirs_exist_ok=True)
    elif old.is_file():
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(old, new)


__all__ = ["REBUILT", "Made", "Running", "cite", "make_package"]
