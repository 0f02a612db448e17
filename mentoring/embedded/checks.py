"""What bin/test checks before it tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# As an installation would set it: what `check --deploy` says must hold there, not on this machine.
PRODUCTION = {
    "LOCAL": "0",
    "DEBUG": "",
    "SECRET_KEY": "a-key-for-the-check-only-long-enough-and-with-1234567890-many-characters",
    "ALLOWED_HOSTS": "mentoring.example.org",
    "BASE_URL": "https://mentoring.example.org",
    "EMAIL_URL": "smtps://user:password@mail.example.org",
    "MAIL_FROM": "mentoring@mentoring.example.org",
}


@dataclass(frozen=True)
class Check:
    """Name the words after `python` that fail when something is wrong."""

    name: str
    words: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def module_script(module: str, function: str = "main") -> tuple[str, ...]:
    """Return the words that call a console script which has no `python -m` form."""
    return ("-c", f"import sys; from {module} import {function}; sys.exit({function}())")


CHECKS = [
    Check("format", ("-m", "ruff", "format", "--check", ".")),
    Check("lint", ("-m", "ruff", "check", ".")),
    Check("layers", module_script("importlinter.cli", "lint_imports_command")),
    Check("types", ("-m", "mypy")),
    Check("migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Check("deployment", ("manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
]
