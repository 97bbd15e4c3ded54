"""Kernels of notebooks, forked from one process that has imported and read what all of them need.

``python -m kit.publish.kernels`` is that process. A request on its standard input (a socket) is the command line of a
kernel, its folder and environment, and a descriptor, which the kernel holds open for as long as it lives.
"""

from __future__ import annotations

import atexit
import builtins
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

from jupyter_client.manager import AsyncKernelManager

_CHOSEN = "MPLBACKEND"  # of the environment what was chosen by while libraries were imported
_MOST = 1 << 17  # bytes of a request
_FIRST = ("ipykernel.kernelapp", "matplotlib.backends.backend_svg", "matplotlib.backends.backend_agg")


class Forks:
    """The process that kernels are forked from: it begins with the first of them, and ends with this block.

    What the libraries need can be forked on Linux; elsewhere, and where it fails, kernels start as they always do.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._channel.close()
            self._process.wait()

    def start(self, command: list[str], folder: str, env: dict[str, str]) -> Kernel | None:
        """A kernel for this command line; None if it has to be started as a process of its own."""
        if sys.platform != "linux" or command[:3] != [sys.executable, "-m", "ipykernel_launcher"]:
            return None
        alive, theirs = socket.socketpair()
        with self._lock, theirs, suppress(OSError):
            if self._process is None:
                self._begin()
            request = json.dumps([command[2:], str(folder), env]).encode()
            alike = self._env.get(_CHOSEN) == env.get(_CHOSEN) and len(request) < _MOST
            if alike:
                socket.send_fds(self._channel, [request], [theirs.fileno()])
            if alike and (pid := self._channel.recv(_MOST)):
                return Kernel(int(pid), alive)
        alive.close()
        return None

    def _begin(self) -> None:
        self._env = dict(os.environ)
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "kit.publish.kernels"]
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), env=self._env)


class Kernel:
    """A forked kernel: as much of a `subprocess.Popen` as its manager asks for."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, alive: socket.socket):
        self.pid, self._alive = pid, alive

    def poll(self) -> int | None:
        """None while it lives; how it ended is not known."""
        with suppress(BlockingIOError):
            if self._alive.fileno() >= 0:
                self._alive.recv(1, socket.MSG_DONTWAIT)  # nothing is ever sent: this is the end
                self._alive.close()
            return 1
        return None

    wait = poll  # asked of one that has ended

    def send_signal(self, signum: int) -> None:
        """Nothing: its group was signalled, or is no more."""


class ForkingManager(AsyncKernelManager):
    """Has its kernel from these `Forks`, if they can."""

    forks: Forks | None

    def __init__(self, *, forks: Forks | None, **traits: Any):
        super().__init__(**traits)
        self.forks = forks

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        kernel = self.forks.start(kernel_cmd, kw["cwd"], kw["env"]) if self.forks else None
        if kernel is None:
            return await super()._async_launch_kernel(kernel_cmd, **kw)
        held: Any = self.provisioner
        held.process, held.pid, held.pgid = kernel, kernel.pid, kernel.pid


def main() -> None:
    """Fork a kernel at each request, until the other end is closed; then end what is left of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever asks for kernels
    channel, kernels = socket.socket(fileno=0), []
    sys.modules.pop("rfc3987_syntax", None)  # which a kernel may want: see kit.publish
    warm()
    gc.collect()
    gc.freeze()  # what is there stays, and is shared
    while (request := socket.recv_fds(channel, _MOST, 1, socket.MSG_CMSG_CLOEXEC))[0]:
        with warnings.catch_warnings(action="ignore"):  # of threads: their libraries stop them and begin anew
            try:
                pid = os.fork()
            except OSError:
                pid = -1
                channel.send(b"")
        if pid == 0:
            os.setsid()
            channel.send(str(os.getpid()).encode())
            channel.detach()
            be_kernel(*json.loads(request[0]))
        os.close(*request[1])
        kernels += [pid] if pid > 0 else []
    for pid in kernels:
        os.kill(pid, signal.SIGKILL)  # no other process has this number before it was waited for
        os.waitpid(pid, 0)


def warm() -> None:
    """Import and read what notebooks need, as a kernel would. It is for the kernel to choose a backend by pyplot."""
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]  # pandas asks for it
    os.environ[_CHOSEN] = os.environ.get(_CHOSEN) or "module://matplotlib_inline.backend_inline"
    with suppress(Exception):  # what is wrong is told by the notebook that needs it
        kit = import_module("kit")
        for name in [*_FIRST, *(f"kit.{module}" for module in kit.MODULES.values())]:
            import_module(name)
        kit.load_labels()
        for step in import_module("kit.steps").STEPS.values():
            import_module("kit.cache").hash_code(step.make)
    del builtins.get_ipython  # type: ignore[attr-defined]


def be_kernel(arguments: list[str], folder: str, env: dict[str, str]) -> None:
    """Be what ``python -m ipykernel_launcher …`` would be, to its end."""
    os.close(0)
    os.open(os.devnull, os.O_RDONLY)  # takes the place of the socket
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env, JPY_PARENT_PID=str(os.getppid()))
    if not sys.flags.safe_path:
        sys.path[0] = str(Path.cwd())
    sys.argv = [*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"]  # it ends with this parent
    import_module("numpy").random.seed()  # else all kernels draw the same
    with suppress(SystemExit):
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    atexit._run_exitfuncs()
    os._exit(0)  # to take down all that is shared would copy it first


if __name__ == "__main__":
    main()
