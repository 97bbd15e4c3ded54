"""A notebook kit for reading Vietnamese migration-diplomacy news as data.

``kit.Corpus(folder)`` is the doorway: its tables (articles, lines, sentences, words, dates, events, partners,
people, topics) are computed on first use. Everything it does can be done by hand with the functions here:
``find_`` text to rows, ``count_`` rows to tallies, ``summarise_`` tallies to summaries, ``plot_`` a frame
to a chart. See docs/design.md.
"""

from importlib import import_module
from typing import Any

from kit.version import VERSION as __version__

# Modules are imported when a name of theirs is first used, so that `import kit` takes no time.
_PUBLIC = {
    "articles": "load_articles read_articles",
    "ask": "ask",
    "measures.association": "compare_pairs compare_periods",
    "attention": "count_article_partners count_tiers explain_partner summarise_people tabulate_tiers",
    "drawing.charts": "plot_bars plot_heatmap plot_periods plot_stacked",
    "check": "find_problems summarise_collection summarise_problems summarise_roles",
    "coding": "load_codes sample_to_code",
    "collector": "collect",
    "measures.collocations": "find_collocations",
    "compare": "compare_partner_pairs compare_partner_topics drop_names",
    "concordance": "find_context",
    "corpus": "Corpus",
    "counts": "count_mentions count_partners count_roles count_sizes count_topics count_words tabulate",
    "datasheet": "make_datasheet save_datasheet",
    "dates": "explain_date find_dates find_dates_in_text",
    "dictionary": "find_dictionary_problems load_topics",
    "drawing.differences": "plot_association plot_differences",
    "measures.dispersion": "summarise_dispersion",
    "duplicates": "add_duplicates fold_duplicates summarise_duplicates",
    "errors": "ArticleError KitError KitWarning LexiconError TableError",
    "event_tables": "add_event_groups add_event_labels count_events find_event_evidence summarise_events",
    "events": "find_events",
    "events_corrections": "correct_events load_events_corrections save_events_corrections",
    "evidence": "Evidence add_text find_evidence",
    "measures.exploration": "discover_topics find_missed_words",
    "figures": "save_figure use_notebook",
    "naming.gazetteer": "load_gazetteer load_partners",
    "measures.groups": "add_groups",
    "headlines": "add_titles",
    "horizon": "add_lags summarise_lags",
    "measures.keyness": "compare_groups compare_keyness",
    "kwic": "show_context",
    "labels": "load_labels",
    "drawing.lag_charts": "plot_lag_spans plot_lags tabulate_lags",
    "lines": "find_lines",
    "drawing.maps": "plot_map",
    "reading.metadata": "add_metadata",
    "measures.pairs": "add_log_odds",
    "partners": "PARTNER_SHARE PARTNER_WEIGHTS add_partner find_partners find_partners_in_text",
    "people": "find_people find_people_in_text",
    "periods": "find_partial_periods plot_event_days tabulate_event_days",
    "positions": "find_positions",
    "postags": "add_pos",
    "published": "add_published",
    "reading.problems": "LoadReport",
    "schema": "ROLES STORY_ROLES",
    "sentences": "find_sentences",
    "sheets": "add_kit_as_coder find_coded save_sheet",
    "side_by_side": "compare_partners plot_comparison",
    "stopwords": "load_stopwords",
    "storage": "save_articles",
    "summaries": "add_periods summarise_sentences summarise_tallies",
    "tiers": "add_tier load_tiers",
    "drawing.timelines": "plot_timeline",
    "drawing.topiccharts": "plot_change plot_log_odds plot_scores plot_small_multiples",
    "topics": "find_objectives find_topics find_topics_in_text",
    "validate": "agreement compare_with_codes find_disagreements score_codes",
    "drawing.wordcharts": "plot_collocations plot_keyness plot_xray",
    "words": "find_words find_words_in_text",
}
_MODULES = {name: module for module, names in _PUBLIC.items() for name in names.split()}

__all__ = ["__version__", *_MODULES]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"The kit has no {name!r}; dir(kit) lists what it has.")
    value = getattr(import_module(f"kit.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
