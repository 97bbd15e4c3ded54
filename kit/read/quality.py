"""Quality: what was repaired in an article or is suspicious about it, by the words of the column ``quality``."""

from pathlib import Path

import yaml

# What can be said of an article, and what each means.
MEANINGS: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))

# The repairs, as they are named in the column ``quality`` of the articles table.
REPAIRS = MEANINGS["repairs"]

# What is suspicious about an article; nothing is changed for these but what is said here.
FLAGS = MEANINGS["flags"]
