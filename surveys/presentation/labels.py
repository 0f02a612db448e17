"""The names of measures, numbers, states and scales."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES = {
    "no_data": _("No answers"),
    "suppressed": _("Hidden to protect people"),
    "too_early": _("Too early"),
    "too_few": _("Too few answers"),
    "no_comparison": _("One wave, nothing compared"),
    "no_detectable_difference": _("No detectable difference"),
    "detectable_difference": _("Larger than expected by chance"),
}
MEASURES = {
    "response": _("Response rate"),
    "break_offs": _("Broke off"),
    "gap": _("Largest gap"),
    "agreement5": pgettext_lazy("survey", "Agreement"),
    "scale0to10": _("Scale from 0 to 10"),
    "recommend": _("Recommend score"),
    "yes_no": _("Share of yes"),
    "one_choice": _("One choice"),
    "several_choices": _("Several choices"),
    "number": _("Number"),
    "date": _("Date"),
    "scale": _("Scale"),
    "change": _("Change"),
    "change_of_rate": _("Change"),
    "unpaired": _("Change"),
    "breakdown": _("Breakdown"),
    "late": _("Late compared with early answers"),
}
ATTRIBUTES = {"department": _("Department"), "level": _("Level"), "location": _("Location")}
SCALES = {
    "relationship": _("Relationship"),
    "integrity": _("Integrity"),
    "mentor_support": _("Support for mentors"),
}
NUMBERS = {
    "invited": _("Invited"),
    "answered": _("Answered"),
    "rate": _("Response rate"),
    "rate_low": _("Response rate: from"),
    "rate_high": _("Response rate: to"),
    "broke_off": _("Began and did not finish"),
    "of_invited": _("Share of the people invited"),
    "of_answered": _("Share of the people who answered"),
    "gap": _("Gap"),
    "favorable": _("Favorable"),
    "favorable_low": _("Favorable: from"),
    "favorable_high": _("Favorable: to"),
    "yes": _("Yes"),
    "yes_low": _("Yes: from"),
    "yes_high": _("Yes: to"),
    "median": _("Median"),
    "score": _("Recommend score"),
    "score_low": _("Recommend score: from"),
    "score_high": _("Recommend score: to"),
    "promoters": _("9 and 10"),
    "passives": _("7 and 8"),
    "detractors": _("0 to 6"),
    "alpha": _("Reliability"),
    "mean": _("Mean"),
    "mean_low": _("Mean: from"),
    "mean_high": _("Mean: to"),
    "improved": _("Higher"),
    "same": _("Same"),
    "worse": _("Lower"),
    "change": _("Mean change"),
    "change_low": _("Mean change: from"),
    "change_high": _("Mean change: to"),
    "typical": _("Typical change"),
    "typical_low": _("Typical change: from"),
    "typical_high": _("Typical change: to"),
    "dz": _("Change in standard deviations of the changes"),
    "detectable": _("Smallest detectable change"),
    "before": _("Yes before"),
    "after": _("Yes now"),
    "rate_change": _("Change"),
    "rate_change_low": _("Change: from"),
    "rate_change_high": _("Change: to"),
    "rounded_to": _("Percentages rounded to"),
    "before_people": _("Answers before"),
    "early_people": _("Early answers"),
    "late_people": _("Late answers"),
    "early": _("Favorable, early answers"),
    "late": _("Favorable, late answers"),
    "difference": _("Late less early"),
    "difference_low": _("Late less early: from"),
    "difference_high": _("Late less early: to"),
}
DEFINITIONS = {
    "response": _("People who sent their answers, of all people invited. 95% confidence interval by Wilson."),
    "break_offs": _("People who began to answer and did not send their answers."),
    "gap": _(
        "The group whose share of the people who answered differs most from its share of the people invited. "
        "Among the groups that are shown."
    ),
    "agreement5": _(
        "Favorable: agree or strongly agree, of all answers to the question. Too early to say and prefer not to say "
        "are left out. 95% confidence interval by Wilson."
    ),
    "scale0to10": _(
        "Half of the answers are at or below the median. Not applicable and prefer not to say are left out."
    ),
    "recommend": _(
        "Share of 9 and 10 less share of 0 to 6, in points from −100 to 100, with a 95% confidence interval."
    ),
    "yes_no": _("Yes, of all answers to the question. 95% confidence interval by Wilson."),
    "one_choice": _("Share of all answers to the question."),
    "several_choices": _("Share of the people who answered the question; together more than 100%."),
    "number": _("Half of the answers are at or below the median."),
    "date": _("Answers by month."),
    "scale": _(
        "Mean of several questions, from 1 to 5, with a 95% confidence interval. Reliability: Cronbach's alpha. "
        "A mean is shown from a reliability of .70 and 30 answers."
    ),
    "change": _(
        "Answers of the same people now and before. Mean change: paired t. Typical change: Wilcoxon and "
        "Hodges–Lehmann. 95% confidence intervals. The result is corrected for several comparisons "
        "(Benjamini–Hochberg)."
    ),
    "change_of_rate": _(
        "Answers of the same people now and before. 95% confidence interval by Newcombe for paired answers. The result "
        "is by McNemar's test, corrected for several comparisons (Benjamini–Hochberg)."
    ),
    "unpaired": _(
        "Favorable share now less that of an earlier anonymous survey. 95% confidence interval by Newcombe. The result "
        "is corrected for several comparisons (Benjamini–Hochberg)."
    ),
    "breakdown": _(
        "Favorable share of a group. Calculated once, by one attribute at a time, without comparisons."
    ),
    "late": _(
        "Favorable share of answers after the first reminder less that before it, with a 95% confidence interval by "
        "Newcombe. The result is corrected for several comparisons (Benjamini–Hochberg)."
    ),
}
