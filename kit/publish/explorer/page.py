"""The page: what the browser shows and the packed rows, in one file. Nothing is fetched, nothing of an article runs.

The rows are JSON in columns, packed by gzip and written in base64. They are packed by the zlib that pyarrow brings,
and not by that of the machine, of which there are several that pack alike and not the same.
"""

import base64
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kit.corpus import Corpus
from kit.errors import OptionError
from kit.files import write_file
from kit.plot.words import check_language
from kit.publish.explorer.rows import find_rows
from kit.study import TEXTS
from kit.vietnamese.lexicon import load_lexicon

HERE = Path(__file__).parent
_LEVEL, _OF_SYSTEM, _UNKNOWN = 9, 9, 255  # the tenth byte of gzip names the system that packed


def save_explorer(
    corpus: Corpus, path: Path | str, *, text: str = "", title: str = "", language: str = ""
) -> Path:
    """Write the page to ask a collection: one HTML file, which any browser of today opens without a network.

    Parameters
    ----------
    corpus : the collection; of one with more sentences than `kit.publish.explorer.rows.MOST` the page has articles
        drawn by chance, as ``corpus.select(sample=…)`` draws them, and says so.
    path : the HTML file to write.
    text : ``"full"``: whole sentences. ``"snippets"``: the words around what was found in them, for collections that
        may not be passed on; titles, outlets and addresses stay, by which an article is cited. ``"none"``: keys alone.
        Default: as the study says.
    title : the heading of the page (default: that of the study, or the name of the collection).
    language : the language that the page opens in, ``"vi"``, ``"en"`` or ``"both"`` (keys in both, the rest in
        English; default: that of the study); the reader can choose another.

    Returns
    -------
    The path. The same tables give the same bytes, on every system with the same version of pyarrow.

    Raises
    ------
    OptionError : another kind of text, or another language.
    FileError : the file cannot be written.

    Examples
    --------
    >>> save_explorer(kit.Corpus("data/articles"), "report/explore.html")  # doctest: +SKIP
    """
    text, language = text or corpus.study.text, language or corpus.study.language
    if text not in TEXTS:
        raise OptionError(f"text is 'full', 'snippets' or 'none', got {text!r}.")
    check_language(language)
    rows = find_rows(corpus, text)
    words = load_lexicon(HERE / "words.yml")
    style = (HERE.parent / "report.css").read_text("utf-8") + (HERE / "explorer.css").read_text("utf-8")
    script = (HERE / "explorer.js").read_text("utf-8")
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("explorer.html").render(
        title=title or corpus.study.title or corpus.collection,
        language="vi" if language == "vi" else "en",
        words=words["page"],
        style=Markup(style),
        style_hash=_hash(style),
        script=Markup(script),
        script_hash=_hash(script),
        early=Markup(
            json.dumps(
                {name: words["page"][name] for name in ("opening", "old", "broken")}, ensure_ascii=False
            )
        ),
        data=Markup(pack_rows({"lang": language, "words": words, **rows})),
    )
    return write_file(path, page)


def pack_rows(rows: dict[str, Any]) -> str:
    """Rows as the page holds them: JSON, gzip, base64.

    >>> unpack_rows(pack_rows({"n": [1, 2]}))
    {'n': [1, 2]}
    """
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    packed = bytearray(pa.Codec("gzip", compression_level=_LEVEL).compress(text, asbytes=True))
    packed[_OF_SYSTEM] = _UNKNOWN
    return base64.b64encode(packed).decode("ascii")


def unpack_rows(data: str) -> dict[str, Any]:
    """The rows that a page holds."""
    return json.loads(gzip.decompress(base64.b64decode(data)))


def _hash(text: str) -> str:
    """By which a browser knows the script and the style of the page, and runs no other."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
