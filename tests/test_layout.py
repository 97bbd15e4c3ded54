"""The library reads from top to bottom: imports go one way, and every function is small enough to read."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest

import kit
import kit.check

KIT = Path(kit.__file__).parent
MODULES = {".".join(path.relative_to(KIT).with_suffix("").parts): path for path in sorted(KIT.rglob("*.py"))}
FLOORS = (
    *(
        "errors files progress packages spreadsheets",
        "vietnamese",
        "schema cache",
        "stats",
        "collect",
        "read",
        "segment",
        "tag",
        "count",
        "compare",
    ),
    *("plot", "show", "check", "steps", "store", "study", "corpus", "publish", "__main__"),
)
"""The rooms of the house from the bottom up; an import goes down, or stays on its floor."""
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor.split()}
MOST_BRANCHES = 25
MOST_NAMES = 95
BRANCHES = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.comprehension,
    ast.match_case,
)


@cache
def parse(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path):
    """The kit modules that a file imports, at its top or inside its functions."""
    return tuple(list_imports(parse(path)))


def list_imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            if (node.module or "").split(".")[0] == "kit" and node.module != "kit":
                yield node.module.removeprefix("kit.")
            elif node.module == "kit":
                yield from (alias.name for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.Import):
            yield from (name.name.removeprefix("kit.") for name in node.names if name.name.startswith("kit."))


def count_branches(function):
    """Every place where a function may go one way or another."""
    count = 0
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, BRANCHES):
            count += 1 + len(getattr(node, "ifs", ()))
    return count


def test_imports_go_one_way():
    upwards = {}
    for module in MODULES.keys() - {"__init__"}:
        floor = FLOOR[module.split(".")[0]]  # a KeyError: a module that is in no room
        upwards[module] = [name for name in imports(MODULES[module]) if FLOOR[name.split(".")[0]] > floor]
    assert not {module: names for module, names in upwards.items() if names}, "which lie above it"


def test_modules_of_one_floor_import_each_other_in_no_circle():
    circles = []
    for module in MODULES:
        reached, wanted = set(), set(imports(MODULES[module])) & set(MODULES)
        while wanted:
            name = wanted.pop()
            reached.add(name)
            wanted |= (set(imports(MODULES[name])) & set(MODULES)) - reached
        circles += [module] * (module in reached)
    assert not circles


@pytest.mark.parametrize("room", ["vietnamese", "stats"])
def test_the_engine_and_the_statistics_know_no_tables(room):
    for path in (KIT / room).rglob("*.py"):
        names = {alias.name for node in ast.walk(parse(path))
                 if isinstance(node, ast.Import) for alias in node.names}  # fmt: skip
        assert "pandas" not in names, path


def test_no_function_has_too_many_branches():
    many = []
    for module, path in MODULES.items():
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                many += [f"{module}.{node.name}"] * (count_branches(node) > MOST_BRANCHES)
    assert not many


def test_no_group_of_an_expression_is_possessive():
    # Before 3.11.5 such a group took what a repetition that failed had passed: "1.a" was the number "1.".
    group = re.compile(r"[^(]\)(?:[*+?]|\{\d*,?\d*\}|\{\{\d*,?\d*\}\})\+")
    assert group.search(r"\d+(?:[.,]\d+)*+") and not group.search(r"(?:\d++[.,])*\d{1,3}+")
    found = {path.name for path in MODULES.values() if group.search(path.read_text(encoding="utf-8"))}
    assert found == {"json_records.py"}  # what is repeated there fails at the end of a text alone


def test_branches_are_counted():
    code = "def f(x):\n    if x and x or x:\n        return [y for y in x if y]\n    return 1 if x else 2\n"
    assert count_branches(ast.parse(code)) == 1 + 2 + 2 + 1


def test_every_room_says_what_it_is_for():
    for room in {path.parent for path in MODULES.values()}:
        assert ast.get_docstring(parse(room / "__init__.py")), room


def test_every_public_name_is_there_and_documented():
    assert len(kit.__all__) - 1 <= MOST_NAMES
    for name in kit.__all__:
        value = getattr(kit, name)
        assert value is not None
        if callable(value):
            assert (value.__doc__ or "").strip(), name
    with pytest.raises(AttributeError, match="find_nothing"):
        kit.find_nothing  # noqa: B018


ELSEWHERE = {"tabulate", "agreement", "find_disagreements", "find_coded", "add_kit_as_coder"}
"""Public functions whose module their name does not lead to."""


def test_a_name_leads_to_its_module():
    """``kit.plot_bars`` lives in ``plot/bars.py``: the noun of a function is its module, singular or plural."""
    functions = {
        name: module for name, module in kit.MODULES.items() if inspect.isfunction(getattr(kit, name))
    }
    functions |= {name: getattr(kit.check, name).__module__ for name in kit.check.__all__}
    lost = set()
    for name, module in functions.items():
        noun = name.removesuffix("_in_text").partition("_")[2]
        stem = module.rpartition(".")[2]
        if stem not in {name, noun, f"{noun}s", noun.removesuffix("s"), f"{noun.removesuffix('y')}ies"}:
            lost.add(name)
    assert lost == ELSEWHERE and len(ELSEWHERE) <= 5


def test_the_version_is_that_of_the_project():
    project = (KIT.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{kit.__version__}"' in project
