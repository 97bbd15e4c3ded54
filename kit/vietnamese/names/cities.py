"""Cities abroad by name (``cities.yml``): in which country somebody is who comes to one."""

from __future__ import annotations

from pathlib import Path

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import load_lexicon, read_words
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain


@built_from("cities.yml")
def load_cities(path: Path) -> dict[str, str]:
    """Read the lexicon: of each city, as `plain` has it and without a stop at its end, the country.

    Raises
    ------
    LexiconError : a key is no country, or a city lies in two; names file and line.

    Examples
    --------
    >>> load_cities()["Osaka"]
    'JPN'
    """
    partners = load_gazetteer().partners
    cities: dict[str, str] = {}
    for key, names in load_lexicon(path).items():
        if str(key) not in partners or partners[str(key)].kind != "country":
            raise LexiconError(
                path, getattr(key, "line", None), f"{str(key)!r} is no country.", "Use a key of partners.yml."
            )
        for name in read_words(names, key, path):
            if cities.setdefault(plain(name).rstrip("."), str(key)) != str(key):
                raise LexiconError(
                    path, name.line, f"{name!r} lies in two countries.", "Keep the larger one."
                )
    return cities
