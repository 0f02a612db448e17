"""The question bank (measurement, section 4), in English and German. Original wording, free to use (CC0)."""

from surveys.library.anonymous_questions import (
    CONFIDENTIALITY,
    DISAGREEMENT,
    EXPECTATIONS,
    SAFE_EXIT,
    STAY,
    USEFUL_FEEDBACK,
)
from surveys.library.named_questions import (
    ATTRIBUTION,
    ATTRIBUTION_CONFIDENCE,
    FEEDBACK_KEEP,
    FEEDBACK_LESS,
    FEEDBACK_MORE,
)
from surveys.library.question import (
    CONFIDENT,
    LIKELY,
    LibraryQuestion,
    agree,
    in_both,
    open_question,
    scale_question,
)

# Relationship
PROBLEMS = agree(
    "relationship-problems",
    in_both("Raising problems", "Probleme ansprechen"),
    in_both(
        "I can raise a problem with my mentor without worrying how it looks.",
        "Ich kann bei meiner Mentorin oder meinem Mentor Probleme ansprechen, ohne mich zu sorgen, wie das wirkt.",
    ),
    is_anonymous_only=True,
)
LISTENING = agree(
    "relationship-listening",
    in_both("Listening", "Zuhören"),
    in_both(
        "My mentor listens before advising.",
        "Meine Mentorin oder mein Mentor hört mir erst zu und gibt dann Rat.",
    ),
    scale="relationship",
)
PREPARATION = agree(
    "relationship-preparation",
    in_both("Preparation", "Vorbereitung"),
    in_both("We both prepare for our meetings.", "Wir bereiten uns beide auf unsere Treffen vor."),
    scale="relationship",
)
PURPOSE = agree(
    "relationship-purpose",
    in_both("Shared purpose", "Gemeinsamer Zweck"),
    in_both("We agree on what this mentoring is for.", "Wir sind uns einig, wozu dieses Mentoring dient."),
    scale="relationship",
)
AGAIN = agree(
    "relationship-again",
    in_both("Same mentor again", "Wieder dieselbe Wahl"),
    in_both(
        "I would choose this mentor again.",
        "Ich würde mich wieder für diese Mentorin oder diesen Mentor entscheiden.",
    ),
    scale="relationship",
)

# Career support
NEXT_ROLE = agree(
    "career-next-role",
    in_both("Next role", "Nächste Position"),
    in_both(
        "I have a clearer idea of my next role than before.",
        "Ich habe eine klarere Vorstellung von meiner nächsten Position als vorher.",
    ),
)
OPEN_DOOR = agree(
    "career-door",
    in_both("Doors opened", "Geöffnete Türen"),
    in_both(
        "My mentor has opened a door (introduction, project, information) I would not have found.",
        "Durch das Mentoring hat sich mir eine Tür geöffnet (Kontakt, Projekt, Information), die ich allein nicht"
        " gefunden hätte.",
    ),
)
NEW_THINGS = agree(
    "growth-new",
    in_both("Trying new things", "Neues ausprobieren"),
    in_both(
        "I have tried something new at work because of our conversations.",
        "Durch unsere Gespräche habe ich bei der Arbeit etwas Neues ausprobiert.",
    ),
    is_anonymous_only=True,
)

# Skills
SKILL_CONFIDENCE = scale_question(
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
SKILL_THEN = scale_question(
    "skills-confidence-then",
    in_both("Skill confidence, looking back", "Sicherheit zu Beginn, im Rückblick"),
    in_both(
        "Looking back: how confident were you in this skill when the mentoring began?",
        "Im Rückblick: Wie sicher fühlten Sie sich in diesem Bereich zu Beginn des Mentorings?",
    ),
    CONFIDENT,
)
MENTOR_CONFIDENCE = scale_question(
    "mentor-confidence",
    in_both("Confidence as a mentor", "Sicherheit in der Mentorenrolle"),
    in_both(
        "How confident are you today in your skills as a mentor?",
        "Wie sicher fühlen Sie sich heute in Ihrer Rolle als Mentorin oder Mentor?",
    ),
    CONFIDENT,
)

# Productivity
PRODUCTIVITY = agree(
    "productivity-better",
    in_both("Productivity", "Produktivität"),
    in_both(
        "Because of our conversations I get important work done better or faster.",
        "Durch unsere Gespräche erledige ich wichtige Aufgaben besser oder schneller.",
    ),
)
EXAMPLE = open_question(
    "productivity-example",
    in_both("Example", "Beispiel"),
    in_both("Can you give an example, in a sentence?", "Können Sie dafür in einem Satz ein Beispiel nennen?"),
)

# The mentors' side
KNOWS_GOAL = agree(
    "mentor-knows-goal",
    in_both("Knowing the goal", "Ziel bekannt"),
    in_both(
        "I know what my mentee wants to achieve.", "Ich weiß, was meine oder mein Mentee erreichen möchte."
    ),
)
MANAGEABLE_TIME = agree(
    "mentor-time",
    in_both("Manageable time", "Zeitaufwand"),
    in_both(
        "The time is manageable beside my job.", "Der Zeitaufwand ist neben meiner Arbeit gut zu bewältigen."
    ),
    scale="mentor_support",
)
LEARNED = agree(
    "mentor-learned",
    in_both("Own learning", "Selbst gelernt"),
    in_both("I have learned something I use.", "Ich habe etwas gelernt, das ich selbst anwende."),
)
SUPPORTED = agree(
    "mentor-support",
    in_both("Support for mentors", "Unterstützung"),
    in_both(
        "I have the support I need as a mentor.",
        "Ich bekomme die Unterstützung, die ich als Mentorin oder Mentor brauche.",
    ),
    scale="mentor_support",
)

# Program
MATCH_FIT = agree(
    "program-match-fit",
    in_both("Match fits", "Passendes Tandem"),
    in_both("The match fits my goals.", "Das Tandem passt zu meinen Zielen."),
)
AS_PLANNED = agree(
    "program-as-planned",
    in_both("Meetings as planned", "Treffen wie geplant"),
    in_both("Meetings happen as planned.", "Die Treffen finden wie geplant statt."),
    scale="relationship",
)
RECOMMEND = scale_question(
    "program-recommend",
    in_both("Recommendation", "Weiterempfehlung"),
    in_both(
        "How likely are you to recommend this program to a colleague?",
        "Wie wahrscheinlich ist es, dass Sie dieses Programm weiterempfehlen?",
    ),
    LIKELY,
)

# Open questions
KEEP = open_question(
    "open-keep",
    in_both("What to keep", "Was bleiben soll"),
    in_both("What should we keep?", "Was sollten wir beibehalten?"),
)
CHANGE = open_question(
    "open-change",
    in_both("What to change", "Was sich ändern soll"),
    in_both("What should change?", "Was sollten wir ändern?"),
)
CHANGED_AT_WORK = open_question(
    "open-changed-at-work",
    in_both("Changes at work", "Veränderungen bei der Arbeit"),
    in_both("What has changed in your work?", "Was hat sich bei Ihrer Arbeit verändert?"),
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
