"""Which sentences the product says: read out of the code and the templates, for the catalogues."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from django.conf import settings

FOLDERS = ("mentoring", "programs", "goals", "surveys", "reports", "templates")
METHODS = [
    ("**/migrations/**.py", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
    ("**.txt", "jinja2"),
]
OPTIONS = {"jinja2": {}, "**.html": {"extensions": "jinja2.ext.do", "trimmed": "true", "silent": "false"},
           "**.txt": {"extensions": "jinja2.ext.do", "trimmed": "true", "silent": "false"}}  # fmt: skip
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extract() -> Catalog:
    """Return the catalogue of all messages, without translations and without line numbers."""
    catalog = Catalog(project="mentoring", charset="utf-8")
    for folder in FOLDERS:
        for name, message, comments, context in _messages(settings.BASE_DIR / folder):
            catalog.add(message, locations=[(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def _messages(folder: Path) -> Iterator[tuple]:
    found = extract_from_dir(
        folder, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for name, _line, message, comments, context in sorted(found, key=lambda f: (f[0], f[1])):
        yield name, message, comments, context


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
