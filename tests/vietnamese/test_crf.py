"""The model reader and the plain decoder against underthesea's own, the fast decoder against the plain one."""

import itertools
import logging
import pickle
import random
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.vietnamese.words.columns import KeyTable
from kit.vietnamese.words.crf import (
    Model,
    ModelError,
    attribute,
    is_digit,
    is_title,
    load_model,
    load_pickle,
    parse_template,
    tag,
)
from kit.vietnamese.words.segmenter import FORCE, Segmenter
from kit.vietnamese.words.upstream import MODEL, find_folder

TEXT = "Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp bà Nenette Motus , ngày 19/4 ."
SENTENCE = TEXT.split()


@pytest.fixture(scope="module")
def model():
    return load_model(find_folder() / MODEL)


@pytest.fixture(scope="module")
def upstream():
    """Underthesea's featurizer and tagger."""
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    tagger = FastCRFSequenceTagger()
    tagger.load(str(find_folder() / MODEL))
    return tagger


def make_model(weights, transitions, labels=("B-W", "I-W"), templates=("T[0]",), dictionary=()):
    names = list(weights)
    return Model(
        labels=list(labels),
        attributes={name: row for row, name in enumerate(names)},
        weights=np.array([weights[name] for name in names], dtype=float).reshape(len(names), len(labels)),
        transitions=np.array(transitions, dtype=float),
        templates=[parse_template(name) for name in templates],
        dictionary=frozenset(dictionary),
    )


def best_by_trial(model, tokens):
    """The label sequence of the highest score, by trying all of them."""
    emissions = [
        sum(
            (model.weights[model.attributes[name]] for t in model.templates
             if (name := attribute(t, tokens, at, model.dictionary)) in model.attributes),
            np.zeros(len(model.labels)),
        )
        for at in range(len(tokens))
    ]  # fmt: skip

    def score(labels):
        steps = sum(model.transitions[a, b] for a, b in itertools.pairwise(labels))
        return steps + sum(e[label] for e, label in zip(emissions, labels, strict=True))

    return max(itertools.product(range(len(model.labels)), repeat=len(tokens)), key=score)


def test_model_has_known_shape(model):
    assert model.labels == ["B-W", "I-W"]
    assert model.weights.shape == (50_671, 2)
    assert len(model.templates) == 43
    assert len(model.dictionary) == 72_547
    assert model.transitions.round(3).tolist() == [[-0.436, 0.400], [0.401, -0.606]]


@pytest.mark.parametrize(
    "tokens", [SENTENCE, ["a"], ["Việt", "Nam"], ["BOS", "EOS", "Α Σ"], ["ǅ", "ß", "5", "+5"]]
)
def test_attributes_are_underthesea_s(model, upstream, tokens):
    theirs = upstream.featurizer.process([[[token] for token in tokens]])[0]
    ours = [
        [attribute(t, tokens, at, model.dictionary) for t in model.templates] for at in range(len(tokens))
    ]
    assert ours == theirs


def test_labels_are_underthesea_s(model, upstream):
    source = random.Random(1)
    vocabulary = [*SENTENCE, "Nam", "nam", "IOM", "-", "giao", "trưởng", "12", "BOS"]
    for _ in range(200):
        tokens = source.choices(vocabulary, k=source.randint(1, 30))
        assert tag(model, tokens) == upstream.predict([[token] for token in tokens])


def test_tag_of_nothing_is_nothing(model):
    assert tag(model, []) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", True),
        ("-5", True),
        ("2147483647", True),
        ("2147483648", False),
        ("1.5", False),
        ("٣", False),
        ("", False),
    ],
)
def test_is_digit_is_a_32_bit_integer(text, expected):
    assert is_digit(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Bộ", True), ("bộ", False), ("4", True), ("Hà nội", False), ("ß", False)]
)
def test_is_title(text, expected):
    assert is_title(text) is expected


@pytest.mark.parametrize("name", ["T[0", "T[0].upper", "T[-3]", "T[1,0]", "U[0]"])
def test_unknown_templates_are_refused(name):
    with pytest.raises(ModelError, match="feature template"):
        parse_template(name)


def test_load_pickle_refuses_code(tmp_path):
    path = tmp_path / "features.bin"
    path.write_bytes(pickle.dumps(logging.getLogger))
    with pytest.raises(ModelError, match=r"logging\.getLogger"):
        load_pickle(path)


@pytest.mark.parametrize("data", [b"", b"junk", struct.pack("<4sI4sIIIIIII", b"lCRF", 0, b"XXXX", *[0] * 7)])
def test_load_model_names_the_folder_of_a_broken_model(tmp_path, data):
    folder = tmp_path / "ws_crf"
    folder.mkdir()
    (folder / "models.bin").write_bytes(data)
    for name in ("features.bin", "dictionary.bin"):
        (folder / name).write_bytes(pickle.dumps([]))
    with pytest.raises(ModelError, match="ws_crf"):
        load_model(folder)


def test_load_model_without_files(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path)


@given(
    st.lists(st.integers(0, 2**62), unique=True, max_size=300), st.lists(st.integers(0, 2**62), max_size=50)
)
@settings(deadline=None)
def test_key_table_is_a_dict(keys, others):
    table = KeyTable(keys)
    asked = np.array([*keys, *others], dtype=np.int64)
    places, rows = table.find(asked)
    expected = {key: row for row, key in enumerate(keys, start=1)}
    assert dict(zip(places.tolist(), rows.tolist(), strict=True)) == {
        place: expected[key] for place, key in enumerate(asked.tolist()) if key in expected
    }


def decode(segmenter, sentences, force=None):
    """Labels of sentences by the fast decoder, and its margins."""
    types = {}
    flat, first, last = [0, 0], [], []
    for tokens in sentences:
        for token in tokens:
            if token not in types:
                types[token] = segmenter.n_types
                segmenter.add_types([token])
        first.append(len(flat))
        flat += [types[token] for token in tokens]
        last.append(len(flat) - 1)
        flat += [0, 0]
    flat, first, last = np.array(flat), np.array(first), np.array(last)
    scores = segmenter.score(flat, first, last)
    for place, value in (force or {}).items():
        scores[place] = value
    goes_on, margins = segmenter.decode(scores, first, last)
    spans = [slice(a, b + 1) for a, b in zip(first, last, strict=True)]
    return (
        [goes_on[span].tolist() for span in spans],
        [margins[span] for span in spans],
        [scores[s] for s in spans],
    )


@pytest.mark.slow
def test_table_scores_are_the_sums_of_features(model):
    sentences = [SENTENCE, ["a"], ["Việt", "Nam"], ["BOS", "EOS"], ["Liên", "hợp", "quốc", "."]]
    _, _, scores = decode(Segmenter(model), sentences)
    for tokens, row in zip(sentences, scores, strict=True):
        for at, score in enumerate(row.tolist()):
            names = (attribute(t, tokens, at, model.dictionary) for t in model.templates)
            sums = sum(model.weights[model.attributes[name]] for name in names if name in model.attributes)
            assert score == pytest.approx(sums[1] - sums[0], abs=1e-9)


small = st.integers(-40, 40).map(lambda value: value / 10 + 0.0137)  # no ties between sums


@pytest.mark.slow
@given(
    st.dictionaries(
        st.sampled_from([f"T[{o}]={t}" for o in (-1, 0, 1) for t in "abcd"]), st.tuples(small, small)
    ),
    st.lists(st.lists(small, min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(st.text("abcd", min_size=1, max_size=8), min_size=1, max_size=5),
)
@settings(deadline=None, max_examples=300)
def test_scan_finds_the_best_path(weights, transitions, sentences):
    """Rising and falling chains alike, against trying every path; ties may go either way."""
    model = make_model(weights, transitions, templates=("T[-1]", "T[0]", "T[1]"))
    labels, margins, _ = decode(Segmenter(model), sentences)
    for tokens, found, margin in zip(sentences, labels, margins, strict=True):
        if margin.min() > 1e-6:
            assert tuple(map(int, found)) == best_by_trial(model, list(tokens))
            assert [model.labels[label] for label in found] == tag(model, list(tokens))


@pytest.mark.slow
def test_forced_labels_are_kept_and_the_rest_is_best(model):
    """With FORCE a label is fixed; the path is the best of those that have it."""
    segmenter = Segmenter(model)
    (free,), _, _ = decode(segmenter, [SENTENCE])
    for at in range(1, len(SENTENCE)):
        for value in (FORCE, -FORCE):
            (found,), _, _ = decode(segmenter, [SENTENCE], {at + 2: value})
            assert found[at] is (value > 0)
            if free[at] == (value > 0):
                assert found == free


def test_a_tie_has_no_margin():
    """Equal paths are reported as close, so that the caller decodes them by the rule for ties."""
    model = make_model({"T[0]=a": (0.5, 0.5)}, [[0, 0], [0, 0]])
    _, (margin,), _ = decode(Segmenter(model), ["aa"])
    assert margin.min() < 1e-9
    assert tag(model, ["a", "a"]) == ["B-W", "B-W"]


def test_segmenter_wants_two_labels():
    model = make_model({}, np.zeros((3, 3)), labels=("B", "I", "O"))
    with pytest.raises(ModelError, match="labels"):
        Segmenter(model)


def test_sentences_do_not_see_each_other(model):
    """A sentence has the same scores alone and among others."""
    segmenter = Segmenter(model)
    _, _, together = decode(segmenter, [SENTENCE, ["Nam"], SENTENCE[3:5]])
    for tokens, scores in zip([SENTENCE, ["Nam"], SENTENCE[3:5]], together, strict=True):
        _, _, (alone,) = decode(segmenter, [tokens])
        assert scores.tolist() == pytest.approx(alone.tolist(), abs=1e-12)
