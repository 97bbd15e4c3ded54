"""What is read from the installed underthesea, without importing it, and the check that it is what we know.

Importing underthesea takes over a second and puts a handler on the root logger, so its model files,
its table of spellings and the regular expressions in its source are read from where they are
installed. `FINGERPRINT` pins them: with these very files the fast decoder has been compared with
underthesea on millions of words. With other files the two are compared on `SELF_CHECK` at load,
and if they differ the kit says so once and calls underthesea itself.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import logging
import re
import warnings
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from kit.errors import KitError, KitWarning
from kit.vietnamese.words.crf import ModelError, load_pickle
from kit.vietnamese.words.tokens import Span

MODEL = Path("pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727")
_PATTERNS = Path("pipeline/word_tokenize/regex_tokenize.py")
_SPELLINGS = Path("pipeline/text_normalize/tn_rules_2023_07_14.bin")
_SOURCES = (
    MODEL / "models.bin",
    MODEL / "features.bin",
    MODEL / "dictionary.bin",
    _PATTERNS,
    _SPELLINGS,
    Path("pipeline/word_tokenize/__init__.py"),
    Path("pipeline/text_normalize/character_normalize.py"),
    Path("pipeline/text_normalize/token_normalize.py"),
    Path("models/fast_crf_sequence_tagger.py"),
)
# Of the files above and the version of underthesea_core, in underthesea 9.5.0.
FINGERPRINT = "06ea40395b9feb68e76f83e84db7324f15fe46c8bdc495d647a453101ac89537"

# The sha256 of the words of `SELF_CHECK` in underthesea 9.5.0 (`kit.vietnamese.words.wordengines.hash_words`).
SELF_CHECK_WORDS = "18d39ed588baa9725ffd5eb66cdbb7fe00356e3dc7098a0b3a47351cef70acad"

# A short text that touches every group of rules and the model; made up for this purpose.
SELF_CHECK = (
    "Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp Giám đốc Văn phòng Tổ chức Di cư quốc tế (IOM).",
    "Ngày 19/4/2023, lúc 10:30:05, giá 1.234.567,89 đồng tăng 5%; xem https://baoquocte.vn/a-b.html hay a@b.vn.",
    "Kinh tế-xã hội khu vực châu Á-Thái Bình Dương theo Quyết định số 402/QĐ-TTg, 17-20/5/2022, UBND TP. Huế...",
    "Uỷ ban khoẻ mạnh; Th sẽ hoà bình, H'Mông, AT&T, Covid-19, 3x4, 43H-0530 và v.v. :)) “Được!” là của IOM.",
    "dân tộc ít người mua bán trái phép qua biên giới hai nước trong những năm gần đây tại Việt Nam-Liên bang Nga",
)


def find_folder() -> Path:
    """Where underthesea is installed; nothing of it is imported."""
    spec = importlib.util.find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise KitError(
            "The package underthesea is not installed. Install it: pip install 'underthesea>=9.5,<9.6'."
        )
    return Path(next(iter(spec.submodule_search_locations)))


def hash_sources(folder: Path) -> str:
    """The fingerprint of the files that decide about words, and of the compiled tagger's version."""
    digest = hashlib.sha256(metadata.version("underthesea_core").encode())
    for path in _SOURCES:
        digest.update((folder / path).read_bytes())
    return digest.hexdigest()


class UpstreamRules:
    """Underthesea's own regular expressions and spellings, as rules for `kit.vietnamese.words.tokens.TokenTable`."""

    def __init__(self, folder: Path):
        self._names = _run_assignments(folder / _PATTERNS)
        spellings = load_pickle(folder / _SPELLINGS)
        self.spellings: dict[str, str] = spellings["token"]
        self._letters = str.maketrans(spellings["character"])
        if any(len(a) != 1 or len(b) != 1 for a, b in spellings["character"].items()):
            raise ModelError("underthesea now changes the number of letters before it cuts tokens.")
        groups = list(self._names["regex_patterns"])
        self._url, self._email = self._names["url"], self._names["email"]
        greedy = r"[^\s()<>{}\[\]]+ "
        if self._url.count(greedy) != 1:
            raise ModelError("underthesea's pattern for web addresses is not the known one.")
        # A repeat within a repeat takes exponential time (26 dots: 10 s) and matches the same without.
        groups[groups.index(self._url)] = self._url.replace(greedy, greedy.replace("+", ""))
        self._groups = groups

    def split(self, chunk: str, *, at_end: bool) -> list[Span]:
        """The tokens that underthesea cuts ``chunk`` into, in its spelling."""
        text = chunk.translate(self._letters)
        seen = text if at_end else text + " "
        return [
            (match.start(), match.end(), self._spell(match.group()))
            for match in self._choose(text).finditer(seen)
        ]

    def _spell(self, token: str) -> str:
        return self.spellings.get(token, token) if len(token) <= 6 else token

    def _choose(self, text: str) -> re.Pattern:
        """The pattern; for a long chunk without those groups that cannot match in it but would try at length."""
        if len(text) < 200:
            return self._compile(True, True)
        return self._compile(
            re.search(r"\.[a-z]{2}|(?:ftp|http)s?:", text) is not None,
            re.search(r"@[a-zA-Z0-9-]+\.", text) is not None,
        )

    @cache  # noqa: B019 (one instance lives as long as the process)
    def _compile(self, url: bool, email: bool) -> re.Pattern:
        kept = [
            group
            for group in self._groups
            if (url or not group.startswith("(?P<url>")) and (email or group != self._email)
        ]
        return re.compile("(" + "|".join(kept) + ")", re.VERBOSE | re.UNICODE)

    def depends_on_end(self, chunk: str) -> bool:
        """Capitals and a full stop are one token (an abbreviation) except at the end of the text."""
        return chunk[-1] == "."

    def is_open(self, tokens: list[Span]) -> bool:
        """``Th.S`` with an unescaped dot: "Th" may swallow one white space and the next S or s."""
        return tokens[-1][2] == "Th"

    def goes_on(self, rest: str) -> bool:
        """Whether "Th" before ``rest`` does so; the dot of a pattern matches no line break."""
        return rest[0] != "\n" and rest[1] in "Ss"


def _run_assignments(path: Path) -> dict[str, Any]:
    """The module-level names that a source file assigns, without running its imports or functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if isinstance(node, ast.Assign)]
    names: dict[str, Any] = {"re": re}
    try:
        exec(compile(tree, str(path), "exec"), names)
        names["regex_patterns"], names["url"], names["email"]
    except Exception as error:  # whatever a changed file may do
        raise ModelError(f"{path.name} of underthesea is not the known one ({error}).") from error
    return names


@cache
def load_underthesea() -> Any:
    """Underthesea itself, imported so that the root logger stays as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import underthesea
    root.handlers[:], root.level = handlers, level
    return underthesea


def tokenize_slowly(sentence: str) -> list[Span]:
    """The words of underthesea called directly, with offsets from its own tokens."""
    load_underthesea()
    from underthesea.pipeline.word_tokenize import regex_tokenize, word_tokenize

    try:
        words = word_tokenize(sentence)
        tokens = regex_tokenize.tokenize(sentence)
        text = regex_tokenize.normalize_characters_in_text(sentence)
        spans = [match.span() for match in re.finditer(regex_tokenize.patterns, text)]
    except AttributeError as error:
        raise KitError(f"This underthesea cannot be used ({error}). Install underthesea 9.5.") from error
    if len(text) != len(sentence) or len(spans) != len(tokens):
        from kit.vietnamese.words.tokens import normalise_with_map

        places = normalise_with_map(sentence)[1]
    else:
        places = list(range(len(text) + 1))
    found, at = [], 0
    for word in words:
        first, joined = at, tokens[at]
        while joined != word:
            at += 1
            joined += " " + tokens[at]
        found.append((places[spans[first][0]], places[spans[at][1]], word))
        at += 1
    return found


def warn_unknown(reason: str) -> None:
    """Say that the fast decoder is not used."""
    version = metadata.version("underthesea")
    warnings.warn(
        f"underthesea {version} does not cut words as the version this kit was made for ({reason}). Words of "
        "style 'underthesea' now come from underthesea itself: right, and slower. Install underthesea 9.5 for speed.",
        KitWarning,
        stacklevel=3,
    )
