#!/usr/bin/env python3
"""Build the environment, run every notebook, write the figures and the report: python3 run.py

    python3 run.py                  the notebooks on the articles of this project; report/index.html
    python3 run.py --articles DIR   copies of the notebooks on your own articles; reports/<name>/index.html
    python3 run.py test             every test
    python3 run.py test --elsewhere the tests of the code where much is otherwise: the newest Python that is
                                    installed, another order, language, time zone and hash seed
    python3 run.py lab              JupyterLab; what follows is handed to it
    python3 run.py rebuild          in a replication package: draw every figure again and compare it with the one there
    python3 run.py kit COMMAND      a command of the kit, such as kit package . or kit verify .

Needs Python 3.11 or newer and nothing else. The first run makes the folder .venv, once; an
activated environment (conda, venv) that already has what is needed is used as it is.
"""

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import webbrowser
from pathlib import Path

from runner.environment import find_newest, locked, make_foreign, prepare
from runner.progress import ROOT, Progress, Stop, as_seconds, run_child, step

OLDEST = (3, 11)
NOTEBOOKS = ("notebooks", "the notebooks and figures")  # what one run at a time may write, or test


def report(options):
    """Run the notebooks and write the report."""
    begun = time.monotonic()
    own = check_articles(options.articles) if options.articles is not None else None
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    if not notebooks:
        raise Stop(f"There are no notebooks in {ROOT / 'notebooks'}.", 2)
    folder = find_folder(own) if own else ROOT / "report"
    figures = folder / "figures" if own else ROOT / "figures"
    page, made, more, title = folder / "index.html", notebooks, ["--jobs", 2], []
    python, env = prepare((), "")
    progress = Progress(len(notebooks) + (2 if own else 1))
    with locked(*((folder.name, _short(folder)) if own else NOTEBOOKS)):
        if own and find_folder(own) != folder:  # the one that was waited for has made it for other articles
            raise Stop(f"{_short(folder)} was taken by another run meanwhile; run this one again.")
        if own:
            check = [python, "-m", "kit.publish.notebooks", "--articles", own]
            begin_copies(folder, own, check, env, progress)
            made = [folder / "notebooks" / path.name for path in notebooks]
            more = ["--to", folder / "notebooks", "--articles", own, "--figures", figures]
            title = ["--title", f"Migration diplomacy in Vietnamese news: {own.name}"]
        run_notebooks([python, "-m", "kit.publish.notebooks", *more, *notebooks], env, progress)
        command = [python, "-m", "kit.publish.report", *title, "--figures", figures, "--to", page, *made]
        step("write the report", command, env, progress)
    print(
        f"Made {_count(len(made), 'notebook')}, {_count(len(list(figures.glob('*.svg'))), 'figure')} in "
        f"{_short(figures)} and the report {_short(page)} in {as_seconds(time.monotonic() - begun)}."
    )
    if options.open and sys.stdout.isatty() and has_window():
        webbrowser.open(page.as_uri())


def begin_copies(folder, articles, check, env, progress):
    """Check the articles before anything is written, then make room for the report on them."""
    printed = step("read the articles", check, env, progress)
    print("\n".join(printed), end="\n" if printed else "")  # files that were left out, and why
    for old in [*folder.glob("figures/*.*"), *folder.glob("notebooks/*.ipynb")]:
        old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "articles.txt").write_text(f"{articles}\n", encoding="utf-8")


def run_notebooks(command, env, progress):
    """Run the child that runs the notebooks; it says with lines of ``@`` how far it is."""
    cells = [0, 0]

    def follow(line):
        if line.startswith("@begin "):
            _, total, name = line.split(" ", 2)
            cells[:] = [0, int(total)]
            progress.begin(name)
        elif line == "@cell":
            cells[0] += 1
            progress.show("cell {} of {}".format(*cells))
        elif line.startswith("@end "):
            progress.end(took=float(line.split()[1]))
        else:
            return False
        return True

    code, printed = run_child(command, env, progress, follow)
    if code:
        if progress.label:
            progress.end("stopped")
        raise Stop("\n" + "\n".join(printed[-40:]))


def check_articles(path):
    """The path of somebody's articles, or a `Stop` that says what is wrong with it."""
    path = Path(path).expanduser()
    if not path.exists():
        raise Stop(f"--articles: there is no {path}. Name a folder of articles.", 2)
    if path.is_dir() and not any(path.iterdir()):
        raise Stop(f"--articles: the folder {path} is empty. Put one article into each .txt file.", 2)
    return path.resolve()


def find_folder(articles):
    """Where the report on these articles goes: each folder of articles has one of its own."""
    name = re.sub(r"[^\w.-]+", "-", articles.stem if articles.is_file() else articles.name).strip("-.")
    folder, number = ROOT / "reports" / (name or "articles"), 1
    while folder.exists():
        with contextlib.suppress(OSError):
            if (folder / "articles.txt").read_text(encoding="utf-8").strip() == str(articles):
                break
        number += 1
        folder = ROOT / "reports" / f"{name or 'articles'}-{number}"
    return folder


def test(options):
    """Run every test; each part runs even if one before it failed."""
    version = find_newest() if options.elsewhere else ""
    python, env = prepare(("collections", "dev"), "test", version)
    pytest = [python, "-m", "pytest", "-q"]
    nbval = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with", "tests/notebooks/sanitize.cfg"]
    units = ["--ignore=tests/notebooks", "--doctest-modules"]
    parts = {
        "unit tests": [*pytest, "-p", "no:nbval", *units, "tests", "kit", "runner"],
        "shape of the notebooks": [*pytest, "-p", "no:nbval", "tests/notebooks"],
        "outputs of the notebooks": [*pytest, "-p", "nbval", *nbval, "notebooks"],
        "lint": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "types of kit/": [python, "-m", "mypy", "kit"],
    }
    if options.elsewhere:
        parts = {label: parts[label] for label in ("unit tests", "shape of the notebooks")}
        foreign = make_foreign()
        env.update(foreign)
        about = " ".join("=".join(pair) for pair in foreign.items())
        print("Elsewhere: Python {}, {}".format(version or "{}.{}".format(*sys.version_info), about))
    progress, failed = Progress(len(parts)), []
    with locked(*NOTEBOOKS), tempfile.TemporaryDirectory() as aside:
        env["KIT_FIGURES"] = aside  # tests leave figures/ alone
        for label, command in parts.items():
            progress.begin(label)
            code, printed = run_child(command, env, progress)
            progress.end(("failed: " if code else "") + (printed[-1].strip("= ") if printed else ""))
            if code:
                failed.append(label)
                print("\n".join(["", *printed, ""]))
    if failed:
        raise Stop("Failed after {}: {}.".format(progress.elapsed(), ", ".join(failed)))
    print(f"All tests passed in {progress.elapsed()}.")


def rebuild(options):
    """Draw the figures of a package again, into rebuilt/, and say which are the same to the byte."""
    python, env = prepare((), "rebuild")
    with locked(*NOTEBOOKS):
        progress = Progress(1)
        progress.begin("draw the figures")
        code, printed = run_child([python, "-m", "kit.publish.package.rerun", ROOT], env, progress)
        progress.end()
    print("\n".join(printed))
    raise SystemExit(code)


def kit(options):
    """Run a command of the kit."""
    python, env = prepare((), "kit")
    raise SystemExit(subprocess.call([str(python), "-m", "kit", *options.more], env=env))


def lab(options):
    """Open JupyterLab on the notebooks."""
    python, env = prepare((), "lab")
    start = [
        "--ServerApp.root_dir=" + str(ROOT),
        "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb",
    ]
    command = [str(python), "-m", "jupyterlab", *start, *options.more]
    if os.name != "nt":  # JupyterLab takes the place of this process: no other is left when it ends
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(command[0], command, env)
    raise SystemExit(subprocess.call(command, cwd=str(ROOT), env=env))


def _short(path):
    with contextlib.suppress(ValueError):
        return path.relative_to(Path.cwd()).as_posix()
    return str(path)


def has_window():
    """Whether a browser can open: without a display, Linux would open one inside the terminal."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) or os.name == "nt" or sys.platform == "darwin"


def _count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


def main(arguments=None):
    """The command line; returns the exit code: 0 all is well, 1 something failed, 2 bad input."""
    if sys.version_info < OLDEST:
        print("This needs Python {}.{} or newer; {} is Python {}.{}.".format(*OLDEST, sys.executable,
              *sys.version_info[:2]), file=sys.stderr)  # fmt: skip
        return 2
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a Windows console may lack Vietnamese letters
    parser = argparse.ArgumentParser(
        prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "command", nargs="?", choices=["report", "test", "lab", "rebuild", "kit"], default="report"
    )
    parser.add_argument("--articles", metavar="DIR", help="run copies of the notebooks on your own articles")
    parser.add_argument("--elsewhere", action="store_true", help="test where much is otherwise than here")
    parser.add_argument("--no-open", dest="open", action="store_false", help="do not open the report")
    options, options.more = parser.parse_known_args(arguments)
    if options.more and options.command not in ("lab", "kit"):
        parser.error(f"unknown arguments: {' '.join(options.more)}")
    if options.command != "report" and options.articles is not None:
        parser.error("--articles goes with the report only")
    if options.command != "test" and options.elsewhere:
        parser.error("--elsewhere goes with the tests only")
    try:
        {"report": report, "test": test, "lab": lab, "rebuild": rebuild, "kit": kit}[options.command](options)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except OSError as error:
        print(f"{error}\nMake room, or give the right to write there; then run it again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run it again at any time; nothing half-written is used.", file=sys.stderr)
        return 130
    return 0


def stop(*_):
    """Asked to end by a signal: as if Ctrl-C had been pressed."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
    sys.exit(main())
