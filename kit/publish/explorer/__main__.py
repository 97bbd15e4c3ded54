"""``python -m kit.publish.explorer FOLDER --to FILE``: the page to ask a collection."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kit.corpus import Corpus
from kit.errors import KitError
from kit.plot.words import LANGUAGES
from kit.publish.explorer.page import save_explorer
from kit.study import TEXTS


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kit.publish.explorer", description=__doc__)
    add = parser.add_argument
    add("folder", type=Path, help="what kit.Corpus opens: a folder or file of articles, a study or a store")
    add("--to", type=Path, required=True, metavar="FILE", help="the HTML file to write")
    add(
        "--text",
        choices=TEXTS,
        default="",
        help="whole sentences, the words around what was found, or none (default: as the study says)",
    )
    add("--title", default="", help="the heading of the page (default: that of the study)")
    add("--language", choices=LANGUAGES, default="", help="the language that the page opens in")
    options = parser.parse_args(arguments)
    try:
        path = save_explorer(
            Corpus(options.folder),
            options.to,
            text=options.text,
            title=options.title,
            language=options.language,
        )
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
