"""The version of the kit, where code that has no installed metadata can read it."""

VERSION = "0.1.0"
"""The version of the kit, as in ``pyproject.toml``; part of the provenance of every figure."""
