"""Steps, the time they take, and the commands behind them."""

import queue
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUARD = ROOT / "runner" / "guard.py"


class Stop(Exception):
    """Ends the run with a message; ``code`` is 1 for a failure and 2 for bad input."""

    def __init__(self, message, code=1):
        super().__init__(message)
        self.code = code


class Progress:
    """Steps with their elapsed time: a bar on a terminal, a line for each step elsewhere."""

    def __init__(self, steps, stream=None):
        self.stream = stream or sys.stdout
        self.bar = self.stream.isatty()
        self.steps, self.done, self.label, self.note = steps, 0, "", ""
        self.start = self.begun = time.monotonic()

    def begin(self, label):
        """A step begins."""
        self.label, self.note, self.begun = label, "", time.monotonic()
        if not self.bar:
            self._write(f"[{self.done + 1}/{self.steps}] {label} ... ")
        self.show()

    def show(self, note=None):
        """Draw the bar again; ``note`` says how far the step is."""
        self.note = self.note if note is None else note
        if self.bar:
            width, share = 24, self.done / max(self.steps, 1)
            filled = round(width * share)
            line = "[{}{}] {}/{}  {}  {}  {}".format(
                "#" * filled, "." * (width - filled), self.done + 1, self.steps, self.label,
                as_seconds(time.monotonic() - self.begun), self.note,
            )  # fmt: skip
            self._write("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1])

    def end(self, result="", took=None):
        """The step is over; ``took`` is its time in seconds, if it began before its turn to be shown."""
        took = as_seconds(time.monotonic() - self.begun if took is None else took)
        self.done += 1
        if self.bar:
            self._write(f"\r\x1b[K  {self.label:<28} {took:>7}  {result}\n")
        else:
            self._write("{}{}\n".format(took, "  " + result if result else ""))

    def elapsed(self):
        """Time since the first step, as text."""
        return as_seconds(time.monotonic() - self.start)

    def _write(self, text):
        self.stream.write(text)
        self.stream.flush()


def as_seconds(seconds):
    """A duration as text."""
    return f"{seconds:.1f} s" if seconds < 100 else "{} min {:02d} s".format(*divmod(round(seconds), 60))


def run_child(command, env, progress, on_line=None):
    """Run a command and return its exit code and the lines it printed; the bar goes on meanwhile.

    The command ends when this process does, whatever ends it.
    ``on_line`` may take a line for itself by returning True; that line is then not among those returned.
    """
    lines, printed = queue.Queue(), []
    with subprocess.Popen(
        [sys.executable, str(GUARD), *map(str, command)],
        cwd=str(ROOT),
        env=env,
        stdin=subprocess.PIPE,  # closed when this process ends, whatever ends it: see the guard
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as child:
        reader = threading.Thread(target=lambda: [lines.put(line.rstrip("\n")) for line in child.stdout])
        reader.start()
        try:
            while reader.is_alive() or not lines.empty():
                try:
                    line = lines.get(timeout=0.1)
                except queue.Empty:
                    progress.show()
                    continue
                if not (on_line and on_line(line)):
                    printed.append(line)
                    progress.show(line.strip()[:60])
        except BaseException:
            child.stdin.close()
            raise
        finally:
            reader.join()
    return child.returncode, printed


def step(label, command, env, progress, hint=""):
    """Run a command as one step and return the lines it printed; raises `Stop` with the last if it fails."""
    progress.begin(label)
    code, printed = run_child(command, env, progress)
    if code:
        progress.end("failed")
        raise Stop("\n".join([f"{label}: failed. {hint}".rstrip(), *printed[-25:]]), 2 if code == 2 else 1)
    progress.end()
    return printed
