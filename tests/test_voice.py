"""The screens say what a good HR product says: none of these phrases comes back."""

import re

import pytest
from django.conf import settings

from mentoring.ui.messages import extract, read

# Each phrase that was once on a screen, and what is said instead. Matched as whole words, in any case.
PHRASES = {
    "how it stands": "Status",
    "judge it yourself": "Override status",
    "judge this match": "Save override",
    "judged as": "Status set by …",
    "the rules speak": "Remove override",
    "rules speak again": "Override removed.",
    "written down": "Session saved.",
    "health followed": "Status updated.",
    "how this is worked out": "How this is calculated",
    "worked out": "calculated",
    "work out again": "Recalculate",
    "what is seen cannot be read": "These results cannot be attributed to the program",
    "as it is and like with like": "Unadjusted and adjusted results disagree",
    "like with like": "adjusted",
    "kinds of people": "Breakdown, or comparable groups",
    "the people behind": "People included",
    "of whom": "Role",
    "whom to ask": "Program contacts",
    "do these next": "Next steps",
    "call both": "Contact both and offer a re-match",
    "what happened": "History",
    "each lives": "Expires after 14 days",
    "lives 14 days": "Expires after 14 days",
    "as others shall see": "Your display name",
    "what stands in every link": "Used in links. Cannot be changed later.",
    "bring in your people": "Import your directory",
    "make the program": "Create program",
    "now bring": "Next, add participants.",
    "is there. now": "Program created.",
    "clocks stand still": "Reminders and status are paused",
    "clock stands still": "deadlines are paused",
    "the clocks of this match": "Reminders and status are paused for this match",
    "quiet weeks": "Breaks (no reminders, no deadlines)",
    "days away": "Absences",
    "last heard": "last updated",
    "make a sign-in": "create an account",
    "sign-in with your": "account",
    "is taken as": "Maps to",
    "have a second owner": "Add a second owner",
    "rhythm": "Meeting frequency",
    "all that is known": "all available data",
    "in the first twelve months": "after 12 months",
    "would have been visible": "could have been detected",
    "than chance would normally produce": "larger than expected by chance",
    "visible from": "Smallest detectable difference",
    "pays for itself": "Breaks even",
    "beside the sum": "Not in the total",
    "by lot": "at random",
    "regretted exits": "regretted departures",
    "asked for attention": "asked for help",
    "is it still the plan": "Is the plan up to date?",
    "we still meet": "We're still meeting",
    "does our mail arrive": "Test email delivery",
    "rehearsal": "Test run",
    "seats": "places",
    "e-mail": "email",
    "e-mails": "email",
    "set-up": "setup",
    "cadence": "meeting frequency",
    "invite": "invitation, unless it is the verb",
    "invites": "invitations",
}
# "Invite people" is a button and right; "an invite" is not. These begin with the verb or use it.
VERB = re.compile(
    r"(^|[.] )invites?\b|\b(to|can|cannot|can't|and|or) invite\b|owners invite\b", re.IGNORECASE
)

# Wrong as the whole of a label or heading, and right inside a sentence.
LABELS = {
    "about": "Measure",
    "beyond": "exceeded",
    "below": "not met",
    "colleague": "comparison group",
    "colleagues": "comparison group",
    "gone": "Has left",
    "not told": "Withheld",
    "reached": "met",
    "sign": "Code",
    "staying": "Retention",
    "thing": "Type",
    "took part": "participants",
}

# A message is an email; a mail server and a mail program keep their names.
MAIL = re.compile(r"(?<![\w-])mails?(?![\w-])(?! (server|program))", re.IGNORECASE)

GERMAN = {
    "wie es steht": "Status",
    "die regeln sprechen": "Automatische Bewertung wiederherstellen",
    "stehen die fristen still": "Erinnerungen und Status ruhen",
    "das ist als nächstes zu tun": "Nächste Schritte",
    "zuletzt gehört": "zuletzt aktualisiert am",
    "freiwillig": "optional",
    "ruhewochen": "Pausen",
    "gleiches mit gleichem": "bereinigt",
    "mail": "E-Mail",
    "mails": "E-Mails",
    "rhythmus": "Häufigkeit der Treffen",
}

# The pages on outcomes and the caveats of their measurement are worded with their statistics, in a change of their own.
EXEMPT = (
    "reports/outcomes/",
    "templates/reports/",
    "reports/audit_text.py",
    "reports/enums.py",
    "reports/actions/",
)


def texts(value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def is_exempt(message) -> bool:
    return all(place.startswith(EXEMPT) for place, _line in message.locations)


def has(phrase: str, text: str) -> bool:
    text = re.sub(r"%\(\w+\)s", "", text)
    return re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text, re.IGNORECASE) is not None


@pytest.fixture(scope="module")
def messages() -> list[str]:
    """Return every text that code and templates mark for translation, and that the catalogues hold."""
    found = [*extract()]
    for language, _name in settings.LANGUAGES[1:]:
        found += [message for message in read(language) if message.locations]
    return sorted({text for message in found if not is_exempt(message) for text in texts(message.id) if text})


@pytest.mark.parametrize("phrase", sorted(PHRASES))
def test_no_text_uses_a_phrase_that_was_replaced(phrase, messages):
    found = [
        text
        for text in messages
        if has(phrase, text) and not (phrase.startswith("invite") and VERB.search(text))
    ]
    assert not found, f"Say “{PHRASES[phrase]}” instead of “{phrase}”: {found}"


def test_no_label_is_a_word_that_was_replaced(messages):
    assert {text: LABELS[text.lower()] for text in messages if text.lower() in LABELS} == {}


def test_a_message_is_called_an_email(messages):
    assert [text for text in messages if MAIL.search(text)] == []


@pytest.mark.parametrize("phrase", sorted(GERMAN))
def test_no_german_text_uses_a_phrase_that_was_replaced(phrase):
    found = [
        text
        for message in read("de")
        if message.id and not is_exempt(message)
        for text in texts(message.string)
        if has(phrase, text)
    ]
    assert not found, f"Say “{GERMAN[phrase]}” instead of “{phrase}”: {found}"


def test_no_template_writes_such_a_phrase_without_marking_it():
    """The style guide's pages are not translated, so their texts are read from the files."""
    found = []
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        name = str(path.relative_to(settings.BASE_DIR))
        if name.startswith(EXEMPT):
            continue
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text(), flags=re.DOTALL)
        found += [
            (name, phrase) for phrase in PHRASES if phrase not in ("invite", "seats") and has(phrase, text)
        ]
    assert found == []
