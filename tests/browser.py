"""A browser without a window, driven over two pipes (the Chrome DevTools Protocol), for tests of pages."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
MISSING = "no Chromium or Chrome on the path" if not CHROMIUM else ""
if sys.platform == "win32":
    MISSING = "the pipes of the browser are those of Unix"
_ON_PIPES = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The browser reads what it is told from its file 3, and answers in file 4."""


class Gone(RuntimeError):
    """The browser does not answer."""


class Browser:
    """One tab; ``run`` evaluates JavaScript in it and gives its value back."""

    def __init__(self, *, width=1280, height=900):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        (theirs_in, self._to), (self._from, theirs_out) = os.pipe(), os.pipe()
        options = "--headless=new --no-sandbox --disable-gpu --no-first-run --hide-scrollbars --remote-debugging-pipe"
        given = [*options.split(), f"--user-data-dir={self.folder.name}", "about:blank"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _ON_PIPES, str(theirs_in), str(theirs_out), CHROMIUM, *given],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._number, self._rest, self._session, self.events = 0, b"", None, []
        try:
            self._attach()
        except Gone:
            self._clear()
            raise
        self.resize(width, height)

    def _attach(self):
        tabs = self.call("Target.getTargets")["targetInfos"]
        tab = next(tab["targetId"] for tab in tabs if tab["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.call("Browser.close", of_tab=False)
        self._clear()

    def _clear(self):
        self.process.wait(timeout=30)
        os.close(self._to)
        os.close(self._from)
        self.folder.cleanup()

    def call(self, method, *, of_tab=True, **given):
        self._number += 1
        message = {"id": self._number, "method": method, "params": given}
        if of_tab and self._session:
            message["sessionId"] = self._session
        try:
            os.write(self._to, json.dumps(message).encode() + b"\0")
        except BrokenPipeError:
            raise Gone("the browser does not listen") from None
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def _receive(self):
        while b"\0" not in self._rest:
            piece = os.read(self._from, 1 << 20)
            if not piece:
                raise Gone("the browser has gone")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 600)  # fmt: skip

    def open(self, path, state="", *, before=""):
        """Open a page; ``before`` is JavaScript that runs ahead of everything in it."""
        self.call("Page.navigate", url="about:blank")
        if before:
            self.call("Page.addScriptToEvaluateOnNewDocument", source=before)
        self.call("Page.navigate", url=Path(path).resolve().as_uri() + (f"#{state}" if state else ""))
        self.events.clear()

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait(self, condition):
        """Until a condition holds; a minute is too long."""
        self.run(f"""new Promise((done, fail) => {{
            const late = Date.now() + 60000;
            const look = () => {{
                let held = false;
                try {{ held = Boolean({condition}) }} catch {{}}
                if (held) done();
                else if (Date.now() > late) fail(new Error("it never holds"));
                else setTimeout(look, 5);
            }};
            look();
        }})""")

    def press(self, key, *, shift=False):
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}
        given = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": codes[key]}
        given["modifiers"] = 8 if shift else 0
        text = {"Enter": "\r", " ": " "}.get(key, "")
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **given)
        self.call("Input.dispatchKeyEvent", type="keyUp", **given)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def picture(self, path):
        Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
