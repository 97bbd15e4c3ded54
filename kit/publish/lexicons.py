"""``python -m kit check-lexicons [FOLDER]``: every problem of every lexicon, the kit's or one's own."""

import argparse
import runpy
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import FileError, KitError, LexiconError, join_problems
from kit.files import LEXICONS, check_overlay, overlay
from kit.plot.maps import load_world
from kit.plot.style import load_places as load_colours
from kit.publish.words import load_chart_words
from kit.schema import SCHEMAS
from kit.steps import STEPS, Step
from kit.vietnamese.acts.vocabulary import load_vocabulary as load_acts
from kit.vietnamese.agreements.vocabulary import load_vocabulary as load_agreements
from kit.vietnamese.columns import load_names as load_columns
from kit.vietnamese.dates.grammar import load_grammar
from kit.vietnamese.endings import load_endings
from kit.vietnamese.events.vocabulary import load_event_words
from kit.vietnamese.lines.patterns import load_patterns
from kit.vietnamese.lines.sites import load_hints
from kit.vietnamese.meetings.vocabulary import load_meeting_words
from kit.vietnamese.names.cities import load_cities
from kit.vietnamese.names.cues import load_cues
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.instruments import load_instruments
from kit.vietnamese.names.leaders import load_leaders
from kit.vietnamese.names.offices import load_offices
from kit.vietnamese.names.places import load_places
from kit.vietnamese.names.seams import load_seams
from kit.vietnamese.names.tiers import read_tiers
from kit.vietnamese.phrases.topics import load_topics
from kit.vietnamese.quantities import load_quantity_words
from kit.vietnamese.stopwords import load_stopwords
from kit.vietnamese.words.wordrules import load_words_lexicon

# Each data file, and what reads it; it looks for the file where `kit.files.overlay` says.
READERS: dict[str, tuple[Callable[[], Any], ...]] = {
    "agreements.yml": (load_agreements,),
    "cities.yml": (load_cities,),
    "charts.yml": (load_chart_words, load_colours),
    "columns.yml": (load_columns,),
    "context.yml": (load_cues, load_seams),
    "dates.yml": (load_grammar,),
    "events.yml": (load_event_words,),
    "instruments.yml": (load_instruments,),
    "lines.yml": (load_patterns,),
    "meetings.yml": (load_meeting_words,),
    "offices.yml": (load_offices,),
    "organisations.yml": (load_gazetteer,),
    "partners.yml": (load_gazetteer,),
    "places.yml": (load_places,),
    "quantities.yml": (load_quantity_words,),
    "regions.yml": (load_gazetteer,),
    "sentences.yml": (load_endings,),
    "sites.yml": (load_hints,),
    "statements.yml": (load_acts,),
    "stopwords.yml": (load_stopwords,),
    "topics.yml": (load_topics,),
    "traps.yml": (load_gazetteer,),
    "words.yml": (load_words_lexicon,),
    "leaders.csv": (load_leaders,),
    "partnership_tiers.csv": (read_tiers,),
    "country_points.csv": (load_world,),
    "countries-110m.json": (load_world,),
}


# Exit code: something is wrong.
FOUND = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.description = (
        "Every file is read by what reads it in a corpus; what is wrong is told with its line."
    )
    help_ = "a folder of lexicons of your own, which are laid over the kit's (default: the kit's own)"
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=help_)
    steps = "a Python file that adds a table of your own (docs/extending.md): its lexicons are checked too"
    parser.add_argument("--steps", action="append", default=[], type=Path, metavar="FILE.py", help=steps)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    for file in options.steps:
        if not file.is_file():
            raise FileError(f"There is no file {file}. Name the Python file that adds the table.")
        runpy.run_path(str(file))
    names, problems = sorted(READERS), []
    if options.folder is not None:
        try:
            names = sorted(check_overlay(options.folder, set(list_readers()))[1])
        except LexiconError as error:
            problems = error.problems
    folder = options.folder.expanduser().resolve() if options.folder is not None else None
    if folder is None or folder.is_dir():
        problems = [*problems, *find_lexicon_problems(folder)]
    if not problems:
        print(f"Nothing is wrong with {', '.join(names)}.")
        return 0
    told = join_problems(problems).problems
    print(*told, f"{len(told)} problem{'s' * (len(told) > 1)}.", sep="\n", file=sys.stderr)
    return FOUND


def list_readers() -> dict[str, tuple[Callable[[], Any], ...]]:
    """Each data file, and what reads it: those of the kit, and those of tables of one's own (`kit.steps.add_step`)."""
    added = [(file, step) for step in STEPS.values() for file in step.reads if file not in READERS]
    return READERS | {file: (partial(_try_step, step),) for file, step in added}


def _try_step(step: Step) -> None:
    """Make the table of no article, for which its lexicons are read."""
    columns = {name: STEPS[name].columns if name in STEPS else SCHEMAS["articles"] for name in step.tables}
    step.run({name: pd.DataFrame(columns=[*types]).astype(types) for name, types in columns.items()})


def find_lexicon_problems(folder: Path | None) -> Iterator[LexiconError]:
    """What is wrong with the lexicons, those of a folder laid over the kit's: each problem by itself."""
    with overlay(folder):
        known = list_readers()
        for read in dict.fromkeys(read for readers in known.values() for read in readers):
            try:
                read()
            except LexiconError as error:
                yield from error.problems
            except (KitError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
                files = [name for name, readers in known.items() if read in readers]
                own = next(
                    (folder / name for name in files if folder and (folder / name).is_file()), files[0]
                )
                told = f"it cannot be read ({type(error).__name__}: {error})."
                yield LexiconError(own, None, told, f"Compare it with the kit's, in {LEXICONS}.")
