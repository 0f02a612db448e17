"""Extract translatable messages from code and templates, and read and write the catalogs."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from django.conf import settings

FOLDERS = ("mentoring", "programs", "goals", "surveys", "reports", "templates")
METHODS = [
    ("**/migrations/**.py", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
    ("**.txt", "jinja2"),
]
# As in environment.py; these options affect the extracted messages.
JINJA2 = {"extensions": "jinja2.ext.do", "trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
OPTIONS = {"**.html": JINJA2, "**.txt": JINJA2}
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
    """Return a catalog of all messages, without translations and line numbers."""
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


def read(language: str) -> Catalog:
    """Return the catalog of a language, empty if it has no file."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def write(catalogue: Catalog, language: str) -> Path:
    """Write the catalog sorted and without dates, so that the file only changes with its messages."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Babel's header contains names, a version and a fuzzy flag.
        file.write(_header(catalogue, language).encode())
        write_po(file, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
    return path


def _header(catalogue: Catalog, language: str) -> str:
    fields = {
        "Language": language,
        "Plural-Forms": catalogue.plural_forms,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [f'"{name}: {value}\\n"\n' for name, value in fields.items()]
    return "".join(['msgid ""\n', 'msgstr ""\n', *lines, "\n"])
