import pytest

from kit.errors import OptionError
from kit.show.labels import load_labels


def test_labels_are_in_one_language_or_in_both():
    assert load_labels(language="vi")["BEL"] == "Bỉ" and load_labels(language="en")["BEL"] == "Belgium"
    assert load_labels()["BEL"] == "Bỉ\n(Belgium)"


@pytest.mark.parametrize("language", ["fr", "VI", "", None])
def test_another_language_is_refused(language):
    with pytest.raises(OptionError, match="'vi', 'en' or 'both'"):
        load_labels(language=language)
