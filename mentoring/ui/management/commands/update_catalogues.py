from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mentoring.ui.messages import extract, read, write


class Command(BaseCommand):
    help = "Bring every language's catalogue up to what the code and the templates say. Then translate what is empty."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        template = extract()
        for language, _name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            catalogue = read(language)
            # Fuzzy matches would look like real translations.
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            path = write(catalogue, language)
            missing = sum(1 for message in catalogue if message.id and not translated(message))
            self.stdout.write(f"{path}: {len(catalogue)} messages, {missing} to translate")


def translated(message: Any) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)
