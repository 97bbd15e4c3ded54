"""pyproject.toml is the one source; environment.yml and requirements.lock are held to it, both ways."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec
from rattler.exceptions import InvalidMatchSpecError

ROOT = Path(__file__).resolve().parents[1]
CONDA_NAMES = {
    "matplotlib": "matplotlib-base",  # the same library without its window toolkit
    "huggingface-hub": "huggingface_hub",
    "brotli": "brotli-python",
}
PYPI_ONLY = {"underthesea", "ahocorasick-rs", "lunar-vn", "pyvi"}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def read_pyproject() -> dict[str, Requirement]:
    """Every dependency, those of the extras too, by canonical name."""
    lines = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
    return {canonicalize_name(wanted.name): wanted for wanted in map(Requirement, lines)}


def read_conda() -> dict[str, MatchSpec]:
    """What conda installs itself, by conda's name."""
    specs = [MatchSpec(line, strict=True) for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
    return {spec.name.normalized: spec for spec in specs}


def read_pip() -> dict[str, Requirement]:
    """What pip installs inside the conda environment, by canonical name."""
    [block] = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, dict)]
    return {canonicalize_name(wanted.name): wanted for wanted in map(Requirement, block["pip"])}


def read_lock() -> dict[str, list[Requirement]]:
    """The pins of the lock by name: several where they differ between versions of Python."""
    pins: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^\S.*?(?= \\$)", LOCK, re.MULTILINE):
        pin = Requirement(line)
        pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    return pins


def bounds(requirement: Requirement) -> set[str]:
    return set(str(requirement.specifier).split(",")) - {""}


def test_conda_and_pip_together_are_pyproject():
    conda = set(read_conda()) - {"python", "pip"}
    wanted = {CONDA_NAMES.get(name, name) for name in set(read_pyproject()) - PYPI_ONLY}
    assert conda == wanted
    assert set(read_pip()) == PYPI_ONLY


@pytest.mark.parametrize("name", sorted(read_pyproject()))
def test_the_bounds_are_those_of_pyproject(name):
    wanted = bounds(read_pyproject()[name])
    if name in PYPI_ONLY:
        assert bounds(read_pip()[name]) == wanted
    else:
        spec = read_conda()[CONDA_NAMES.get(name, name)]
        assert set(str(spec.version or "").split(",")) - {""} == wanted


def test_python_is_that_of_pyproject():
    assert str(read_conda()["python"].version) == PROJECT["requires-python"] == ">=3.11"


def test_conda_reads_conda_forge_alone_and_has_pip_before_it_is_used():
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]
    kinds = [line if isinstance(line, str) else "pip block" for line in ENVIRONMENT["dependencies"]]
    assert kinds.index("pip") < kinds.index("pip block") == len(kinds) - 1


def test_a_wrong_conda_spec_would_be_noticed():
    with pytest.raises(InvalidMatchSpecError):
        MatchSpec("pandas ~>> three", strict=True)


@pytest.mark.parametrize("name", sorted(read_pyproject()))
def test_the_lock_pins_what_pyproject_allows(name):
    wanted = read_pyproject()[name]
    pins = read_lock().get(name, [])
    assert pins, f"requirements.lock lacks {name}: lock again"
    for pin in pins:
        [version] = re.findall(r"==([\d.]+[^,;\s]*)", str(pin.specifier))
        assert Version(version) in wanted.specifier, f"requirements.lock has {pin}: lock again"


def test_the_lock_has_no_other_direct_dependency():
    """uv notes beside each pin who asked for it: the project itself, for exactly what pyproject.toml names."""
    asked = set()
    name = ""
    for line in LOCK.splitlines():
        if match := re.match(r"([\w.-]+)==", line):
            name = canonicalize_name(match[1])
        elif re.search(rf"#.*\b{PROJECT['name']}\b", line):
            asked.add(name)
    assert asked == set(read_pyproject())


def test_every_pin_is_exact_and_has_hashes():
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    for block in blocks:
        assert re.match(r"[\w.-]+==[\w.+]+", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


def test_the_lock_names_no_address():
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links| @ ", LOCK)
