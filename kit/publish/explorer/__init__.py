"""The page to ask a collection: its sentences with all that was found in them, in one file that needs nothing else."""

from kit.publish.explorer.page import save_explorer

__all__ = ["save_explorer"]
