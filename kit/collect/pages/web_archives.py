"""Web archives (WARC) of any origin: their records one after another, however damaged the file is."""

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from functools import partial
from types import SimpleNamespace
from typing import Any

from kit.packages import load_package

# Bytes that one page may have.
LONGEST_PAGE = 16 << 20


def read_entries(stream: Any, problem: Callable[..., None]) -> Iterator[Any]:
    """The records of a web archive up to its end or the first that is damaged beyond reading.

    ``problem`` takes note of what is wrong: the number of the record, and why.
    """
    warcs = load_package("warcio.archiveiterator", "Reading WARC files")
    load_package("warcio.bufferedreaders", "Reading WARC files").BufferedReader.DECOMPRESSORS["br"] = (
        _begin_brotli
    )
    number, entries, noise = 0, None, io.StringIO()
    while True:
        try:
            with redirect_stderr(noise):  # warcio speaks of wrong lengths there
                entries = entries or warcs.ArchiveIterator(_Watched(stream))
                entry = next(entries, None)
        except Exception as error:  # it raises many kinds on damage
            problem(number + 1, f"the archive is damaged here ({error}); what came before was loaded")
            return
        if noise.getvalue():
            problem(number, "the record is not as long as it says", lost=False)
            noise = io.StringIO()
        if entry is None:
            return
        number += 1
        yield entry


class _Watched:
    """A stream in which no line is endless: warcio would look for its end in ever longer copies."""

    def __init__(self, stream: Any):
        self._stream, self._length = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        end = data.rfind(b"\n")
        self._length = self._length + len(data) if end < 0 else len(data) - end
        if self._length > LONGEST_PAGE:
            raise ValueError(f"a line has more than {LONGEST_PAGE:,} bytes")
        return data


def _begin_brotli() -> SimpleNamespace:
    """What unpacks a page that was sent as brotli, for warcio, whose own way fails with brotli 1.2."""
    brotli = load_package("brotli", "A page that was sent as brotli").Decompressor()
    unpack = partial(brotli.process, output_buffer_limit=LONGEST_PAGE)
    return SimpleNamespace(decompress=unpack, unused_data=b"")
