"""The walk of a collector: from given addresses through feeds, sitemaps and redirects to pages.

What the journal already holds is taken from there instead of the network. So a run that was killed
goes on where it stopped simply by walking the same way again.
"""

from __future__ import annotations

import hashlib
import re
import time
import warnings
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from kit.collect.addresses import FetchError, find_port, normalise_url
from kit.collect.discover import find_links
from kit.collect.fetch import REDIRECT_STATUSES, RETRY_STATUSES, Response, find_wait, unpack
from kit.collect.journal import Journal
from kit.collect.robots import ALLOW_ALL, DENY_ALL, LARGEST, Robots, parse_robots
from kit.collect.schedule import Schedule, Task
from kit.collect.warcs import Archive, Place
from kit.errors import KitWarning

# The name by which a robots.txt can address the collector.
PRODUCT = "migration-diplomacy-kit"

# Redirects in a row that are followed.
MOST_REDIRECTS = 10

# Seconds between two pages; a site that asks for more is named in a warning.
LONG_DELAY = 60.0

_ROBOTS_SECONDS = 86_400  # a copy of a robots.txt should not be used for longer (RFC 9309, 2.4)
_UNREACHABLE = "the robots.txt of its site cannot be read, which forbids everything until it can"


@dataclass(frozen=True)
class Rules:
    """What a walk may do; the fields are explained at `kit.collect.collector.collect_articles`."""

    hosts: frozenset[str]
    ports: frozenset[int]
    match: str = ""
    refresh: bool = False
    attempts: int = 4
    patience: float = 600.0
    longest_delay: float | None = None


class Walk:
    """One run of a collector, with its journal, archive and schedule at its side.

    Parameters
    ----------
    ask : ``ask(url, etag=…, modified=…)`` makes one request and returns the `Response` or raises `FetchError`.
    """

    def __init__(
        self,
        journal: Journal,
        archive: Archive,
        schedule: Schedule,
        ask: Callable[..., Response],
        rules: Rules,
    ):
        self._journal, self._archive, self._schedule = journal, archive, schedule
        self._ask, self._rules = ask, rules
        self._known: dict[str, dict[str, Any]] = {}  # last answer with a body, of any run
        self._done: dict[str, dict[str, Any]] = {}  # answers of this run, those before a kill included
        self._noted: set[tuple[str, str]] = set()  # what was skipped, and why
        self._seen: set[str] = set()
        self._coming: deque[Task] = deque()
        self._robots: dict[str, Robots] = {}
        self._held: dict[str, list[Task]] = {}  # by site, until its robots.txt is known
        self._closed: dict[str, str] = {}  # hosts that asked to be left alone for long
        self._pages = 0

    def run(
        self,
        seeds: list[Task],
        *,
        limit: int | None = None,
        progress: Callable[[int, int, float], None] | None = None,
        about: dict[str, Any] | None = None,
    ) -> None:
        """Fetch everything that the seeds lead to and that is not there yet."""
        self._read_journal()
        given = [[task.url, task.kind] for task in seeds]
        self._journal.add("start", at=_now(), given=given, **(about or {}))
        self._coming.extend(seeds)
        began, asked = time.monotonic(), 0
        self._receive()
        while (limit is None or self._pages < limit) and (chosen := self._schedule.next()):
            start, task = chosen
            wait = start - time.monotonic()
            if wait > 0:
                time.sleep(wait)
                began += wait
            self._visit(task)
            self._receive()
            asked += 1
            if progress:
                now = time.monotonic()
                waiting = len(self._schedule) + sum(map(len, self._held.values()))
                progress(len(self._done), waiting, self._schedule.estimate(now, (now - began) / asked))
        if not len(self._schedule):
            self._journal.add("end", at=_now())

    def _read_journal(self) -> None:
        """What earlier runs know, what this one knows already, and what the archive holds beyond that."""
        places = set()
        for entry in self._journal.entries:
            if entry["event"] == "response":
                places.add(Place(entry["file"], entry["offset"], entry["length"]))
                self._remember(entry)
            elif entry["event"] == "skip":
                self._noted.add((entry["url"], entry["reason"]))
            elif entry["event"] == "end":
                self._done = {}
        for place, record in self._archive.recover(places):
            self._note(Task(record.response.url, record.kind), record.response, place, record.date)

    def _receive(self) -> None:
        """Put what was found in line, as far as it may be asked and has not been yet."""
        while self._coming:
            task = self._coming.popleft()
            if task.url in self._seen and task.kind != "robots":  # sites may share a robots.txt by redirects
                continue
            self._seen.add(task.url)
            site, entry = _find_site(task.url), self._find_entry(task)
            if entry is not None:
                self._follow(task, entry)
            elif reason := self._find_objection(task):
                self._skip(task, reason)
            elif task.kind == "robots" or site in self._robots:
                self._admit(task, site)
            else:
                if site not in self._held:
                    self._coming.append(Task(f"{site}/robots.txt", "robots"))
                self._held.setdefault(site, []).append(task)

    def _find_entry(self, task: Task) -> dict[str, Any] | None:
        """The answer that makes a new request needless."""
        old = None if task.kind != "page" or self._rules.refresh else self._known.get(task.url)
        entry = self._done.get(task.url, old)
        if entry and task.kind == "robots" and entry["at"] < _now(-_ROBOTS_SECONDS):
            return None
        return entry

    def _find_objection(self, task: Task) -> str:
        """Why an address may not be asked, "" if it may."""
        parts = urlsplit(task.url)
        if not any(task.host == host or task.host.endswith(f".{host}") for host in self._rules.hosts):
            return f"the host {task.host} is not on the list"
        if find_port(parts) not in self._rules.ports:
            return f"port {find_port(parts)} is not one of those given"
        if task.via and not task.chain and task.kind == "page" and not re.search(self._rules.match, task.url):
            return "its address does not match"
        return ""

    def _admit(self, task: Task, site: str) -> None:
        """Put a task in line if the site's robots.txt allows it."""
        if task.kind == "robots" or self._robots[site].allows(task.url):
            self._schedule.add(task)
        elif self._robots[site] is DENY_ALL:
            self._fail(task, _UNREACHABLE)
        else:
            self._skip(task, "robots.txt forbids it")

    def _visit(self, task: Task) -> None:
        """Ask for an address and deal with the answer."""
        if task.host in self._closed:
            self._fail(task, self._closed[task.host])
            return
        if (entry := self._find_entry(task)) is not None:  # asked on behalf of another site meanwhile
            self._follow(task, entry)
            return
        old = self._known.get(task.url, {})
        marks = {name: old.get(name, "") if old.get("status") == 200 else "" for name in ("etag", "modified")}
        try:
            response = self._ask(task.url, **marks)
        except FetchError as error:
            self._schedule.note_request(task.host, time.monotonic())
            self._retry(task, str(error), self._back_off(task) if error.retry else None)
            return
        if response.status in RETRY_STATUSES:
            self._postpone(task, response)
            return
        self._schedule.note_request(task.host, time.monotonic())
        day = datetime.now(UTC)
        place = self._archive.add(response, kind=task.kind, day=day, refers=old.get("at", ""))
        entry = self._note(task, response, place, day.strftime("%Y-%m-%dT%H:%M:%SZ"))
        self._pages += task.kind == "page" and 200 <= response.status < 300
        self._follow(task, entry)

    def _postpone(self, task: Task, response: Response) -> None:
        """The site is busy: its whole host waits as long as it asks, or is left alone if that is too long."""
        wait = find_wait(response, time.time())
        reason = f"the site answered {response.status} {response.reason}".rstrip()
        if wait is not None and wait > self._rules.patience:
            self._closed[task.host] = f"{reason} and asked to wait {wait:,.0f} seconds; run again after that"
            self._fail(task, self._closed[task.host])
            return
        self._schedule.note_request(task.host, time.monotonic(), wait=wait or 0.0)
        self._retry(task, reason, self._back_off(task) if wait is None else wait)

    def _back_off(self, task: Task) -> float:
        """Seconds before another try: four pauses, then eight, sixteen …"""
        return min(4 * 2**task.attempt * self._schedule.find_delay(task.host), self._rules.patience)

    def _retry(self, task: Task, reason: str, wait: float | None) -> None:
        """Put a task in line again after ``wait`` seconds, unless that is None or it has been tried enough."""
        if wait is None or task.attempt + 1 >= self._rules.attempts:
            self._fail(task, reason)
            return
        self._journal.add("retry", url=task.url, kind=task.kind, at=_now(), reason=reason)
        self._schedule.add(task.again(), not_before=time.monotonic() + wait)

    def _fail(self, task: Task, reason: str) -> None:
        self._journal.add("failure", url=task.url, kind=task.kind, via=task.via, at=_now(), reason=reason)
        if task.kind == "robots":
            self._release(task, DENY_ALL)

    def _skip(self, task: Task, reason: str) -> None:
        if (task.url, reason) not in self._noted:
            self._noted.add((task.url, reason))
            self._journal.add("skip", url=task.url, kind=task.kind, via=task.via, at=_now(), reason=reason)
        if task.kind == "robots":
            self._release(task, DENY_ALL)

    def _note(self, task: Task, response: Response, place: Place, date: str) -> dict[str, Any]:
        """Note an answer that is in the archive; returns the entry to go by (for a 304 that of the old copy)."""
        details: dict[str, Any] = {
            "etag": response.header("ETag"),
            "modified": response.header("Last-Modified"),
            "target": "",
        }
        if response.status in REDIRECT_STATUSES and response.header("Location"):
            details["target"] = normalise_url(urljoin(task.url, response.header("Location")))
        elif response.status == 200:
            try:
                details["links"] = find_links(response, task.kind)
            except FetchError as error:
                details["reason"] = str(error)
        entry = self._journal.add(
            "response",
            url=task.url,
            kind=task.kind,
            via=task.via,
            status=response.status,
            at=date,
            **place._asdict(),
            bytes=len(response.body),
            sha256=hashlib.sha256(response.body).hexdigest(),
            **{name: value for name, value in details.items() if value},
        )
        return self._remember(entry)

    def _remember(self, entry: dict[str, Any]) -> dict[str, Any]:
        if entry["status"] == 304 and entry["url"] in self._known:
            entry = self._known[entry["url"]]
        self._known[entry["url"]] = self._done[entry["url"]] = entry
        return entry

    def _follow(self, task: Task, entry: dict[str, Any]) -> None:
        """Take up what an answer leads to: the target of a redirect, links, the rules of a robots.txt."""
        target = entry.get("target", "")
        if target:
            chain = (*task.chain, task.url)
            if target in chain:
                self._fail(task, "it is redirected in a circle")
            elif len(chain) > MOST_REDIRECTS:
                self._fail(task, f"it is redirected more than {MOST_REDIRECTS} times")
            else:
                self._coming.append(Task(target, task.kind, task.via or task.url, chain))
        elif task.kind == "robots":
            self._release(task, self._read_robots(entry))
        for url, kind in entry.get("links", ()):
            self._coming.append(Task(url, kind, task.url))

    def _read_robots(self, entry: dict[str, Any]) -> Robots:
        if entry["status"] != 200:
            return ALLOW_ALL
        response = self._archive.read(Place(entry["file"], entry["offset"], entry["length"]))
        return parse_robots(unpack(response, 100 * LARGEST), PRODUCT)

    def _release(self, task: Task, robots: Robots) -> None:
        """The rules of a site are known: what waited for them goes in line, or out."""
        site = _find_site(task.chain[0] if task.chain else task.url)
        self._robots[site] = robots
        self._schedule.slow_down(task.host, self._limit_delay(task.host, robots.delay))
        self._schedule.note_request(task.host, time.monotonic())
        for held in self._held.pop(site, ()):
            self._admit(held, site)

    def _limit_delay(self, host: str, asked: float) -> float:
        """The pause that a site asks for, as far as the user grants it; one that is long is said."""
        longest = self._rules.longest_delay
        if asked <= LONG_DELAY and (longest is None or asked <= longest):
            return asked
        done = "that is obeyed" if longest is None or asked <= longest else f"{longest:,g} s are waited"
        warnings.warn(
            f"{host} asks for {asked:,g} s between two pages (Crawl-delay); {done}. The option longest_delay "
            "(--longest-delay SECONDS) says how much is granted at most.",
            KitWarning,
            stacklevel=2,
        )
        return asked if longest is None else min(asked, longest)


def _find_site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _now(shift: float = 0) -> str:
    return datetime.fromtimestamp(time.time() + shift, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
