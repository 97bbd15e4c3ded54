"""robots.txt: the examples of RFC 9309, and Python's own reader where the two should agree."""

from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.collect.robots import ALLOW_ALL, DENY_ALL, parse_robots

SITE = "https://example.vn"


def allows(text, path, agent="kit"):
    return parse_robots(text, agent).allows(SITE + path)


EXAMPLE = """
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("kit", "/publications/a.gif", True),
        ("kit", "/pictures/a.gif", False),
        ("kit", "/pictures/a.gif?x", True),
        ("kit", "/example/", False),
        ("kit", "/examples", True),
        ("foobot", "/example/page.html", True),
        ("FooBot", "/example/allowed.gif", True),
        ("foobot", "/example/", False),
        ("barbot", "/example/page.html", False),
        ("bazbot", "/example/page.html", False),
        ("bazbot", "/example/other.gif", True),
        ("quxbot", "/example/page.html", True),
    ],
)
def test_the_example_of_the_standard(agent, path, allowed):
    assert allows(EXAMPLE, path, agent) is allowed


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /in\nAllow: /in/bai", "/in/bai-1", True),
        ("Allow: /in\nDisallow: /in", "/in", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /a*b*c$", "/axxbxxc", False),
        ("Disallow: /a*b*c$", "/axxbxxcx", True),
        ("Disallow: /a*a$", "/a", True),
        ("Disallow: /tin$", "/tin", False),
        ("Disallow: /tin$", "/tin/1", True),
        ("Disallow: /*?in=", "/bai.html?in=1", False),
        ("Disallow: /thứ", "/th%E1%BB%A9-tr", False),
        ("Disallow: /th%e1%bb%a9", "/thứ-trưởng", False),
        ("Disallow: /%7Eme", "/~me/a", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /x # a comment", "/x", False),
        ("Disallow /x", "/x", False),
        ("Dissallow: /x", "/x", False),
    ],
)
def test_patterns(rules, path, allowed):
    assert allows(f"User-agent: *\n{rules}", path) is allowed


def test_groups_of_the_same_name_are_one_and_versions_are_passed_over():
    text = (
        "User-agent: Kit/1.0\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: KIT\nDisallow: /b"
    )
    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_delay_and_sitemaps():
    text = "Sitemap: https://a.vn/1.xml\nUser-agent: *\nCrawl-delay: 2.5\nCrawl-delay: x\nSitemap: https://a.vn/2.xml"
    robots = parse_robots(b"\xef\xbb\xbf" + text.encode(), "kit")
    assert robots.delay == 2.5
    assert robots.sitemaps == ("https://a.vn/1.xml", "https://a.vn/2.xml")


def test_no_pattern_takes_long():
    text = "User-agent: *\nDisallow: /" + "a*" * 2000 + "b$"
    assert allows(text, "/" + "a" * 100_000) is True


def test_all_and_nothing():
    assert ALLOW_ALL.allows(SITE + "/x") and not DENY_ALL.allows(SITE + "/x")


PATHS = st.lists(st.sampled_from(["a", "b", "ab"]), max_size=3).map(lambda names: "/" + "/".join(names))


@given(PATHS, PATHS)
def test_one_plain_rule_is_read_as_python_reads_it(rule, path):
    text = f"User-agent: *\nDisallow: {rule}\n"
    python = RobotFileParser()
    python.parse(text.splitlines())
    assert allows(text, path) is python.can_fetch("kit", SITE + path)


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_is_read(text, path):
    assert parse_robots(text, "kit").allows(SITE + "/" + path) in (True, False)
