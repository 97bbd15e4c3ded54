"""What holds for every test: no window, no open figure, no chance, no network; their order may be by a seed."""

from __future__ import annotations

import locale
import os
import random
import socket

os.environ["MPLBACKEND"] = "Agg"  # before anything imports matplotlib
os.environ["KIT_STRICT"] = "1"  # a step that fails on an article fails
os.environ.pop("KIT_FIGURES", None)  # who runs the tests does not lead figures elsewhere

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("kit", deadline=None, derandomize=True)  # no clock and no chance
settings.load_profile("kit")

SEED = os.environ.get("KIT_TEST_SEED")  # set by run.py test --elsewhere
LOCAL = {"127.0.0.1", "::1", "localhost"}


def pytest_configure():
    """Elsewhere the language of the environment holds, as in a program with windows."""
    if SEED:
        locale.setlocale(locale.LC_ALL, "")


def pytest_collection_modifyitems(items):
    """Elsewhere the files come in the order of the seed, and so do the tests of each."""
    if SEED:
        chance = random.Random(int(SEED))
        files = {path: chance.random() for path in sorted({item.path for item in items})}
        items.sort(key=lambda item: (files[item.path], chance.random()))


def pytest_terminal_summary(terminalreporter):
    if SEED:
        terminalreporter.write_line(f"The order is that of KIT_TEST_SEED={SEED}.")


PLAIN = dict(mpl.rcParams)


@pytest.fixture(autouse=True)
def as_at_first():
    """No chance, no figure left open, and the look of charts as it was; done at once, for thousands of tests."""
    random.seed(0)
    np.random.seed(0)
    yield
    plt.close("all")
    if mpl.rcParams != PLAIN:
        plt.switch_backend("Agg")
        mpl.rcParams.update(PLAIN)


CONNECT = socket.socket.connect


def connect_here_only(self, address):
    """A test that reaches for the network fails; kernels on this machine may be reached."""
    if isinstance(address, tuple) and address[0] not in LOCAL:
        raise AssertionError(f"A test tried to reach {address[0]}.")
    return CONNECT(self, address)


socket.socket.connect = connect_here_only
