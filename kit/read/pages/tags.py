"""Tags: what HTML, and the heads of pages, call their parts."""

from pathlib import Path

import yaml

TAGS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
"""Names of tags, by what they are: see ``tags.yml``."""
