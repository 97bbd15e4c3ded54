"""The command line of the kit: which command runs, and with which code it ends."""

import io
import sys
import warnings
from types import SimpleNamespace

import pytest

from kit import __main__ as command_line
from kit.errors import FileError


def end_with(monkeypatch, run, *arguments):
    """The exit code where ``kit check`` does what ``run`` does."""
    module = SimpleNamespace(add_arguments=lambda parser: parser.set_defaults(run=run))
    monkeypatch.setattr(command_line, "import_module", lambda name: module)
    return command_line.main(["check", *arguments])


def fail(error):
    def run(options):
        raise error

    return run


def test_a_command_ends_with_its_own_code(monkeypatch):
    assert [end_with(monkeypatch, lambda options, code=code: code) for code in (0, 3)] == [0, 3]


def test_an_error_of_the_kit_is_one_line(monkeypatch, capsys):
    assert end_with(monkeypatch, fail(FileError("There is no file a.csv."))) == 1
    assert capsys.readouterr().err == "kit check: There is no file a.csv.\n"


def test_an_error_of_another_kind_is_not_hidden(monkeypatch):
    with pytest.raises(ZeroDivisionError):
        end_with(monkeypatch, fail(ZeroDivisionError()))


def test_ctrl_c_is_no_error(monkeypatch, capsys):
    assert end_with(monkeypatch, fail(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err.startswith("\nStopped. Nothing is lost")


def test_a_reader_that_had_enough_is_no_error(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert end_with(monkeypatch, fail(BrokenPipeError())) == 0
    assert sys.stderr.closed


def test_warnings_are_lines(monkeypatch, capsys):
    def run(options):
        warnings.warn("Ba tệp không đọc được.", UserWarning, stacklevel=1)
        return 0

    before = warnings.showwarning
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        assert end_with(monkeypatch, run) == 0
    assert capsys.readouterr().err == "warning: Ba tệp không đọc được.\n"
    assert warnings.showwarning is before


@pytest.mark.parametrize("arguments", [[], ["fly"], ["check", "a", "--fly"], ["--fly"]])
def test_a_wrong_command_line_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        command_line.main(arguments)
    assert caught.value.code == 2 and "usage: kit" in capsys.readouterr().err


def test_only_the_module_of_the_command_is_imported(monkeypatch, capsys):
    imported = []
    parser = SimpleNamespace(add_arguments=lambda parser: parser.set_defaults(run=lambda options: 0))
    monkeypatch.setattr(command_line, "import_module", lambda name: imported.append(name) or parser)
    monkeypatch.setattr(sys, "argv", ["kit", "collect"])
    assert command_line.main() == 0 and imported == ["kit.collect.command"]
    with pytest.raises(SystemExit) as caught:
        command_line.main(["--help"])
    assert caught.value.code == 0 and imported == ["kit.collect.command"]
    shown = capsys.readouterr().out
    assert "check" in shown and "collect" in shown


@pytest.mark.parametrize(
    "line",
    [
        "a u1 u2 --contact me --delay 3",
        "a --contact me u1 u2 --delay 3",
        "a --contact me u1 --delay 3 u2",
        "--contact me a u1 --delay 3 u2",
        "a u1 --contact me --delay 3 u2",
    ],
)
def test_addresses_and_options_come_in_any_order(line):
    options = command_line.read_arguments(["collect", *line.split()])
    assert (str(options.folder), options.urls, options.contact, options.delay) == (
        "a",
        ["u1", "u2"],
        "me",
        3.0,
    )


@pytest.mark.parametrize("line", ["collect a u1 --contact me --fly u2", "check a --examples 3 b"])
def test_what_no_command_takes_is_refused(line, capsys):
    with pytest.raises(SystemExit) as caught:
        command_line.read_arguments(line.split())
    assert caught.value.code == 2 and "unrecognized arguments" in capsys.readouterr().err
