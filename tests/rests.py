"""What a table rests on, as the steps declare it: to hold what the kit says of its own files against."""

from kit.steps import LOADED


def list_reads(name, steps):
    """The data files that a table rests on: those of its step, and of the steps before it."""
    if name == LOADED:
        return ()
    before = {file for table in steps[name].tables for file in list_reads(table, steps)}
    return tuple(sorted(before | set(steps[name].reads)))
