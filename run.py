#!/usr/bin/env python3
"""Build the environment, run every notebook, write the figures and the report: python3 run.py

    python3 run.py                  the notebooks on the articles of this project; report/index.html
    python3 run.py new FOLDER       a study of your own: put its articles into FOLDER/articles
    python3 run.py study FOLDER     its notebooks; FOLDER/report/index.html
    python3 run.py --articles PATH  a study of articles that lie anywhere, in reports/
    python3 run.py test             every test
    python3 run.py test --elsewhere the quick tests of the code where much is otherwise: the newest Python that is
                                    installed, another order, language, time zone and hash seed
    python3 run.py lab [FOLDER]     JupyterLab, on a study; what follows is handed to it
    python3 run.py rebuild          in a replication package: draw every figure again and compare it with the one there
    python3 run.py kit COMMAND      a command of the kit, such as kit package . or kit verify .

Needs Python 3.11 or newer and nothing else. The first run makes the folder .venv, once; an
activated environment (conda, venv) that already has what is needed is used as it is.
"""

import argparse
import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import webbrowser
from pathlib import Path

from runner.environment import find_newest, locked, make_foreign, prepare
from runner.progress import ROOT, Progress, Stop, as_seconds, run_child, step
from runner.studies import (
    FILE,
    check_articles,
    clear_figures,
    find_study,
    place_study,
    read_articles,
    record_figures,
)

OLDEST = (3, 11)
COMMANDS = ("report", "new", "study", "test", "lab", "rebuild", "kit")
NOTEBOOKS = ("notebooks", "the notebooks and figures")  # what one run at a time may write, or test


def report(options):
    """Run the notebooks of the project, or of a study of other articles, and write the report."""
    if options.articles is None:
        return run_study(ROOT, options)
    own = check_articles(options.articles)
    if (own / FILE).is_file():
        return run_study(own, options)
    run_study(place_study(own), options, articles=own)


def study(options):
    """Run the notebooks of a study and write its report."""
    run_study(find_study(options.folder), options)


def new(options):
    """Make the folder of a study."""
    if not options.folder:
        raise Stop("Name the folder: python3 run.py new FOLDER", 2)
    folder = Path(options.folder).expanduser().resolve()
    if (folder / FILE).is_file():
        raise Stop(f"{options.folder} is a study already: python3 run.py study {options.folder}", 2)
    python, env = prepare((), "new")
    more = ["--articles", check_articles(options.articles)] if options.articles else []
    step("make the study", [python, "-m", "kit.publish.studies", "--new", *more, folder], env, Progress(1))
    where = "" if options.articles else f"Put the articles into {options.folder}/articles and run it: "
    print(f"Made the study {_short(folder)}. {where}python3 run.py study {options.folder}")


def run_study(folder, options, articles=None):
    """Run the notebooks in the folder of a study and write its report; ``articles``: it may have to be made first."""
    begun = time.monotonic()
    own, kits = folder != ROOT, sorted((ROOT / "notebooks").glob("*.ipynb"))
    if not kits:
        raise Stop(f"There are no notebooks in {ROOT / 'notebooks'}.", 2)
    figures, page = folder / "figures", folder / "report" / "index.html"
    python, env = prepare((), "")
    progress = Progress(1)
    with locked(*name_lock(folder)):
        if articles and folder.exists() and read_articles(folder) != str(articles):
            raise Stop(
                f"{_short(folder)} was taken by another run meanwhile; run this one again."
            )  # for others
        if own:
            make = ["--articles", articles] if articles and not folder.exists() else []
            progress.steps = 2 + len({path.name for path in [*kits, *(folder / "notebooks").glob("*.ipynb")]})
            told = step(
                "read the articles", [python, "-m", "kit.publish.studies", folder, *make], env, progress
            )
            print("\n".join(told), end="\n" if told else "")  # files left out, and why; notebooks that differ
            left = clear_figures(folder)
        notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
        progress.steps = progress.done + len(notebooks) + 1
        try:
            run_notebooks([python, "-m", "kit.publish.notebooks", "--jobs", 2, *notebooks], env, progress)
        finally:  # also of a run that failed
            if own:
                record_figures(folder, left)
        command = [python, "-m", "kit.publish.report", "--study", folder, "--figures", figures, "--to", page]
        step("write the report", [*command, "--explorer", "explore.html", *notebooks], env, progress)
    print(
        f"Made {_count(len(notebooks), 'notebook')}, {_count(len(list(figures.glob('*.svg'))), 'figure')} in "
        f"{_short(figures)} and the report {_short(page)} in {as_seconds(time.monotonic() - begun)}."
    )
    if options.open and sys.stdout.isatty() and has_window():
        webbrowser.open(page.as_uri())


def name_lock(folder):
    """The name of the lock of a study, and what it is for: one run at a time."""
    if folder == ROOT:
        return NOTEBOOKS
    return "study-" + hashlib.sha256(str(folder).encode()).hexdigest()[:12], _short(folder)


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


def test(options):
    """Run every test; each part runs even if one before it failed."""
    version = find_newest() if options.elsewhere else ""
    python, env = prepare(("collections", "dev"), "test", version)
    pytest = [python, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"]
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
        parts = {
            label: [*parts[label], "-m", "not slow"] for label in ("unit tests", "shape of the notebooks")
        }
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
    """Open JupyterLab on the notebooks of the project, or of a study."""
    folder = find_study(options.folder) if options.folder else ROOT
    python, env = prepare((), "lab")
    if folder != ROOT:
        for line in step(
            "bring the notebooks", [python, "-m", "kit.publish.studies", folder], env, Progress(1)
        ):
            print(line)
    start = [
        f"--ServerApp.root_dir={folder}",
        "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb",
        "--ContentsManager.pre_save_hook=kit.publish.lab.format_on_save",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        start.append("--allow-root")  # in a container
    command = [str(python), "-m", "jupyterlab", *start, *options.more]
    if os.name != "nt":  # JupyterLab takes the place of this process: no other is left when it ends
        sys.stdout.flush()
        os.chdir(folder)
        os.execve(command[0], command, env)
    raise SystemExit(subprocess.call(command, cwd=str(folder), env=env))


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
    parser.add_argument("command", nargs="?", choices=COMMANDS, default="report")
    parser.add_argument("--articles", metavar="PATH", help="a study of the articles there, in reports/")
    parser.add_argument("--elsewhere", action="store_true", help="test where much is otherwise than here")
    parser.add_argument("--no-open", dest="open", action="store_false", help="do not open the report")
    options, options.more = parser.parse_known_args(arguments)
    takes = options.command in ("new", "study", "lab") and options.more[:1] and options.more[0][0] != "-"
    options.folder = options.more.pop(0) if takes else ""
    if options.more and options.command not in ("lab", "kit"):
        parser.error(f"unknown arguments: {' '.join(options.more)}")
    if options.command not in ("report", "new") and options.articles is not None:
        parser.error("--articles goes with the report and with new only")
    if options.command != "test" and options.elsewhere:
        parser.error("--elsewhere goes with the tests only")
    try:
        globals()[options.command](options)
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
