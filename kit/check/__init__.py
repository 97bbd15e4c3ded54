"""The kit held against people: hand codes, scores, and what is wrong with a collection."""

from kit.check.agreements import agreement, find_disagreements
from kit.check.codes import add_kit_as_coder, find_coded, load_codes, score_codes
from kit.check.collection import summarise_collection
from kit.check.problems import find_problems, summarise_problems

__all__ = ["add_kit_as_coder", "agreement", "find_coded", "find_disagreements", "find_problems", "load_codes"]
__all__ += ["score_codes", "summarise_collection", "summarise_problems"]
