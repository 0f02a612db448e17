"""Questions that make sense only with a name: estimates for the ROI, and feedback for the mentor."""

from surveys.library.question import LibraryQuestion, in_both, open_question

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
FEEDBACK_KEEP = open_question(
    "feedback-keep",
    in_both("Keep", "Beibehalten"),
    in_both("What should your mentor keep doing?", "Was soll Ihre Mentorin oder Ihr Mentor beibehalten?"),
    hint=MENTOR_READS,
    is_named_only=True,
)
FEEDBACK_MORE = open_question(
    "feedback-more",
    in_both("More", "Mehr"),
    in_both("What would you like more of?", "Wovon wünschen Sie sich mehr?"),
    hint=MENTOR_READS,
    is_named_only=True,
)
FEEDBACK_LESS = open_question(
    "feedback-less",
    in_both("Less", "Weniger"),
    in_both("What would you like less of?", "Wovon wünschen Sie sich weniger?"),
    hint=MENTOR_READS,
    is_named_only=True,
)
