"""A notebook kit for reading Vietnamese migration-diplomacy news as data.

``kit.Corpus(folder)`` is the doorway: its tables (articles, lines, sentences, words, dates, events, partners,
people, topics) are computed on first use. Everything it does can be done by hand with the functions here:
``find_`` text to rows, ``count_`` rows to tallies, ``summarise_`` tallies to summaries, ``plot_`` a frame
to a chart. See docs/design.md.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

# As in ``pyproject.toml``; part of the provenance of every figure.
__version__ = "0.1.0"

# Modules are imported when a name of theirs is first used, so that `import kit` takes no time; a parser would.
_PUBLIC = Path(__file__).with_name("public.yml").read_text("utf-8").splitlines()
_LINES = [line.split(": ") for line in _PUBLIC if line and not line.startswith("#")]

# Every public name, and the module that it lives in.
MODULES = {name: module for module, names in _LINES for name in names.split()}

__all__ = ["__version__", *MODULES]


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        from kit.errors import suggest

        hint = suggest(name, MODULES, "dir(kit) lists what it has; dir(kit.Corpus) what a corpus has.")
        raise AttributeError(f"The kit has no {name!r}. {hint}")
    value = getattr(import_module(f"kit.{MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
