"""Finding: everything that one article names, in order."""

from collections.abc import Callable, Collection, Mapping

from kit.vietnamese.names.context import admit
from kit.vietnamese.names.cues import load_cues
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.instruments import find_instruments, load_instruments
from kit.vietnamese.names.seams import load_seams, part_seams

# start, end, kind, key, rule, inside.
Named = tuple[int, int, str, str, str, str]


def make_finder(
    *, capitals: bool = False, titles: Mapping[str, Collection[int]] | None = None
) -> Callable[[str, str], list[Named]]:
    """What finds the partners in the text of an article; the lexicons are read once for many articles.

    Parameters
    ----------
    capitals : tell of capitals and seats of government too, as of kind ``capital``.
    titles : where the titles of each article begin.
    """
    names, cues, instruments, seams = load_gazetteer(), load_cues(), load_instruments(), load_seams()

    def find(article_id: str, text: str) -> list[Named]:
        begins = (titles or {}).get(article_id, ())
        if parted := part_seams(text, seams):
            rows = find_in(parted.text, [parted.find_start(start) for start in begins])
            return [(parted.find_origin(one[0]), parted.find_origin(one[1]), *one[2:]) for one in rows]
        return find_in(text, begins)

    def find_in(text: str, begins: Collection[int]) -> list[Named]:
        rows: list[Named] = []
        for found in admit(text, names, cues, begins):
            name, seat = found.match.name, found.rule == "seat"
            if capitals or not seat:
                kind = "capital" if seat else name.kind
                rows.append((found.start, found.end, kind, name.key, found.rule, found.match.inside))
        rows += [(*hit, "") for hit in find_instruments(text, instruments)]
        return sorted(rows, key=lambda row: (row[0], -row[1]))

    return find
