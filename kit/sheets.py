"""Sheets: forms to code by hand, and what has been coded, held against a collection."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from kit.coding import check_coded_text, sample_to_code
from kit.errors import TableError
from kit.schema import STORY_ROLES, check_table
from kit.validate import compare_with_codes

KIT = "kit"
"""What the kit is called where it stands beside the coders."""


def find_coded(
    codes: pd.DataFrame, sentences: pd.DataFrame, *, roles: Sequence[str] = STORY_ROLES
) -> pd.DataFrame:
    """The codes of sentences that a collection has, in lines of these roles.

    Parameters
    ----------
    codes : from `kit.load_codes`.
    sentences : the sentences table of the collection.
    roles : roles of line that count.

    Returns
    -------
    Those rows of ``codes``, with ``role``.

    Raises
    ------
    TableError : a table lacks its columns, none of the coded sentences is one of these, or some read
        otherwise than when they were coded.
    """
    check_table(codes, "codes", columns=("coder", "article_id", "sentence", "key", "value"))
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role", "text"))
    known = sentences[sentences["role"].isin(list(roles))][["article_id", "sentence", "role"]]
    found = codes.merge(known, on=["article_id", "sentence"])
    if found.empty:
        coded = codes[["article_id", "sentence"]].drop_duplicates()
        raise TableError(
            f"None of the {len(coded)} coded sentences (of {coded['article_id'].nunique()} articles) is in the "
            "story of an article of this collection: draw a sample of it, code it, and read that."
        )
    check_coded_text(found, sentences)
    return found


def add_kit_as_coder(codes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The codes of people, and beside them what the kit found in the same sentences, as one more coder.

    Parameters
    ----------
    codes : from `kit.load_codes`.
    mentions : topics, partners or dates that the kit found.

    Returns
    -------
    coder, article_id, sentence, key, value: the rows of ``codes``, then those of the coder ``kit``; for
    `kit.agreement` and `kit.find_disagreements`.

    Raises
    ------
    TableError : there are no codes.
    """
    columns = ["coder", "article_id", "sentence", "key", "value"]
    found = compare_with_codes(codes, mentions).rename(columns={"found": "value"}).assign(coder=KIT)
    return pd.concat([codes[columns], found[columns]], ignore_index=True)


def save_sheet(
    sentences: pd.DataFrame,
    folder: Path | str,
    *,
    n: int = 100,
    codes: Sequence[str] | None = None,
    by: str = "article_id",
    roles: Sequence[str] = STORY_ROLES,
    seed: int = 1,
) -> pd.DataFrame:
    """Write a form to be coded into a folder of its own, unless that form is there already.

    A form that somebody may have begun to fill in is never written over: the file's name says which sentences
    were drawn, and a file of that name is left as it is. A folder that is made gets a ``.gitignore`` that keeps
    it out of git.

    Parameters
    ----------
    sentences, n, codes, by, roles, seed : as for `kit.sample_to_code`.
    folder : the folder to write into; it is made if need be.

    Returns
    -------
    The form, as it is when empty; its file is ``<folder>/to-code-<eight letters>.csv``, also in
    ``form.attrs["file"]``.

    Raises
    ------
    TableError : as `kit.sample_to_code`.
    """
    folder = Path(folder)
    if not folder.exists():  # a folder that was there already is somebody's, with rules of its own
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    aside = folder / ".to-code.part"
    aside.unlink(missing_ok=True)  # left behind by a run that was broken off
    try:
        options = {"n": n, "codes": codes, "by": by, "roles": roles, "seed": seed}
        form = sample_to_code(sentences, aside, **options)  # type: ignore[arg-type]
        content = aside.read_bytes()
        path = folder / f"to-code-{hashlib.sha256(content).hexdigest()[:8]}.csv"
        if not path.exists():
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    form.attrs["file"] = path.name
    return form
