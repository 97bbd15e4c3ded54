import functools
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import LexiconError
from kit.files import LEXICONS, overlay
from kit.vietnamese.acts import vocabulary as acts
from kit.vietnamese.agreements import vocabulary as agreements
from kit.vietnamese.events.vocabulary import load_event_words
from kit.vietnamese.lexicon import _Loader, _QuickLoader, any_of, check_keys, load_lexicon, whole
from kit.vietnamese.meetings.vocabulary import load_meeting_words
from kit.vietnamese.quantities import load_quantity_words


def write(folder, text):
    path = folder / "mine.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_strings_and_mappings_know_their_lines(tmp_path):
    entry = load_lexicon(write(tmp_path, "# mine\nBEL:\n  forms: [Bỉ, Vương quốc Bỉ]\nNO: no\n"))
    assert entry["BEL"].line == 3
    assert [str(form) for form in entry["BEL"]["forms"]] == ["Bỉ", "Vương quốc Bỉ"]
    assert entry["BEL"]["forms"][1].line == 3
    assert entry["NO"] == "no", "country codes and words are never booleans"


def test_decomposed_letters_are_composed(tmp_path):
    assert load_lexicon(write(tmp_path, "BEL: Bi\u0309\n"))["BEL"] == "Bỉ"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "given twice"),
        ("a: [1, 2\nb: 3\n", 2, "expected"),
        ("- a\n- b\n", 1, "name: value"),
        ("", 1, "name: value"),
    ],
)
def test_a_bad_lexicon_names_its_line(tmp_path, text, line, problem):
    with pytest.raises(LexiconError, match=problem) as caught:
        load_lexicon(write(tmp_path, text))
    assert caught.value.line == line
    assert "mine.yml" in str(caught.value)


def test_a_file_that_is_not_utf8_or_not_there(tmp_path):
    (tmp_path / "mine.yml").write_bytes("BEL: B\u1ec9".encode("utf-16"))
    with pytest.raises(LexiconError, match="not UTF-8"):
        load_lexicon(tmp_path / "mine.yml")
    with pytest.raises(LexiconError, match="no such file"):
        load_lexicon(tmp_path / "nowhere.yml")


def test_unknown_and_missing_keys_are_named(tmp_path):
    entry = load_lexicon(write(tmp_path, "label: Bỉ\nfrom: [Bỉ]\n"))
    with pytest.raises(LexiconError, match="line 2: unknown key 'from'"):
        check_keys(entry, "mine.yml", allowed=("label", "forms"))
    with pytest.raises(LexiconError, match="lacks 'forms'"):
        check_keys(entry, "mine.yml", required=("forms",), allowed=("label", "from", "forms"))
    assert check_keys(entry, "mine.yml", required=("label", "from")) is entry
    with pytest.raises(LexiconError, match=r"line 2: unknown key 'from'\. Use one of: label\."):
        check_keys(entry, "mine.yml", required=("label",))


def test_every_lexicon_of_the_kit_loads():
    for path in LEXICONS.glob("*.yml"):
        assert load_lexicon(path)


@pytest.mark.slow
def test_the_quick_reader_reads_what_the_plain_one_does():
    """Values, types and lines, of every lexicon of the kit and of what YAML takes for numbers, days and aliases."""

    def tell(value):
        if isinstance(value, dict):
            return type(value), value.line, [(tell(key), tell(one)) for key, one in value.items()]
        if isinstance(value, list):
            return [tell(one) for one in value]
        return type(value), getattr(value, "line", 0), value

    odd = "a: yes\nb: 402\nc: 1.5\nd: 2020-01-01\ne: ~\nf: true\ng: |\n  x\n  y\n"
    odd += "h: &h [1, '1']\ni: *h\nk: 12:30:45\nl: 017\n"
    for text in (odd, *(path.read_text("utf-8") for path in sorted(LEXICONS.glob("*.yml")))):
        quick, plain = (yaml.load(text, Loader=loader) for loader in (_QuickLoader, _Loader))
        assert tell(quick) == tell(plain)


def test_what_is_nested_without_end_is_an_error_and_no_crash(tmp_path):
    path = tmp_path / "deep.yml"
    path.write_text("a: " + "[" * 100_000, "utf-8")
    with pytest.raises(LexiconError, match="nested too deeply"):
        load_lexicon(path)


READERS = {
    "agreements.yml": lambda: agreements.load_vocabulary(),
    "events.yml": lambda: load_event_words(),
    "meetings.yml": lambda: load_meeting_words(),
    "quantities.yml": lambda: load_quantity_words(),
    "statements.yml": lambda: acts.load_vocabulary(),
}


@functools.cache
def read(name):
    return yaml.load((LEXICONS / name).read_text("utf-8"), yaml.CSafeLoader)


def write_value(key, value):
    return yaml.dump({key: value}, Dumper=yaml.CSafeDumper, allow_unicode=True)


@functools.cache
def write_own(name):
    return {key: write_value(key, value) for key, value in read(name).items()}


def save(folder, name, key, value):
    """A lexicon of the kit with another value of one key."""
    (folder / name).write_text("".join((write_own(name) | {key: write_value(key, value)}).values()), "utf-8")


LISTS = [(name, key) for name in READERS for key, value in read(name).items() if isinstance(value, list)]


BAD = ("hội đàm", None, {"a": ["b"]}, 5, [["a", "b"]], [5])
ROWS = [  # every list gets three of these in turn; of statements, which take long to read, one
    (name, key, bad)
    for at, (name, key) in enumerate(LISTS)
    for place, bad in enumerate(BAD)
    if (at + place) % (6 if name == "statements.yml" else 2) == 0
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "key", "bad"), ROWS, ids=repr)
def test_what_is_no_list_of_words_is_named(tmp_path, name, key, bad):
    save(tmp_path, name, key, bad)
    with overlay(tmp_path), pytest.raises(LexiconError) as caught:
        READERS[name]()
    assert name in str(caught.value) and key in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_what_should_have_keys_and_has_none_is_named(tmp_path, name):
    own = read(name)
    for key in [key for key, value in own.items() if isinstance(value, dict)]:
        for bad in ([], "ký", {"nothing such": ["ký"]}):
            save(tmp_path, name, key, bad)
            with overlay(tmp_path), pytest.raises(LexiconError, match=name):
                READERS[name]()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "key"), [row for row in LISTS if row[0] != "statements.yml"])
def test_a_list_without_words_finds_nothing_and_an_empty_word_is_none(tmp_path, name, key):
    save(tmp_path, name, key, [])
    with overlay(tmp_path):
        READERS[name]()
    save(tmp_path, name, key, ["ký", ""])
    with (
        overlay(tmp_path),
        pytest.raises(LexiconError, match=f"{name}, line .*{key} should be a list of words"),
    ):
        READERS[name]()


def test_of_no_words_a_pattern_matches_nothing():
    assert [re.search(make([]), "ký kết") for make in (any_of, whole)] == [None, None]
    assert re.findall(whole(["ký", "ký kết"]), "ký kết, ký, đăng kýx") == ["ký kết", "ký"]


@given(st.lists(st.text("aăb -", min_size=1, max_size=4), max_size=5), st.text("aăb -.", max_size=30))
def test_whole_words_are_those_of_the_plain_pattern(words, text):
    plain = re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)")
    found = [match.span() for match in re.finditer(whole(words), text)]
    assert found == [match.span() for match in plain.finditer(text)]
