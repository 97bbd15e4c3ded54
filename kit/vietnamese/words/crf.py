"""Linear-chain conditional random fields as underthesea ships them: model files read, and the plain decoder.

The models of underthesea are CRFsuite files beside a list of feature templates and a dictionary.
`tag` scores and decodes a sentence exactly as underthesea's compiled tagger does, one feature at a
time. It is slow and simple: the fast decoders (`kit.vietnamese.words.segmenter`) look the same scores
up in tables, are tested against it, and come back to it where two readings of a sentence are as
good as tied.

Sources: Lafferty, McCallum & Pereira (2001), *Conditional Random Fields*; Okazaki (2007), CRFsuite,
whose file format is documented at http://www.chokkan.org/software/crfsuite/manual.html.
"""

from __future__ import annotations

import io
import pickle
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kit.errors import KitError

_FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_TEMPLATE = re.compile(r"T\[(-?\d+)(?:,(-?\d+))?\](?:\.(lower|isdigit|istitle|is_in_dict))?")
_INTEGER = re.compile(r"[+-]?[0-9]+")


class ModelError(KitError):
    """A model file that the kit cannot read: another format, or templates it does not know."""


@dataclass(frozen=True)
class Template:
    """One feature template: ``T[first,last].function``, offsets counted from the token to be tagged."""

    name: str
    first: int
    last: int
    function: str

    @property
    def length(self) -> int:
        """How many tokens the template looks at."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Model:
    """A model in memory: ``weights[attributes[name]]`` are the scores of each label for one attribute."""

    labels: list[str]
    attributes: dict[str, int]
    weights: np.ndarray  # attributes x labels
    transitions: np.ndarray  # label before x label
    templates: list[Template]
    dictionary: frozenset[str]


def load_model(folder: Path) -> Model:
    """The model in ``folder``: ``models.bin``, ``features.bin`` and ``dictionary.bin`` of underthesea.

    Raises
    ------
    ModelError : a file is missing or is not in the form that this kit was written for.
    """
    try:
        data = (folder / "models.bin").read_bytes()
        templates = load_pickle(folder / "features.bin")
        dictionary = load_pickle(folder / "dictionary.bin")
        labels, attributes, weights, transitions = _parse_crfsuite(data)
    except (OSError, struct.error, ValueError, IndexError) as error:
        raise ModelError(f"{folder.name}: this model cannot be read ({error}).") from error
    return Model(
        labels=labels,
        attributes={name: row for row, name in enumerate(attributes)},
        weights=weights,
        transitions=transitions,
        templates=[parse_template(name) for name in templates],
        dictionary=frozenset(dictionary),
    )


def load_pickle(path: Path) -> Any:
    """Plain lists, sets, dicts and strings from a pickle; anything that would run code is refused."""

    class Plain(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            if (module, name) in {("builtins", "set"), ("builtins", "frozenset")}:
                return {"set": set, "frozenset": frozenset}[name]
            raise ModelError(f"{path.name}: it holds {module}.{name}, not plain data.")

    try:
        return Plain(io.BytesIO(path.read_bytes())).load()
    except (pickle.UnpicklingError, EOFError, AttributeError) as error:
        raise ModelError(f"{path.name}: it is not plain pickled data ({error}).") from error


def parse_template(name: str) -> Template:
    """``"T[-1,0].lower"`` as a `Template`.

    >>> parse_template("T[-1,0].lower")
    Template(name='T[-1,0].lower', first=-1, last=0, function='lower')
    """
    match = _TEMPLATE.fullmatch(name)
    if match is None:
        raise ModelError(f"The feature template {name!r} is not one that this kit knows.")
    first = int(match[1])
    last = int(match[2]) if match[2] else first
    if not -2 <= first <= last <= 2:
        raise ModelError(f"The feature template {name!r} reaches further than two tokens.")
    return Template(name, first, last, match[3] or "")


def _parse_crfsuite(data: bytes) -> tuple[list[str], list[str], np.ndarray, np.ndarray]:
    """Labels, attribute names, state weights and transition weights of a CRFsuite file."""
    magic, _, kind, _, _, n_labels, n_attributes, at_features, at_labels, at_attributes = struct.unpack_from(
        "<4sI4sIIIIIII", data
    )
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise ValueError("not a CRFsuite file of a first-order chain")
    labels, attributes = _parse_strings(data, at_labels), _parse_strings(data, at_attributes)
    if (len(labels), len(attributes)) != (n_labels, n_attributes) or len(set(attributes)) != n_attributes:
        raise ValueError("its tables do not agree with its header")
    (n_features,) = struct.unpack_from("<I", data, at_features + 8)
    features = np.frombuffer(data, _FEATURE, n_features, at_features + 12)
    weights, transitions = np.zeros((n_attributes, n_labels)), np.zeros((n_labels, n_labels))
    state = features[features["type"] == 0]
    chain = features[features["type"] == 1]
    # Underthesea drops state weights this small when it loads a model.
    weights[state["source"], state["target"]] = np.where(
        np.abs(state["weight"]) > 1e-10, state["weight"], 0.0
    )
    transitions[chain["source"], chain["target"]] = chain["weight"]
    return labels, attributes, weights, transitions


def _parse_strings(data: bytes, at: int) -> list[str]:
    """The strings of a CQDB block (CRFsuite's constant quark database) in the order of their numbers."""
    magic, _, _, _, n_strings, at_offsets = struct.unpack_from("<4s5I", data, at)
    if magic != b"CQDB":
        raise ValueError("a table of strings is missing")
    strings = []
    for offset in np.frombuffer(data, "<u4", n_strings, at + at_offsets).tolist():
        (size,) = struct.unpack_from("<I", data, at + offset + 4)
        strings.append(data[at + offset + 8 : at + offset + 7 + size].decode("utf-8"))  # without the NUL
    return strings


def is_title(text: str) -> bool:
    """Whether each space-separated part begins with a sign that has no other upper case (so ``4`` too)."""
    return all(part[:1] == part[:1].upper() for part in text.split(" "))


def is_digit(text: str) -> bool:
    """Whether ``text`` is a whole number of 32 bits written in ASCII digits."""
    return _INTEGER.fullmatch(text) is not None and -(2**31) <= int(text[:12]) < 2**31 and len(text) <= 64


def attribute(template: Template, tokens: Sequence[str], at: int, dictionary: frozenset[str]) -> str:
    """The attribute that ``template`` gives to the token at position ``at``.

    >>> attribute(parse_template("T[-1,0].lower"), ["Ngoại", "giao"], 1, frozenset())
    'T[-1,0].lower=ngoại giao'
    """
    first, last = at + template.first, at + template.last
    if first < 0:
        return f"{template.name}=BOS"
    if last >= len(tokens):
        return f"{template.name}=EOS"
    text = " ".join(tokens[first : last + 1])
    if template.function == "lower":
        return f"{template.name}={text.lower()}"
    if template.function == "isdigit":
        return f"{template.name}={is_digit(text)}"
    if template.function == "istitle":
        return f"{template.name}={is_title(text)}"
    if template.function == "is_in_dict":
        return f"{template.name}={text.lower() in dictionary}"
    return f"{template.name}={text}"


def tag(model: Model, tokens: Sequence[str]) -> list[str]:
    """The best labels of ``tokens`` (Viterbi 1967): sums in template order, ties to the earlier label.

    The order of additions and the rule for ties are those of underthesea's tagger, so that the
    labels are the same even where two readings differ by a rounding error.
    """
    if not tokens:
        return []
    score, back = np.zeros(0), []
    for at in range(len(tokens)):
        names = (attribute(template, tokens, at, model.dictionary) for template in model.templates)
        rows = [model.attributes[name] for name in names if name in model.attributes]
        # cumsum adds from first to last; sum would pair the terms up
        emission = model.weights[rows].cumsum(axis=0)[-1] if rows else np.zeros(len(model.labels))
        if at:
            paths = score[:, None] + model.transitions
            back.append(paths.argmax(axis=0))  # argmax takes the first of equals
            score = paths.max(axis=0) + emission
        else:
            score = emission
    best = [int(score.argmax())]
    for step in reversed(back):
        best.append(int(step[best[-1]]))
    return [model.labels[label] for label in reversed(best)]
