"""One request: a public address, a deadline, a limit on bytes, and nothing followed or believed."""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit, urlunsplit

from kit.collect.addresses import FetchError, connect, find_port

# Answers that may be another one later (RFC 9110, RFC 6585, RFC 8470).
RETRY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "vi,en;q=0.3",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True)
class Limits:
    """What one request may cost.

    Parameters
    ----------
    seconds : from the first byte sent to the last received.
    max_bytes : of a body, as sent.
    max_unpacked : of a body, decompressed.
    """

    seconds: float = 60.0
    max_bytes: int = 20_000_000
    max_unpacked: int = 100_000_000


@dataclass(frozen=True)
class Response:
    """An answer: status, headers in their order, and the body as it was sent (still compressed)."""

    url: str
    status: int
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    address: str = ""

    def header(self, name: str) -> str:
        """The value of a header, "" if it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def fetch(
    url: str,
    *,
    agent: str,
    etag: str = "",
    modified: str = "",
    limits: Limits | None = None,
    allow_private: bool = False,
) -> Response:
    """Ask for one address, once; redirects are returned, not followed.

    Parameters
    ----------
    url : http or https.
    agent : value of the ``User-Agent`` header.
    etag, modified : of the copy at hand, for a conditional request (``If-None-Match``, ``If-Modified-Since``).
    limits : of time and size; default `Limits()`.
    allow_private : also ask addresses that are not public (loopback, 10.0.0.0/8 …).

    Raises
    ------
    FetchError : no address, a private one, no answer in time, no HTTP, a body that is too large, cut off or
        not packed as it says.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    parts = urlsplit(url)
    headers = {**_HEADERS, "User-Agent": agent}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    line: socket.socket | None = None
    try:
        line = connect(parts.hostname or "", find_port(parts), deadline, allow_private)
        address = line.getpeername()[0]
        if parts.scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
        connection = http.client.HTTPConnection(parts.hostname or "", find_port(parts))
        connection.default_port = 443 if parts.scheme == "https" else 80  # decides what Host says
        connection.sock = _Timed(line, deadline)  # type: ignore[assignment]
        connection.request("GET", urlunsplit(("", "", parts.path or "/", parts.query, "")), headers=headers)
        answer = connection.getresponse()
        body = _read(answer, limits)
        pairs = tuple((name, value) for name, value in answer.getheaders())
    except TimeoutError:
        raise FetchError(f"no whole answer within {limits.seconds:g} seconds", retry=True) from None
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"its certificate is not valid ({error.verify_message})", retry=False) from None
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise FetchError(f"the connection failed ({type(error).__name__}: {error})", retry=True) from None
    finally:
        if line is not None:
            line.close()
    response = Response(url, answer.status, answer.reason, pairs, body, address)
    unpack(response, limits.max_unpacked)
    return response


def unpack(response: Response, limit: int) -> bytes:
    """The body of a response, decompressed.

    Raises
    ------
    FetchError : it unpacks to more than ``limit`` bytes, or is not what its ``Content-Encoding`` says.
    """
    body = response.body
    packings = [name.strip().lower() for name in response.header("Content-Encoding").split(",")]
    for packing in reversed(packings):
        if packing in ("gzip", "x-gzip", "deflate") and body:
            body = inflate(body, limit)
    return body


def inflate(data: bytes, limit: int) -> bytes:
    """Gzip or deflate data decompressed, ``limit`` bytes at most.

    Raises
    ------
    FetchError : there is more, or the data is damaged or cut off.
    """
    for window in (47, -15):  # gzip or zlib by their headers, else raw deflate
        whole = bytearray()
        rest = data
        try:
            while rest:  # gzip members may follow one another
                unpacker = zlib.decompressobj(window)
                whole += unpacker.decompress(rest, limit + 1 - len(whole))
                if len(whole) > limit:
                    raise FetchError(f"it unpacks to more than {limit:,} bytes", retry=False)
                if not unpacker.eof:
                    raise FetchError("its compressed body is cut off", retry=True)
                rest = unpacker.unused_data.lstrip(b"\0")
            return bytes(whole)
        except zlib.error:
            continue
    raise FetchError("its body is not compressed as it says", retry=True)


def find_wait(response: Response, now: float) -> float | None:
    """Seconds that ``Retry-After`` asks for, given as a number or as a date; None if it is not there.

    Parameters
    ----------
    now : seconds since 1970, to subtract from a date.
    """
    value = response.header("Retry-After").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


class _Timed:
    """A socket for http.client on which every read and write ends at one deadline, however slow the drip."""

    def __init__(self, line: socket.socket, deadline: float):
        self._line, self._deadline = line, deadline

    def makefile(self, *_, **__) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._wait))

    def sendall(self, data) -> None:
        self._wait().sendall(data)

    def close(self) -> None:  # whoever opened the socket closes it
        pass

    def _wait(self) -> socket.socket:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._line.settimeout(left)
        return self._line


class _Reader(io.RawIOBase):
    def __init__(self, wait):
        self._wait = wait

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        return self._wait().recv_into(buffer)


def _read(answer: http.client.HTTPResponse, limits: Limits) -> bytes:
    """The whole body, or an error if it is longer than allowed or shorter than announced."""
    too_large = FetchError(f"its body is larger than {limits.max_bytes:,} bytes", retry=False)
    if (answer.length or 0) > limits.max_bytes:
        raise too_large
    body = bytearray()
    while chunk := answer.read1(65536):
        body += chunk
        if len(body) > limits.max_bytes:
            raise too_large
    if answer.length:
        raise FetchError(f"its body ends {answer.length:,} bytes too early", retry=True)
    return bytes(body)
