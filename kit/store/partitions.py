"""Partitions: the articles of a source cut into parts, of which an article never leaves the one that it is in."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from kit.cache import find_table, hash_code, write_table
from kit.files import find_data, hash_data, watch_reading
from kit.read.articles import read_articles
from kit.read.metadata import add_metadata, check_days, load_metadata
from kit.read.rows import EXTRA, Known
from kit.schema import SCHEMAS, make_table
from kit.spreadsheets import raise_problems
from kit.steps import LOADED

# Articles in a part, unless told otherwise.
PART_SIZE = 1_000

_IDS = {"article_id": "str", "part": "int64", "digest": "str", "mark": "str"}
_HELD = 10  # parts of changed articles that are in memory at once


def cut_articles(
    source: Path | str,
    store: Path,
    old: dict[str, Any],
    *,
    part_size: int = PART_SIZE,
    metadata: Path | str | None = None,
) -> dict[str, Any]:
    """Read a source into the parts of a store; only parts with an article that is new, changed or gone are written.

    Parameters
    ----------
    source : as for `kit.load_articles`.
    store : the folder of the store.
    old : its manifest; empty of a new one. Files that it names and that are not there are written again.
    part_size : articles in a part.
    metadata : as for `kit.load_articles`.

    Returns
    -------
    What the manifest says of it: ``parts`` (articles and key of each), ``ids`` (the file that says which article is
    where, and how it is known again), ``hash`` (of all articles, as that of a `kit.Corpus` of them), ``read`` (the
    data files that were used, and what they held) and ``reader`` (the hash of the code that read them).

    Raises
    ------
    ArticleError : nothing can be read.
    FileError : the metadata cannot be used: as `kit.read.metadata.add_metadata`, but for ids that a spreadsheet has
        changed, none of which is known again.
    """
    cutter = _Cutter(store, old, part_size)
    told = load_metadata(source, metadata)
    raise_problems([] if told is None else [*check_days(told)])
    notes: dict[str, str] = defaultdict(str)
    for row in [] if told is None else told.to_dict("records"):
        notes[row["article_id"]] += f" {row}"
    reader, read = hash_code(cut_articles), old.get("read", {})
    same = reader == old.get("reader") and all(hash_data(find_data(name)) == read[name] for name in read)
    known = Known(cutter.list_known(notes) if same and reader else {})
    with watch_reading() as seen:
        for batch in read_articles(source, batch=part_size, known=known):
            if told is not None:
                batch = add_metadata(batch, told[told["article_id"].isin(batch["article_id"])])
            marks = known.marks
            cutter.add(batch, {key: marks[key] and marks[key] + notes[key] for key in batch["article_id"]})
    if told is not None and not told["article_id"].isin(known.marks).all():
        add_metadata(make_table([], "articles"), told[~told["article_id"].isin(known.marks)])  # says which
    read = (read if same else {}) | {path.name: "".join(sorted(digests)) for path, digests in seen.items()}
    return {**cutter.finish(known.marks), "read": read, "reader": reader}


class _Cutter:
    """Puts articles where they were, and new ones into parts of their own, so that no other has to be made again."""

    def __init__(self, store: Path, old: dict[str, Any], part_size: int):
        self._store, self._size = store, part_size
        self._keys: list[str] = [part["key"] for part in old.get("parts", ())]
        self._ids: dict[str, tuple[int, str, str]] = {}
        gone = [part for part in range(len(self._keys)) if not self._find_path(part).is_file()]
        for key, part, digest, mark in self._list_ids(store / old["ids"]) if old else ():
            # A part that is gone has articles of no hash: they are read as changed.
            self._ids[key] = (part, "", "") if part in gone else (part, digest, mark)
        self._counts = [0] * len(self._keys)
        for part, *_ in self._ids.values():
            self._counts[part] += 1
        self._held: dict[int, list[pd.DataFrame]] = defaultdict(list, {part: [] for part in gone})
        self._filled: int | None = None

    def _list_ids(self, path: Path) -> Iterator[tuple[str, int, str, str]]:
        """Each article, its part, hash and mark: as they were noted, or where that is lost as they lie there."""
        if (ids := find_table(path, schema={})) is not None:
            yield from ids.reindex(columns=[*_IDS], fill_value="").itertuples(index=False, name=None)
        else:
            for part in range(len(self._keys)):
                for key, digest in hash_articles(self._load(part)).items():
                    yield key, part, digest, ""

    def list_known(self, notes: Mapping[str, str]) -> dict[str, str]:
        """Mark to article, of those of which the metadata say what they said before."""
        ids = ((key, mark, notes.get(key, "")) for key, (*_, mark) in self._ids.items())
        return {mark.removesuffix(note): key for key, mark, note in ids if mark and mark.endswith(note)}

    def add(self, articles: pd.DataFrame, marks: Mapping[str, str]) -> None:
        """Take in articles; those that are as they were cost nothing more."""
        digests = hash_articles(articles)
        changed = [key for key in digests if self._ids.get(key, (0, ""))[1] != digests[key]]
        places = {key: self._ids[key][0] if key in self._ids else self._find_room() for key in digests}
        self._ids.update({key: (part, digests[key], marks[key]) for key, part in places.items()})
        taken = articles[articles["article_id"].isin(changed)]
        for part, rows in taken.groupby(taken["article_id"].map(places)):
            self._held[int(part)].append(rows)
        if sum(len(rows) for tables in self._held.values() for rows in tables) > _HELD * self._size:
            self._write()

    def finish(self, seen: Collection[str]) -> dict[str, Any]:
        """Write what is left, without the articles that were not seen."""
        for key in [key for key in self._ids if key not in seen]:
            self._held[self._ids.pop(key)[0]] += []
        self._write()
        ids = pd.DataFrame([(key, *place) for key, place in sorted(self._ids.items())], columns=list(_IDS))
        digest = hash_ids(dict(zip(ids["article_id"], ids["digest"], strict=True)))
        marked = hash_ids(dict(zip(ids["article_id"], ids["digest"] + ids["mark"], strict=True)))
        name = f"ids/ids-{marked[:32]}.parquet"
        write_table(ids.astype(_IDS), self._store / name)
        n = ids["part"].value_counts()
        parts = [{"articles": int(n.get(part, 0)), "key": key} for part, key in enumerate(self._keys)]
        return {"parts": parts, "ids": name, "hash": digest}

    def _find_room(self) -> int:
        """The part of the next new article: one that is new, so that no other is made again for it, or where there
        are twice as many as it takes, the emptiest."""
        if self._filled is None or self._counts[self._filled] >= self._size:
            least, most = min(self._counts, default=self._size), 2 * (sum(self._counts) // self._size + 1)
            if least >= self._size or (least and len(self._counts) < most):
                self._counts, self._keys, least = [*self._counts, 0], [*self._keys, ""], 0
            self._filled = self._counts.index(least)
        self._counts[self._filled] += 1
        return self._filled

    def _write(self) -> None:
        """Write the parts that have changed."""
        for part, tables in self._held.items():
            rows = pd.concat([self._load(part), *tables], ignore_index=True)
            extra = [column for column in rows if column not in SCHEMAS["articles"]]
            rows = rows.drop_duplicates("article_id", keep="last").fillna(dict.fromkeys(extra, ""))
            inside = [self._ids.get(key, (-1,))[0] == part for key in rows["article_id"]]
            rows = rows.loc[inside].sort_values("article_id", ignore_index=True)
            gone = [name for name in extra if name not in EXTRA and rows[name].eq("").all()]
            rows = rows.drop(columns=gone)  # said no more, as of metadata that were deleted
            self._keys[part] = hash_ids({key: self._ids[key][1] for key in rows["article_id"]})
            path = self._find_path(part)
            if not path.is_file():
                write_table(rows, path)
        self._held.clear()

    def _find_path(self, part: int) -> Path:
        return self._store / LOADED / f"part-{part:05}-{self._keys[part][:32]}.parquet"

    def _load(self, part: int) -> pd.DataFrame:
        """The articles of a part as they lie there; none of one that is new or gone."""
        found = find_table(self._find_path(part), schema=SCHEMAS["articles"])
        none = make_table([], "articles").assign(**dict.fromkeys(EXTRA, ""))
        return none.astype(dict.fromkeys(EXTRA, "str")) if found is None else found


def hash_articles(articles: pd.DataFrame) -> dict[str, str]:
    """The sha256 of each article: of all that was read of it and is not empty, but for the place in the file."""
    filled = {name: articles[name].astype("str").tolist() for name in sorted(articles) if name != "origin"}
    rows = (zip(filled, row, strict=True) for row in zip(*filled.values(), strict=True))
    texts = ("\x1e".join([f"{k}\x1f{v}" for k, v in row if str(v) not in ("", "NaT", "nan")]) for row in rows)
    digests = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in texts]
    return dict(zip(articles["article_id"], digests, strict=True))


def hash_ids(digests: dict[str, str]) -> str:
    """One sha256 of those of articles, whatever their order."""
    return hashlib.sha256("".join(digests[key] for key in sorted(digests)).encode()).hexdigest()
