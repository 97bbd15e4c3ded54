"""Codes: what people gave to sentences, read from their sheets, and how the kit does against them."""

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from kit.check.sheets import UNIT, Row, read_sheet
from kit.count.roles import Roles
from kit.count.statements import as_mentions
from kit.errors import FileError, OptionError, TableError
from kit.schema import STORY_ROLES, check_table, empty_table, make_table
from kit.spreadsheets import raise_problems
from kit.stats.intervals import redraw, wilson_interval
from kit.vietnamese.ids import explain_id, match_ids
from kit.vietnamese.letters import nfc

# Those that a table of codes needs.
COLUMNS = ("coder", "article_id", "sentence", "key", "value")

# A code given in fewer sentences than this is flagged: a score of it rests on next to nothing.
FEWEST_CODED = 5


def load_codes(
    paths: Path | str | Sequence[Path | str], *, codes: Collection[str] | None = None
) -> pd.DataFrame:
    """Read forms that people have coded.

    Parameters
    ----------
    paths : CSV files or workbooks (``.xlsx``), one or several. The coder is the column ``coder``, or else the name
        of the file.
    codes : the codes of the scheme. Needed for forms with a column ``codes`` if misspelt codes are to be
        found; ``None`` takes every code for granted.

    Returns
    -------
    A row per coder, sentence and code, sorted: coder, article_id, sentence, key, value (1 or 0), text (of the
    sentence as the coder saw it, empty if the form has no such column), and role, if a form has it. Sentences that a
    coder left blank are not in it. In forms with a column ``codes`` and no scheme the keys are all those that anybody
    used. Of forms that `kit.sample_to_code` drew also probability: of a sentence in several, be it blank in some, that
    of the largest sample; 0 of one that was not drawn so.

    Raises
    ------
    FileError : names file and row: a missing column, a code outside the scheme, a value that is neither
        yes nor no, a blank among the codes of a sentence, a sentence coded twice by one coder, or one that reads
        otherwise in another row.
    """
    files = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(path) for path in paths]
    problems: list[str] = []
    coded: dict[tuple[str, str, int], Row] = {}
    texts: dict[tuple[str, int], Row] = {}
    drawn: dict[tuple[str, int], float] = {}
    roles: dict[tuple[str, int], str] = {}
    for row in (row for file in files for row in read_sheet(file, codes)):
        if isinstance(row, FileError):
            problems.append(str(row))
            continue
        unit = (row.article_id, row.sentence)
        drawn[unit] = max(drawn.get(unit, 0.0), row.probability)
        if row.codes is not None:
            roles[unit] = roles.get(unit) or row.role
            if before := coded.get((row.coder, *unit)):
                why = f"{row.coder} has coded this sentence already, in {before.where}."
                problems.append(f"{row.where}: {why}")
            coded[row.coder, *unit] = row
            if unit not in texts or not texts[unit].text:
                texts[unit] = row
            elif not _same_text(row.text, texts[unit].text):
                why = f"sentence {row.sentence} of {row.article_id!r} reads otherwise than in {texts[unit].where}"
                other = "the two forms were drawn from different sentences and cannot be read together"
                problems.append(f"{row.where}: {why}; {other}.")
    raise_problems(problems)
    keys = sorted({key for row in coded.values() for key in row.codes or ()} | set(codes or ()))
    given = ((unit, row.codes or {}) for unit, row in sorted(coded.items()))
    rows = [(*unit, key, own.get(key, 0), texts[unit[1:]].text) for unit, own in given for key in keys]
    table = make_table(rows, "codes").drop(columns="role")
    if any(roles.values()):
        table["role"] = [roles[row[1:3]] for row in rows]
    return table.assign(probability=[drawn[row[1:3]] for row in rows]) if any(drawn.values()) else table


def check_codes(codes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return ``codes`` if every coded sentence reads as it did in the form.

    Sentences are known by their number: if an article, or the way it is cut, has changed since, a code would
    count for a sentence that nobody coded. Differences of white space do not matter; codes without text, and
    sentences that are not in ``sentences``, are not looked at.

    Raises
    ------
    TableError : names the sentences that read otherwise.
    """
    if "text" not in codes:
        return codes
    both = codes.drop_duplicates(UNIT).merge(sentences[[*UNIT, "text"]], on=UNIT, suffixes=("", "_now"))
    if changed := [row for row in both.itertuples() if not _same_text(row.text, row.text_now)]:
        named = [
            f"sentence {row.sentence} of {row.article_id!r}: coded {row.text[:40]!r}, now {row.text_now[:40]!r}"
            for row in changed[:5]
        ]
        named += [f"… and {len(changed) - 5} more"] if len(changed) > 5 else []
        what = f"{len(changed)} of {len(both)} coded sentences read otherwise than when they were coded"
        why = "the articles have changed, or how they are cut into sentences"
        remedy = "Take their rows out of the form, or draw and code them again"
        raise TableError("\n".join([f"{what} ({why}). {remedy}:", *named]))
    return codes


def find_coded(codes: pd.DataFrame, sentences: pd.DataFrame, *, roles: Roles = STORY_ROLES) -> pd.DataFrame:
    """The codes of sentences that a collection has, in lines of these roles.

    Parameters
    ----------
    codes : from `kit.check.codes.load_codes`.
    sentences : the sentences table of the collection.
    roles : roles of line that count.

    Returns
    -------
    Those rows of ``codes``, with ``role``. Coded sentences of articles that ``sentences`` lacks, and of lines of other
    roles, are left out; ``attrs["note"]`` says how many.

    Raises
    ------
    TableError : a table lacks its columns, some sentences read otherwise than when they were coded, an article has no
        sentence of that number, or an article_id may be that of several.
    """
    check_table(codes, "codes", columns=COLUMNS)
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role", "text"))
    codes = _match_units(codes, sentences, roles)
    known = sentences.loc[sentences["role"].isin(list(roles)), [*UNIT, "role"]]
    found = codes.drop(columns="role", errors="ignore").merge(known, on=UNIT)
    coded = codes[UNIT].drop_duplicates()
    if found.empty:
        none = f"None of the {len(coded)} coded sentences (of {coded['article_id'].nunique()} articles)"
        none += " is in this collection, in a line of these roles"
        told = none if len(coded) else "Nothing is coded yet"
        return empty_table("codes", f"{told}: draw a sample of the collection, code it, and read that.")
    check_codes(found, sentences)
    if left := len(coded) - len(found[UNIT].drop_duplicates()):
        which = "are of other articles or lines, and left out"
        found.attrs["note"] = f"{left} of {len(coded)} coded sentences {which}."
    return found


def _match_units(codes: pd.DataFrame, sentences: pd.DataFrame, roles: Roles) -> pd.DataFrame:
    """``codes`` with the ids of the articles that there are, if there is every coded sentence of these."""
    fits = match_ids(codes["article_id"].unique(), sentences["article_id"].unique())
    if several := [explain_id(given, found, "article") for given, found in fits.items() if len(found) > 1]:
        raise TableError("\n".join(several))
    codes = codes.assign(article_id=codes["article_id"].map(lambda given: (fits[given] or [given])[0]))
    there = codes[codes["article_id"].isin(sentences["article_id"])].drop_duplicates(UNIT)
    # A table of the story alone tells nothing of captions.
    whole = not sentences["role"].isin(STORY_ROLES).all()
    asked = there if whole else there[there.get("role", pd.Series("", there.index)).isin(list(roles))]
    lost = asked[~pd.MultiIndex.from_frame(asked[UNIT]).isin(pd.MultiIndex.from_frame(sentences[UNIT]))]
    if len(lost):
        named = [f"sentence {row.sentence} of {row.article_id!r}" for row in lost.head(5).itertuples()]
        more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
        remedy = "Mend their numbers in the form, or take their rows out of it"
        raise TableError(f"The collection has no {', '.join(named)}{more}, which were coded. {remedy}.")
    return codes


def score_codes(codes: pd.DataFrame, mentions: pd.DataFrame, *, coder: str | None = None) -> pd.DataFrame:
    """Precision, recall and F1 of the kit against what people coded, sentence by sentence.

    Parameters
    ----------
    codes : from `load_codes`. Where several coders saw a sentence, more than half must have given the code.
    mentions : topics, partners or dates that the kit found, or statements, whose keys are their acts; only coded
        sentences and codes of the scheme count.
    coder : score against this coder alone.

    Returns
    -------
    A row per key and a last row ``all`` (micro-average): key, n_coded (sentences with the code), n_found,
    n_both, n_sentences, precision, precision_low, precision_high, recall, recall_low, recall_high, f1, f1_low,
    f1_high, note. A share of nothing is 0, with the interval 0 to 1. The note says *not enough data* where fewer
    than 5 sentences have the code, or the kit found none.

    The intervals are of 95 %, Wilson's for precision and recall. F1 is 2J / (1 + J) of the share J of correct
    sentences among those coded or found, so its interval is Wilson's of J; that of a bootstrap over sentences
    counts where it is wider. Redraws in which nothing is coded or found have no F1 and are left out.

    Raises
    ------
    OptionError : a coder who is not there.

    References
    ----------
    van Rijsbergen (1979), *Information Retrieval*, ch. 7; Wilson (1927); Efron & Tibshirani (1993), ch. 13.
    """
    if coder is not None:
        coders = sorted(set(codes["coder"]))
        if coder not in coders:
            raise OptionError(f"There is no coder {coder!r}; there are {', '.join(coders)}.")
        codes = codes[codes["coder"] == coder]
    table = align_codes(codes, mentions)
    if table.empty:
        return empty_table("scores", codes.attrs.get("note", "No sentence was coded."))
    wide = table.pivot(index=UNIT, columns="key")
    truth, found = np.floor(wide["coded"].to_numpy(float)), wide["found"].to_numpy(float)
    parts = (truth, found, np.minimum(truth, found))
    truth, found, both = (np.column_stack([part, part.sum(axis=1)]) for part in parts)
    n_coded, n_found, n_both = (part.sum(axis=0) for part in (truth, found, both))
    columns: dict[str, object] = {"key": [*wide["coded"], "all"], "n_sentences": len(truth)}
    columns |= {"n_coded": n_coded, "n_found": n_found, "n_both": n_both}
    for name, of in (("precision", n_found), ("recall", n_coded)):
        low, high = wilson_interval(n_both, of)
        columns |= {name: n_both / np.maximum(of, 1), f"{name}_low": low, f"{name}_high": high}
    shares = wilson_interval(n_both, n_coded + n_found - n_both)
    drawn = _bootstrap_f1(both, truth + found)
    few = (n_coded < FEWEST_CODED) | (n_found == 0)
    columns |= {
        "f1": 2 * n_both / np.maximum(n_coded + n_found, 1),
        "f1_low": np.fmin(2 * shares[0] / (1 + shares[0]), drawn[0]),
        "f1_high": np.fmax(2 * shares[1] / (1 + shares[1]), drawn[1]),
        "note": np.where(few, "not enough data", ""),
    }
    return make_table(columns, "scores")


def align_codes(codes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Every coded sentence and key: coded (1 if most coders gave it, 0.5 for a tie), found (by the kit), probability.

    The probability is that with which the sentence was drawn, 0 where it is not known.
    """
    unit = [*UNIT, "key"]
    check_table(codes, "codes", columns=COLUMNS)
    mentions = check_table(as_mentions(mentions), "mentions", columns=unit)
    known = codes if "probability" in codes else codes.assign(probability=0.0)
    table = known.groupby(unit, sort=True).agg({"value": "mean", "probability": "max"}).reset_index()
    table = table.merge(mentions[unit].drop_duplicates().assign(found=1), on=unit, how="left")
    coded = (np.sign(table.pop("value") - 0.5) + 1) / 2
    return table.assign(coded=coded, found=table["found"].fillna(0).astype("int8"))


def add_kit_as_coder(codes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The codes of people, and beside them what the kit found in the same sentences, as one more coder.

    Parameters
    ----------
    codes : from `kit.check.codes.load_codes`.
    mentions : topics, partners or dates that the kit found.

    Returns
    -------
    coder, article_id, sentence, key, value: the rows of ``codes``, then those of the coder ``kit``; for
    `kit.check.agreements.agreement` and `kit.check.agreements.find_disagreements`.
    """
    found = align_codes(codes, mentions).rename(columns={"found": "value"}).assign(coder="kit")
    return pd.concat([codes[list(COLUMNS)], found[list(COLUMNS)]], ignore_index=True)


def _same_text(first: str, second: str) -> bool:
    """Whether two texts are the same but for white space, or one of them is not known."""
    return not first or not second or nfc(first).split() == nfc(second).split()


def _bootstrap_f1(both: np.ndarray, either: np.ndarray) -> np.ndarray:
    """Ends of the F1 of redraws; NaN for a key that no redraw holds."""
    weights = list(redraw(len(both), draws=1000, seed=1))
    hits, total = (np.concatenate([w @ counts for w in weights]) for counts in (2 * both, either))
    scores = pd.DataFrame(hits / np.where(total > 0, total, np.nan))  # its quantiles leave out NaN
    return scores.quantile([0.025, 0.975]).to_numpy()
