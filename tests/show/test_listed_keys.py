"""The lists of keys, and what they are called."""

import pytest

import kit
from kit.errors import OptionError
from kit.vietnamese.meetings.vocabulary import KINDS

LISTS = ("partners", "topics", "acts", "objectives", "event kinds", "meeting kinds", "agreement kinds")


@pytest.mark.parametrize("name", LISTS)
def test_every_key_is_called_something(name):
    table = kit.list_keys(name)
    assert table.columns.tolist() == ["key", "vi", "en", "kind"] and len(table) > 5
    assert table["key"].is_unique and (table[["key", "vi", "en"]] != "").all(axis=None)
    assert set(table.dtypes.astype("str")) == {"str"}


def test_the_lists_are_those_of_the_lexicons():
    labels = kit.load_labels(acts=True, language="vi")
    keys = [key for name in ("topics", "partners", "acts") for key in kit.list_keys(name)["key"]]
    assert keys == list(labels)
    assert set(kit.list_keys("partners")["kind"]) == {"country", "org", "region"}
    assert kit.list_keys("objectives")["key"].tolist() == [str(n) for n in range(1, 24)]
    assert tuple(kit.list_keys("meeting kinds")["key"]) == KINDS
    assert kit.list_keys("agreement kinds").iloc[0].tolist() == ["treaty", "hiệp ước", "treaty", ""]


def test_a_list_that_there_is_not_gets_the_nearest():
    with pytest.raises(OptionError, match=r"no list of keys 'partner'\. Did you mean 'partners'"):
        kit.list_keys("partner")
    with pytest.raises(OptionError, match="no list of keys"):
        kit.list_keys("")


def test_lexicons_of_ones_own_are_listed(tmp_path):
    path = kit.load_topics().path
    text = path.read_text(encoding="utf-8").replace("en: Border management", "en: Borders of mine")
    (tmp_path / "topics.yml").write_text(text, encoding="utf-8")
    assert "Borders of mine" in set(kit.list_keys("topics", lexicons=tmp_path)["en"])
    assert "Borders of mine" not in set(kit.list_keys("topics")["en"])
