"""A notebook kit for reading Vietnamese migration-diplomacy news as data.

``kit.Corpus(folder)`` is the doorway: its tables (articles, lines, sentences, words, dates, events, partners,
people, topics, statements) are computed on first use. Everything it does can be done by hand with the functions here:
``find_`` text to rows, ``count_`` rows to tallies, ``summarise_`` tallies to summaries, ``plot_`` a frame
to a chart. See docs/design.md.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
"""As in ``pyproject.toml``; part of the provenance of every figure."""

# Modules are imported when a name of theirs is first used, so that `import kit` takes no time.
_PUBLIC = {
    "errors": "TableError",
    "schema": "ROLES STORY_ROLES",
    "corpus": "Corpus",
    "store.build": "build",
    "read.articles": "load_articles save_articles",
    "read.duplicates": "add_duplicates",
    "read.reports": "LoadReport",
    "read.titles": "add_titles",
    "segment.lines": "find_lines",
    "segment.sentences": "find_sentences",
    "segment.words": "find_words find_words_in_text",
    "tag.agreements": "find_agreements",
    "tag.dates": "explain_date find_dates find_dates_in_text",
    "tag.events": "correct_events find_events",
    "tag.corrections": "load_corrections save_corrections",
    "tag.partners": "add_partner explain_partner find_partners find_partners_in_text",
    "tag.meetings": "correct_meetings find_meetings",
    "tag.people": "find_people find_people_in_text",
    "tag.published": "add_published",
    "tag.quantities": "find_quantities",
    "tag.statements": "explain_statement find_statements find_statements_in_text",
    "tag.topics": "find_topics find_topics_in_text",
    "vietnamese.phrases.topics": "load_topics",
    "vietnamese.stopwords": "load_stopwords",
    "count.dispersion": "summarise_dispersion",
    "count.event_groups": "add_event_groups",
    "count.event_labels": "add_event_labels",
    "count.events": "count_events summarise_events",
    "count.groups": "add_groups",
    "count.meetings": "fold_meetings count_meetings",
    "count.mentions": "count_mentions",
    "count.partners": "count_partners",
    "count.people": "summarise_people",
    "count.periods": "add_periods",
    "count.positions": "find_positions",
    "count.sentences": "summarise_sentences",
    "count.tallies": "summarise_tallies tabulate",
    "count.topics": "count_topics",
    "count.words": "count_words",
    "compare.collocations": "find_collocations",
    "compare.groups": "compare_groups",
    "compare.keyness": "compare_keyness",
    "compare.log_odds": "add_log_odds",
    "compare.pairs": "compare_pairs",
    "compare.partners": "compare_partners",
    "compare.periods": "compare_periods",
    "plot.bars": "plot_bars",
    "plot.calendar": "plot_calendar",
    "plot.collocations": "plot_collocations",
    "plot.differences": "plot_differences",
    "plot.heatmap": "plot_heatmap",
    "plot.keyness": "plot_keyness",
    "plot.lags": "plot_lags",
    "plot.log_odds": "plot_log_odds",
    "plot.maps": "plot_map",
    "plot.periods": "plot_periods",
    "plot.scores": "plot_scores",
    "plot.small_multiples": "plot_small_multiples",
    "plot.stacked": "plot_stacked",
    "plot.timelines": "plot_timeline",
    "plot.xray": "plot_xray",
    "show.context": "find_context show_context",
    "show.event_evidence": "find_event_evidence",
    "show.labels": "load_labels",
    "check.to_code": "sample_to_code",
    "check.sheets": "save_sheet",
    "check.counts": "correct_counts",
    "publish.figures": "save_figure",
    "publish.notebook": "use_notebook",
}
MODULES = {name: module for module, names in _PUBLIC.items() for name in names.split()}
"""Every public name, and the module that it lives in."""

__all__ = ["__version__", *MODULES]


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        from kit.errors import suggest

        hint = suggest(name, MODULES, "dir(kit) lists what it has.")
        raise AttributeError(f"The kit has no {name!r}. {hint}")
    value = getattr(import_module(f"kit.{MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
