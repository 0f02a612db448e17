from datetime import UTC, datetime
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand

from mentoring.ui.messages import catalogue_path, extract


class Command(BaseCommand):
    help = "Bring every language's catalogue up to what the code and the templates say. Then translate what is empty."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        template = extract()
        for language, _name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            path = catalogue_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                with path.open("rb") as file:
                    catalogue = read_po(file, locale=language, charset="utf-8")
            else:
                catalogue = Catalog(locale=language, charset="utf-8", project="mentoring")
            # A guess at a renamed sentence reads as a translation that nobody made.
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            # Fixed, so that a run that changes nothing writes the same file.
            catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
            with path.open("wb") as file:
                write_po(
                    file, catalogue, width=120, omit_header=False, sort_output=True, include_lineno=False
                )
            missing = sum(1 for message in catalogue if message.id and not translated(message))
            self.stdout.write(f"{path}: {len(catalogue)} messages, {missing} to translate")


def translated(message: Any) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)
