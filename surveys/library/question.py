"""What a library question and a library survey consist of. Texts are by language, because a survey stores them so."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

# The languages in which every text of the library exists.
LANGUAGES = ("en", "de")
# Stands for a skill that the program names; without one, the question's general text is used.
SKILL = "{skill}"

Texts = Mapping[str, str]


def in_both(english: str, german: str) -> Texts:
    return {"en": english, "de": german}


@dataclass(frozen=True)
class LibraryQuestion:
    """A question of the bank (measurement, section 4).

    `key` stays the same across versions and surveys, so that waves can be compared. `label` is the short name in
    results. Questions with the same `scale` form a scale of several questions. `is_anonymous_only` marks what may be
    asked in anonymous waves only, `is_named_only` what makes sense only with a name.
    """

    key: str
    type: str
    label: Texts
    text: Texts
    hint: Texts = field(default_factory=dict)
    low: Texts = field(default_factory=dict)
    high: Texts = field(default_factory=dict)
    unit: Texts = field(default_factory=dict)
    scale: str = ""
    offers_not_applicable: bool = False
    is_anonymous_only: bool = False
    is_named_only: bool = False

    def may_be_asked(self, mode: str) -> bool:
        """Return whether the question may be asked in a survey of this mode."""
        if self.is_anonymous_only:
            return mode == "anonymous"
        return not self.is_named_only or mode == "named"


@dataclass(frozen=True)
class LibrarySurvey:
    """A survey to start from: for one role, with its mode and the usual trigger.

    `kind`, `mode` and `trigger` are values of the enums; `every` counts days, sessions or months, by the trigger.
    """

    key: str
    role: str
    title: Texts
    purpose: Texts
    kind: str
    mode: str
    trigger: str
    every: int
    questions: tuple[LibraryQuestion, ...]
    is_in_default_plan: bool = True


def named_skill(question: LibraryQuestion, skill: str, number: int, texts: Texts) -> LibraryQuestion:
    """Return the question about one named skill, with a key of its own: skills-confidence-1 and so on."""
    return replace(
        question,
        key=f"{question.key}-{number}",
        label=dict.fromkeys(LANGUAGES, skill),
        text={language: text.replace(SKILL, skill) for language, text in texts.items()},
    )


def agree(key: str, label: Texts, text: Texts, scale: str = "", **more: bool) -> LibraryQuestion:
    return LibraryQuestion(key, "agreement5", label, text, scale=scale, offers_not_applicable=True, **more)  # type: ignore[arg-type]  # flags of the same class


def scale_question(
    key: str, label: Texts, text: Texts, ends: tuple[Texts, Texts], **more: bool
) -> LibraryQuestion:
    return LibraryQuestion(key, "scale0to10", label, text, low=ends[0], high=ends[1], **more)  # type: ignore[arg-type]  # as above


CONFIDENT = (in_both("not confident at all", "gar nicht sicher"), in_both("very confident", "sehr sicher"))
LIKELY = (
    in_both("not at all likely", "sehr unwahrscheinlich"),
    in_both("very likely", "sehr wahrscheinlich"),
)
OPEN_HINT = in_both(
    "Please do not name anybody.",
    "Bitte nennen Sie keine Namen.",
)


def open_question(
    key: str, label: Texts, text: Texts, hint: Texts = OPEN_HINT, **more: bool
) -> LibraryQuestion:
    return LibraryQuestion(key, "short_text", label, text, hint=hint, **more)  # type: ignore[arg-type]  # as above
