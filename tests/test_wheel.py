"""The kit as a package: built, installed into an empty folder, and used from somewhere else."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from material import TWO_ARTICLES

from kit.files import list_data

ROOT = Path(__file__).resolve().parents[1]

USE = """
import sys, warnings
warnings.simplefilter("error")
import kit, kit.files
assert kit.__file__.startswith(sys.argv[1]), kit.__file__
assert str(kit.files.DATA).startswith(sys.argv[1]), kit.files.DATA
corpus = kit.Corpus(sys.argv[2])
print(len(corpus.articles), len(corpus.words), len(corpus.partners), len(corpus.topics), len(corpus.events))
print(len(corpus.evidence(partner="BEL", topic="return")), kit.load_labels(language="en")["BEL"])
from kit.files import find_cache
from kit.vietnamese.names.tiers import read_tiers
from kit.plot.maps import load_world
from kit.publish.pages import HERE, SCRIPT
assert len(read_tiers()) and len(load_world()[0]) > 100 and (HERE / "report_page.html").is_file() and SCRIPT
explorer = ("explorer.js", "explorer.css", "explorer.html", "words.yml")
assert all((HERE / "explorer" / name).is_file() for name in explorer)
assert not str(find_cache()).startswith(sys.argv[1]) and any(find_cache().iterdir()), find_cache()
"""


def run(*command, **options):
    found = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **options)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
    ]
    run(*pip, "--wheel-dir", folder, ROOT)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_the_kit_and_what_it_reads_and_no_article(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kit").rglob("*.py")}
    assert modules <= set(names)
    assert {Path(name).name for name in names if name.startswith("kit/data/")} - {"README.md"} == list_data()
    assert not [
        name for name in names if name.endswith(".txt") and "licenses" not in name and "dist-info" not in name
    ]


@pytest.mark.slow
def test_an_installed_kit_reads_articles_from_another_folder(wheel, tmp_path):
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--no-deps",
        "--target",
        site,
        wheel,
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KIT_", "XDG_"))}
    env |= {"PYTHONPATH": str(site), "HOME": str(tmp_path / "home")}
    printed = run(sys.executable, "-c", USE, site, TWO_ARTICLES, cwd=elsewhere, env=env)
    import kit

    here = kit.Corpus(TWO_ARTICLES, cache=tmp_path / "cache")
    tables = (here.articles, here.words, here.partners, here.topics, here.events)
    assert printed.splitlines() == [" ".join(str(len(table)) for table in tables), "2 Belgium"]
    assert "2 articles" in run(sys.executable, "-m", "kit", "check", TWO_ARTICLES, cwd=elsewhere, env=env)
    assert not list(elsewhere.iterdir())
