"""Storage of static files."""

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Use hashed names after collectstatic.

    Before collectstatic (tests, a fresh checkout) there is no manifest; files are served from their sources.
    """

    def url(self, name: str | None, force: bool = False) -> str:
        if not self.hashed_files and not force:
            return f"{settings.STATIC_URL}{name}"
        return super().url(name, force)
