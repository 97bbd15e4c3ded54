"""A web server on this machine that does to a collector what real ones do: slow, full, broken, circular."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Bài {n}</title></head>
<body><article><h1>Bài {n}</h1><p>Thứ trưởng Ngoại giao tiếp đoàn số {n} tại Hà Nội.</p></article></body></html>"""


class MisbehavingServer:
    """Serves pages by path; ``pages`` adds or replaces any: path → (status, headers, body) or a function.

    A function gets the request handler and writes the answer itself. ``hits`` counts requests by path, ``times``
    lists when they came, ``asked`` keeps the headers of the last request for each path.
    """

    def __init__(self, articles: int = 0, pause: float = 0.0):
        self.hits: Counter[str] = Counter()
        self.times: list[tuple[str, float]] = []
        self.asked: dict[str, dict[str, str]] = {}
        self.pages: dict = {"/robots.txt": (404, {}, b"")}
        self.pause = pause
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._make_handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        for n in range(articles):
            self.pages[f"/bai-{n}.html"] = html(ARTICLE.format(n=n))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> MisbehavingServer:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _make_handler(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                with outer._lock:
                    outer.hits[self.path] += 1
                    outer.times.append((self.path, time.monotonic()))
                    outer.asked[self.path] = {name.lower(): value for name, value in self.headers.items()}
                self.close_connection = True
                time.sleep(outer.pause)
                page = outer.pages.get(self.path, (404, {}, b"none"))
                with suppress(OSError):  # the client had enough
                    page(self) if callable(page) else send(self, *page)

            def log_message(self, *_):
                pass

        return Handler


def html(text: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """A page."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"Content-Type": "text/html; charset=utf-8", **names}, text.encode()


def send(handler, status: int, headers: dict[str, str], body: bytes) -> None:
    """An ordinary answer, or 304 if the request names the page's ETag or date."""
    etag, modified = headers.get("ETag"), headers.get("Last-Modified")
    if (etag and handler.headers.get("If-None-Match") == etag) or (
        modified and handler.headers.get("If-Modified-Since") == modified
    ):
        status, body = 304, b""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    if status != 304:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def redirect(target: str, status: int = 302):
    """A redirect."""
    return status, {"Location": target}, b""


def first(times: int, before, after):
    """One page the first times, another one from then on."""
    count = iter(range(1_000_000))

    def answer(handler):
        send(handler, *(before if next(count) < times else after))

    return answer


def endless(handler) -> None:
    """A body without an end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>con nua</p>" * 5000)


def drip_body(handler) -> None:
    """A body of which a byte comes now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler) -> None:
    """Headers that never end, a letter at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def chunked(*chunks: bytes, whole: bool = True):
    """A body in chunks, the last one missing if it is not whole."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        if whole:
            handler.wfile.write(b"0\r\n\r\n")

    return answer


def cut_off(handler) -> None:
    """Less than the header promises."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<p>nua chung")


def no_http(handler) -> None:
    """Something else than HTTP."""
    handler.wfile.write(b"220 mail.example.vn ESMTP\r\n")


def bomb(megabytes: int) -> tuple[int, dict[str, str], bytes]:
    """A small body that unpacks to a large one."""
    body = gzip.compress(b"\0" * (megabytes << 20), 9)
    return 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, body


def feed(*links: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """An RSS feed."""
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
    return 200, {"Content-Type": "application/rss+xml", **headers}, text.encode()


def sitemap(*links: str, index: bool = False) -> tuple[int, dict[str, str], bytes]:
    """A sitemap, or an index of sitemaps."""
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    items = "".join(f"<{inner}><loc>{link}</loc></{inner}>" for link in links)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return 200, {"Content-Type": "application/xml"}, f'<{outer} xmlns="{space}">{items}</{outer}>'.encode()
