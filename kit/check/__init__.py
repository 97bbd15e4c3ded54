"""The kit held against people: hand codes, scores, and what is wrong with a collection."""

from kit.check.coding import load_codes
from kit.check.collection import find_problems, summarise_collection, summarise_problems
from kit.check.validate import add_kit_as_coder, agreement, find_coded, find_disagreements, score_codes

__all__ = [
    "add_kit_as_coder",
    "agreement",
    "find_coded",
    "find_disagreements",
    "find_problems",
    "load_codes",
    "score_codes",
    "summarise_collection",
    "summarise_problems",
]
