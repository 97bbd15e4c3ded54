"""Cities abroad: each lies in one country of the kit."""

import pytest

from kit.errors import LexiconError
from kit.files import overlay
from kit.vietnamese.names.cities import load_cities


def test_a_city_has_its_country():
    cities = load_cities()
    assert [cities[name] for name in ("New York", "Thượng Hải", "Geneva")] == ["USA", "CHN", "CHE"]
    assert "VNM" not in cities.values()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ATLANTIS: [Poseidonis]", "line 1: 'ATLANTIS' is no country"),
        ("BEL: [Gent]\nNLD: [Gent]", "line 2: 'Gent' lies in two countries"),
        ("BEL: [Gent]\nNLD: [1, 2]", "line 2: NLD should be a list of words"),
    ],
)
def test_a_lexicon_that_cannot_be_used_says_where_and_why(tmp_path, text, message):
    (tmp_path / "cities.yml").write_text(text, encoding="utf-8")
    with overlay(tmp_path), pytest.raises(LexiconError, match=message):
        load_cities()
