"""Addresses: one spelling of each, and a connection to none that is not public unless it was asked for."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from kit.errors import KitError

_SAFE = "/%:?#[]@!$&'()*+,;=-._~"
# IANA, registries of IPv6 address space: only this block is given out as global unicast; in it lie what was given
# back (6bone, ORCHID), outside it what wraps an IPv4 address (NAT64, the old IPv4-compatible form).
_IN_USE = ipaddress.ip_network("2000::/3")
_DEPRECATED = (ipaddress.ip_network("3ffe::/16"), ipaddress.ip_network("2001:10::/28"))
_WRAPPING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
_LONGEST = 20.0  # seconds that one attempt to connect may take


class FetchError(KitError):
    """A page that could not be fetched; ``retry`` says whether another try may help."""

    def __init__(self, problem: str, *, retry: bool):
        self.retry = retry
        super().__init__(problem)


def normalise_url(url: str) -> str:
    """One spelling of an address: ASCII, host in lower case, no fragment, no default port; "" if it is none.

    >>> normalise_url("HTTPS://BaoQuocTe.vn:443/tin/thứ-trưởng.html#top")
    'https://baoquocte.vn/tin/th%E1%BB%A9-tr%C6%B0%E1%BB%9Fng.html'
    >>> normalise_url("javascript:alert(1)")
    ''
    """
    try:
        parts = urlsplit(re.sub(r"[\x00-\x20\x7f]+", "", url.strip()))
        port, host = parts.port, (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return ""
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return ""
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, 443 if parts.scheme == "https" else 80) else f"{host}:{port}"
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    return urlunsplit((parts.scheme, place, path, query, ""))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where IPv6 wraps an IPv4 address.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("8.8.8.8")
    (False, False, True)
    """
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in block for block in _WRAPPING):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _IN_USE or any(ip in block for block in _DEPRECATED):
            return False
    return ip.is_global and not ip.is_multicast


def connect(host: str, port: int, deadline: float, allow_private: bool) -> socket.socket:
    """A connection to an address that was itself checked, so that no second look-up can lead elsewhere."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"no address is known for {host}", retry=True) from None
    private = [str(place[4][0]) for place in found if not is_public(str(place[4][0]))]
    if private and not allow_private:
        raise FetchError(f"{host} is at {private[0]}, which is not a public address", retry=False)
    problem: OSError = OSError("no address")
    for family, kind, protocol, _, place in found:
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(max(0.01, min(_LONGEST, deadline - time.monotonic())))
            line.connect(place)
            return line
        except OSError as error:
            line.close()
            problem = error
    raise problem


def find_port(parts: SplitResult) -> int:
    """The port of an address, that of its scheme if it names none."""
    return parts.port or (443 if parts.scheme == "https" else 80)
