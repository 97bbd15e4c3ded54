"""Signatures: each says nothing of another article, survives the disk, and is the same in every process."""

import hashlib
import io
import random
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.read.signatures import find_signatures
from kit.schema import SCHEMAS
from kit.steps import STEPS
from kit.vietnamese.fingerprints.minhash import choose_shingles, hash_syllables, pack, unpack
from kit.vietnamese.letters import find_syllables

SYLLABLES = ["thứ", "trưởng", "ngoại", "giao", "tiếp", "đại", "sứ", "hợp", "tác", "lao", "động", "di", "cư"]
TEXTS = st.text(alphabet="aàảâbòaóạ oaÒA_-.,!\n\u0301\u0323İΣς1 ", max_size=60)


def write(seed, length):
    source = random.Random(seed)
    return " ".join(source.choice(SYLLABLES) + str(source.randrange(40)) for _ in range(length))


def table(*texts, **columns):
    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": list(texts), **columns})


@given(TEXTS)
def test_what_is_hashed_are_the_syllables(text):
    syllables = find_syllables(text)
    digests = [hashlib.blake2b(syllable.encode(), digest_size=8).digest() for syllable in syllables]
    assert hash_syllables(text) == b"".join(digests)


@given(st.lists(st.integers(0, 2**64 - 1)))
def test_shingles_come_back_as_they_were_packed(numbers):
    shingles = choose_shingles(np.array(numbers, dtype=np.uint64))
    assert shingles.tolist() == sorted({number >> 32 for number in numbers})
    assert unpack(pack(shingles)).tolist() == shingles.tolist()


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_signature_says_nothing_of_another_article(source):
    texts = [*(write(seed, 5 + 12 * seed) for seed in range(7)), "", "null"]
    articles = table(*texts, title=["Thăm Bỉ"] * 9)
    cuts = pd.Series(source.choices("xyz", k=9))
    parts = [find_signatures(part.sample(frac=1)) for _, part in articles.groupby(cuts)]
    together = pd.concat(parts).sort_values("article_id", ignore_index=True)
    pd.testing.assert_frame_equal(together, find_signatures(articles))


def test_signatures_come_back_from_the_disk_as_they_were_and_pass_for_a_table_of_a_corpus():
    articles = table(*(write(seed, 300) for seed in range(5)), "null", title=["Một"] * 6)
    lines = pd.DataFrame(
        {"article_id": articles["article_id"], "start": 0, "end": articles["text"].str.len(), "role": "body"}
    )
    made = STEPS["signatures"].run({"titled": articles, "lines": lines})
    assert {name: dtype.name for name, dtype in made.dtypes.items()} == {
        name: pd.Series(dtype=dtype).dtype.name for name, dtype in SCHEMAS["signatures"].items()
    }
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(made, preserve_index=False), file)
    pd.testing.assert_frame_equal(pq.read_table(file).to_pandas(), made)


def test_a_signature_takes_hardly_more_than_four_bytes_a_syllable():
    signatures = find_signatures(table(*(write(seed, 770) for seed in range(60))))
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(signatures, preserve_index=False), file, compression="zstd")
    assert len(file.getvalue()) / len(signatures) < 770 * 4.25


def test_a_signature_is_the_same_in_every_process():
    text = "Hôm nay Bộ trưởng Ngoại giao thăm nước Bỉ. " * 5
    code = (
        "import pandas as pd; from kit.read.signatures import find_signatures as find;"
        f"print(find(pd.DataFrame({{'article_id': ['a0'], 'text': [{text!a}]}})).to_dict('records'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": "1"}, capture_output=True, check=True, text=True
    )
    assert run.stdout.strip() == str(find_signatures(table(text)).to_dict("records"))
    assert "'length': 45" in run.stdout


def sign_parts(*texts, roles, title=""):
    """Signatures of one article of these lines."""
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    ends = [start + len(text) for start, text in zip(starts, texts, strict=True)]
    lines = pd.DataFrame({"article_id": "a0", "start": starts, "end": ends, "role": roles})
    (row,) = find_signatures(table("\n".join(texts), title=[title]), lines=lines).to_dict("records")
    return row


def test_the_story_is_signed_and_the_whole_text_by_its_digest_alone():
    lead, furniture, body = write(1, 20), write(2, 30), write(3, 40)
    row = sign_parts(lead, furniture, body, roles=["lead", "furniture", "body"])
    (story,) = find_signatures(table(f"{lead}\n{body}")).to_dict("records")
    (whole,) = find_signatures(table(f"{lead}\n{furniture}\n{body}")).to_dict("records")
    assert row["length"] == 60
    assert {**row, "whole": 0} == {**story, "whole": 0}
    assert row["whole"] == whole["whole"] == whole["digest"] != row["digest"]
    assert sign_parts(lead, furniture, body, roles=["lead", "body", "body"])["whole"] == row["whole"]


@pytest.mark.parametrize(("length", "title", "says"), [(7, "", 0), (7, "Bỉ", 1), (0, "Bỉ", 0), (8, "", 1)])
def test_a_body_that_says_too_little_has_a_digest_only_with_its_title(length, title, says):
    (row,) = find_signatures(table(write(4, length), title=[title])).to_dict("records")
    assert (row["length"], row["digest"] != 0) == (length, bool(says))
    long = length >= 8
    assert (row["whole"] != 0, len(row["signature"]), len(row["shingles"])) == (long, 256 * long, 24 * long)


def test_a_missing_title_is_none():
    articles = table("null", "null", title=[None, "Thăm Bỉ"])
    assert (find_signatures(articles)["digest"] == 0).tolist() == [True, False]
