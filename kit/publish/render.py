"""Notebook cells as HTML that is safe to show: whatever stood in an article is text and never runs."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bleach
import mistune
from bleach.css_sanitizer import CSSSanitizer
from markupsafe import Markup
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

# What prose, tables and marked sentences need; whatever else stands in HTML is left out. The page
# itself forbids scripts and addresses as well (Content-Security-Policy in the template).
_TAGS = (
    "a abbr b blockquote br caption cite code col colgroup dd details div dl dt em h2 h3 h4 h5 h6 hr i kbd li"
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
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def render_markdown(text: str, *, rebase: Callable[[str], str] = str) -> Markup:
    """Prose as HTML, one heading level down (the page has its own first heading)."""
    renderer = _Prose(rebase)
    return clean_html(
        str(mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough"])(text))
    )


def render_output(output: NotebookNode) -> Markup:
    """The richest safe form of a cell's output: picture, then table, then text."""
    if output.output_type == "stream":
        return Markup('<pre class="output">{}</pre>').format(_COLOUR.sub("", output.text))
    if output.output_type == "error":
        return Markup('<pre class="output">{}: {}</pre>').format(output.ename, output.evalue)
    data = output.data
    for kind in ("image/svg+xml", "image/png", "image/jpeg"):
        if kind in data:
            content = data[kind].encode("utf-8") if "svg" in kind else base64.b64decode(data[kind])
            picture = '<figure><div class="scroll"><img src="{}" alt="{}"></div></figure>'
            return Markup(picture).format(data_address(content, kind), data.get("text/plain", ""))
    if "text/html" in data:
        return Markup('<div class="scroll">{}</div>').format(
            Markup(_CELL.sub(_set_cell, clean_html(data["text/html"])))
        )
    if "text/markdown" in data:
        return render_markdown(data["text/markdown"])
    return Markup('<pre class="output">{}</pre>').format(data.get("text/plain", ""))


def render_code(source: str, *, unfolded: bool) -> Markup:
    """The code of a cell, folded away unless ``unfolded``."""
    code = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))  # escapes the source
    html = "<details{}><summary>{}</summary><pre><code>{}</code></pre></details>"
    label = "Parameters" if unfolded else "Code"
    return Markup(html).format(Markup(" open") if unfolded else "", label, Markup(code))


def clean_html(html: str) -> Markup:
    """``html`` with only what prose and tables need; scripts, styles, frames and handlers are left out.

    >>> str(clean_html('<p onclick="x()">Hà Nội<script>alert(1)</script></p>'))
    '<p>Hà Nội</p>'
    """
    return Markup(_CLEANER.clean(_NO_PROSE.sub("", html)))


def rebase_address(address: str, *, start: Path, to: Path) -> str:
    """An address in a notebook of folder ``start``, for a page in folder ``to``; notebooks are chapters.

    >>> rebase_address("03-topics.ipynb", start=Path("notebooks"), to=Path("report"))
    '#03-topics'
    >>> rebase_address("../data/articles.csv", start=Path("notebooks"), to=Path("reports/mine"))
    '../../data/articles.csv'
    """
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|//|/", address):
        return address
    file, _, fragment = address.partition("#")
    if file.endswith(".ipynb") and "/" not in file.removeprefix("./"):
        return f"#{Path(file).stem}"
    moved = Path(os.path.relpath(start.resolve() / file, to.resolve())).as_posix()
    return f"{moved}#{fragment}" if fragment else moved


def data_address(content: bytes, kind: str) -> str:
    """``content`` as an address, so that the page holds it and nothing is fetched."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _set_cell(cell: re.Match[str]) -> str:
    """A cell of one word (a day, a key) is not broken at its hyphens; one with a sentence gets room."""
    tag, text = cell.groups()
    kind = "long" if len(text) > 40 else "whole" if " " not in text.strip() else ""
    return f'<{tag} class="{kind}">{text}</' if kind else cell[0]


class _Prose(mistune.HTMLRenderer):
    """Markdown to HTML with headings one level down and addresses that hold from the page."""

    def __init__(self, rebase: Callable[[str], str]):
        super().__init__(escape=False)
        self.rebase = rebase

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return super().heading(text, min(level + 1, 6))

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, self.rebase(url), title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text or "picture", self.rebase(url), title)  # nothing is fetched: a link to it

    def table(self, text: str) -> str:
        return f'<div class="scroll"><table>{text}</table></div>'
