"""The collector against a server on this machine that misbehaves, and against being killed."""

import gzip
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from trafilatura.feeds import FeedParameters, extract_links
from warcio.archiveiterator import ArchiveIterator

import kit.collect.addresses
from kit.collect.addresses import FetchError, is_public, normalise_url
from kit.collect.collector import collect_articles
from kit.collect.discover import find_links
from kit.collect.fetch import Limits, Response, fetch, find_wait, inflate
from kit.collect.journal import load_journal
from kit.collect.schedule import Schedule, Task
from kit.errors import KitError, KitWarning

sys.path.insert(0, str(Path(__file__).parents[1]))
from misbehaving_server import (
    ARTICLE,
    MisbehavingServer,
    bomb,
    chunked,
    cut_off,
    drip_body,
    drip_headers,
    endless,
    feed,
    first,
    html,
    no_http,
    redirect,
    send,
    sitemap,
)

SMALL = Limits(seconds=30, max_bytes=300_000, max_unpacked=2_000_000)


@pytest.fixture
def server():
    with MisbehavingServer(articles=3) as running:
        yield running


def gather(folder, server, *paths, **options):
    """Collect pages of the server; what became of each, by path."""
    options = {"delay": 0.005, "limits": SMALL, "allow_private": True, "contact": "me@example.vn", **options}
    table = collect_articles(folder, urls=[server.url + path for path in paths], **options)
    table["url"] = table["url"].str.removeprefix(server.url)
    return table.set_index("url")


def read_archive(folder):
    """Type, address, status and body of every record, read by warcio."""
    records = []
    for path in sorted((folder / "archive").glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                url = record.rec_headers.get_header("WARC-Target-URI")
                status = record.http_headers.get_statuscode() if record.http_headers else ""
                records.append((record.rec_type, url, status, record.content_stream().read()))
    return records


def test_pages_feeds_and_sitemaps_end_up_in_the_archive(server, tmp_path):
    link = server.url + "/bai-{}.html"
    server.pages["/rss"] = feed(link.format(0) + "?utm_source=rss", link.format(1))
    server.pages["/index.xml"] = sitemap(server.url + "/map.xml.gz", index=True)
    packed = gzip.compress(sitemap(link.format(1), link.format(2))[2])
    server.pages["/map.xml.gz"] = (200, {"Content-Type": "application/gzip"}, packed)
    found = collect_articles(
        tmp_path,
        feeds=[server.url + "/rss"],
        sitemaps=[server.url + "/index.xml"],
        contact="https://example.vn/nghien-cuu",
        delay=0.005,
        allow_private=True,
    )
    assert found.loc[found["kind"] == "page", "outcome"].tolist() == ["fetched"] * 3
    assert set(server.hits.values()) == {1}
    records = read_archive(tmp_path)
    assert records[0][0] == "warcinfo" and b"https://example.vn/nghien-cuu" in records[0][3]
    bodies = {url: body for kind, url, status, body in records if kind == "response"}
    assert bodies[link.format(2)].decode() == ARTICLE.format(n=2)
    row = found.set_index("url").loc[link.format(2)]
    assert (row["status"], row["bytes"], row["file"]) == (
        200,
        len(bodies[row.name]),
        "articles-00001.warc.gz",
    )


def test_the_user_agent_says_who_collects(server, tmp_path):
    gather(tmp_path, server, "/bai-0.html")
    asked = server.asked["/bai-0.html"]
    assert asked["user-agent"].startswith("migration-diplomacy-kit/")
    assert asked["user-agent"].endswith("(+me@example.vn)")
    assert asked["host"] == f"127.0.0.1:{server.port}"


def test_robots_txt_is_obeyed(server, tmp_path):
    text = (
        b"User-agent: *\nDisallow: /\nUser-agent: Migration-Diplomacy-Kit\nDisallow: /bai-1\nCrawl-delay: 0.1"
    )
    server.pages["/robots.txt"] = (200, {}, text)
    found = gather(tmp_path, server, "/bai-0.html", "/bai-1.html", "/bai-2.html")
    assert found["outcome"].to_dict() == {
        "/robots.txt": "fetched",
        "/bai-0.html": "fetched",
        "/bai-1.html": "skipped",
        "/bai-2.html": "fetched",
    }
    assert found.loc["/bai-1.html", "reason"] == "robots.txt forbids it"
    assert server.hits["/bai-1.html"] == 0
    times = [moment for _, moment in server.times]
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(times))


def test_a_long_crawl_delay_is_said_and_granted_as_far_as_the_user_wants(server, tmp_path, monkeypatch):
    server.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 86400")
    with pytest.warns(KitWarning, match=r"86,400 s between two pages .*; 0.1 s are waited"):
        found = gather(tmp_path, server, "/bai-0.html", "/bai-1.html", longest_delay=0.1)
    assert found["outcome"].tolist() == ["fetched"] * 3
    times = [moment for _, moment in server.times]
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(times))
    monkeypatch.setattr("kit.collect.walk.LONG_DELAY", 0.05)
    server.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.1")
    with pytest.warns(KitWarning, match=r"0.1 s between two pages .*; that is obeyed"):
        gather(tmp_path / "obeyed", server, "/bai-0.html")
    with pytest.raises(KitError, match="longest delay"):
        gather(tmp_path, server, "/bai-0.html", longest_delay=-1)


def test_a_redirected_robots_txt_counts(server, tmp_path):
    server.pages["/robots.txt"] = redirect("/rules")
    server.pages["/rules"] = (200, {}, b"User-agent: *\nDisallow: /bai-0")
    found = gather(tmp_path, server, "/bai-0.html", "/bai-1.html")
    assert found["outcome"][["/bai-0.html", "/bai-1.html"]].tolist() == ["skipped", "fetched"]


def test_a_robots_txt_that_cannot_be_read_forbids_all_until_it_can(server, tmp_path):
    server.pages["/robots.txt"] = (503, {}, b"")
    found = gather(tmp_path, server, "/bai-0.html", attempts=2)
    assert (
        found.loc["/bai-0.html", "outcome"] == "failed" and "robots.txt" in found.loc["/bai-0.html", "reason"]
    )
    assert server.hits["/robots.txt"] == 2 and server.hits["/bai-0.html"] == 0
    server.pages["/robots.txt"] = (404, {}, b"")
    assert gather(tmp_path, server, "/bai-0.html").loc["/bai-0.html", "outcome"] == "fetched"


def test_what_is_endless_broken_or_no_page_fails_within_its_limits(server, tmp_path):
    server.pages |= {
        "/endless": endless,
        "/bomb": bomb(8),
        "/huge": (200, {}, b"x" * 300_001),
        "/cut": cut_off,
        "/chunks-cut": chunked(b"<p>nua", whole=False),
        "/smtp": no_http,
        "/no-gzip": (200, {"Content-Encoding": "gzip"}, b"<p>not packed"),
        "/half-gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"<p>text" * 99)[:-20]),
    }
    expected = {
        "/endless": "larger than 300,000 bytes",
        "/bomb": "unpacks to more than 2,000,000 bytes",
        "/huge": "larger than 300,000 bytes",
        "/cut": "4,988 bytes too early",
        "/chunks-cut": "the connection failed",
        "/smtp": "the connection failed",
        "/no-gzip": "not compressed as it says",
        "/half-gzip": "cut off",
    }
    found = gather(tmp_path, server, *expected, "/bai-0.html", attempts=1)
    for path, reason in expected.items():
        assert found.loc[path, "outcome"] == "failed" and reason in found.loc[path, "reason"], path
    assert found.loc["/bai-0.html", "outcome"] == "fetched"
    assert {url for kind, url, *_ in read_archive(tmp_path) if kind == "response"} == {
        f"{server.url}/robots.txt",
        f"{server.url}/bai-0.html",
    }


@pytest.mark.parametrize("slow", [drip_body, drip_headers])
def test_a_drip_ends_at_the_deadline_however_often_a_byte_comes(server, slow):
    server.pages["/drip"] = slow
    with pytest.raises(FetchError, match=r"no whole answer within 0\.4 seconds") as caught:
        fetch(server.url + "/drip", agent="kit", limits=Limits(seconds=0.4), allow_private=True)
    assert caught.value.retry


def test_what_may_pass_is_tried_again(server, tmp_path):
    page = html(ARTICLE.format(n=9))
    server.pages |= {
        "/500": first(2, (500, {}, b""), page),
        "/429": first(1, (429, {"Retry-After": "0"}, b""), page),
        "/cut": first(1, (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b\x08"), page),
        "/always": (502, {}, b""),
        "/gone": (410, {}, b"gone"),
    }
    found = gather(tmp_path, server, "/500", "/429", "/cut", "/always", "/gone", attempts=3)
    assert found.loc[["/500", "/429", "/cut"], "outcome"].tolist() == ["fetched"] * 3
    assert (found.loc["/always", "outcome"], found.loc["/always", "reason"]) == (
        "failed",
        "the site answered 502 Bad Gateway",
    )
    assert (found.loc["/gone", "outcome"], found.loc["/gone", "status"]) == ("refused", 410)
    assert [server.hits[path] for path in ("/500", "/429", "/cut", "/always", "/gone")] == [3, 2, 2, 3, 1]


@pytest.mark.slow
def test_retry_after_is_waited_for_by_the_whole_host(server, tmp_path):
    server.pages["/busy"] = first(1, (429, {"Retry-After": "1"}, b""), html("ok"))
    gather(tmp_path, server, "/busy", "/bai-0.html")
    moments = [moment for path, moment in server.times if path != "/robots.txt"]
    assert len(moments) == 3 and moments[1] - moments[0] >= 1


def test_a_site_that_wants_peace_for_long_is_left_alone(server, tmp_path):
    server.pages["/busy"] = (503, {"Retry-After": "86400"}, b"")
    found = gather(tmp_path, server, "/busy", "/bai-0.html", patience=5)
    assert found["outcome"][["/busy", "/bai-0.html"]].tolist() == ["failed", "failed"]
    assert "asked to wait 86,400 seconds" in found.loc["/bai-0.html", "reason"]
    assert server.hits["/bai-0.html"] == 0
    server.pages["/busy"] = html("ok")
    found = gather(tmp_path, server, "/busy", "/bai-0.html")
    assert found["outcome"][["/busy", "/bai-0.html"]].tolist() == ["fetched", "fetched"]


def test_redirects_are_followed_but_not_in_circles_nor_for_ever(server, tmp_path):
    server.pages |= {
        "/old": redirect("bai-0.html", 301),
        "/a": redirect("/b"),
        "/b": redirect("/c"),
        "/c": redirect("/a"),
        "/self": redirect("/self"),
        "/nowhere": (302, {}, b""),
        "/mail": redirect("mailto:me@example.vn"),
        **{f"/far-{n}": redirect(f"/far-{n + 1}") for n in range(30)},
    }
    found = gather(tmp_path, server, "/old", "/a", "/self", "/far-0", "/nowhere", "/mail")
    assert found.loc["/old", "outcome"] == "redirected" and found.loc["/bai-0.html", "outcome"] == "fetched"
    assert found.loc["/c", "reason"] == found.loc["/self", "reason"] == "it is redirected in a circle"
    assert found.loc["/far-10", "reason"] == "it is redirected more than 10 times"
    assert "/far-11" not in found.index
    assert set(server.hits.values()) == {1}


def test_only_the_hosts_and_ports_given_are_asked(server, tmp_path):
    with MisbehavingServer(articles=1) as other:
        server.pages["/rss"] = feed(
            f"{server.url}/bai-0.html",
            f"http://localhost:{server.port}/bai-1.html",
            f"{other.url}/bai-0.html",
            "ftp://127.0.0.1/x",
        )
        server.pages["/away"] = redirect(f"{other.url}/bai-0.html")
        found = gather(tmp_path, server, "/away", feeds=[server.url + "/rss"])
        assert not other.hits
    reasons = found.loc[found["outcome"] == "skipped", "reason"].to_dict()
    assert reasons == {
        f"http://localhost:{server.port}/bai-1.html": "the host localhost is not on the list",
        f"{other.url}/bai-0.html": f"port {other.port} is not one of those given",
    }
    assert found.loc["/bai-0.html", "outcome"] == "fetched"


def test_a_host_on_the_list_admits_its_subdomains(server, tmp_path, monkeypatch):
    known = socket.getaddrinfo
    monkeypatch.setattr(
        kit.collect.addresses.socket,
        "getaddrinfo",
        lambda host, port, **more: known("127.0.0.1", port, **more),
    )
    urls = [f"http://{host}:{server.port}/bai-0.html" for host in ("tin.example.vn", "myexample.vn")]
    found = collect_articles(
        tmp_path, urls=urls, hosts=["*.example.vn"], contact="me@example.vn", delay=0, allow_private=True
    ).set_index("url")
    assert found.loc[urls, "outcome"].tolist() == ["fetched", "skipped"]


def test_private_addresses_are_not_asked_unless_allowed(server, tmp_path):
    found = gather(tmp_path, server, "/bai-0.html", allow_private=False)
    assert found.loc["/robots.txt", "reason"] == "127.0.0.1 is at 127.0.0.1, which is not a public address"
    assert not server.hits


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::"),
        *("2002:7f00:1::", "64:ff9b::a00:1", "ff02::1", "fec0::1", "3ffe:501::1", "2001:1f::1", "4000::1"),
        *("::7f00:1", "::192.168.0.1", "64:ff9b:1::808:808"),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_are_public(address):
    assert is_public(address)


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    places = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80)),
    ]
    monkeypatch.setattr(kit.collect.addresses.socket, "getaddrinfo", lambda *_, **__: places)
    with pytest.raises(FetchError, match=r"rebind\.example\.vn is at 10\.0\.0\.7") as caught:
        fetch("http://rebind.example.vn/", agent="kit")
    assert not caught.value.retry


def test_a_second_run_asks_conditionally_and_only_for_what_may_be_new(server, tmp_path):
    link = server.url + "/bai-{}.html"
    server.pages["/rss"] = feed(link.format(0), ETag='"1"')
    server.pages["/bai-0.html"] = html("một", Last_Modified="Wed, 19 Apr 2023 08:00:00 GMT")
    feeds = [server.url + "/rss"]
    gather(tmp_path, server, feeds=feeds)
    found = gather(tmp_path, server, feeds=feeds)
    assert server.hits["/rss"] == 2 and server.hits["/bai-0.html"] == 1
    assert server.asked["/rss"]["if-none-match"] == '"1"'
    assert found.loc["/rss", "outcome"] == "unchanged" and found.loc["/rss", "bytes"] > 0
    server.pages["/rss"] = feed(link.format(0), link.format(1), ETag='"2"')
    found = gather(tmp_path, server, feeds=feeds, refresh=True)
    assert found.loc[["/rss", "/bai-0.html", "/bai-1.html"], "outcome"].tolist() == [
        "fetched",
        "unchanged",
        "fetched",
    ]
    assert server.asked["/bai-0.html"]["if-modified-since"] == "Wed, 19 Apr 2023 08:00:00 GMT"
    records = read_archive(tmp_path)
    assert Counter((kind, status) for kind, url, status, _ in records if url == link.format(0)) == {
        ("response", "200"): 1,
        ("revisit", "304"): 1,
    }


def test_what_was_fetched_stays_fetched_if_a_later_run_fails(server, tmp_path):
    before = gather(tmp_path, server, "/bai-0.html").loc["/bai-0.html"]
    server.pages["/bai-0.html"] = (500, {}, b"")
    after = gather(tmp_path, server, "/bai-0.html", refresh=True, attempts=1).loc["/bai-0.html"]
    assert (after["outcome"], after["sha256"]) == ("fetched", before["sha256"])
    assert "500" in after["reason"]


def test_a_limit_ends_a_run_early_and_the_next_one_goes_on(server, tmp_path):
    paths = [f"/bai-{n}.html" for n in range(3)]
    for count in (1, 2, 3):
        found = gather(tmp_path, server, *paths, limit=1)
        assert (found["kind"] == "page").sum() == count
    assert server.hits["/robots.txt"] == 1 and set(server.hits.values()) == {1}


def test_only_links_that_match_are_followed(server, tmp_path):
    server.pages["/rss"] = feed(server.url + "/bai-0.html", server.url + "/bai-1.html")
    found = gather(tmp_path, server, "/bai-2.html", feeds=[server.url + "/rss"], match="bai-1")
    assert found["outcome"][["/bai-0.html", "/bai-1.html", "/bai-2.html"]].tolist() == [
        "skipped",
        "fetched",
        "fetched",
    ]


def test_odd_encodings_and_chunks_are_kept_byte_for_byte(server, tmp_path):
    utf16 = "<p>Thứ trưởng</p>".encode("utf-16")
    vietnamese = "<p>Vi\u00ea\u0323t Nam</p>".encode("cp1258")
    server.pages |= {
        "/utf16": (200, {"Content-Type": "text/html; charset=utf-8"}, utf16),
        "/cp1258": (200, {"Content-Type": "text/html"}, vietnamese),
        "/chunks": chunked("<p>Hà ".encode(), "Nội</p>".encode()),
        "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress("<p>Đà Nẵng</p>".encode())),
        "/b%C3%A0i": html("<p>địa chỉ</p>"),
    }
    gather(tmp_path, server, "/utf16", "/cp1258", "/chunks", "/gzip", "/bài")
    bodies = {url.removeprefix(server.url): body for kind, url, _, body in read_archive(tmp_path) if url}
    assert bodies["/utf16"] == utf16 and bodies["/cp1258"] == vietnamese
    assert bodies["/chunks"].decode() == "<p>Hà Nội</p>" and bodies["/gzip"].decode() == "<p>Đà Nẵng</p>"
    assert bodies["/b%C3%A0i"].decode() == "<p>địa chỉ</p>"


def test_a_torn_record_is_cut_off_and_a_whole_one_recovered(server, tmp_path):
    paths = [f"/bai-{n}.html" for n in range(3)]
    gather(tmp_path, server, *paths)
    archive, journal = tmp_path / "archive" / "articles-00001.warc.gz", tmp_path / "collection.journal"
    whole = archive.read_bytes()
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "bai-2" not in line and '"end"' not in line]
    journal.write_text(lines[0] + "".join(kept[1:]) + '{"event": "resp', "utf-8")
    archive.write_bytes(whole + whole[-300:-100])  # killed while writing a record after the last whole one
    found = gather(tmp_path, server, *paths)
    assert found.loc[paths, "outcome"].tolist() == ["fetched"] * 3
    assert set(server.hits.values()) == {1}, "nothing was asked a second time"
    assert archive.read_bytes() == whole


def test_a_torn_heading_is_written_again(server, tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "articles-00001.warc.gz").write_bytes(b"\x1f\x8b\x08\x00")
    gather(tmp_path, server, "/bai-0.html")
    assert [kind for kind, *_ in read_archive(tmp_path)] == ["warcinfo", "response", "response"]


def test_a_full_disk_leaves_whole_records_only(server, tmp_path, monkeypatch):
    gather(tmp_path, server, "/bai-0.html")
    before = read_archive(tmp_path)
    real = os.fsync

    def fail(number):
        if Path(f"/proc/self/fd/{number}").readlink().suffix == ".gz":
            raise OSError(28, "No space left on device")
        real(number)

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to tell the files apart")
    monkeypatch.setattr("kit.collect.warcs.os.fsync", fail)
    with pytest.raises(KitError, match="No space left on device"):
        gather(tmp_path, server, "/bai-1.html")
    monkeypatch.setattr("kit.collect.warcs.os.fsync", real)
    assert read_archive(tmp_path) == before
    assert gather(tmp_path, server, "/bai-1.html").loc["/bai-1.html", "outcome"] == "fetched"


def test_files_of_the_archive_are_changed_when_they_are_full(server, tmp_path, monkeypatch):
    monkeypatch.setattr("kit.collect.warcs.LARGEST", 900)
    paths = [f"/bai-{n}.html" for n in range(3)]
    found = gather(tmp_path, server, *paths)
    assert found["file"].nunique() == 2
    records = read_archive(tmp_path)
    assert sum(kind == "response" for kind, *_ in records) == 4
    assert sum(kind == "warcinfo" for kind, *_ in records) == found["file"].nunique()


def test_two_collectors_do_not_write_into_one_folder(server, tmp_path):
    def collide(handler):
        with pytest.raises(KitError, match="Another process is collecting"):
            gather(tmp_path, server, "/bai-1.html")
        send(handler, *html("ok"))

    server.pages["/bai-0.html"] = collide
    assert gather(tmp_path, server, "/bai-0.html").loc["/bai-0.html", "outcome"] == "fetched"


def test_a_damaged_journal_is_named_with_its_line(server, tmp_path):
    gather(tmp_path, server, "/bai-0.html")
    journal = tmp_path / "collection.journal"
    lines = journal.read_text("utf-8").splitlines()
    lines[1] = "rubbish"
    journal.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(KitError, match=r"collection\.journal, line 2"):
        gather(tmp_path, server, "/bai-0.html")
    with pytest.raises(KitError, match="was not made by"):
        load_journal(tmp_path / "archive")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"urls": []}, "nothing to collect"),
        ({"urls": ["baoquocte.vn"]}, "'baoquocte.vn' is no web address"),
        ({"urls": ["file:///etc/passwd"]}, "is no web address"),
        ({"contact": "me"}, "no e-mail or web address"),
        ({"contact": "me@example.vn\r\nX-Evil: 1"}, "no e-mail or web address"),
        ({"delay": -1}, "number of seconds"),
        ({"match": "("}, "no regular expression"),
        ({"attempts": 0}, "At least one attempt"),
    ],
)
def test_options_that_make_no_sense(tmp_path, options, message):
    with pytest.raises(KitError, match=message):
        collect_articles(tmp_path, **{"urls": ["https://example.vn/"], "contact": "me@example.vn", **options})


def test_a_feed_that_is_none_says_so(server, tmp_path):
    server.pages["/rss"] = html("<html><body>404</body></html>")
    found = gather(tmp_path, server, feeds=[server.url + "/rss"])
    assert found.loc["/rss", "reason"] == "it is no feed"


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Tin</title>
<link>https://baoquocte.vn/</link><atom:link rel="self" href="https://baoquocte.vn/rss"/>
<item><title>A &amp; B</title><link>https://baoquocte.vn/a?x=1&amp;y=2</link></item>
<item><link><![CDATA[ https://baoquocte.vn/b.html ]]></link><guid>https://baoquocte.vn/?p=2</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://baoquocte.vn/atom"/>
<entry><link rel="edit" href="https://baoquocte.vn/edit/1"/><link href="/c.html"/></entry>
<entry><link rel="alternate" href="https://baoquocte.vn/d.html"/></entry></feed>"""
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://baoquocte.vn/e"}]}'
)
TEXT = "https://baoquocte.vn/f\nhttps://baoquocte.vn/g\n"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (RSS, "feed", ["a?x=1&y=2", "b.html"]),
        (
            RSS.encode("utf-16").decode("utf-16").replace("</channel></rss>", ""),
            "feed",
            ["a?x=1&y=2", "b.html"],
        ),
        ("\ufeff\n" + ATOM, "feed", ["c.html", "d.html"]),
        (JSON, "feed", ["e"]),
        (TEXT, "sitemap", ["f", "g"]),
        (sitemap("https://baoquocte.vn/h?a=1&amp;b=2")[2].decode(), "sitemap", ["h?a=1&b=2"]),
        ("<urlset><url><loc>https://baoquocte.vn/i</loc></url></urlset>", "sitemap", ["i"]),
    ],
)
def test_links_of_feeds_and_sitemaps(text, kind, expected):
    response = Response("https://baoquocte.vn/rss", 200, body=text.encode())
    assert [link.url for link in find_links(response, kind)] == [
        f"https://baoquocte.vn/{end}" for end in expected
    ]


def test_links_of_rss_agree_with_trafilatura():
    theirs = extract_links(
        RSS, FeedParameters("https://baoquocte.vn", "baoquocte.vn", "https://baoquocte.vn/rss")
    )
    ours = find_links(Response("https://baoquocte.vn/rss", 200, body=RSS.encode()), "feed")
    assert {link.url for link in ours} == {link.replace("http://", "https://") for link in theirs}


def test_xml_that_would_expand_or_read_files_does_neither(tmp_path):
    (tmp_path / "secret").write_text("https://baoquocte.vn/secret")
    text = f"""<!DOCTYPE u [<!ENTITY f SYSTEM "file://{tmp_path}/secret"><!ENTITY a "{"x" * 1000}">
    <!ENTITY b "{"&a;" * 1000}"><!ENTITY c "{"&b;" * 1000}">]>
    <urlset><url><loc>&f;</loc></url><url><loc>https://baoquocte.vn/&c;</loc></url></urlset>"""
    links = find_links(Response("https://baoquocte.vn/m.xml", 200, body=text.encode()), "sitemap")
    assert all("secret" not in link.url and len(link.url) < 100 for link in links)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (" HTTPS://Example.VN:443/a b#c ", "https://example.vn/ab"),
        ("http://example.vn:8080", "http://example.vn:8080/"),
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://user:password@example.vn/", ""),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("http://[::1", ""),
        ("http://example.vn:99999/", ""),
        ("http://" + "a" * 70 + ".vn/", ""),
        ("javascript:alert(1)", ""),
        ("/relative", ""),
        ("https://example.vn/%E1%BB%A9?q=%20ứ", "https://example.vn/%E1%BB%A9?q=%20%E1%BB%A9"),
    ],
)
def test_addresses_have_one_spelling(url, expected):
    assert normalise_url(url) == expected
    assert normalise_url(expected) == expected if expected else True


def test_retry_after_as_seconds_and_as_a_date():
    def wait(value):
        return find_wait(Response("http://a.vn/", 429, headers=(("Retry-After", value),)), now=784_111_777.0)

    assert wait("120") == 120
    assert wait("Sun, 06 Nov 1994 08:50:37 GMT") == 60
    assert wait("Sun, 06 Nov 1994 08:00:00 GMT") == 0
    assert wait("soon") is None and wait("") is None and wait("99999999999999") is None


def test_members_of_gzip_and_raw_deflate_are_unpacked_within_the_limit():
    assert inflate(gzip.compress(b"a") + gzip.compress(b"b"), 10) == b"ab"
    import zlib

    assert inflate(zlib.compress(b"abc"), 3) == b"abc"
    assert inflate(zlib.compress(b"abc")[2:-4], 3) == b"abc"
    with pytest.raises(FetchError, match="more than 2 bytes"):
        inflate(gzip.compress(b"abc"), 2)


def test_hosts_take_turns_and_keep_their_pauses():
    schedule = Schedule(2.0)
    for url in ("http://a.vn/1", "http://a.vn/2", "http://b.vn/1"):
        schedule.add(Task(url, "page"))
    schedule.add(Task("http://a.vn/rss", "feed"))
    schedule.slow_down("b.vn", 5.0)
    now, visited = 100.0, []
    while chosen := schedule.next():
        start, task = chosen
        now = max(now, start)
        visited.append((task.url, now))
        schedule.note_request(task.host, now, wait=7.0 if task.url.endswith("a.vn/1") else 0.0)
    assert visited == [
        ("http://a.vn/rss", 100.0),
        ("http://b.vn/1", 100.0),
        ("http://a.vn/1", 102.0),
        ("http://a.vn/2", 109.0),
    ]
    assert len(schedule) == 0 and schedule.estimate(now, 1.0) == 0


def test_the_time_left_is_that_of_the_slowest_host():
    schedule = Schedule(2.0)
    for n in range(10):
        schedule.add(Task(f"http://a.vn/{n}", "page"))
    schedule.add(Task("http://b.vn/1", "page"))
    assert schedule.estimate(0.0, 0.5) == 25.0


COLLECT = """
import sys
from kit.collect.collector import collect_articles
url, count = sys.argv[2], int(sys.argv[3])
collect_articles(sys.argv[1], urls=[f"{url}/old"], feeds=[f"{url}/rss"], contact="me@example.vn", delay=0.0,
        allow_private=True)
"""


@pytest.mark.slow
def test_killed_at_ten_random_moments_nothing_is_lost_and_nothing_twice(tmp_path):
    count, source = 400, random.Random(20230419)
    with MisbehavingServer(articles=count, pause=0.004) as server:
        server.pages["/rss"] = feed(*[f"{server.url}/bai-{n}.html" for n in range(count)])
        server.pages["/old"] = redirect("/bai-0.html")
        command = [sys.executable, "-c", COLLECT, str(tmp_path), server.url, str(count)]
        kills = 0
        while kills < 10:
            before = sum(server.hits.values())
            process = subprocess.Popen(command, cwd=Path(kit.collect.addresses.__file__).parents[1])
            wanted = before + source.randrange(1, 14)
            while sum(server.hits.values()) < wanted and process.poll() is None:
                time.sleep(0.0005)
            time.sleep(source.random() * 0.02)
            assert process.poll() is None, "the run ended before it could be killed ten times"
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        subprocess.run(command, check=True, cwd=Path(kit.collect.addresses.__file__).parents[1])
        asked_twice = sum(hits - 1 for hits in server.hits.values())
    pages = Counter(url for kind, url, status, _ in read_archive(tmp_path) if kind == "response")
    assert set(pages.values()) == {1}, "nothing is in the archive twice"
    expected = {f"{server.url}/bai-{n}.html" for n in range(count)}
    assert {url for url in pages if "bai-" in url} == expected, "nothing is lost"
    assert asked_twice <= kills, "at most the request under way at each kill was made again"
    journal = load_journal(tmp_path)
    assert set(journal.loc[journal["url"].isin(expected), "outcome"]) == {"fetched"}
    entries = [json.loads(line) for line in (tmp_path / "collection.journal").read_text("utf-8").splitlines()]
    assert Counter(entry["url"] for entry in entries if entry["event"] == "response") == pages
    assert isinstance(journal, pd.DataFrame) and entries[-1]["event"] == "end"
