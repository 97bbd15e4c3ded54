"""The schedule: which address is asked next, and when, so that no host is asked too often."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import urlsplit

_FIRST = ("robots", "sitemap", "feed", "page")


@dataclass(frozen=True)
class Task:
    """An address to ask for.

    Parameters
    ----------
    url : its normalised spelling.
    kind : ``page``, ``feed``, ``sitemap`` or ``robots``.
    via : the feed or sitemap that named it, or the address that redirected to it ("": it was given).
    chain : the addresses that redirected here, first to last.
    attempt : how many times it has been asked already.
    """

    url: str
    kind: str
    via: str = ""
    chain: tuple[str, ...] = ()
    attempt: int = 0

    @property
    def host(self) -> str:
        """The host, to which the pause between requests belongs."""
        return urlsplit(self.url).hostname or ""

    def again(self) -> Task:
        """The same task, tried once more."""
        return replace(self, attempt=self.attempt + 1)


class Schedule:
    """Tasks waiting, by host; time is given by the caller, so that a test needs no clock.

    Parameters
    ----------
    delay : seconds between the end of a request and the next one to the same host.
    """

    def __init__(self, delay: float):
        self._delay = delay
        self._delays: dict[str, float] = {}
        self._ready: dict[str, float] = {}
        self._waiting: dict[str, list[tuple[float, int, int, Task]]] = {}
        self._count = count()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, task: Task, *, not_before: float = 0.0) -> None:
        """Put a task in line: feeds and sitemaps before pages, else first come, first served."""
        line = self._waiting.setdefault(task.host, [])
        heapq.heappush(line, (not_before, _FIRST.index(task.kind), next(self._count), task))

    def slow_down(self, host: str, delay: float) -> None:
        """Make the pause for a host at least this long (``Crawl-delay``)."""
        self._delays[host] = max(delay, self._delays.get(host, 0.0))

    def note_request(self, host: str, now: float, *, wait: float = 0.0) -> None:
        """A request to a host has ended; the next one waits for the pause, or ``wait`` if that is longer."""
        pause = max(self.find_delay(host), wait)
        self._ready[host] = max(self._ready.get(host, 0.0), now + pause)

    def find_delay(self, host: str) -> float:
        """Seconds of pause between two requests to a host."""
        return max(self._delay, self._delays.get(host, 0.0))

    def find_start(self, host: str) -> float:
        """When a host may be asked again."""
        return self._ready.get(host, 0.0)

    def next(self) -> tuple[float, Task] | None:
        """The task that may start first, and when; it is taken out. None if nothing waits."""
        best: tuple[float, int, int, str] | None = None
        for host, line in self._waiting.items():
            not_before, kind, number, _ = line[0]
            start = max(not_before, self._ready.get(host, 0.0))
            if best is None or (start, kind, number) < best[:3]:
                best = (start, kind, number, host)
        if best is None:
            return None
        line = self._waiting[best[3]]
        task = heapq.heappop(line)[3]
        if not line:
            del self._waiting[best[3]]
        return best[0], task

    def estimate(self, now: float, seconds: float) -> float:
        """Seconds that the waiting tasks will take, if each request takes ``seconds``."""
        hosts = (
            max(0.0, self.find_start(host) - now) + len(line) * (seconds + self.find_delay(host))
            for host, line in self._waiting.items()
        )
        return max([*hosts, len(self) * seconds], default=0.0)
