"""The library reads from top to bottom: imports go one way, and every module is small enough to read."""

import ast
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

import kit

KIT = Path(kit.__file__).parent
MODULES = {".".join(path.relative_to(KIT).with_suffix("").parts): path for path in KIT.rglob("*.py")}
FLOW = (
    "errors",
    "lexicon",
    "articles",
    "lines",
    "sentences",
    "words",
    "counts",
    "summaries",
    "drawing.charts",
    "figures",
)


def imports(path):
    """The kit modules that a file imports, at its top or inside its functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kit"):
            base = (node.module or "").removeprefix("kit").lstrip(".")
            for alias in node.names:
                longer = f"{base}.{alias.name}".lstrip(".")
                yield longer if longer in MODULES else base
        elif isinstance(node, ast.Import):
            yield from (name.name.removeprefix("kit.") for name in node.names if name.name.startswith("kit."))


GRAPH = {name: {target for target in imports(path) if target in MODULES} for name, path in MODULES.items()}


def test_imports_go_one_way():
    order = list(
        TopologicalSorter({name: targets - {name} for name, targets in GRAPH.items()}).static_order()
    )
    assert len(order) == len(MODULES)


@pytest.mark.parametrize(("early", "late"), list(pairwise(FLOW)))
def test_nothing_early_in_the_flow_needs_what_comes_later(early, late):
    reached, wanted = set(), {early}
    while wanted:
        name = wanted.pop()
        reached.add(name)
        wanted |= GRAPH[name] - reached
    assert late not in reached


def test_every_public_name_is_there_and_documented():
    for name in kit.__all__:
        value = getattr(kit, name)
        assert value is not None
        if callable(value):
            assert (value.__doc__ or "").strip(), name
    with pytest.raises(AttributeError, match="find_nothing"):
        kit.find_nothing  # noqa: B018


def test_the_version_is_that_of_the_project():
    project = (KIT.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{kit.__version__}"' in project
