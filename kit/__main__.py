"""The kit on the command line: ``python -m kit check FOLDER``, ``check-lexicons``, ``build``, ``collect``."""

import argparse
import sys
import warnings
from importlib import import_module

from kit.errors import KitError

# Each command: the module that has its arguments and runs it, imported when it is asked for; its help.
COMMANDS = {
    "check": ("kit.publish.command", "say what is in a collection and what is wrong with it"),
    "check-lexicons": ("kit.publish.lexicons", "say what is wrong with the kit's lexicons, or with your own"),
    "build": ("kit.store.command", "make a store of a collection of any size, which kit.Corpus opens"),
    "collect": ("kit.collect.command", "fetch articles from addresses, feeds and sitemaps, politely"),
    "package": ("kit.publish.package.contents", "all that a journal asks for of a study, in one archive"),
    "verify": ("kit.publish.package.archive", "say whether a package is as it was made"),
}

# Exit codes: an error, stopped by hand; 2 is a wrong command line (argparse).
FAILED, INTERRUPTED = 1, 130


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = read_arguments(given)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: print(f"warning: {message}", file=sys.stderr)
            return options.run(options)
    except KitError as error:
        print(f"kit {options.command}: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nStopped. Nothing is lost; the same command goes on from here.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output had enough (| head)
        sys.stderr.close()
        return 0


def read_arguments(given: list[str]) -> argparse.Namespace:
    """The command line as its command takes it; addresses may stand before, between and behind options."""
    parser = _make_parser(given)
    options, rest = parser.parse_known_args(given)
    if wrong := [word for word in rest if word.startswith("-") or not hasattr(options, "urls")]:
        parser.error(f"unrecognized arguments: {' '.join(wrong)}")
    if rest:
        options.urls += rest
    return options


def _make_parser(given: list[str]) -> argparse.ArgumentParser:
    """The parser; only the room of the command that is asked for is imported."""
    parser = argparse.ArgumentParser(prog="kit", description="A notebook kit for migration-diplomacy news.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text)
        if given[:1] == [name]:
            import_module(module).add_arguments(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
