"""The question bank (measurement, section 4), in English and German. Original wording, free to use (CC0)."""

from surveys.library.question import LibraryQuestion, Texts, in_both


def _agree(key: str, label: Texts, text: Texts, scale: str = "", **more: bool) -> LibraryQuestion:
    return LibraryQuestion(key, "agreement5", label, text, scale=scale, offers_not_applicable=True, **more)  # type: ignore[arg-type]  # flags of the same class


def _scale(key: str, label: Texts, text: Texts, ends: tuple[Texts, Texts], **more: bool) -> LibraryQuestion:
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

# Relationship
PROBLEMS = _agree(
    "relationship-problems",
    in_both("Raising problems", "Probleme ansprechen"),
    in_both(
        "I can raise a problem with my mentor without worrying how it looks.",
        "Ich kann bei meiner Mentorin oder meinem Mentor Probleme ansprechen, ohne mich zu sorgen, wie das wirkt.",
    ),
    is_anonymous_only=True,
)
LISTENING = _agree(
    "relationship-listening",
    in_both("Listening", "Zuhören"),
    in_both(
        "My mentor listens before advising.",
        "Meine Mentorin oder mein Mentor hört mir erst zu und gibt dann Rat.",
    ),
    scale="relationship",
)
PREPARATION = _agree(
    "relationship-preparation",
    in_both("Preparation", "Vorbereitung"),
    in_both("We both prepare for our meetings.", "Wir bereiten uns beide auf unsere Treffen vor."),
    scale="relationship",
)
PURPOSE = _agree(
    "relationship-purpose",
    in_both("Shared purpose", "Gemeinsamer Zweck"),
    in_both("We agree on what this mentoring is for.", "Wir sind uns einig, wozu dieses Mentoring dient."),
    scale="relationship",
)
AGAIN = _agree(
    "relationship-again",
    in_both("Same mentor again", "Wieder dieselbe Wahl"),
    in_both(
        "I would choose this mentor again.",
        "Ich würde mich wieder für diese Mentorin oder diesen Mentor entscheiden.",
    ),
    scale="relationship",
)

# Career support
NEXT_ROLE = _agree(
    "career-next-role",
    in_both("Next role", "Nächste Position"),
    in_both(
        "I have a clearer idea of my next role than before.",
        "Ich habe eine klarere Vorstellung von meiner nächsten Position als vorher.",
    ),
)
OPEN_DOOR = _agree(
    "career-door",
    in_both("Doors opened", "Geöffnete Türen"),
    in_both(
        "My mentor has opened a door (introduction, project, information) I would not have found.",
        "Durch das Mentoring hat sich mir eine Tür geöffnet (Kontakt, Projekt, Information), die ich allein nicht"
        " gefunden hätte.",
    ),
)
NEW_THINGS = _agree(
    "growth-new",
    in_both("Trying new things", "Neues ausprobieren"),
    in_both(
        "I have tried something new at work because of our conversations.",
        "Durch unsere Gespräche habe ich bei der Arbeit etwas Neues ausprobiert.",
    ),
    is_anonymous_only=True,
)

# Skills
SKILL_CONFIDENCE = _scale(
    "skills-confidence",
    in_both("Skill confidence", "Sicherheit im Entwicklungsfeld"),
    in_both(
        "How confident are you today in the skill that you want to develop with your mentor?",
        "Wie sicher fühlen Sie sich heute in dem Bereich, in dem Sie sich mit dem Mentoring entwickeln möchten?",
    ),
    CONFIDENT,
)
NAMED_SKILL = in_both(
    "How confident are you today in this skill: {skill}?",
    "Wie sicher fühlen Sie sich heute in diesem Bereich: {skill}?",
)
SKILL_THEN = _scale(
    "skills-confidence-then",
    in_both("Skill confidence, looking back", "Sicherheit zu Beginn, im Rückblick"),
    in_both(
        "Looking back: how confident were you in this skill when the mentoring began?",
        "Im Rückblick: Wie sicher fühlten Sie sich in diesem Bereich zu Beginn des Mentorings?",
    ),
    CONFIDENT,
)
MENTOR_CONFIDENCE = _scale(
    "mentor-confidence",
    in_both("Confidence as a mentor", "Sicherheit in der Mentorenrolle"),
    in_both(
        "How confident are you today in your skills as a mentor?",
        "Wie sicher fühlen Sie sich heute in Ihrer Rolle als Mentorin oder Mentor?",
    ),
    CONFIDENT,
)

# Integrity and psychological safety: anonymous waves only
CONFIDENTIALITY = _agree(
    "integrity-confidentiality",
    in_both("Confidentiality", "Vertraulichkeit"),
    in_both(
        "What we agreed to keep between us has stayed between us.",
        "Was zwischen uns bleiben sollte, ist zwischen uns geblieben.",
    ),
    scale="integrity",
    is_anonymous_only=True,
)
EXPECTATIONS = _agree(
    "integrity-expectations",
    in_both("Clear expectations", "Klare Erwartungen"),
    in_both(
        "We are open about what we expect of each other.",
        "Wir sprechen offen darüber, was wir voneinander erwarten.",
    ),
    scale="integrity",
    is_anonymous_only=True,
)
USEFUL_FEEDBACK = _agree(
    "integrity-feedback",
    in_both("Useful feedback", "Hilfreiche Rückmeldungen"),
    in_both("I get feedback I can use.", "Ich bekomme Rückmeldungen, mit denen ich etwas anfangen kann."),
    scale="integrity",
    is_anonymous_only=True,
)
DISAGREEMENT = _agree(
    "integrity-disagreement",
    in_both("Open disagreement", "Offener Widerspruch"),
    in_both("I can say what I disagree with.", "Ich kann sagen, wenn ich anderer Meinung bin."),
    scale="integrity",
    is_anonymous_only=True,
)
SAFE_EXIT = _agree(
    "safety-exit",
    in_both("Safe to leave", "Ausstieg ohne Nachteile"),
    in_both(
        "I could end or change this pairing without harm to me.",
        "Ich könnte dieses Tandem ohne Nachteile für mich beenden oder wechseln.",
    ),
    is_anonymous_only=True,
)
STAY = _scale(
    "stay-twelve-months",
    in_both("Intention to stay", "Bleibeabsicht"),
    in_both(
        "How likely are you to be working here in 12 months?",
        "Wie wahrscheinlich ist es, dass Sie in zwölf Monaten noch hier arbeiten?",
    ),
    LIKELY,
    is_anonymous_only=True,
)

# Productivity
PRODUCTIVITY = _agree(
    "productivity-better",
    in_both("Productivity", "Produktivität"),
    in_both(
        "Because of our conversations I get important work done better or faster.",
        "Durch unsere Gespräche erledige ich wichtige Aufgaben besser oder schneller.",
    ),
)
EXAMPLE = LibraryQuestion(
    "productivity-example",
    "short_text",
    in_both("Example", "Beispiel"),
    in_both("Can you give an example, in a sentence?", "Können Sie dafür in einem Satz ein Beispiel nennen?"),
    hint=OPEN_HINT,
)

# The mentors' side
KNOWS_GOAL = _agree(
    "mentor-knows-goal",
    in_both("Knowing the goal", "Ziel bekannt"),
    in_both(
        "I know what my mentee wants to achieve.", "Ich weiß, was meine oder mein Mentee erreichen möchte."
    ),
)
MANAGEABLE_TIME = _agree(
    "mentor-time",
    in_both("Manageable time", "Zeitaufwand"),
    in_both(
        "The time is manageable beside my job.", "Der Zeitaufwand ist neben meiner Arbeit gut zu bewältigen."
    ),
    scale="mentor_support",
)
LEARNED = _agree(
    "mentor-learned",
    in_both("Own learning", "Selbst gelernt"),
    in_both("I have learned something I use.", "Ich habe etwas gelernt, das ich selbst anwende."),
)
SUPPORTED = _agree(
    "mentor-support",
    in_both("Support for mentors", "Unterstützung"),
    in_both(
        "I have the support I need as a mentor.",
        "Ich bekomme die Unterstützung, die ich als Mentorin oder Mentor brauche.",
    ),
    scale="mentor_support",
)

# Program
MATCH_FIT = _agree(
    "program-match-fit",
    in_both("Match fits", "Passendes Tandem"),
    in_both("The match fits my goals.", "Das Tandem passt zu meinen Zielen."),
)
AS_PLANNED = _agree(
    "program-as-planned",
    in_both("Meetings as planned", "Treffen wie geplant"),
    in_both("Meetings happen as planned.", "Die Treffen finden wie geplant statt."),
    scale="relationship",
)
RECOMMEND = _scale(
    "program-recommend",
    in_both("Recommendation", "Weiterempfehlung"),
    in_both(
        "How likely are you to recommend this program to a colleague?",
        "Wie wahrscheinlich ist es, dass Sie dieses Programm weiterempfehlen?",
    ),
    LIKELY,
)

# Open questions
KEEP = LibraryQuestion(
    "open-keep",
    "short_text",
    in_both("What to keep", "Was bleiben soll"),
    in_both("What should we keep?", "Was sollten wir beibehalten?"),
    hint=OPEN_HINT,
)
CHANGE = LibraryQuestion(
    "open-change",
    "short_text",
    in_both("What to change", "Was sich ändern soll"),
    in_both("What should change?", "Was sollten wir ändern?"),
    hint=OPEN_HINT,
)
CHANGED_AT_WORK = LibraryQuestion(
    "open-changed-at-work",
    "short_text",
    in_both("Changes at work", "Veränderungen bei der Arbeit"),
    in_both("What has changed in your work?", "Was hat sich bei Ihrer Arbeit verändert?"),
    hint=OPEN_HINT,
)

# Estimates for the ROI: with names only, because each estimate belongs to one person's improvement
ATTRIBUTION = LibraryQuestion(
    "roi-attribution",
    "number",
    in_both("Share due to mentoring", "Anteil des Mentorings"),
    in_both(
        "How much of the improvement is due to the mentoring?",
        "Welcher Anteil der Verbesserung geht auf das Mentoring zurück?",
    ),
    hint=in_both("From 0 to 100.", "Von 0 bis 100."),
    unit=in_both("%", "%"),
    is_named_only=True,
)
ATTRIBUTION_CONFIDENCE = LibraryQuestion(
    "roi-confidence",
    "number",
    in_both("Confidence in the estimate", "Sicherheit der Schätzung"),
    in_both("How confident are you in this estimate?", "Wie sicher sind Sie sich bei dieser Schätzung?"),
    hint=in_both("From 0 to 100.", "Von 0 bis 100."),
    unit=in_both("%", "%"),
    is_named_only=True,
)

# Feedback for the mentor, by name: surveys.selectors.feedback shows it to the mentor, which each question says
MENTOR_READS = in_both(
    "Your mentor reads this with your name.",
    "Ihre Mentorin oder Ihr Mentor liest das mit Ihrem Namen.",
)
FEEDBACK_KEEP = LibraryQuestion(
    "feedback-keep",
    "short_text",
    in_both("Keep", "Beibehalten"),
    in_both("What should your mentor keep doing?", "Was soll Ihre Mentorin oder Ihr Mentor beibehalten?"),
    hint=MENTOR_READS,
    is_named_only=True,
)
FEEDBACK_MORE = LibraryQuestion(
    "feedback-more",
    "short_text",
    in_both("More", "Mehr"),
    in_both("What would you like more of?", "Wovon wünschen Sie sich mehr?"),
    hint=MENTOR_READS,
    is_named_only=True,
)
FEEDBACK_LESS = LibraryQuestion(
    "feedback-less",
    "short_text",
    in_both("Less", "Weniger"),
    in_both("What would you like less of?", "Wovon wünschen Sie sich weniger?"),
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
