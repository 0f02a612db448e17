"""The sources of KPIs, and what follows from each: level, quadrant, unit, and whether a baseline is needed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.enums import ParticipantRole
from programs.models import Program
from reports.enums import HrRate, KpiLevel, KpiSource, ProgramCount, Quadrant
from reports.models import Kpi, ProgramKpi
from surveys.answer_values import text_in
from surveys.models import Question

# Question types with one number that can have a target.
MEASURABLE = ("agreement5", "yes_no", "scale0to10", "number")
PERCENT = "%"
# By the first part of a library question's key; other questions are reactions to the program.
SURVEY_LEVELS = {
    "skills": KpiLevel.LEARNING,
    "growth": KpiLevel.BEHAVIOR,
    "productivity": KpiLevel.RESULTS,
    "career": KpiLevel.RESULTS,
    "stay": KpiLevel.RESULTS,
}
RELATIONSHIP = ("relationship", "integrity", "safety")
# Results of a match rather than the relationship.
RELATIONSHIP_OUTCOMES = ("relationship-again", "integrity-confidentiality")
COUNT_LEVELS = {
    ProgramCount.SESSIONS: KpiLevel.ACTIVITY,
    ProgramCount.PLANS: KpiLevel.ACTIVITY,
    ProgramCount.GOALS_MET: KpiLevel.BEHAVIOR,
}
MONTHS_RATES = (HrRate.TIME_TO_ROLE,)
# Rates of people, which are judged by an interval. For other sources a target is a count or a scale, and how much the
# answers to a question will vary is not known before they are given.
SHARES_OF_PEOPLE = (HrRate.RETENTION, HrRate.PROMOTION, HrRate.DEPARTURES, HrRate.MOVES)
OUTCOMES = (Quadrant.RELATIONSHIP_OUTCOME, Quadrant.PROGRAM_OUTCOME)


def level_of(source: str, reference: str) -> KpiLevel | None:
    """Return the level of a KPI; None without a source."""
    if not source:
        return None
    if source == KpiSource.SURVEY:
        return SURVEY_LEVELS.get(reference.partition("-")[0], KpiLevel.REACTION)
    if source == KpiSource.PROGRAM:
        return COUNT_LEVELS[ProgramCount(reference)]
    return KpiLevel.LEARNING if source == KpiSource.SKILL else KpiLevel.RESULTS


def quadrant_of(source: str, reference: str) -> Quadrant | None:
    """Return whether a KPI is about the relationship or the program, and about the process or its outcome."""
    level = level_of(source, reference)
    if level is None:
        return None
    if source == KpiSource.SURVEY and reference.startswith(RELATIONSHIP):
        is_outcome = reference in RELATIONSHIP_OUTCOMES
        return Quadrant.RELATIONSHIP_OUTCOME if is_outcome else Quadrant.RELATIONSHIP_PROCESS
    if source == KpiSource.PROGRAM or level in (KpiLevel.ACTIVITY, KpiLevel.REACTION):
        return Quadrant.PROGRAM_PROCESS
    return Quadrant.PROGRAM_OUTCOME


def has_role(source: str) -> bool:
    """Return whether the values of a source are of mentees or of mentors."""
    return source in (KpiSource.HR, KpiSource.SKILL, KpiSource.SURVEY)


def is_rate(source: str, reference: str) -> bool:
    """Return whether a source is a share of the people of a program."""
    return source == KpiSource.HR and reference in SHARES_OF_PEOPLE


def needs_baseline(source: str, reference: str) -> bool:
    """Return whether a KPI needs a value from before: outcomes of the program do, the rest begins with it."""
    return quadrant_of(source, reference) == Quadrant.PROGRAM_OUTCOME


def unit_of(kpi: ProgramKpi) -> str:
    """Return the unit of a KPI: the one entered, or that of its source."""
    if kpi.unit or kpi.source in ("", KpiSource.ENTERED, KpiSource.SKILL):
        return kpi.unit
    if kpi.source == KpiSource.HR and kpi.reference in MONTHS_RATES:
        return _("months")
    if kpi.source == KpiSource.PROGRAM and kpi.reference == ProgramCount.SESSIONS:
        return _("sessions")
    return "" if kpi.source == KpiSource.SURVEY else PERCENT


@dataclass(frozen=True)
class SourceNames:
    """The names of questions and of KPIs with readings, for the sources of some KPIs."""

    questions: Mapping[str, str]
    skills: Mapping[str, str]

    def of_kpi(self, kpi: ProgramKpi) -> str:
        """Return the source of a KPI in words, with the role if it is not mentees."""
        text = self.of(kpi.source, kpi.reference)
        if has_role(kpi.source) and kpi.role == ParticipantRole.MENTOR:
            return _("%(source)s (mentors)") % {"source": text}
        return text

    def of(self, source: str, reference: str) -> str:
        """Return the source in words: “Survey question: I would choose this mentor again”."""
        if not source:
            return _("No source")
        names: dict[str, str] = {
            KpiSource.SURVEY: self.questions.get(reference, reference),
            KpiSource.SKILL: self.skills.get(reference, ""),
            KpiSource.HR: str(HrRate(reference).label) if source == KpiSource.HR else "",
            KpiSource.PROGRAM: str(ProgramCount(reference).label) if source == KpiSource.PROGRAM else "",
            KpiSource.ENTERED: "",
        }
        name = names[source]
        label = str(KpiSource(source).label)
        return _("%(source)s: %(name)s") % {"source": label, "name": name} if name else label


def source_names(pairs: Collection[tuple[str, str]], language: str) -> SourceNames:
    """Return the names of these sources. At most two queries."""
    keys = {reference for source, reference in pairs if source == KpiSource.SURVEY}
    ids = {reference for source, reference in pairs if source == KpiSource.SKILL}
    questions = {}
    if keys:
        rows = Question.objects.filter(key__in=keys).order_by("version__created_at", "pk")
        questions = {
            key: text_in(texts, language).get("text", key) for key, texts in rows.values_list("key", "texts")
        }
    skills = {}
    if ids:
        skills = {str(pk): name for pk, name in Kpi.objects.filter(pk__in=ids).values_list("pk", "name")}
    return SourceNames(questions, skills)


def source_choices(program: Program, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every source that a KPI of the program can have, in groups, as "kind:reference". Two queries."""
    asked = (
        Question.objects.filter(version__survey__program=program, type__in=MEASURABLE, is_hidden=False)
        .order_by("version__created_at", "position")
        .values_list("key", "texts")
    )
    questions = {key: text_in(texts, language).get("text", key) for key, texts in asked}
    skills = Kpi.objects.order_by("name", "pk").values_list("pk", "name")
    groups = [
        (KpiSource.HR, [(it.value, str(it.label)) for it in HrRate]),
        (KpiSource.PROGRAM, [(it.value, str(it.label)) for it in ProgramCount]),
        (KpiSource.SURVEY, sorted(questions.items(), key=lambda it: it[1])),
        (KpiSource.SKILL, [(str(pk), name) for pk, name in skills]),
    ]
    found = [
        (str(kind.label), [(f"{kind.value}:{reference}", label) for reference, label in rows])
        for kind, rows in groups
        if rows
    ]
    return [*found, (str(KpiSource.ENTERED.label), [(f"{KpiSource.ENTERED.value}:", _("Entered values"))])]
