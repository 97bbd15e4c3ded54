"""How fast, how small and how complete the search for duplicates is.

Made-up articles with known copies among them (syllables drawn as often as the two shipped articles use them),
or the articles of a Parquet file. A part of them also goes through datasketch, in turn with the kit. Then bulletins
of three templates (prices, weather, horoscopes: the same words every day with other numbers), few and ten times as
many: the exponent is the decimal logarithm of how much longer the many take, 1 is linear, 2 quadratic.

    python benchmarks/duplicates.py                        20,000 made-up articles
    python benchmarks/duplicates.py --count 150000         300 MB of text
    python benchmarks/duplicates.py --bulletins 2000        2,000 and 20,000 bulletins
    python benchmarks/duplicates.py --articles my.parquet  a table with the columns article_id (or id) and text
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import statistics
import time
from collections import Counter
from pathlib import Path

import pandas as pd
from datasketch import MinHash, MinHashLSH

from kit.read.copies import THRESHOLD, find_copies
from kit.read.duplicates import add_duplicates
from kit.read.signatures import find_signatures
from kit.vietnamese.letters import find_syllables

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parent / "data" / "articles"


def make_articles(count: int, seed: int = 0) -> pd.DataFrame:
    """``count`` articles; ``truth`` says what each was copied from: 7 % exactly, 9 % with small edits."""
    source = random.Random(seed)
    spoken = Counter(
        syllable for file in sorted(ARTICLES.glob("*.txt")) for syllable in file.read_text("utf-8").split()
    )
    syllables, weights = list(spoken), list(spoken.values())
    drawn = source.choices(syllables, weights, k=1_000_000)
    texts: list[str] = []
    truth: list[str] = []
    originals: list[int] = []
    for place in range(count):
        chance = source.random()
        if originals and chance < 0.16:
            original = source.choice(originals)
            text = texts[original] if chance < 0.07 else edit(texts[original], source, syllables)
            truth.append(f"{original:07d}")
        else:
            length = max(40, min(4000, round(source.lognormvariate(5.67, 0.55))))
            start = source.randrange(len(drawn) - length)
            text = " ".join(
                source.choice(syllables) if source.random() < 0.3 else word
                for word in drawn[start : start + length]
            )
            originals.append(place)
            truth.append("")
        texts.append(text)
    ids = [f"{place:07d}" for place in range(count)]
    return pd.DataFrame({"article_id": ids, "text": texts, "truth": truth})


def edit(text: str, source: random.Random, syllables: list[str]) -> str:
    """A copy as another newspaper prints it: a few syllables changed, a sentence more or less."""
    words = text.split()
    for _ in range(max(1, len(words) // 60)):
        words[source.randrange(len(words))] = source.choice(syllables)
    if source.random() < 0.5:
        words = words[: -max(1, len(words) // 25)]
    return " ".join(words + source.choices(syllables, k=max(1, len(words) // 30)))


TEMPLATES = {
    "Giá vàng các cửa hàng niêm yết sáng ngày {}, đơn vị là nghìn đồng mỗi lượng.": (
        "{} mua vào {} và bán ra {}, so với cuối phiên hôm trước không có nhiều thay đổi ở cả hai chiều.",
        "Ngọc An,Phú Lộc,Kim Thành,Hoàng Long,Bảo Minh,Đức Tín,Vạn Xuân,Tân Phát,Minh Hải,Thiên Phú",
        "Các cửa hàng khuyên khách mua lẻ xem bảng giá trước khi đến, vì giá có thể đổi nhiều lần trong ngày. Giá "
        "chưa gồm tiền công và thuế, người bán mang theo hóa đơn của lần mua trước để được tính đúng loại vàng đã "
        "mua. Chênh lệch giữa hai chiều còn cao nên người mua ngắn hạn dễ chịu lỗ, nhất là khi thị trường thế giới "
        "lên xuống thất thường.",
    ),
    "Dự báo thời tiết các thành phố trong cả nước ngày {} do đài khí tượng đưa ra.": (
        "{} nhiều mây, nhiệt độ thấp nhất {} độ, cao nhất {} độ, chiều và đêm có mưa rào nhẹ vài nơi.",
        "Hà Nội,Hải Phòng,Đà Nẵng,Huế,Cần Thơ,Nha Trang,Đà Lạt,Vinh,Lào Cai,Cà Mau",
        "Trên biển, tàu thuyền đề phòng gió giật trong cơn dông, các hồ chứa giữ mực nước theo quy trình. Người đi "
        "đường vào giờ tan tầm nên mang áo mưa và tránh những đoạn thường ngập. Bà con vùng núi theo dõi tin báo "
        "của địa phương để phòng lũ quét và sạt lở đất, gia cố chuồng trại, thu hoạch sớm những diện tích lúa chín.",
    ),
    "Tử vi ngày {} của các cung hoàng đạo, bạn đọc tham khảo để có một ngày thuận lợi.": (
        "{} có chỉ số may mắn {}, con số hợp là {}, công việc trôi chảy, tình cảm hài hòa, nên nghỉ ngơi sớm.",
        "Bạch Dương,Kim Ngưu,Song Tử,Cự Giải,Sư Tử,Xử Nữ,Thiên Bình,Thiên Yết,Nhân Mã,Ma Kết",
        "Những lời trên chỉ để tham khảo và giải trí, mỗi người tự quyết định công việc của mình. Bạn đọc muốn biết "
        "thêm về tuổi, mệnh và hướng nhà có thể xem lại các số trước của chuyên mục, hoặc gửi câu hỏi về tòa soạn "
        "kèm theo giờ sinh. Chuyên mục ra hằng ngày vào lúc sáu giờ sáng và được cập nhật thêm vào ngày rằm.",
    ),
}
"""Opening, line, who the lines are about, and closing of the bulletins."""

CHANGES = (0.3, 0.6, 1.0)
"""Shares of the numbers that are others than in the bulletin of the day before."""


def make_bulletins(count: int, change: float, seed: int = 0) -> pd.DataFrame:
    """``count`` bulletins, of each template as many, and of one template one after another in time."""
    source = random.Random(seed)
    numbers = [[source.randrange(10, 99) for _ in range(20)] for _ in TEMPLATES]
    texts = []
    for place in range(count):
        day, kind = divmod(place, len(TEMPLATES))
        opening, (line, names, closing) = list(TEMPLATES.items())[kind]
        own = numbers[kind] = [
            source.randrange(10, 99) if source.random() < change else n for n in numbers[kind]
        ]
        lines = [line.format(name, *own[2 * n : 2 * n + 2]) for n, name in enumerate(names.split(","))]
        date = f"{day % 28 + 1}/{day // 28 % 12 + 1}/{2000 + day // 336}"
        texts.append("\n".join([opening.format(date), *lines, closing]))
    return pd.DataFrame({"article_id": [f"{place:07d}" for place in range(count)], "text": texts})


def measure_bulletins(few: int) -> dict[str, object]:
    """Milliseconds of processor time an article, few and ten times as many: of signatures and copies together."""
    table: dict[str, object] = {}
    for change in CHANGES:
        took = []
        for count in (few, 10 * few):
            articles = make_bulletins(count, change)
            start = time.process_time()
            copies = find_copies(articles, find_signatures(articles))
            took.append(time.process_time() - start)
            table[f"bulletins, {change:.0%} of the numbers new, {count:,}"] = {
                "ms_an_article": round(took[-1] / count * 1000, 3),
                "folded": int((copies["duplicate_of"] != "").sum()),
            }
        table[f"bulletins, {change:.0%} of the numbers new, exponent"] = round(
            math.log10(took[1] / took[0]), 2
        )
    return table


def find_with_datasketch(articles: pd.DataFrame) -> set[tuple[str, str]]:
    """The pairs that datasketch's own index reports, each article inserted after it was asked for."""
    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    pairs = set()
    for row in articles.itertuples():
        words = find_syllables(row.text)
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[p : p + 3]).encode() for p in range(max(1, len(words) - 2))])
        pairs |= {(other, row.article_id) for other in index.query(sketch)}
        index.insert(row.article_id, sketch)
    return pairs


def measure(function, *arguments):
    start = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - start, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, help="a Parquet file to read instead")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=5, help="how often the two libraries take turns")
    parser.add_argument("--bulletins", type=int, default=2000, help="how many at first")
    options = parser.parse_args()
    if options.articles:
        articles = pd.read_parquet(options.articles).rename(columns={"id": "article_id"})
    else:
        articles = make_articles(options.count)
    megabytes = sum(len(text.encode("utf-8", "ignore")) for text in articles["text"]) / 1e6

    seconds, found = measure(add_duplicates, articles)
    results = {
        "articles": len(articles),
        "megabytes": round(megabytes, 1),
        "seconds": round(seconds, 1),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "exact": int((found["duplicate_reason"] == "exact").sum()),
        "near": int((found["duplicate_reason"] == "near").sum()),
    }
    if "truth" in found:
        copies, folded = found["truth"] != "", found["duplicate_of"] != ""
        groups = found["truth"].where(copies, found["article_id"])
        same = found["duplicate_of"].map(dict(zip(found["article_id"], groups, strict=True))) == groups
        results["recall"] = round(float((folded & same)[copies | folded].sum() / copies.sum()), 4)
        results["precision"] = round(float(same[folded].mean()), 4)

    part = articles.head(2000)
    ratios = []
    for _ in range(options.pairs):
        ours, _ = measure(add_duplicates, part)
        theirs, _ = measure(find_with_datasketch, part)
        ratios.append(theirs / ours)
    results["times_faster_than_datasketch"] = round(statistics.median(ratios), 2)

    results |= measure_bulletins(options.bulletins)
    for name, value in results.items():
        print(f"{name:50} {value}")
    path = HERE / "results" / "duplicates.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
