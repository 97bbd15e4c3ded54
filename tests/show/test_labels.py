import pytest

from kit.errors import LexiconError, OptionError
from kit.show.labels import load_labels


def test_labels_are_in_one_language_or_in_both():
    assert load_labels(language="vi")["BEL"] == "Bỉ" and load_labels(language="en")["BEL"] == "Belgium"
    assert load_labels()["BEL"] == "Bỉ\n(Belgium)"


@pytest.mark.parametrize("language", ["fr", "VI", "vietnamese"])
def test_another_language_is_refused(language):
    with pytest.raises(OptionError, match="'en', 'vi' or 'both'"):
        load_labels(language=language)


def test_labels_are_those_of_topics_countries_organisations_and_regions():
    both, vi, en = (load_labels(language=language) for language in ("both", "vi", "en"))
    assert list(both) == list(vi) == list(en) and {"trafficking", "BEL", "IOM"} <= set(both)
    for key in both:
        assert both[key] == (vi[key] if en[key] in ("", vi[key]) else f"{vi[key]}\n({en[key]})")
    same = [key for key in both if vi[key] == en[key]]
    assert same and all("\n" not in both[key] for key in same)
    with pytest.raises(LexiconError, match="nowhere"):
        load_labels(lexicons="nowhere/topics.yml")
