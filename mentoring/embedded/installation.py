"""Make the virtual environment and install the locked requirements: `python -m mentoring.embedded.installation run`.

This runs before anything is installed, so it may use nothing but the standard library.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

from mentoring.embedded.packages import Installation
from mentoring.embedded.refusal import Refused

ROOT = Path(__file__).resolve().parents[2]
# requirements-dev.txt holds everything of requirements.txt, so what is installed for tests serves for running.
WHEELS = sysconfig.get_config_var(
    "WHEEL_PKG_DIR"
)  # where a distribution keeps Python's own wheels, if it does
LOCKS = {"run": ["requirements.txt"], "test": ["requirements.txt", "requirements-dev.txt"]}


def fingerprint(purpose: str) -> str:
    """Return what a stamp must say for the locks of that purpose to be installed."""
    digest = hashlib.sha256()
    for name in LOCKS[purpose]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_installed(folder: Path, purpose: str) -> bool:
    """Tell whether the environment works and holds what the lock says."""
    stamp = folder / f"installed-{purpose}"
    return (
        (folder / "bin" / "python").exists()
        and stamp.is_file()
        and stamp.read_text().strip() == fingerprint(purpose)
    )


def install(purpose: str) -> None:
    """Install the locks of that purpose into .venv unless they are there already."""
    folder = ROOT / ".venv"
    if is_installed(folder, purpose):
        return
    with exclusive(ROOT / ".venv.lock"):
        if is_installed(folder, purpose):
            return  # another command has done it while this one waited
        make_environment(folder)
        say(f"Installing {LOCKS[purpose][-1]}. This happens once, and again when the file changes.")
        (folder / f"installed-{purpose}").unlink(missing_ok=True)
        Installation(folder, ROOT / LOCKS[purpose][-1]).run()
        for done in LOCKS if purpose == "test" else [purpose]:
            (folder / f"installed-{done}").write_text(fingerprint(done) + "\n")


class exclusive:  # noqa: N801 - reads as a verb: with exclusive(path)
    """Let one command at a time install; the others wait."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        try:
            self.file = self.path.open("w")
        except OSError as error:
            raise Refused(
                f"Nothing can be written into {ROOT} ({error.strerror}); copy the project to a folder of your own."
            ) from error
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another command is installing; waiting for it.")
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *exc: object) -> None:
        self.file.close()


def make_environment(folder: Path) -> None:
    """Make .venv with pip inside, or keep the one that works."""
    if (folder / "bin" / "python").exists() and runs(folder / "bin" / "python", "-m", "pip", "--version"):
        return
    try:
        import ensurepip  # Debian ships it apart, and venv finds out only half-way
    except ImportError as error:
        raise Refused(
            "Python's venv module is not complete; install it (Debian: apt install python3-venv) and start again."
        ) from error
    say("Making the virtual environment .venv.")
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)  # what an interrupted start, or a Python that is gone, has left
    wheels = Path(WHEELS or Path(ensurepip.__file__).parent / "_bundled")
    pip = wheels / f"pip-{ensurepip.version()}-py3-none-any.whl"
    venv.EnvBuilder(with_pip=not pip.is_file(), symlinks=True).create(folder)
    if pip.is_file():
        # Unpacked, it runs. Installing it compiles every file of it, which is a tenth of all this start may take.
        zipfile.ZipFile(pip).extractall(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))


def runs(*command: str | Path) -> bool:
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode == 0


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    os.umask(0o022)
    try:
        install(sys.argv[1])
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(refusal.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
