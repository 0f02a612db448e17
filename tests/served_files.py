"""Style sheets, scripts and pictures, looked for once in a process instead of once for each test's client."""

from typing import ClassVar

from whitenoise.base import StaticFile
from whitenoise.middleware import WhiteNoiseMiddleware


class FoundOnce(WhiteNoiseMiddleware):
    """Serve what the finders find, as the product does where nothing was collected.

    A client of a test has a chain of middleware of its own. Each put the bundle together anew and asked for every
    picture's size and date: half of the time of a test that makes one request.
    """

    found: ClassVar[dict[str, StaticFile]] = {}

    def add_files_from_finders(self) -> None:
        if not self.found:
            super().add_files_from_finders()
            self.found.update(self.files)
        self.files.update(self.found)
