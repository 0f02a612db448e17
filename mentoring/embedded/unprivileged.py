"""PostgreSQL refuses to run as root. Find out as whom it can run here."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mentoring.embedded.refusal import Refused

NOBODY = 65534


@dataclass(frozen=True)
class Identity:
    """How to start a program as someone else: words before the command, and options of Popen."""

    prefix: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    owner: tuple[int, int] | None = None  # who must own the data folder, when that is not who starts it


def choose(data: Path, programs: Path) -> Identity:
    """Return the identity for a data folder: its owner's if it exists, otherwise the first that works.

    As root that is the user nobody. Below a folder that nobody may not enter (/root, say) it is root's own
    files in a user namespace, in which the process is not root.
    """
    if os.geteuid() != 0:
        return Identity()
    if data.exists():
        owner = data.stat()
        candidates = [as_user(owner.st_uid, owner.st_gid) if owner.st_uid else in_namespace()]
    else:
        nobody = pwd.getpwnam("nobody")
        candidates = [as_user(nobody.pw_uid, nobody.pw_gid), in_namespace()]
    for identity in candidates:
        if identity and reaches(identity, data.parent, programs / "postgres"):
            return identity
    raise Refused(
        f"PostgreSQL does not run as root, and no other user may enter {data.parent} and {programs}; "
        "move the project to a folder that all users may enter (/srv, say), or start it as a normal user."
    )


def as_user(user: int, group: int) -> Identity:
    return Identity(options={"user": user, "group": group, "extra_groups": []}, owner=(user, group))


def in_namespace() -> Identity | None:
    unshare = shutil.which("unshare")
    return Identity(prefix=(unshare, "--user", f"--map-user={NOBODY}")) if unshare else None


def reaches(identity: Identity, folder: Path, program: Path) -> bool:
    """Tell whether that identity may enter the folder and start the program: asked of the kernel, not computed."""
    command: list[str | Path] = [
        *identity.prefix,
        "/bin/sh",
        "-c",
        'test -x "$1" && exec "$2" --version',
        "sh",
        folder,
        program,
    ]
    asked = subprocess.run(command, capture_output=True, check=False, cwd="/", **identity.options)
    return asked.returncode == 0
