"""The collector: articles from lists of addresses, feeds and sitemaps, politely, and nothing ever lost.

Every answer goes into a WARC archive and then into the journal. A run walks from the given addresses
through feeds, sitemaps and redirects to pages; what the journal already holds is taken from there
instead of the network, so that a run that was killed goes on where it stopped by walking the same way again
(`kit.collect.walk`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from kit import __version__
from kit.collect.addresses import find_port, normalise_url
from kit.collect.fetch import Limits, fetch
from kit.collect.journal import Journal, load_journal
from kit.collect.schedule import Schedule, Task
from kit.collect.walk import PRODUCT, Rules, Walk
from kit.collect.warcs import Archive
from kit.errors import KitError

_CONTACT = re.compile(r"(?:https?://[!-~]+\.[!-~]+|[!-~]+@[!-~]+\.[!-~]+)")


def collect_articles(
    folder: Path | str,
    *,
    urls: Iterable[str] = (),
    feeds: Iterable[str] = (),
    sitemaps: Iterable[str] = (),
    contact: str,
    hosts: Iterable[str] | None = None,
    match: str = "",
    delay: float = 2.0,
    limit: int | None = None,
    refresh: bool = False,
    allow_private: bool = False,
    limits: Limits | None = None,
    attempts: int = 4,
    patience: float = 600.0,
    longest_delay: float | None = None,
    progress: Callable[[int, int, float], None] | None = None,
) -> pd.DataFrame:
    """Collect pages into a folder; call it again, the same way, to go on or to bring it up to date.

    Parameters
    ----------
    folder : of the collection; made if it is not there. Two things are written into it: ``archive/`` (WARC
        files, which `kit.load_articles` reads) and ``collection.journal``.
    urls, feeds, sitemaps : addresses of articles, of RSS, Atom or JSON feeds, and of sitemaps.
    contact : an e-mail or web address of yours; sites see it in the user agent and can write to you.
    hosts : hosts that may be asked, with their subdomains (default: those of the addresses given).
    match : regular expression; of the links in feeds and sitemaps, only those in which it is found.
    delay : seconds between two requests to one host; longer if its robots.txt asks for it.
    limit : how many pages to fetch this time (default: all).
    refresh : ask for pages that were fetched in earlier runs again, conditionally.
    allow_private : also ask hosts whose address is not public, such as this machine.
    limits : of time and size of one request.
    attempts : how often an address is asked that fails in a way that may pass (no answer, 429, 5xx).
    patience : seconds to wait at most when a site says ``Retry-After``; if it asks for more, run again later.
    longest_delay : seconds of pause that a site is granted at most by its ``Crawl-delay`` (default: what it asks for;
        above `kit.collect.walk.LONG_DELAY` a warning names the site).
    progress : called as ``progress(done, waiting, seconds_left)`` after every request.

    Returns
    -------
    What became of every address: `kit.collect.journal.load_journal`.

    Raises
    ------
    KitError : an address, the contact or another option makes no sense; warcio or lxml is missing; the disk
        is full; another process is collecting into the folder.
    """
    seeds = [
        Task(_check_url(url), kind)
        for kind, given in (("page", urls), ("feed", feeds), ("sitemap", sitemaps))
        for url in given
    ]
    _check_options(seeds, contact, match, delay, limit, attempts)
    if longest_delay is not None and not longest_delay >= 0:
        raise KitError(f"The longest delay is a number of seconds, got {longest_delay!r}.")
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KitError(f"The folder {folder} cannot be made ({error.strerror}).") from None
    agent = f"{PRODUCT}/{__version__} (+{contact})"
    with closing(Journal(folder)) as journal:
        walk = Walk(
            journal,
            Archive(folder / "archive", agent),
            Schedule(delay),
            partial(fetch, agent=agent, limits=limits, allow_private=allow_private),
            Rules(
                hosts=frozenset(_clean_hosts(hosts) if hosts else {task.host for task in seeds}),
                ports=frozenset({80, 443} | {find_port(urlsplit(task.url)) for task in seeds}),
                match=match,
                refresh=refresh,
                attempts=attempts,
                patience=patience,
                longest_delay=longest_delay,
            ),
        )
        walk.run(seeds, limit=limit, progress=progress, about={"agent": agent, "delay": delay})
    return load_journal(folder)


def _clean_hosts(hosts: Iterable[str]) -> set[str]:
    return {host.lower().strip().lstrip("*").lstrip(".") for host in hosts if host.strip()}


def _check_url(url: str) -> str:
    normalised = normalise_url(url)
    if not normalised:
        raise KitError(f"{url!r} is no web address; it should begin with https:// or http://.")
    return normalised


def _check_options(
    seeds: list[Task], contact: str, match: str, delay: float, limit: int | None, attempts: int
) -> None:
    if not seeds:
        raise KitError("There is nothing to collect; give addresses of articles, feeds or sitemaps.")
    if not _CONTACT.fullmatch(contact):
        raise KitError(
            f"The contact {contact!r} is no e-mail or web address; sites must be able to reach whoever collects."
        )
    if not 0 <= delay < float("inf"):
        raise KitError(f"The delay is a number of seconds, got {delay!r}.")
    if attempts < 1 or (limit is not None and limit < 0):
        raise KitError("At least one attempt is needed, and the limit cannot be negative.")
    try:
        re.compile(match)
    except re.error as error:
        raise KitError(f"match={match!r} is no regular expression: {error}.") from None
