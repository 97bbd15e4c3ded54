"""Dates: grids of phrases, every way of writing against values computed here, and the rules one by one."""

import datetime as dt
import itertools
import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.tag.dates import find_dates, find_dates_in_text

PUBLISHED = dt.date(2023, 4, 5)  # a Wednesday


def read_all(texts, published=PUBLISHED):
    """The dates of each text as (text, value) pairs; each text is an article of its own."""
    ids = [f"{number:05d}" for number in range(len(texts))]
    sentences = pd.DataFrame({"article_id": ids, "sentence": 0, "role": "body", "start": 0, "text": texts})
    articles = pd.DataFrame({"article_id": ids, "text": texts, "published": pd.Timestamp(published)})
    found = {article_id: [] for article_id in ids}
    for row in find_dates(sentences, articles).itertuples():
        found[row.article_id].append((row.text, row.value))
    return list(found.values())


def check(phrases, frame="Đoàn đến {} rồi đi.", published=PUBLISHED):
    """Every phrase, put in a frame, is found whole and alone, with its value."""
    phrases = list(phrases)
    found = read_all([frame.format(text) for text, _ in phrases], published)
    wrong = [(phrase, got) for phrase, got in zip(phrases, found, strict=True) if got != [phrase]]
    assert wrong == []
    assert phrases


def nearest(day, month):
    years = (PUBLISHED.year - 1, PUBLISHED.year, PUBLISHED.year + 1)
    return min((dt.date(year, month, day) for year in years), key=lambda found: abs(found - PUBLISHED))


SEPARATORS = ("/", "-", ".")
DASHES = ("-", " - ", "–", " – ", " -", "- ", "—", " đến ", " tới ", " đến hết ")
DAYS = [(5, 4), (1, 1), (28, 2), (31, 12), (9, 11), (17, 5), (20, 9)]
FRAMES = (
    *("Đoàn đến {}.", "Đoàn đến {}, rồi đi.", "Chuyến thăm ({}) đã xong.", "{}", "Họp “{}”", "Đoàn đến {}/."),
    *("Theo tin {} cho biết", "Đoàn đến ngày hội; {}; họp.", "Đoàn đến\u00a0{}\u00a0rồi đi.", "\t{}\n"),
)


@pytest.mark.parametrize("frame", FRAMES)
def test_full_dates_in_every_frame(frame):
    check(
        (
            (f"{head}{shown}{sep}{m:{width}}{sep}{year}", f"{year}-{m:02d}-{d:02d}")
            for (d, m), year, sep, head, width in itertools.product(
                DAYS, (1975, 2022), SEPARATORS, ("ngày ", "Ngày ", "NGÀY ", ""), ("", "02d")
            )
            for shown in [f"{d:{width}}"]
        ),
        frame,
    )


def test_full_dates_with_words_and_short_years():
    shapes = (
        *(
            "ngày {d} tháng {m} năm {y}",
            "NGÀY {d} THÁNG {m} NĂM {y}",
            "{d} tháng {m}, {y}",
            "ngày {d}/{m} năm {y}",
        ),
        *(
            "ngày {d} tháng {m}, năm {y}",
            "ngày {d} tháng {m}/{y}",
            "{d}/{m}/{s}",
            "ngày {d}-{m}-{s}",
            "{y}-{m:02d}-{d:02d}",
        ),
    )
    check(
        (shape.format(d=d, m=m, y=year, s=f"{year % 100:02d}"), f"{year}-{m:02d}-{d:02d}")
        for shape, (d, m), year in itertools.product(shapes, DAYS, (1975, 2022))
    )


def test_days_without_a_year_are_the_nearest_whatever_stands_before_them():
    heads = {"ngày ": "", "Ngày ": "", "sáng ": "TMO", "chiều ngày ": "TAF", "Tối ": "TEV", "đêm ": "TNI"}
    heads |= {"rạng sáng ": "TMO", "trưa ngày ": "TMD"}
    check(
        (f"{head}{d:{width}}{sep}{m:{width}}", f"{nearest(d, m)}{part}")
        for (head, part), (d, m), sep, width in itertools.product(
            heads.items(), DAYS, SEPARATORS, ("", "02d")
        )
    )
    check((f"ngày {d} tháng {m}", f"{nearest(d, m)}") for d, m in DAYS)


@pytest.mark.parametrize("dash", DASHES)
def test_ranges_of_days(dash):
    phrases = []
    for (d, m), sep, width in itertools.product([(5, 4), (17, 5), (1, 8), (25, 12)], SEPARATORS, ("", "02d")):
        first, last = f"{d:{width}}", f"{d + 3:{width}}{sep}{m:{width}}"
        phrases.append(
            (f"ngày {first}{dash}{last}{sep}2022", f"2022-{m:02d}-{d:02d}/2022-{m:02d}-{d + 3:02d}")
        )
        end = nearest(d + 3, m)
        phrases.append((f"ngày {first}{dash}{last}", f"{end.replace(day=d)}/{end}"))
    check(phrases, "Bà thăm từ {} theo lời mời.")


@pytest.mark.parametrize("dash", ["-", " - ", "–", " đến ", " đến ngày ", " tới ngày "])
def test_ranges_across_months_and_across_new_year(dash):
    ends = [((30, 10), (2, 11)), ((30, 12), (2, 1)), ((28, 2), (3, 3)), ((25, 4), (5, 5))]
    phrases = []
    for ((d, m), (e, n)), sep in itertools.product(ends, SEPARATORS):
        before = 2021 if m > n else 2022
        value = f"{before}-{m:02d}-{d:02d}/2022-{n:02d}-{e:02d}"
        phrases.append((f"ngày {d}{sep}{m}{dash}{e}{sep}{n}{sep}2022", value))
        phrases.append((f"{d}{sep}{m}{sep}{before}{dash}{e}{sep}{n}{sep}2022", value))
        phrases.append((f"{d}{sep}{m}{sep}{before}{dash}{e}{sep}{n}", value))
    check(phrases, "Bà thăm từ {} theo lời mời.")


def test_months_quarters_halves_and_years():
    words = ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"]
    for month, word in enumerate(words, 1):
        shapes = (
            "tháng {m}/2022",
            "tháng {m}-2022",
            "tháng {m}.2022",
            "Tháng {m} năm 2022",
            "tháng {m:02d}/2022",
        )
        shapes += ("tháng {m}, 2022", "tháng {m}, năm 2022", "tháng {m} 2022", "THÁNG {m}/2022")
        check((shape.format(m=month), f"2022-{month:02d}") for shape in shapes)
        check((case(f"tháng {word} năm 2022"), f"2022-{month:02d}") for case in (str, str.lower, str.upper))
    shapes = (
        "quý {}/2022",
        "quý {}-2022",
        "quý {} năm 2022",
        "Quý {} 2022",
        "quí {}/2022",
        "quý {}, năm 2022",
    )
    names = {1: ("1", "I", "một", "i"), 2: ("2", "II", "hai"), 3: ("3", "III", "ba"), 4: ("4", "IV", "tư")}
    check(
        (shape.format(name), f"2022-Q{q}") for q, all_ in names.items() for name in all_ for shape in shapes
    )
    values = {6: "2022-H1"} | {n: f"2022-01/2022-{n:02d}" for n in (1, 2, 3, 5, 9, 11, 12)}
    check((f"{n} tháng đầu năm 2022", value) for n, value in values.items())
    check(((f"{n} tháng cuối năm 2022", f"2022-{13 - n:02d}/2022-12") for n in (2, 3, 4)), "Họp {}.")
    check(((f"{mod} năm 2022", "2022") for mod in ("đầu", "giữa", "cuối", "hết", "khoảng")), "Họp {}.")
    check([("nửa đầu năm 2022", "2022-H1"), ("nửa sau của năm 2022", "2022-H2")])


@pytest.mark.parametrize("dash", ["-", " - ", "–", " đến ", " tới "])
def test_ranges_of_months_and_years(dash):
    check(
        (f"tháng {m}{dash}{m + 2}{year}", f"2022-{m:02d}/2022-{m + 2:02d}")
        for m in (1, 5, 8, 10)
        for year in ("/2022", " năm 2022")
    )
    check((f"tháng {m}{dash}tháng {m + 2}/2022", f"2022-{m:02d}/2022-{m + 2:02d}") for m in (1, 5, 8, 10))
    for year in (1945, 2009, 2022):
        heads = ("năm {}", "giai đoạn {}") if "tới" in dash else ("{}", "năm {}", "giai đoạn {}")
        check(
            ((head.format(f"{year}{dash}{year + 5}"), f"{year}/{year + 5}") for head in heads), "Nhiệm kỳ {}."
        )


UNITS = {
    "ngày": "P{}D",
    "tuần": "P{}W",
    "tháng": "P{}M",
    "năm": "P{}Y",
    "thập kỷ": "P{}DE",
    "giờ": "PT{}H",
    "phút": "PT{}M",
}
NUMBERS = {1: "một", 2: "hai", 5: "năm", 10: "mười", 15: "mười lăm", 25: "hai mươi lăm", 50: "năm mươi"}


def test_amounts_of_time():
    amounts = [
        (f"{shown} {unit}", value.format(number))
        for (number, word), (unit, value) in itertools.product(NUMBERS.items(), UNITS.items())
        for shown in (str(number), word)
    ]
    for before in ("trong", "kéo dài", "suốt", "trong vòng"):
        check(amounts, f"Họp {before} {{}}.")
    about = ("hơn", "gần", "khoảng", "ít nhất", "chưa đầy", "trên", "Hơn")
    check(((f"{word} {text}", value) for word in about for text, value in amounts), "Họp {} thì xong.")
    for anchor in ("qua", "tới", "vừa qua", "gần đây", "tiếp theo", "nữa", "sau"):
        check(
            ((f"{text} {anchor}", value) for text, value in amounts if "phút" not in text),
            "Trong {}, hai bên họp.",
        )


def relative_days(day):
    """Phrases counted from a day, with their values by the datetime module."""

    def week(weeks):
        return "{:04d}-W{:02d}".format(*(day + dt.timedelta(7 * weeks)).isocalendar()[:2])

    def month(months):
        return f"{pd.Period(day, 'M') + months}"

    def quarter(quarters):
        return f"{pd.Period(day, 'Q') + quarters}".replace("Q", "-Q")

    def moved(days):
        return f"{day + dt.timedelta(days)}"

    yield from {"hôm nay": moved(0), "hôm qua": moved(-1), "ngày mai": moved(1), "hôm kia": moved(-2)}.items()
    yield from {
        "sáng nay": f"{day}TMO",
        "tối qua": moved(-1) + "TEV",
        "chiều ngày mai": moved(1) + "TAF",
    }.items()
    yield from {"tuần này": week(0), "tuần trước": week(-1), "tuần tới": week(1), "tuần sau": week(1)}.items()
    yield from {
        "cuối tuần này": week(0) + "-WE",
        "cuối tuần tới": week(1) + "-WE",
        "đầu tuần tới": week(1),
    }.items()
    yield from {"tháng này": month(0), "tháng trước": month(-1), "tháng tới": month(1)}.items()
    yield from {"quý này": quarter(0), "quý trước": quarter(-1), "quý tới": quarter(1)}.items()
    year = day.year
    yield from {"năm nay": f"{year}", "năm ngoái": f"{year - 1}", "năm tới": f"{year + 1}"}.items()
    yield from {"tháng 3 năm ngoái": f"{year - 1}-03", "quý II năm nay": f"{year}-Q2"}.items()
    yield from {"ngày 1/5 năm nay": f"{year}-05-01", "mùa hè năm sau": f"{year + 1}-SU"}.items()
    yield from {"ngày 10 tháng trước": month(-1) + "-10", "thập kỷ này": f"{year // 10}"}.items()
    yield from {"hai ngày trước": moved(-2), "3 tuần trước": week(-3), "5 tháng trước": month(-5)}.items()
    for number, name in enumerate(("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy"), 1):
        this = number - day.isoweekday()
        yield f"thứ {name} tuần này", moved(this)
        yield f"thứ {name} tuần trước", moved(this - 7)
        yield f"sáng thứ {name} tuần tới", moved(this + 7) + "TMO"
        yield f"thứ {name} tới", moved(this if this > 0 else this + 7)
        yield f"tối thứ {name.lower()}", moved(this if this <= 0 else this - 7) + "TEV"


@settings(max_examples=12, deadline=None)
@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
def test_dates_counted_from_any_day_of_publication(day):
    check(relative_days(day), "Họp vào {}.", day)


def test_clock_times():
    shapes = (
        "{h}h{m:02d}",
        "{h:02d}h{m:02d}",
        "{h}:{m:02d}",
        "{h} giờ {m} phút",
        "{h}g{m:02d}",
        "{h}h{m:02d}'",
    )
    check(
        (
            (shape.format(h=h, m=m) + " ngày 3/4", f"2023-04-03T{h:02d}:{m:02d}")
            for shape, h, m in itertools.product(shapes, range(24), (5, 30, 59))
        ),
        "Lúc {}, máy bay đến.",
    )
    halves = {"sáng": [(h, h) for h in range(1, 12)], "chiều": [(h, h + 12) for h in range(1, 7)]}
    halves["tối"] = [(h, h + 12) for h in range(6, 12)]
    check(
        (f"{h} giờ {part} ngày 3/4", f"2023-04-03T{hour:02d}:00")
        for part, hours in halves.items()
        for h, hour in hours
    )


def test_decades_and_centuries():
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    roman = [tens + one for tens in ("", "X", "XX") for one in ones][1:22]
    heads = ("thế kỷ", "cuối thế kỷ", "nửa đầu thế kỷ", "Thế kỷ", "giữa thế kỷ", "nửa sau của thế kỷ")
    for number, name in enumerate(roman, 1):
        check((f"{head} {shown}", f"{number - 1:02d}") for head in heads for shown in (number, name))
    heads = ("thập niên", "thập kỷ", "những năm", "đầu thập niên", "cuối những năm")
    for shown, value in ((60, "196"), (90, "199"), (1970, "197"), (2000, "200"), (1890, "189")):
        check((f"{head} {shown}", value) for head in heads)
        if shown < 100:
            check((f"{head} {shown} của thế kỷ XX", value) for head in heads)


def test_lists_of_days():
    for (d, m), sep, year in itertools.product([(6, 5), (20, 4)], ("/", "-"), ("2022", "")):
        end = dt.date(2022, m, d) if year else nearest(d, m)
        days = [f"{end.replace(day=d + more)}" for more in range(3)]
        tail = f"{sep}{m}" + (f"{sep}{year}" if year else "")
        check(
            (f"{two} ngày {d}{link}{d + 1}{tail}", f"{days[0]}/{days[1]}")
            for two in ("hai", "2")
            for link in (" và ", "-", " - ")
        )
        check([(f"ngày {d}, {d + 1} và {d + 2}{tail}", f"{days[0]}/{days[2]}")], "Trong các {}, ông họp.")


@pytest.mark.parametrize(
    "text",
    [
        "Tối thứ Bảy, ngày 8-4",
        "hòa bình (5/4)",
        "Kỷ niệm quý I/2023, tuần tới",
        "Hóa đơn ngày 5/4; mùng 1 Tết Quý Mão",
    ],
)
def test_unicode_forms_and_spaces_do_not_matter(text):
    expected = list(find_dates_in_text(text, published=PUBLISHED)["value"])
    assert expected
    for form in ("NFD", "NFC", "NFKC"):
        changed = unicodedata.normalize(form, text)
        assert list(find_dates_in_text(changed, published=PUBLISHED)["value"]) == expected
    nonbreaking = text.replace(" ", "\u00a0")
    assert list(find_dates_in_text(nonbreaking, published=PUBLISHED)["value"]) == expected


RULES = {
    "a range may end at a coarser date after đến": [
        ("Hành trình từ ngày 11/7 đến hết năm 2013.", [("ngày 11/7 đến hết năm 2013", "2013-07-11/2013")]),
        ("Gia hạn từ ngày 5/4 đến giữa tháng 6.", [("ngày 5/4 đến giữa tháng 6", "2023-04-05/2023-06")]),
        ("Triển lãm từ 20.5 đến hết tháng 8.2013.", [("20.5 đến hết tháng 8.2013", "2013-05-20/2013-08")]),
        ("Họp từ ngày 3/4 đến sáng 5/4.", [("ngày 3/4 đến sáng 5/4", "2023-04-03/2023-04-05TMO")]),
        ("Mưa từ đêm 26 đến đêm 27-3.", [("đêm 26 đến đêm 27-3", "2023-03-26TNI/2023-03-27TNI")]),
        ("Họp ngày 10/5 tới giữa hai bộ trưởng.", [("ngày 10/5 tới", "2023-05-10")]),
        ("Làm việc từ thứ Hai đến thứ Sáu.", [("thứ Hai đến thứ Sáu", "2023-04-03/2023-04-07")]),
        ("Mở cửa từ 9-11h sáng 4/4.", [("9-11h sáng 4/4", "2023-04-04T09:00/2023-04-04T11:00")]),
        (
            "Phiên chiều 9-3-2023 đến 18 giờ 30.",
            [("chiều 9-3-2023", "2023-03-09TAF"), ("18 giờ 30", "2023-03-09T18:30")],
        ),
        (
            "Từ nửa sau thập niên 90 đến thập kỷ đầu tiên của thế kỷ 21.",
            [("nửa sau thập niên 90 đến thập kỷ đầu tiên của thế kỷ 21", "199/200")],
        ),
        (
            "Nghỉ từ 26 tháng Chạp đến mùng 5 tháng Giêng.",
            [("26 tháng Chạp đến mùng 5 tháng Giêng", "2023-01-17/2023-01-26")],
        ),
        ("Trong giai đoạn 1/2021 - 3/2024.", [("giai đoạn 1/2021 - 3/2024", "2021-01/2024-03")]),
    ],
    "lists of decades": [
        ("Những năm 60-70 của thế kỷ XX.", [("Những năm 60-70 của thế kỷ XX", "196/197")]),
        ("Từ những năm 1950 và 1960.", [("những năm 1950", "195"), ("1960", "196")]),
    ],
    "a fraction of a unit": [
        ("Hơn một phần tư thế kỷ qua.", [("Hơn một phần tư thế kỷ qua", "P25Y")]),
        ("Ít năm sau, bà đi.", [("Ít năm sau", "PXY")]),
        ("1/4 thế kỷ sau, bà trở lại.", [("1/4 thế kỷ sau", "P25Y")]),
    ],
    "sau, tới and trước are of an amount only at the end of its clause": [
        ("Hai tháng sau, bà đi.", [("Hai tháng sau", "P2M")]),
        ("Hai tháng sau cuộc họp, bà đi.", [("Hai tháng", "P2M")]),
        ("Một ngày trước khi họp.", [("Một ngày", "P1D")]),
    ],
    "glued sentences": [
        ("Họp hôm 30-3Các bên đã ký.", [("30-3", "2023-03-30")]),
        ("Bộ trưởng đến HuếNgày 3/4 họp.", [("Ngày 3/4", "2023-04-03")]),
        ("Sự kiện tháng 5/2022Lễ hội.", [("tháng 5/2022", "2022-05")]),
    ],
    "a full stop between day and month": [
        ("Bà chết hôm 17.3 trong vụ nổ.", [("17.3", "2023-03-17")]),
        ("Hôm qua (4.4), bà đến.", [("Hôm qua", "2023-04-04"), ("4.4", "2023-04-04")]),
        ("Bị truy tố (17.3).", [("17.3", "2023-03-17")]),
        (
            "Sáng 3.4 họp, chiều 4.4 ký; vụ ngày 2.4 và vụ 3.4.",
            [
                ("Sáng 3.4", "2023-04-03TMO"),
                ("chiều 4.4", "2023-04-04TAF"),
                ("ngày 2.4", "2023-04-02"),
                ("3.4", "2023-04-03"),
            ],
        ),
    ],
    "weekdays and ordinals": [
        ("Họp vào ngày thứ Hai và thứ Ba.", [("ngày thứ Hai", "2023-04-03"), ("thứ Ba", "2023-04-04")]),
        ("Giá vàng phiên thứ Sáu (31/3).", [("thứ Sáu", "2023-03-31"), ("31/3", "2023-03-31")]),
        ("Vòng bỏ phiếu thứ hai ngày 7/5.", [("ngày 7/5", "2023-05-07")]),
        ("Chiến dịch sang ngày thứ hai của đợt ba.", []),
        ("Sáng hôm thứ Hai, bà đi.", [("Sáng hôm thứ Hai", "2023-04-03TMO")]),
        ("Thứ Hai, bà đi.", [("Thứ Hai", "2023-04-03")]),
        ("Thứ hai, bà đi.", []),
        ("Thứ Hai là bà.", []),
        ("Bà đi, thứ Hai, ông về.", []),
        ("Cuộc chiến bước sang năm thứ 6.", []),
    ],
    "words that are part of other words": [
        ("Họp lần đầu năm 2009.", [("năm 2009", "2009")]),
        ("Chuyến tàu cuối cùng năm 1964.", [("năm 1964", "1964")]),
        ("Số dư chuyển sang năm sau.", [("năm sau", "2024")]),
        ("Hội nghị ASEAN 19 tháng 11/2011.", [("tháng 11/2011", "2011-11")]),
        ("Pháo hoa không tiếng nổ.", []),
        ("Ông xuất hiện tại Huế; bà vừa qua đời.", []),
        ("Cuộc gặp buổi tối năm 1998.", [("năm 1998", "1998")]),
        ("Trực điện thoại 24h/24h.", []),
        ("Mỗi năm 2000 người đến; năm 2016 người dân đi.", [("năm 2016", "2016")]),
        ("Clip ở phút 3:08.", []),
        ("Hội nghị thượng đỉnh 2 ngày.", [("2 ngày", "P2D")]),
    ],
    "lunar and Gregorian": [
        ("Hồi tháng Giêng, bà thăm Huế.", [("tháng Giêng", "2023-01")]),
        ("Lễ hội tháng Giêng.", [("tháng Giêng", "2023-01-22/2023-02-19")]),
        ("Lễ giỗ mùng 10/3 năm Quý Mão.", [("mùng 10/3 năm Quý Mão", "2023-04-29")]),
        ("(nhằm rằm tháng Tư âm lịch)", [("rằm tháng Tư âm lịch", "2023-06-02")]),
        ("Đầu năm mới Quý Mão 2023.", [("Đầu năm mới Quý Mão 2023", "2023")]),
    ],
    "the year that is meant": [
        ("Sau vụ khủng bố 11/9, Mỹ đổi luật.", [("11/9", "2001-09-11")]),
        ("Ngày 11/9, hai bên họp.", [("Ngày 11/9", "2023-09-11")]),
        ("Vào lúc 8h hôm 2/5, bà đến.", [("8h hôm 2/5", "2022-05-02T08:00")]),
        ("Nhiệm vụ 6 tháng còn lại của năm 2022.", [("6 tháng còn lại của năm 2022", "2022-H2")]),
        ("Cuối thập kỷ này.", [("Cuối thập kỷ này", "202")]),
        ("Trong thập kỷ tiếp theo.", [("thập kỷ tiếp theo", "P1DE")]),
        ("Lúc 11 giờ GMT ngày 5/4.", [("11 giờ GMT ngày 5/4", "2023-04-05T11:00")]),
        ("Từ năm 2025 đến năm 2020, 2025-2020.", [("năm 2025", "2025"), ("năm 2020", "2020")]),
    ],
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_by_a_sentence(rule):
    texts = [text for text, _ in RULES[rule]]
    assert dict(zip(texts, read_all(texts), strict=True)) == dict(RULES[rule])


def test_a_weekend_past_is_the_last_whole_one_until_saturday():
    values = [
        find_dates_in_text("cuối tuần qua", published=f"2023-04-{day:02d}")["value"][0]
        for day in (6, 7, 8, 9)
    ]
    assert values == ["2023-W13-WE", "2023-W13-WE", "2023-W14-WE", "2023-W14-WE"]


def test_the_months_that_end_a_year_are_to_come_from_spring_on():
    said = {
        day: find_dates_in_text("6 tháng cuối năm", published=day)["value"][0]
        for day in ("2023-02-08", "2023-07-02")
    }
    assert said == {"2023-02-08": "2022-H2", "2023-07-02": "2023-H2"}


NEGATIVES = (
    *(
        "Quyết định số {d}/{m}/QĐ-TTg",
        "Nghị quyết {d}/{m}",
        "chiếm {d}/{m} dân số",
        "thắng {d}-{m}",
        "tỷ số {d}-{m}",
    ),
    *(
        "số điện thoại 09{d:02d} {m:02d}2 345",
        "tăng {d}-{m}%",
        "{d},{m} tỷ đồng",
        "chuyến bay VN{d}{m}",
        "ông {d} tuổi",
    ),
    *("lần thứ {d}", "Covid-{d}", "khóa {d}", "số {d}/{m} phố Huế", "{d}.{m}00 người", "Điều {d}, khoản {m}"),
    *(
        "tỷ lệ {d}/{m}",
        "từ {d}-{m} triệu USD",
        "ngõ {d}/{m} phố Huế",
        "cách Huế {d}km",
        "U{d} Việt Nam",
        "{d}x{m} m",
    ),
)


@pytest.mark.parametrize("shape", NEGATIVES)
def test_numbers_that_are_no_dates(shape):
    texts = [shape.format(d=d, m=m) for d, m in itertools.product((1, 2, 3, 7, 19, 24, 50), (2, 5, 9, 12))]
    assert [text for text, found in zip(texts, read_all(texts), strict=True) if found] == []
