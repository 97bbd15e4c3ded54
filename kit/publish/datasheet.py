"""The datasheet of a collection: what it is made of and how it came to be, in Markdown, from its own tables.

The headings are those of Gebru et al., "Datasheets for Datasets" (Communications of the ACM 64, 2021), as far as
they can be answered by counting; what only a person can say is taken from that person.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import yaml

from kit import __version__
from kit.collect.journal import NAME, summarise_journal
from kit.errors import KitError
from kit.publish.overview import describe_collection
from kit.publish.templates import fill_template
from kit.schema import check_table

# What a person has to answer; keys of ``answers`` in `make_datasheet`.
QUESTIONS: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))


def make_datasheet(
    articles: pd.DataFrame,
    *,
    lines: pd.DataFrame | None = None,
    folder: Path | str | None = None,
    title: str = "A collection of articles",
    answers: Mapping[str, str] | None = None,
) -> str:
    """Write the datasheet of a collection.

    Parameters
    ----------
    articles : the ``articles`` table, best after `kit.add_duplicates`.
    lines : the ``lines`` table, for the share of text by role.
    folder : of a collection made by `kit.collect.collector.collect_articles`, for how it was collected.
    title : its heading.
    answers : answers to `QUESTIONS`; those that are missing are listed as open.

    Returns
    -------
    Markdown. The same tables give the same text: it holds no clock and no path.

    Raises
    ------
    KitError : ``answers`` has a key that is not in `QUESTIONS`, or the folder's journal is damaged.
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    answers = dict(answers or {})
    if unknown := sorted(set(answers) - set(QUESTIONS)):
        known = ", ".join(QUESTIONS)
        raise KitError(f"The datasheet has no question {unknown[0]!r}; its questions are {known}.")
    return fill_template(
        "datasheet.md",
        **describe_collection(articles, lines),
        title=title,
        questions=QUESTIONS,
        answers=answers,
        collecting=summarise_journal(Path(folder)) if folder and (Path(folder) / NAME).is_file() else None,
        sha256=hash_collection(articles),
        version=__version__,
    )


def hash_collection(articles: pd.DataFrame) -> str:
    """The sha256 of the ids and texts of a collection; the order of its rows does not matter."""
    digest = hashlib.sha256()
    for article_id, text in sorted(zip(articles["article_id"], articles["text"], strict=True)):
        for part in (article_id, text):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
