"""Questions and surveys to start from: pure data in English and German."""

from surveys.library.bank import BANK
from surveys.library.question import LANGUAGES, LibraryQuestion, LibrarySurvey
from surveys.library.surveys import LIBRARY, MOST_SKILLS, library_survey
from surveys.library.timing import FIRST_PAGE, SECONDS, estimated_minutes, estimated_seconds

__all__ = [
    "BANK",
    "FIRST_PAGE",
    "LANGUAGES",
    "LIBRARY",
    "MOST_SKILLS",
    "SECONDS",
    "LibraryQuestion",
    "LibrarySurvey",
    "estimated_minutes",
    "estimated_seconds",
    "library_survey",
]
