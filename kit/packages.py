"""Packages of the extra ``collections``: the module asked for, or how to install what is missing."""

from importlib import import_module
from typing import Any

from kit.errors import INSTALL_COLLECTIONS, ArticleError


class PackageError(ArticleError):
    """A package of the extra ``collections`` is missing."""


def load_package(name: str, purpose: str) -> Any:
    """The module ``name``, imported when it is first needed.

    Parameters
    ----------
    name : of the module, with its package before a dot.
    purpose : what needs it, as a message begins: ``"Reading HTML"``.

    Raises
    ------
    PackageError : its package is not installed.
    """
    package = name.partition(".")[0]
    try:
        import_module(package)
        return import_module(name)
    except ImportError:
        remedy = f"install it with {INSTALL_COLLECTIONS}"
        raise PackageError(f"{purpose} needs the package {package}; {remedy}.") from None
