"""Addresses of pages: the host of one, and a name for its page."""

from urllib.parse import urlsplit


def find_host(url: str) -> str:
    """The host of an address without ``www.``; '' if it is none."""
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def name_address(url: str) -> str:
    """A name for the page at ``url``: host and path without scheme, ``www.`` and ending.

    >>> name_address("https://www.baoquocte.vn/tham-viet-nam-123.html")
    'baoquocte.vn/tham-viet-nam-123'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    path = parts.path.rstrip("/")
    head, dot, ending = path.rpartition(".")
    path = head if dot and len(ending) <= 6 and "/" not in ending else path
    return parts.netloc.removeprefix("www.") + path + (f"?{parts.query}" if parts.query else "")
