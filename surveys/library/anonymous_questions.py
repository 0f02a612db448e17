"""Questions on integrity, psychological safety and intention to stay: for anonymous waves only."""

from surveys.library.question import LIKELY, agree, in_both, scale_question

CONFIDENTIALITY = agree(
    "integrity-confidentiality",
    in_both("Confidentiality", "Vertraulichkeit"),
    in_both(
        "What we agreed to keep between us has stayed between us.",
        "Was zwischen uns bleiben sollte, ist zwischen uns geblieben.",
    ),
    scale="integrity",
    is_anonymous_only=True,
)
EXPECTATIONS = agree(
    "integrity-expectations",
    in_both("Clear expectations", "Klare Erwartungen"),
    in_both(
        "We are open about what we expect of each other.",
        "Wir sprechen offen darüber, was wir voneinander erwarten.",
    ),
    scale="integrity",
    is_anonymous_only=True,
)
USEFUL_FEEDBACK = agree(
    "integrity-feedback",
    in_both("Useful feedback", "Hilfreiche Rückmeldungen"),
    in_both("I get feedback I can use.", "Ich bekomme Rückmeldungen, mit denen ich etwas anfangen kann."),
    scale="integrity",
    is_anonymous_only=True,
)
DISAGREEMENT = agree(
    "integrity-disagreement",
    in_both("Open disagreement", "Offener Widerspruch"),
    in_both("I can say what I disagree with.", "Ich kann sagen, wenn ich anderer Meinung bin."),
    scale="integrity",
    is_anonymous_only=True,
)
SAFE_EXIT = agree(
    "safety-exit",
    in_both("Safe to leave", "Ausstieg ohne Nachteile"),
    in_both(
        "I could end or change this pairing without harm to me.",
        "Ich könnte dieses Tandem ohne Nachteile für mich beenden oder wechseln.",
    ),
    is_anonymous_only=True,
)
STAY = scale_question(
    "stay-twelve-months",
    in_both("Intention to stay", "Bleibeabsicht"),
    in_both(
        "How likely are you to be working here in 12 months?",
        "Wie wahrscheinlich ist es, dass Sie in zwölf Monaten noch hier arbeiten?",
    ),
    LIKELY,
    is_anonymous_only=True,
)
