"""The question bank (measurement, section 4), in English and German. Original wording, free to use (CC0)."""

from surveys.library.question import LibraryQuestion, Texts


def _agree(key: str, label: Texts, text: Texts, scale: str = "", **more: bool) -> LibraryQuestion:
    return LibraryQuestion(key, "agreement5", label, text, scale=scale, offers_not_applicable=True, **more)  # type: ignore[arg-type]  # flags of the same class


def _scale(key: str, label: Texts, text: Texts, ends: tuple[Texts, Texts], **more: bool) -> LibraryQuestion:
    return LibraryQuestion(key, "scale0to10", label, text, low=ends[0], high=ends[1], **more)  # type: ignore[arg-type]  # as above


def _in(english: str, german: str) -> Texts:
    return {"en": english, "de": german}


CONFIDENT = (_in("not confident at all", "gar nicht sicher"), _in("very confident", "sehr sicher"))
LIKELY = (_in("not at all likely", "sehr unwahrscheinlich"), _in("very likely", "sehr wahrscheinlich"))
OPEN_HINT = _in(
    "Please do not name anybody.",
    "Bitte nennen Sie keine Namen.",
)

# Relationship
PROBLEMS = _agree(
    "relationship-problems",
    _in("Raising problems", "Probleme ansprechen"),
    _in(
        "I can raise a problem with my mentor without worrying how it looks.",
        "Ich kann bei meiner Mentorin oder meinem Mentor Probleme ansprechen, ohne mich zu sorgen, wie das wirkt.",
    ),
    is_anonymous_only=True,
)
LISTENING = _agree(
    "relationship-listening",
    _in("Listening", "Zuhören"),
    _in(
        "My mentor listens before advising.",
        "Meine Mentorin oder mein Mentor hört mir erst zu und gibt dann Rat.",
    ),
    scale="relationship",
)
PREPARATION = _agree(
    "relationship-preparation",
    _in("Preparation", "Vorbereitung"),
    _in("We both prepare for our meetings.", "Wir bereiten uns beide auf unsere Treffen vor."),
    scale="relationship",
)
PURPOSE = _agree(
    "relationship-purpose",
    _in("Shared purpose", "Gemeinsamer Zweck"),
    _in("We agree on what this mentoring is for.", "Wir sind uns einig, wozu dieses Mentoring dient."),
    scale="relationship",
)
AGAIN = _agree(
    "relationship-again",
    _in("Same mentor again", "Wieder dieselbe Wahl"),
    _in(
        "I would choose this mentor again.",
        "Ich würde mich wieder für diese Mentorin oder diesen Mentor entscheiden.",
    ),
    scale="relationship",
)

# Career support
NEXT_ROLE = _agree(
    "career-next-role",
    _in("Next role", "Nächste Position"),
    _in(
        "I have a clearer idea of my next role than before.",
        "Ich habe eine klarere Vorstellung von meiner nächsten Position als vorher.",
    ),
)
OPEN_DOOR = _agree(
    "career-door",
    _in("Doors opened", "Geöffnete Türen"),
    _in(
        "My mentor has opened a door (introduction, project, information) I would not have found.",
        "Durch das Mentoring hat sich mir eine Tür geöffnet (Kontakt, Projekt, Information), die ich allein nicht"
        " gefunden hätte.",
    ),
)
NEW_THINGS = _agree(
    "growth-new",
    _in("Trying new things", "Neues ausprobieren"),
    _in(
        "I have tried something new at work because of our conversations.",
        "Durch unsere Gespräche habe ich bei der Arbeit etwas Neues ausprobiert.",
    ),
    is_anonymous_only=True,
)

# Skills
SKILL_CONFIDENCE = _scale(
    "skills-confidence",
    _in("Skill confidence", "Sicherheit im Entwicklungsfeld"),
    _in(
        "How confident are you today in the skill that you want to develop with your mentor?",
        "Wie sicher fühlen Sie sich heute in dem Bereich, in dem Sie sich mit dem Mentoring entwickeln möchten?",
    ),
    CONFIDENT,
    is_anchor=True,
)
NAMED_SKILL = _in(
    "How confident are you today in this skill: {skill}?",
    "Wie sicher fühlen Sie sich heute in diesem Bereich: {skill}?",
)
SKILL_THEN = _scale(
    "skills-confidence-then",
    _in("Skill confidence, looking back", "Sicherheit zu Beginn, im Rückblick"),
    _in(
        "Looking back: how confident were you in this skill when the mentoring began?",
        "Im Rückblick: Wie sicher fühlten Sie sich in diesem Bereich zu Beginn des Mentorings?",
    ),
    CONFIDENT,
)
MENTOR_CONFIDENCE = _scale(
    "mentor-confidence",
    _in("Confidence as a mentor", "Sicherheit in der Mentorenrolle"),
    _in(
        "How confident are you today in your skills as a mentor?",
        "Wie sicher fühlen Sie sich heute in Ihrer Rolle als Mentorin oder Mentor?",
    ),
    CONFIDENT,
    is_anchor=True,
)

# Integrity and psychological safety: anonymous waves only
CONFIDENTIALITY = _agree(
    "integrity-confidentiality",
    _in("Confidentiality", "Vertraulichkeit"),
    _in(
        "What we agreed to keep between us has stayed between us.",
        "Was zwischen uns bleiben sollte, ist zwischen uns geblieben.",
    ),
    scale="integrity",
    is_anonymous_only=True,
)
EXPECTATIONS = _agree(
    "integrity-expectations",
    _in("Clear expectations", "Klare Erwartungen"),
    _in(
        "We are open about what we expect of each other.",
        "Wir sprechen offen darüber, was wir voneinander erwarten.",
    ),
    scale="integrity",
    is_anonymous_only=True,
)
USEFUL_FEEDBACK = _agree(
    "integrity-feedback",
    _in("Useful feedback", "Hilfreiche Rückmeldungen"),
    _in("I get feedback I can use.", "Ich bekomme Rückmeldungen, mit denen ich etwas anfangen kann."),
    scale="integrity",
    is_anonymous_only=True,
)
DISAGREEMENT = _agree(
    "integrity-disagreement",
    _in("Open disagreement", "Offener Widerspruch"),
    _in("I can say what I disagree with.", "Ich kann sagen, wenn ich anderer Meinung bin."),
    scale="integrity",
    is_anonymous_only=True,
)
SAFE_EXIT = _agree(
    "safety-exit",
    _in("Safe to leave", "Ausstieg ohne Nachteile"),
    _in(
        "I could end or change this pairing without harm to me.",
        "Ich könnte dieses Tandem ohne Nachteile für mich beenden oder wechseln.",
    ),
    is_anonymous_only=True,
)
STAY = _scale(
    "stay-twelve-months",
    _in("Intention to stay", "Bleibeabsicht"),
    _in(
        "How likely are you to be working here in 12 months?",
        "Wie wahrscheinlich ist es, dass Sie in zwölf Monaten noch hier arbeiten?",
    ),
    LIKELY,
    is_anonymous_only=True,
)

# Productivity
PRODUCTIVITY = _agree(
    "productivity-better",
    _in("Productivity", "Produktivität"),
    _in(
        "Because of our conversations I get important work done better or faster.",
        "Durch unsere Gespräche erledige ich wichtige Aufgaben besser oder schneller.",
    ),
)
EXAMPLE = LibraryQuestion(
    "productivity-example",
    "short_text",
    _in("Example", "Beispiel"),
    _in("Can you give an example, in a sentence?", "Können Sie dafür in einem Satz ein Beispiel nennen?"),
    hint=OPEN_HINT,
)

# The mentors' side
KNOWS_GOAL = _agree(
    "mentor-knows-goal",
    _in("Knowing the goal", "Ziel bekannt"),
    _in("I know what my mentee wants to achieve.", "Ich weiß, was meine oder mein Mentee erreichen möchte."),
)
MANAGEABLE_TIME = _agree(
    "mentor-time",
    _in("Manageable time", "Zeitaufwand"),
    _in(
        "The time is manageable beside my job.", "Der Zeitaufwand ist neben meiner Arbeit gut zu bewältigen."
    ),
    scale="mentor_support",
)
LEARNED = _agree(
    "mentor-learned",
    _in("Own learning", "Selbst gelernt"),
    _in("I have learned something I use.", "Ich habe etwas gelernt, das ich selbst anwende."),
)
SUPPORTED = _agree(
    "mentor-support",
    _in("Support for mentors", "Unterstützung"),
    _in(
        "I have the support I need as a mentor.",
        "Ich bekomme die Unterstützung, die ich als Mentorin oder Mentor brauche.",
    ),
    scale="mentor_support",
)

# Program
MATCH_FIT = _agree(
    "program-match-fit",
    _in("Match fits", "Passendes Tandem"),
    _in("The match fits my goals.", "Das Tandem passt zu meinen Zielen."),
)
AS_PLANNED = _agree(
    "program-as-planned",
    _in("Meetings as planned", "Treffen wie geplant"),
    _in("Meetings happen as planned.", "Die Treffen finden wie geplant statt."),
    scale="relationship",
)
RECOMMEND = _scale(
    "program-recommend",
    _in("Recommendation", "Weiterempfehlung"),
    _in(
        "How likely are you to recommend this program to a colleague?",
        "Wie wahrscheinlich ist es, dass Sie dieses Programm weiterempfehlen?",
    ),
    LIKELY,
    is_recommendation=True,
)

# Open questions
KEEP = LibraryQuestion(
    "open-keep",
    "short_text",
    _in("What to keep", "Was bleiben soll"),
    _in("What should we keep?", "Was sollten wir beibehalten?"),
    hint=OPEN_HINT,
)
CHANGE = LibraryQuestion(
    "open-change",
    "short_text",
    _in("What to change", "Was sich ändern soll"),
    _in("What should change?", "Was sollten wir ändern?"),
    hint=OPEN_HINT,
)
CHANGED_AT_WORK = LibraryQuestion(
    "open-changed-at-work",
    "short_text",
    _in("Changes at work", "Veränderungen bei der Arbeit"),
    _in("What has changed in your work?", "Was hat sich bei Ihrer Arbeit verändert?"),
    hint=OPEN_HINT,
)

# Estimates for the ROI: with names only, because each estimate belongs to one person's improvement
ATTRIBUTION = LibraryQuestion(
    "roi-attribution",
    "number",
    _in("Share due to mentoring", "Anteil des Mentorings"),
    _in(
        "How much of the improvement is due to the mentoring?",
        "Welcher Anteil der Verbesserung geht auf das Mentoring zurück?",
    ),
    hint=_in("From 0 to 100.", "Von 0 bis 100."),
    unit=_in("%", "%"),
    is_named_only=True,
)
ATTRIBUTION_CONFIDENCE = LibraryQuestion(
    "roi-confidence",
    "number",
    _in("Confidence in the estimate", "Sicherheit der Schätzung"),
    _in("How confident are you in this estimate?", "Wie sicher sind Sie sich bei dieser Schätzung?"),
    hint=_in("From 0 to 100.", "Von 0 bis 100."),
    unit=_in("%", "%"),
    is_named_only=True,
)

# Feedback for the mentor, by name: surveys.selectors.feedback shows it to the mentor, which each question says
MENTOR_READS = _in(
    "Your mentor reads this with your name.",
    "Ihre Mentorin oder Ihr Mentor liest das mit Ihrem Namen.",
)
FEEDBACK_KEEP = LibraryQuestion(
    "feedback-keep",
    "short_text",
    _in("Keep", "Beibehalten"),
    _in("What should your mentor keep doing?", "Was soll Ihre Mentorin oder Ihr Mentor beibehalten?"),
    hint=MENTOR_READS,
    is_named_only=True,
)
FEEDBACK_MORE = LibraryQuestion(
    "feedback-more",
    "short_text",
    _in("More", "Mehr"),
    _in("What would you like more of?", "Wovon wünschen Sie sich mehr?"),
    hint=MENTOR_READS,
    is_named_only=True,
)
FEEDBACK_LESS = LibraryQuestion(
    "feedback-less",
    "short_text",
    _in("Less", "Weniger"),
    _in("What would you like less of?", "Wovon wünschen Sie sich weniger?"),
    hint=MENTOR_READS,
    is_named_only=True,
)

BANK: tuple[LibraryQuestion, ...] = (
    SKILL_CONFIDENCE, SKILL_THEN, MENTOR_CONFIDENCE,
    LISTENING, PREPARATION, PURPOSE, AGAIN, PROBLEMS,
    NEXT_ROLE, OPEN_DOOR, NEW_THINGS, PRODUCTIVITY, EXAMPLE,
    CONFIDENTIALITY, EXPECTATIONS, USEFUL_FEEDBACK, DISAGREEMENT, SAFE_EXIT, STAY,
    KNOWS_GOAL, MANAGEABLE_TIME, LEARNED, SUPPORTED,
    MATCH_FIT, AS_PLANNED, RECOMMEND,
    KEEP, CHANGE, CHANGED_AT_WORK,
    ATTRIBUTION, ATTRIBUTION_CONFIDENCE,
    FEEDBACK_KEEP, FEEDBACK_MORE, FEEDBACK_LESS,
)  # fmt: skip
