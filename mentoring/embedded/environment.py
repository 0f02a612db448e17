"""The environment in which settings are read: what the machine's owner has set, completed for one machine."""

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import quote

from mentoring.embedded.folder import Folder
from mentoring.embedded.refusal import Refused

OWNER_ROLE = "mentoring_owner"
APPLICATION_ROLE = "mentoring_app"
DEFINER_ROLE = "mentoring_definer"
DATABASE = "mentoring"
SUPERUSER = "postgres"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def is_set(environment: Mapping[str, str], name: str) -> bool:
    return bool(environment.get(name))


def embeds_postgres(environment: Mapping[str, str]) -> bool:
    return not is_set(environment, "DATABASE_URL")


def embeds_valkey(environment: Mapping[str, str]) -> bool:
    return not is_set(environment, "REDIS_URL")


def database_url(folder: Folder, *, role: str, database: str = DATABASE) -> str:
    """Return the URL of the embedded database; the socket's folder stands in it percent-encoded."""
    return f"postgresql://{role}@{quote(str(folder.postgres), safe='')}/{database}"


def admin_url(folder: Folder) -> str:
    return database_url(folder, role=SUPERUSER, database="postgres")


def complete(given: Mapping[str, str], folder: Folder, *, port: int | None = None) -> dict[str, str]:
    """Return the environment for Django: what is given wins, the rest describes the embedded servers."""
    environment = {**given, "VAR_DIR": str(folder.path)}
    if embeds_postgres(given):
        environment["DATABASE_URL"] = database_url(folder, role=APPLICATION_ROLE)
        environment["DATABASE_OWNER_URL"] = database_url(folder, role=OWNER_ROLE)
        environment["DATABASE_DEFINER_ROLE"] = DEFINER_ROLE
    elif not is_set(given, "DATABASE_OWNER_URL"):
        raise Refused(
            "DATABASE_URL is set and DATABASE_OWNER_URL is not; set both (roles as .env.example explains), or neither."
        )
    if embeds_valkey(given):
        environment["REDIS_URL"] = f"unix://{quote(str(folder.valkey_socket))}"
    if not is_set(given, "SECRET_KEY"):
        environment["SECRET_KEY"] = secret_key(folder)
    if not is_set(given, "DATA_KEYS"):
        environment["DATA_KEYS"] = data_keys(folder)
    environment.setdefault("LOCAL", "1")
    if port is not None:
        environment["PORT"] = str(port)
    return environment


def bind_address(environment: Mapping[str, str]) -> str:
    """Return where the web listens. LOCAL=1 shows every mail to whoever can connect, so only to this machine."""
    address = environment.get("BIND") or "127.0.0.1"
    if environment.get("LOCAL") == "1" and address not in LOOPBACK:
        raise Refused(
            f"BIND={address} would open a LOCAL=1 installation to the network; set LOCAL=0 for that."
        )
    return address


def secret_key(folder: Folder) -> str:
    """Return the key made at the first start and kept since: sessions and links in mails depend on it."""
    return kept_secret(folder, "secret_key", lambda: secrets.token_urlsafe(50))


def data_keys(folder: Folder) -> str:
    """Return the keys that encrypt notes, one a line in their file, the current one first."""
    made = kept_secret(folder, "data_keys", lambda: base64.b64encode(secrets.token_bytes(32)).decode())
    return ",".join(made.split())


def kept_secret(folder: Folder, name: str, make: Callable[[], str]) -> str:
    """Return what the file holds, which is made at the first start and readable by its owner only."""
    path = folder.path / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_text().strip()
        if not kept:
            raise Refused(
                f"{path} is empty; restore it from a backup, or delete it to get a new key."
            ) from None
        return kept
    secret = make()
    with open(descriptor, "w") as file:
        file.write(secret + "\n")
    return secret
