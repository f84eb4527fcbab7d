"""The one script of a developer: sets everything up, then runs, tests, measures or pictures it.

Needs only the standard library and Python 3.11 or newer, on Windows, macOS and Linux. It keeps to
syntax that older Pythons can read, so that they too get a sentence instead of a traceback.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
ME = "py dev.py" if sys.platform == "win32" else "python3 dev.py"

# uic writes Python through this; --no-autoconnection: no slot is connected by its name.
UIC = "from PySide6.scripts.pyside_tool import uic; uic()"
BUILD_REQUIREMENTS = ("hatchling", "PySide6-Essentials")


class Refused(Exception):
    """What went wrong and what to type, in a sentence or two."""


class Library(NamedTuple):
    """A shared library that Qt loads, and the Debian package that brings it."""

    package: str
    file: str


LIBRARIES = (
    Library("libglib2.0-0", "libgthread-2.0.so.0"),
    Library("libegl1", "libEGL.so.1"),
    Library("libgl1", "libGL.so.1"),
    Library("libxkbcommon0", "libxkbcommon.so.0"),
    Library("libdbus-1-3", "libdbus-1.so.3"),
    Library("fontconfig", "libfontconfig.so.1"),
)
"""What Qt needs to start at all, even without a display."""

WINDOW_LIBRARIES = (
    Library("libx11-xcb1", "libX11-xcb.so.1"),
    Library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    Library("libxcb-cursor0", "libxcb-cursor.so.0"),
    Library("libxcb-icccm4", "libxcb-icccm.so.4"),
    Library("libxcb-image0", "libxcb-image.so.0"),
    Library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Library("libxcb-randr0", "libxcb-randr.so.0"),
    Library("libxcb-render-util0", "libxcb-render-util.so.0"),
    Library("libxcb-shape0", "libxcb-shape.so.0"),
    Library("libxcb-sync1", "libxcb-sync.so.1"),
    Library("libxcb-xfixes0", "libxcb-xfixes.so.0"),
    Library("libxcb-xkb1", "libxcb-xkb.so.1"),
)
"""What Qt needs besides to open a window under X11."""

FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


# --- system libraries -------------------------------------------------------------------------


def missing_libraries(
    needed: Sequence[Library], loads: Callable[[str], bool] | None = None
) -> list[Library]:
    """Those of the libraries that cannot be loaded here, in the order given."""
    loads = loads or _loads
    return [library for library in needed if not loads(library.file)]


def has_font(folders: Sequence[str] = FONT_FOLDERS) -> bool:
    """Whether there is any font that Qt can draw text with."""
    return any(
        file.suffix.lower() in {".ttf", ".otf", ".ttc"}
        for folder in folders
        for file in Path(folder).expanduser().rglob("*")
    )


def add_system_libraries(*, window: bool) -> None:
    """Install what the system lacks to start Qt, or refuse with the one line to type."""
    if sys.platform in ("win32", "darwin"):
        return
    missing = missing_libraries(LIBRARIES + WINDOW_LIBRARIES if window else LIBRARIES)
    packages = [library.package for library in missing]
    if not has_font():
        packages.append(FONT_PACKAGE)
    if not packages:
        return
    if not shutil.which("apt-get"):
        files = [library.file for library in missing] + ([] if has_font() else ["a font"])
        raise Refused(
            f"This system lacks {', '.join(files)}: install them with its package manager, "
            "then type the same again."
        )
    install_debian_packages(packages)


def install_debian_packages(packages: Sequence[str]) -> None:
    """Install packages where it is allowed without asking, or refuse with the line to type."""
    root = _root_command()
    if root is None:
        raise Refused(
            "Some system packages are missing; type\n"
            f"    sudo apt-get install {shlex.join(packages)}\nand then the same again."
        )
    say(f"Installing system packages: {' '.join(packages)}")
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o"]
    apt += ["DPkg::Lock::Timeout=120"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    # A fresh machine knows no packages yet; one that does is spared the update.
    if subprocess.run(install, capture_output=True, check=False).returncode == 0:
        return
    subprocess.run([*apt, "update"], capture_output=True, check=False)
    again = subprocess.run(install, capture_output=True, text=True, check=False)
    if again.returncode != 0:
        raise Refused(
            f"{again.stderr.strip()}\nSome system packages could not be installed; type\n"
            f"    {shlex.join([*root, 'apt-get', 'install', *packages])}\nand then the same again."
        )


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _root_command() -> list[str] | None:
    """What to put before a command so that it runs as root, or None where it needs a password."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        not sudo
        or subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode
    ):
        return None
    return [sudo, "-n"]


# --- the virtual environment ------------------------------------------------------------------


def venv_python(root: Path = ROOT) -> Path:
    """The Python of the project's own environment."""
    inside = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return root / ".venv" / inside


def fingerprint(root: Path = ROOT) -> str:
    """What the installed packages follow from; a changed one means to install again.

    The place counts too: a checkout that was moved has an environment that points elsewhere.
    """
    digest = hashlib.sha256(str(root).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_installed(root: Path = ROOT) -> bool:
    """Whether the environment is there and fits pyproject.toml and constraints.txt."""
    stamp = _stamp(root)
    return (
        venv_python(root).exists()
        and stamp.is_file()
        and stamp.read_text(encoding="utf-8") == fingerprint(root)
    )


def has_pip(root: Path = ROOT) -> bool:
    """Whether the environment can install packages; one that was interrupted cannot."""
    python = venv_python(root)
    asked = [str(python), "-m", "pip", "--version"]
    return (
        python.exists() and not subprocess.run(asked, capture_output=True, check=False).returncode
    )


def make_venv(root: Path = ROOT) -> None:
    """Make ``.venv`` with pip in it, if there is none or only half of one."""
    if has_pip(root):
        return
    say("Making .venv")
    if importlib.util.find_spec("ensurepip"):
        maker = "venv"
    elif importlib.util.find_spec("virtualenv"):
        maker = "virtualenv"
    elif shutil.which("apt-get"):
        # Debian keeps this part of the standard library in a package of its own.
        install_debian_packages(["python3-venv"])
        maker = "venv"
    else:
        raise Refused(
            f"{sys.executable} cannot make virtual environments: install Python "
            f"{OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer with its “venv” and “ensurepip” "
            "modules, then type the same again."
        )
    command = [sys.executable, "-m", maker, "--clear", str(root / ".venv")]
    if subprocess.run(command, check=False).returncode != 0:
        raise Refused(
            "The environment could not be made (see above): delete the folder .venv, "
            "then type the same again."
        )


def install(root: Path = ROOT) -> None:
    """Install the pinned packages and the program itself, and remember what was installed."""
    say("Installing the pinned packages (the first time takes a minute or two)")
    pip = [str(venv_python(root)), "-m", "pip", "install", "-qq"]  # errors only
    pip += ["--disable-pip-version-check", "--constraint", "constraints.txt"]
    # The build's own requirements first and no isolation: Qt is fetched once, not twice.
    for arguments in (BUILD_REQUIREMENTS, ("--no-build-isolation", "--editable", ".[dev]")):
        if subprocess.run([*pip, *arguments], cwd=root, check=False).returncode != 0:
            raise Refused(
                "The packages could not be installed (see above): check the network and the room "
                "on the disk, then type the same again."
            )
    subprocess.run([str(venv_python(root)), "-m", "compileall", "-q", "src"], cwd=root, check=False)
    _stamp(root).write_text(fingerprint(root), encoding="utf-8")


def _stamp(root: Path) -> Path:
    return root / ".venv" / "installed-from"


# --- forms ------------------------------------------------------------------------------------


def stale_forms(root: Path = ROOT) -> list[tuple[Path, Path]]:
    """The forms whose compiled module is missing or older, each with that module."""
    pairs = [(form, _compiled(root, form)) for form in sorted((root / "forms").glob("*.ui"))]
    return [
        (form, module)
        for form, module in pairs
        if not module.exists() or module.stat().st_mtime < form.stat().st_mtime
    ]


def compile_forms(root: Path = ROOT, *, python: str | None = None) -> None:
    """Compile the forms that changed; forget the modules of forms that are gone."""
    folder = root / "src" / "cittrainer" / "gui" / "forms"
    wanted = {_compiled(root, form) for form in (root / "forms").glob("*.ui")}
    for module in set(folder.glob("ui_*.py")) - wanted:
        module.unlink()
    stale = stale_forms(root)
    if stale:
        say(f"Compiling {len(stale)} form{'s' if len(stale) > 1 else ''}")
    uic = [python or str(venv_python(root)), "-c", UIC, "--no-autoconnection"]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda pair: _compile_form(uic, *pair), stale))


def _compile_form(uic: Sequence[str], form: Path, module: Path) -> None:
    made = subprocess.run([*uic, str(form)], capture_output=True, check=False)
    if made.returncode != 0 or not made.stdout:
        reason = made.stderr.decode(errors="replace").strip()
        raise Refused(f"The form {form.name} could not be compiled: {reason}")
    # Whole or not at all: another process may be importing the module.
    new = module.with_suffix(f".{os.getpid()}.new")
    new.write_bytes(made.stdout)
    new.replace(module)


def _compiled(root: Path, form: Path) -> Path:
    return root / "src" / "cittrainer" / "gui" / "forms" / f"ui_{form.stem}.py"


# --- the commands -----------------------------------------------------------------------------


def prepare(*, window: bool = False) -> None:
    """Everything that must be there before a command can run; quick when nothing changed."""
    add_system_libraries(window=window)
    if not is_installed():
        make_venv()
        install()
    compile_forms()


def run(arguments: Sequence[str]) -> int:
    """Open the program, or run the sample course where there is no display."""
    window = has_display()
    prepare(window=window)
    if window:
        return python("-m", "cittrainer", *arguments)
    out = ROOT / "out"
    say("There is no display: running the sample course in a data file of its own instead.")
    with tempfile.TemporaryDirectory(prefix="cittrainer-") as folder:
        data = Path(folder) / "sample.cit"
        environment = {"CITTRAINER_FOLDER": folder}
        command = ("-m", "cittrainer", "--data", str(data), "sample", "--out", str(out))
        status = python(*command, environment=environment)
    status = status or pictures([])
    if status == 0:
        say(f"The papers are in {out}, a picture of every page in {out / 'pictures'}.")
    return status


def test(arguments: Sequence[str]) -> int:
    """Everything that must hold; all of it runs, so that one look shows all that is wrong."""
    prepare()
    checks = {
        "format": ("ruff", "format", "--check", "."),
        "lint": ("ruff", "check", "."),
        "types": ("mypy", "--strict", "src", "benchmarks", "dev.py", "hatch_build.py"),
        # A worker for each core of a small machine.
        "tests": ("pytest", "-n", "2", *arguments),
    }
    told = []
    failed = []
    for name, command in checks.items():
        say(f"--- {name}: {shlex.join(command)}")
        began = time.perf_counter()
        if python("-m", *command) != 0:
            failed.append(name)
        told.append(f"{name} {time.perf_counter() - began:.1f} s")
    verdict = f"FAILED: {', '.join(failed)}" if failed else "all of it holds"
    say(f"{verdict} ({', '.join(told)})")
    return 1 if failed else 0


def bench(arguments: Sequence[str]) -> int:
    """The benchmarks, each beside its baseline."""
    prepare()
    return python("-m", "benchmarks", *arguments)


def pictures(arguments: Sequence[str]) -> int:
    """A picture of every page with sample data, light and dark, in ``out/pictures/``."""
    prepare()
    with tempfile.TemporaryDirectory(prefix="cittrainer-") as folder:
        environment = {"CITTRAINER_FOLDER": folder, "QT_QPA_PLATFORM": "offscreen"}
        command = ("-m", "cittrainer.gui.pictures", "--out", str(ROOT / "out" / "pictures"))
        return python(*command, *arguments, environment=environment)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "pictures": pictures,
}


def check_python(version: Sequence[object]) -> None:
    """Refuse a Python that is too old to run the program.

    Args:
        version: What ``sys.version_info`` says, or its first numbers.
    """
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise Refused(
            "CIT Trainer needs Python {}.{} or newer, and this is {}.{}: install a newer one, "
            "then start dev.py with it.".format(*OLDEST_PYTHON, *version[:2])
        )


def has_display() -> bool:
    """Whether a window can be shown; CITTRAINER_NO_WINDOW=1 says that none is wanted."""
    if os.environ.get("CITTRAINER_NO_WINDOW", "") not in ("", "0"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def python(*arguments: str, environment: dict[str, str] | None = None) -> int:
    """Run the environment's Python in the checkout; its exit status."""
    command = [str(venv_python()), *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False
    ).returncode


def say(sentence: str) -> None:
    """Tell what is going on, at once even when the output is a file."""
    print(sentence, flush=True)


class Parser(argparse.ArgumentParser):
    """Refuses in one sentence instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave with status 2."""
        self.exit(2, f"{message}; type {ME} --help to see what there is.\n")


def parse(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command to run and what is passed on to it."""
    parser = Parser(
        prog="dev.py",
        description="Set everything up and run, test, measure or picture CIT Trainer.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:9} {call.__doc__}" for name, call in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument(
        "arguments",
        nargs=argparse.REMAINDER,
        help="passed on: to the program, to pytest, to the benchmarks, to the pictures",
    )
    parsed = parser.parse_args(argv)
    return parsed.command, [each for each in parsed.arguments if each != "--"]


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; the exit status."""
    with contextlib.suppress(AttributeError, ValueError):
        # A Windows console may not know the quotation marks of a message.
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    command, arguments = parse(sys.argv[1:] if argv is None else argv)
    try:
        check_python(sys.version_info)
        return COMMANDS[command](arguments)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
