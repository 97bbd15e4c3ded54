"""The gazetteer: what is looked for, how it is found, and what is wrong with a lexicon."""

import functools
import re
import unicodedata
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import LexiconError
from kit.files import LEXICONS
from kit.tag.partners import load_partners
from kit.vietnamese.names.cues import load_cues
from kit.vietnamese.names.gazetteer import FILES, load_gazetteer
from kit.vietnamese.names.names import DASH, FORMER_STATES, iso_codes, plain
from kit.vietnamese.syllables import is_vietnamese_syllable

GAZETTEER = load_gazetteer()


def found(text):
    return [(text[m.start : m.end], m.name.key) for m in GAZETTEER.find(text)]


def test_every_iso_country_has_its_cldr_name_in_both_languages():
    vi, en = Locale("vi").territories, Locale("en").territories
    aliases = get_global("territory_aliases")
    countries = {code: aliases[code][0] for code in iso_codes() - FORMER_STATES}
    assert len(countries) == 249
    names = {(plain(name.form).casefold(), name.key) for name in GAZETTEER.names}
    differing = {"HKG", "MAC"}  # CLDR calls them special administrative regions
    for code, alpha2 in countries.items():
        if code not in differing:
            label = re.sub(r" \(.*", "", plain(unicodedata.normalize("NFC", vi[alpha2]))).casefold()
            forms = {form for form, key in names if key == code}
            assert any(label in form or form in label for form in forms), (code, label)
            assert GAZETTEER.partners[code].en and en[alpha2]


def test_no_iso_code_is_a_name_except_those_the_press_writes():
    codes = iso_codes() | set(get_global("territory_aliases"))
    names = {name.form for name in GAZETTEER.names if name.kind == "country"}
    assert names & codes <= {"UAE", "USA", "UK", "VN"}


def test_former_states_keep_their_own_code():
    text = "Liên Xô, Tiệp Khắc, Nam Tư và Đông Đức; Liên bang Nga"
    assert [key for _, key in found(text)] == ["SUN", "CSK", "YUG", "DDR", "RUS"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cộng hòa Trung Phi", [("Cộng hòa Trung Phi", "CAF")]),
        ("Cộng hoà Trung Phi", [("Cộng hoà Trung Phi", "CAF")]),
        ("THỤY ĐIỂN VÀ THUỴ SĨ", [("THỤY ĐIỂN", "SWE"), ("THUỴ SĨ", "CHE")]),
        ("hội đồng bảo an", []),
        ("Hội đồng bảo an Liên Hợp Quốc", [("Hội đồng bảo an Liên Hợp Quốc", "UNSC")]),
        ("Đại hội đồng của LHQ", [("Đại hội đồng của LHQ", "UNGA")]),
        ("cơ quan di cư của Liên Hiệp Quốc", [("cơ quan di cư của Liên Hiệp Quốc", "IOM")]),
        ("châu Á-Thái Bình Dương", [("châu Á-Thái Bình Dương", "APAC")]),
        ("Châu Á – Thái Bình Dương", [("Châu Á – Thái Bình Dương", "APAC")]),
        ("Ni-giê-ri-a và Ni-giê", [("Ni-giê-ri-a", "NGA"), ("Ni-giê", "NER")]),
        ("Xô-ma-li", [("Xô-ma-li", "SOM")]),
        ("Nam\u00a0Mỹ", [("Nam\u00a0Mỹ", "S-AM")]),
        ("Asean, NATO và Nato", [("Asean", "ASEAN"), ("NATO", "NATO"), ("Nato", "NATO")]),
        ("hợp pháp, giải pháp, thẩm mỹ", []),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CIV")]),
        ("Cote d'Ivoire", [("Cote d'Ivoire", "CIV")]),
        ("Ðài Loan", [("Ðài Loan", "TWN")]),  # U+00D0 where Đ should be
        ("Brazilia", []),
    ],
)
def test_found(text, expected):
    assert found(text) == expected


def test_a_country_inside_an_organisation_is_found_with_it():
    text = "Diễn đàn Hợp tác Trung Quốc - châu Phi"
    matches = GAZETTEER.find(text)
    assert [(m.name.key, m.inside) for m in matches] == [("FOCAC", ""), ("CHN", "FOCAC")]


def test_traps_are_found_as_traps_and_hide_what_is_inside():
    assert [(m.name.sort, m.name.key) for m in GAZETTEER.find("Pháp luật ở Lào Cai")] == [
        ("trap", "ordinary words"),
        ("trap", "places in Việt Nam"),
    ]


NAMES = [name for name in GAZETTEER.names if name.sort in ("name", "full style") and name.kind != "org"]


@functools.cache
def list_patterns():
    return [
        (
            re.compile(
                rf"(?<!\w){re.escape(DASH.sub('-', plain(name.form))).replace(chr(92) + '-', '(?:-| - )')}(?!\w)"
            ),
            name,
        )
        for name in NAMES
    ]


def find_naively(text):
    """Every form by regular expression, bounded, then the leftmost and of those the longest."""
    hits = [
        (m.start(), -m.end(), name.key)
        for pattern, name in list_patterns()
        for m in pattern.finditer(plain(text))
    ]
    kept, covered = [], 0
    for start, end, key in sorted(hits):
        if start >= covered:
            kept.append((start, -end, key))
            covered = -end
    return kept


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from([", ", ". ", " với ", " (", "\n"])), max_size=6
    )
)
def test_the_automaton_agrees_with_regular_expressions(pieces):
    text = "".join(name.form + joint for name, joint in pieces)
    got = [(m.start, m.end, m.name.key) for m in GAZETTEER.find(text)]
    assert got == find_naively(text)


@given(st.sampled_from(NAMES))
def test_a_name_is_found_whatever_its_tones_dashes_and_unicode_form(name):
    for spelt in (name.form, plain(name.form), name.form.replace("-", "–"), name.form.upper()):
        matches = GAZETTEER.find(f"({spelt})")
        assert [m.name.key for m in matches if not m.inside] == [name.key], spelt


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


COUNTRIES = """Europe:
  Western Europe:
    BEL:
      vi: Bỉ
      en: Belgium
      names: [Vương quốc Bỉ, Bỉ Lợi Thì]
    FRA:
      vi: Pháp
      en: France
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "partners.yml",
            COUNTRIES.replace("FRA:", "FRX:"),
            r"partners.yml, line 7: 'FRX' is no ISO 3166-1 .*FRA",
        ),
        (
            "partners.yml",
            COUNTRIES + "      names: [Bỉ Lợi Thì]\n",
            r"partners.yml, line 10: 'Bỉ Lợi Thì' is claimed by FRA and by BEL \(partners.yml, line 6\)",
        ),
        ("partners.yml", COUNTRIES + "      names: [Pháp quốc\n", r"partners.yml, line 1\d: "),
        (
            "partners.yml",
            COUNTRIES + "      names: Pháp quốc\n",
            r"partners.yml, line 10: FRA: names should be a list",
        ),
        (
            "partners.yml",
            COUNTRIES + "      nicknames: [Lục lăng]\n",
            r"partners.yml, line 10: unknown key 'nicknames'",
        ),
        (
            "partners.yml",
            COUNTRIES.replace("      en: France\n", ""),
            r"partners.yml, line 8: the entry lacks 'en'",
        ),
        ("partners.yml", COUNTRIES + "      names: [pháp]\n", r"partners.yml, line 10: .*no capital letter"),
        ("partners.yml", COUNTRIES + "      names: [1954]\n", r"partners.yml, line 10: .*no name"),
        ("partners.yml", "Europe: [BEL]\n", r"partners.yml.*holds no entries"),
        (
            "traps.yml",
            "words:\n  x: [Nhật Bản]\n",
            r"traps.yml, line 2: the trap 'Nhật Bản' would hide .* of JPN for ever",
        ),
        ("traps.yml", "words:\n  x: [THỔ NHĨ KÌ]\n", r"hide the name 'Thổ Nhĩ Kì' of TUR for ever"),
        ("regions.yml", "Asia:\n  ASIA: {vi: Trung Quốc, en: Asia}\n", r"claimed by ASIA and by CHN"),
        (
            "organisations.yml",
            "x:\n  EC: {vi: Ủy ban châu Âu, en: EC, organ_of: EU}\n",
            r"organisations.yml, line 2: EC belongs to 'EU', which is not there",
        ),
        ("organisations.yml", "x:\n  NAM: {vi: Phong trào Không liên kết, en: NAM}\n", r"NAM is given twice"),
    ],
)
def test_a_lexicon_that_cannot_be_used_says_where_and_why(tmp_path, name, text, message):
    with pytest.raises(LexiconError, match=message):
        load_gazetteer(write(tmp_path, name, text))


def test_a_researcher_adds_a_name_by_editing_one_line(tmp_path):
    for file in FILES:
        text = (LEXICONS / file).read_text(encoding="utf-8")
        write(
            tmp_path,
            file,
            text.replace("      en: Belgium\n", "      en: Belgium\n      names: [xứ sở Sô-cô-la]\n"),
        )
    matches = load_gazetteer(tmp_path).find("thăm xứ sở Sô-cô-la")
    assert [m.name.key for m in matches] == ["BEL"]
    assert found("thăm xứ sở Sô-cô-la") == []


def test_lexicons_are_compiled_once_for_the_same_bytes():
    assert load_gazetteer() is load_gazetteer(LEXICONS)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("default: sure}", "default: always}", r"context.yml, line \d+: Mỹ: unknown default 'always'"),
        ("school before: [", "schools before: [", r"unknown key 'schools before'"),
    ],
)
def test_cues_that_cannot_be_used_say_where_and_why(tmp_path, old, new, message):
    text = (LEXICONS / "context.yml").read_text(encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_cues(write(tmp_path, "context.yml", text.replace(old, new, 1)))


def test_every_ambiguous_form_of_the_lexicon_has_a_rule():
    ambiguous = {name.form for name in GAZETTEER.names if name.kind == "country" and name.sort == "context"}
    ruled = set(load_cues().forms)
    assert {plain(form) for form in ambiguous} <= ruled


def test_syllables():
    assert all(map(is_vietnamese_syllable, ["Nguyễn", "Phượng", "Hoà", "Khuê", "Nghiêng", "Ỷ", "quốc"]))
    assert not any(
        map(is_vietnamese_syllable, ["Sanofi", "Macron", "Kritenbrink", "Moon", "Bergfeld", "Brazil"])
    )


def test_the_table_of_partners():
    table = load_partners()
    assert table["key"].is_unique
    assert table.set_index("key").loc["UNHRC", ["kind", "parent"]].tolist() == ["org", "UN"]
    assert set(table["kind"]) == {"country", "org", "region"}
    assert table.loc[table["kind"] == "country", "region"].ne("").all()


def test_lexicons_are_pleasant_to_edit():
    for name in FILES:
        for number, line in enumerate(
            Path(LEXICONS / name).read_text(encoding="utf-8").splitlines(), start=1
        ):
            assert len(line) <= 120, (name, number)
            assert line == line.rstrip(), (name, number)
