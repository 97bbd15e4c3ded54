"""Studies as folders: that of some articles, and the figures that runs leave in one."""

import contextlib
import hashlib
import json
import re
from pathlib import Path

from runner.progress import ROOT, Stop

FILE = "study.yml"
RECORD = Path(".kit") / "figures.json"


def find_study(path):
    """The folder of a study, or a `Stop` that says what to do where there is none."""
    if not path:
        raise Stop("Name the folder of the study: python3 run.py study FOLDER", 2)
    folder = Path(path).expanduser().resolve()
    if not (folder / FILE).is_file():
        raise Stop(f"There is no {FILE} in {path}. Make a study there: python3 run.py new {path}", 2)
    return folder


def check_articles(path):
    """The path of somebody's articles, or a `Stop` that says what is wrong with it."""
    path = Path(path).expanduser()
    if not path.exists():
        raise Stop(f"--articles: there is no {path}. Name a folder of articles.", 2)
    if path.is_dir() and not any(path.iterdir()):
        raise Stop(f"--articles: the folder {path} is empty. Put one article into each .txt file.", 2)
    return path.resolve()


def place_study(articles):
    """Where the study of articles that lie elsewhere is, or is to be made: each has one of its own in reports/."""
    name = re.sub(r"[^\w.-]+", "-", articles.stem if articles.is_file() else articles.name).strip("-.")
    folder, number = ROOT / "reports" / (name or "articles"), 1
    while folder.exists() and read_articles(folder) != str(articles):
        number += 1
        folder = ROOT / "reports" / f"{name or 'articles'}-{number}"
    return folder


def read_articles(folder):
    """Where the articles of a study lie, as its study.yml says it; "" where it does not."""
    with contextlib.suppress(OSError, ValueError):
        said = re.search(r'^articles: (".*")', (folder / FILE).read_text(encoding="utf-8"), re.MULTILINE)
        return json.loads(said[1]) if said else ""
    return ""


def clear_figures(folder):
    """Delete the figures that are as the last run left them: a chart that no notebook draws any more is not shown.

    Returns what stays, by name its hash: files of a person.
    """
    with contextlib.suppress(OSError, ValueError):
        for name, digest in json.loads((folder / RECORD).read_text(encoding="utf-8")).items():
            path = folder / "figures" / name
            if path.is_file() and hash_file(path) == digest:
                path.unlink()
    return list_figures(folder)


def record_figures(folder, before):
    """Remember which figures this run wrote: all but those that were there before, as they were."""
    made = dict(list_figures(folder).items() - before.items())
    record = folder / RECORD
    record.parent.mkdir(exist_ok=True)
    record.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def list_figures(folder):
    """The files in figures/, by name their hash."""
    return {path.name: hash_file(path) for path in (folder / "figures").glob("*") if path.is_file()}


def hash_file(path):
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
