"""The Python to run with: an activated environment that has what is needed, else .venv, made from the lock.

``version``, such as "3.13", asks for another Python than the running one; its environment is .venv-3.13.
"""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import locale
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from runner.progress import ROOT, Progress, Stop, step

STAMP = "complete.txt"  # written last: without it the set-up was interrupted
LOCK = ROOT / "requirements.lock"
CACHE = ROOT / ".kit-cache"
NEWEST = 30  # no Python 3 after this is looked for


def read_requirements(extras=()):
    """The dependencies of pyproject.toml, such as ``{"pandas": ">=3.0"}``."""
    import tomllib  # not in Python 3.10, which should get the message of `main` and no traceback

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return dict(re.match(r"([\w.-]+)\s*(.*)", line).groups() for line in wanted)


def satisfies(version, bounds):
    """Whether a version such as ``3.0.1`` is within bounds such as ``>=3.0,<4``.

    >>> satisfies("9.5.2", ">=9.5,<9.6"), satisfies("9.10", ">=9.5,<9.6")
    (True, False)
    """
    for bound in filter(None, (part.strip() for part in bounds.split(","))):
        operator, number = re.fullmatch(r"(>=|<=|==|!=|<|>)\s*(\d+(?:\.\d+)*)", bound).groups()
        have, want = _release(version), _release(number)
        if not {
            ">=": have >= want, "<=": have <= want, "==": have == want,
            "!=": have != want, "<": have < want, ">": have > want,
        }[operator]:  # fmt: skip
            return False
    return True


def _release(version):
    numbers = [int(number) for number in re.match(r"\d+(?:\.\d+)*", version)[0].split(".")]
    while numbers[1:] and numbers[-1] == 0:
        numbers.pop()
    return numbers


def find_missing(requirements):
    """What the running Python lacks of ``{"name": "bounds"}``, as text for people."""
    missing = []
    for name, bounds in requirements.items():
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name + bounds)
        else:
            if not satisfies(version, bounds):
                missing.append(f"{name}{bounds} (it has {version})")
    return missing


@contextlib.contextmanager
def locked(name, what):
    """Within this block no other run works on ``what``; one that does is waited for, and said."""
    from kit.files import lock_file  # needs nothing but Python's own library

    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("a", encoding="utf-8") as file:
        told = False
        while not lock_file(file):
            if not told:
                print(
                    f"Another run is at work on {what}: waiting until it ends (Ctrl-C gives up).", flush=True
                )
            told = True
            time.sleep(0.5)
        yield


def find_newest():
    """The version of the newest Python on the path that can make an environment, if it is newer than this one."""
    for minor in range(NEWEST, sys.version_info[1], -1):
        version = f"3.{minor}"
        with contextlib.suppress(OSError):  # it is not there; or a shim, which fails
            ask = "import ensurepip, sys, venv; print('3.%d' % sys.version_info[1])"
            answer = subprocess.run([find_maker(version), "-c", ask], capture_output=True, text=True)
            if answer.stdout.strip() == version:
                return version
    return ""


def find_maker(version):
    """The Python that makes the environment: the running one, or that of this version on the path."""
    return (shutil.which(f"python{version}") or f"python{version}") if version else sys.executable


def is_activated():
    """Whether the running Python belongs to a conda or virtual environment other than .venv."""
    prefix = Path(sys.prefix).resolve()
    if prefix == find_venv().resolve():
        return False
    return sys.prefix != sys.base_prefix or (prefix / "conda-meta").is_dir()


def find_venv(version=""):
    """The folder of the environment."""
    return ROOT / (f".venv-{version}" if version else ".venv")


def venv_python(version=""):
    """The Python of the environment."""
    return find_venv(version) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_stamp(version=""):
    """What the environment was made from: the lock and the version of Python."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return "requirements.lock {}\npython {}\n".format(digest, version or "{}.{}".format(*sys.version_info))


def is_complete(version=""):
    """Whether the environment was made to its end, from this lock and this Python, and still runs."""
    try:
        if (find_venv(version) / STAMP).read_text(encoding="utf-8") != make_stamp(version):
            return False
        return subprocess.run([str(venv_python(version)), "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def prepare(extras, command, version=""):
    """The Python to use, and the environment variables for it; makes .venv where nothing else will do."""
    env = make_env()
    with locked("environment", "the environment"):
        python = find_python(extras, command, version)
    if not any((CACHE / "matplotlib").glob("fontlist*")):  # else the first notebook says that it lists them
        step("list fonts", [python, "-c", "import matplotlib.font_manager"], env, Progress(1))
    return python, env


def find_python(extras, command, version=""):
    """The Python of the active environment if that has what is needed, else that of .venv."""
    if not version and is_activated():
        missing = find_missing(read_requirements(extras))
        if not missing:
            return Path(sys.executable)
        print(f"The active environment lacks {_list(missing)}: using .venv.")
    if not is_complete(version):
        make_venv(command, version)
    return venv_python(version)


def _list(names, most=4):
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def make_venv(command, version=""):
    """Make the environment from the lock. Whatever was left of an earlier one is removed first."""
    venv = find_venv(version)
    if Path(sys.prefix).resolve() == venv.resolve():
        raise Stop(
            f"The environment in {venv.name} has to be made again, and its own Python cannot do that. Run it with\n"
            f"another ('deactivate' leaves {venv.name} if it is activated): python3 run.py " + command,
            2,
        )
    if venv.exists():
        print(f"Making the environment again: {venv.name} is incomplete, or of another lock or Python.")
    else:
        print(f"Making the environment in {venv.name}; this happens once and takes about a minute.")
    (venv / STAMP).unlink(missing_ok=True)
    shutil.rmtree(CACHE / "matplotlib", ignore_errors=True)  # its list of fonts is of one version
    env, progress = dict(os.environ), Progress(2)
    # Debian and Ubuntu keep it in another package.
    apart = not version and importlib.util.find_spec("ensurepip") is None
    hint = "This Python lacks ensurepip; on Debian and Ubuntu: sudo apt install python3-venv" if apart else ""
    step(f"make {venv.name}", [find_maker(version), "-m", "venv", "--clear", venv], env, progress, hint)
    pip = [venv_python(version), "-m", "pip", "install", "--require-hashes", "--no-input", "-r", LOCK]
    # Compiled is what is imported, when it is: a fifth of what there is.
    pip += ["--no-compile", "--progress-bar", "off", "--disable-pip-version-check"]
    step("install packages", pip, env, progress, "Is the network there? The next run begins again.")
    ask = [str(venv_python(version)), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(ask, text=True).strip())
    # `import kit` from anywhere; relative, so that the project may be moved.
    (packages / "kit.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="utf-8")
    (venv / STAMP).write_text(make_stamp(version), encoding="utf-8")


def make_env():
    """The environment variables of every child: this kit, UTF-8, and no settings of the user's own."""
    env = dict(os.environ)
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), env.get("PYTHONPATH", "")]))
    env.update(
        PYTHONUTF8="1",
        JUPYTER_PLATFORM_DIRS="1",
        JUPYTER_PREFER_ENV_PATH="1",  # not a kernel of the same name in the user's own folder
        PYDEVD_DISABLE_FILE_VALIDATION="1",
        IPYTHONDIR=str(CACHE / "ipython"),  # start-up files and styles of the user's own
        MPLCONFIGDIR=str(CACHE / "matplotlib"),  # would change outputs
    )
    for name in ("MPLBACKEND", "KIT_FIGURES", "KIT_TEST_SEED", "PYTHONDONTWRITEBYTECODE"):
        env.pop(name, None)
    return env


def make_foreign():
    """Environment variables of somewhere else; chance goes by ``KIT_TEST_SEED``, which may be set to have it again."""
    language, before = "tr_TR.UTF-8", locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, language)
    except locale.Error:
        language = "C"
    finally:
        locale.setlocale(locale.LC_ALL, before)
    seed = os.environ.get("KIT_TEST_SEED") or str(random.randrange(1, 2**32))
    return {"KIT_TEST_SEED": seed, "PYTHONHASHSEED": seed, "LC_ALL": language, "TZ": "Pacific/Kiritimati"}
