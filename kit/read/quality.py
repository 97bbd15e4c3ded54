"""Quality: what was repaired in an article or is suspicious about it, by the words of the column ``quality``."""

from pathlib import Path

import yaml

MEANINGS: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
"""What can be said of an article, and what each means."""

REPAIRS = MEANINGS["repairs"]
"""The repairs, as they are named in the column ``quality`` of the articles table."""

FLAGS = MEANINGS["flags"]
"""What is suspicious about an article; nothing is changed for these but what is said here."""
