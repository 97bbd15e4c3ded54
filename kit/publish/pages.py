"""Pages of the report: templates that hold their style, and the one script that may run in them."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kit.publish.render import mark_vietnamese

HERE = Path(__file__).parent
STYLE = (HERE / "report.css").read_text(encoding="utf-8")
# Sorts and filters tables; it makes no markup of text, and without it tables are as they are written.
SCRIPT = (HERE / "report.js").read_text(encoding="utf-8")


def fill_page(name: str, **values: Any) -> Markup:
    """A template of HTML with these values in it; what is no markup is escaped."""
    return Markup(_templates().get_template(name).render(values))


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(HERE)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(vi=mark_vietnamese, number="{:,}".format, percent="{:.0%}".format)
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode("utf-8")).digest()).decode("ascii")
    environment.globals.update(style=Markup(STYLE), script=Markup(SCRIPT), script_hash=f"sha256-{digest}")
    return environment
