"""Notebook cells as HTML that is safe to show: whatever stood in an article is text and never runs."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import bleach
import mistune
from bleach.css_sanitizer import CSSSanitizer
from markupsafe import Markup, escape
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from kit.vietnamese.language import measure_vietnamese
from kit.vietnamese.letters import strip_marks

# Lines of printed text above which an output is folded.
LONG_OUTPUT = 8

# What prose, tables and marked sentences need; whatever else stands in HTML is left out. The page
# itself forbids scripts and addresses as well (Content-Security-Policy in the template).
_TAGS = (
    "a abbr b blockquote br caption cite code col colgroup dd details div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li"
    " mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
)
_ATTRIBUTES = {
    "*": ["class", "title", "lang", "dir", "style"],
    "a": ["href"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
    "ol": ["start"],
    "details": ["open"],
}
_STYLES = frozenset({"text-align", "font-weight", "font-style", "color", "background-color", "white-space"})
_CLEANER = bleach.Cleaner(
    tags=frozenset(_TAGS.split()),
    attributes=_ATTRIBUTES,
    protocols={"http", "https", "mailto"},
    css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES),
    strip=True,
)
# Their text is no prose: dropped whole, so that it does not show once the tags are stripped.
_NO_PROSE = re.compile(r"<(script|style|template|title)\b.*?(</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<(td|th)>([^<]*)</")
_HEADING = re.compile(r"<(h[1-6])>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^>"'])*>""")  # as `clean_html` writes it: no "<" in it, but ">"
_PART = re.compile(rf"({_TAG.pattern})|[^<]+")
# The head of a table of pandas whose index has a name, which stands in a row of its own.
_HEAD = re.compile(
    r"(<tr[^>]*>\s*<th>)(</th>(?:\s*<th>[^<]*</th>)*\s*</tr>)\s*<tr>\s*<th>([^<]*)</th>(?:\s*<th></th>)*\s*</tr>"
)
_WARNING = re.compile(r"^(?:.*?:\d+: )?(\w*Warning: .*)\n(?:  .*\n?)?", re.MULTILINE)
_REACHED = 'tabindex="0" role="group" aria-label="{}"'  # what may scroll: with the keyboard too
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_WORD = re.compile(r"[^\W\d_]+")
# What may be a syllable of Vietnamese, its marks taken off, and is no little word of English.
_SYLLABLE = re.compile(r"(?:ngh?|[ckpgt]h|nh|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_ENGLISH = re.compile(
    "(?:a|an|at|be|but|by|can|do|go|he|him|in|it|may|me|no|not|on|so|than|that|the|then|to|up)"
)


def render_markdown(text: str, *, rebase: Callable[[str], str] = str) -> Markup:
    """Prose as HTML; headings have places to be led to, what is Vietnamese is marked as such."""
    renderer = _Prose(rebase)
    markdown = mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough"])
    made = _HEADING.sub(_place, str(clean_html(str(markdown(text)))))
    made = made.replace('<div class="scroll">', f'<div class="scroll" {_REACHED.format("Table")}>')
    return Markup(_PART.sub(lambda part: part[1] or mark_vietnamese(unescape(part[0])), made))


def render_output(output: NotebookNode) -> Markup:
    """The richest safe form of a cell's output: picture, then table, then text."""
    if output.output_type == "stream" and output.name == "stderr":  # neither paths nor code of this machine
        noted = _WARNING.sub(r"\1\n", strip_colours(output.text))
        return Markup("<details><summary>Warnings</summary>{}</details>").format(_render_text(noted))
    if output.output_type == "stream":
        return _render_text(strip_colours(output.text))
    if output.output_type == "error":
        return _render_text(f"{output.ename}: {output.evalue}")
    data = output.data
    for kind in ("image/svg+xml", "image/png", "image/jpeg"):
        if kind in data:
            content = data[kind].encode("utf-8") if "svg" in kind else base64.b64decode(data[kind])
            reached = _REACHED.format("Chart")
            picture = f'<figure><div class="scroll" {reached}><img src="{{}}" alt="{{}}"></div></figure>'
            return Markup(picture).format(data_address(content, kind), data.get("text/plain", ""))
    if "text/html" in data:
        made = _CELL.sub(_set_cell, _HEAD.sub(r"\1\3\2", str(clean_html(data["text/html"]))))
        kind = "scroll table" if "<table" in made else "scroll"
        reached = _REACHED.format("Table" if "<table" in made else "Output")
        return Markup(f'<div class="{kind}" {reached}>{made}</div>')
    if "text/markdown" in data:
        return render_markdown(data["text/markdown"])
    text = data.get("text/plain", "")
    if (lines := text.count("\n") + 1) <= LONG_OUTPUT:
        return _render_text(text)
    folded = "<details><summary>Output, {} lines</summary>{}</details>"
    return Markup(folded).format(lines, _render_text(text))


def mark_vietnamese(text: str) -> Markup:
    """Text as HTML in which runs of Vietnamese words are marked: read aloud as Vietnamese, set in its letters.

    >>> str(mark_vietnamese("Bộ Ngoại giao & Belgium"))
    '<span lang="vi">Bộ Ngoại giao</span> &amp; Belgium'
    """
    runs: list[list[int]] = []
    for word in _WORD.finditer(text):
        bare = strip_marks(word[0]).lower()
        if _SYLLABLE.fullmatch(bare) and not _ENGLISH.fullmatch(word[0].lower()):
            if runs and text[runs[-1][1] : word.start()] in (" ", "-", " - "):
                runs[-1][1] = word.end()
            else:
                runs.append([word.start(), word.end()])
    made, done = [], 0
    for start, end in runs:
        if measure_vietnamese(text[start:end]):
            run = Markup('<span lang="vi">{}</span>').format(text[start:end])
            made += [escape(text[done:start]), run]
            done = end
    return Markup("").join([*made, escape(text[done:])])


def find_headings(html: str) -> list[tuple[int, str, str]]:
    """The headings of `render_markdown`: level, place and text of each.

    >>> find_headings(render_markdown("## Who *speaks*?"))
    [(2, 'Who-speaks?', 'Who speaks?')]
    """
    found = re.findall(r'<h([1-6]) id="([^"]*)">(.*?)</h', html, re.DOTALL)
    return [
        (int(level), unescape(place), unescape(_TAG.sub("", text)).strip()) for level, place, text in found
    ]


def strip_colours(text: str) -> str:
    """Printed text without the marks by which a terminal colours it."""
    return _COLOUR.sub("", text)


def render_code(source: str, *, label: str) -> Markup:
    """The code of a cell, folded away under its label."""
    code = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))  # escapes the source
    html = "<details><summary>{}</summary><pre><code>{}</code></pre></details>"
    return Markup(html).format(label, Markup(code))


def clean_html(html: str) -> Markup:
    """``html`` with only what prose and tables need; scripts, styles, frames and handlers are left out.

    >>> str(clean_html('<p onclick="x()">Hà Nội<script>alert(1)</script></p>'))
    '<p>Hà Nội</p>'
    """
    return Markup(_CLEANER.clean(_NO_PROSE.sub("", html)))


def rebase_address(address: str, *, start: Path, to: Path, pages: Mapping[str, str] | None = None) -> str:
    """An address in a notebook of folder ``start``, for a page in folder ``to``; "" of a file that is not there.

    ``pages`` says which notebooks (names without ending) are pages of the report, and how these are called.

    >>> pages = {"03-topics": "03-topics.html"}
    >>> rebase_address("03-topics.ipynb#Limits", start=Path("notebooks"), to=Path("report"), pages=pages)
    '03-topics.html#Limits'
    >>> rebase_address("../README.md", start=Path("notebooks"), to=Path("reports/mine"))
    '../../README.md'
    """
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|//|/", address):
        return address
    file, _, fragment = address.partition("#")
    page = (pages or {}).get(Path(file).stem) if file == f"{Path(file).stem}.ipynb" else None
    if page is None and not (start / file).exists():
        return ""
    moved = page or Path(os.path.relpath(start.resolve() / file, to.resolve())).as_posix()
    return f"{moved}#{fragment}" if fragment else moved


def data_address(content: bytes, kind: str) -> str:
    """``content`` as an address, so that the page holds it and nothing is fetched."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _render_text(text: str) -> Markup:
    return Markup('<pre class="output">{}</pre>').format(mark_vietnamese(text))


def _place(heading: re.Match[str]) -> str:
    """A heading with the place that a notebook of Jupyter gives it."""
    tag, text = heading.groups()
    place = escape(re.sub(r"\s+", "-", unescape(_TAG.sub("", text)).strip()))
    return f'<{tag} id="{place}">{text}</{tag}>'


def _set_cell(cell: re.Match[str]) -> str:
    """A cell of one word (a day, a key) is not broken at its hyphens; one with a sentence gets room."""
    tag, text = cell[1], unescape(cell[2])
    if text in ("NaN", "NaT", "<NA>"):  # what pandas writes where nothing is known
        return f"<{tag}></"
    kind = "long" if len(text) > 40 else "whole" if " " not in text.strip() else ""
    told = f' class="{kind}"' if kind else ""
    if "(" not in text and measure_vietnamese(text) > 0.3:  # a title, a sentence
        return f'<{tag}{told} lang="vi">{cell[2]}</'
    return f"<{tag}{told}>{mark_vietnamese(text)}</"


class _Prose(mistune.HTMLRenderer):
    """Markdown to HTML with addresses that hold from the page."""

    def __init__(self, rebase: Callable[[str], str]):
        super().__init__(escape=False)
        self.rebase = rebase

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return super().heading(text, level)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        address = self.rebase(url)
        return super().link(text, address, title) if address else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return self.link(text or "picture", url, title)  # nothing is fetched: a link to it

    def table(self, text: str) -> str:
        return f'<div class="scroll"><table>{text}</table></div>'
