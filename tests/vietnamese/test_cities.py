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
    [("ATLANTIS: [Poseidonis]", "no country"), ("BEL: [Gent]\nNLD: [Gent]", "two countries")],
)
def test_a_lexicon_that_cannot_be_used_says_where_and_why(tmp_path, text, message):
    (tmp_path / "cities.yml").write_text(text, encoding="utf-8")
    with overlay(tmp_path), pytest.raises(LexiconError, match=message):
        load_cities()
