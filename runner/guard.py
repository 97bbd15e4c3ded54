"""A command that does not outlive whoever started it: python runner/guard.py COMMAND …

Standard input is a pipe that nobody writes to. When its other end closes, however the process that held it came to
its end, the command and all that it started are stopped. The exit code is that of the command.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading

GRACE = 5  # seconds between the request to stop and the end


def main(command):
    """Run the command until it ends, or until standard input does."""
    if os.name != "nt" and os.getpgid(0) != os.getpid():
        os.setpgid(0, 0)  # a group of its own, which can be stopped as one
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(
                getattr(signal, name), lambda *_: None
            )  # meant for the command; it ends, and so do we
    threading.Thread(target=watch, args=[child], daemon=True).start()
    return child.wait()


def watch(child):
    """Wait for the end of standard input; then stop the command and its children."""
    while os.read(0, 1):
        pass
    if os.name == "nt":
        subprocess.call(["taskkill", "/T", "/F", "/PID", str(child.pid)], stdout=subprocess.DEVNULL)
        return
    os.killpg(0, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(GRACE)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code if code >= 0 else 128 - code)  # the thread may be reading, which is no reason to wait
