from django.urls import include, path

from surveys.views import (
    answer,
    budget,
    builder,
    builder_preview,
    calendar,
    feedback,
    mentor_results,
    plan,
    results,
    sending,
)

app_name = "surveys"

PROGRAM = "o/<slug:slug>/programs/<uuid:program_id>/surveys/"

of_a_question = [
    path("", builder.QuestionUpdate.as_view(), name="question"),
    path("move/", builder.QuestionMove.as_view(), name="question-move"),
    path("hide/", builder.QuestionHide.as_view(), name="question-hide"),
    path("remove/", builder.QuestionRemove.as_view(), name="question-remove"),
    path("preview/", builder_preview.QuestionPreview.as_view(), name="preview"),
]

of_a_survey = [
    path("questions/", builder.SurveyBuilder.as_view(), name="builder"),
    path("new-question/", builder.QuestionCreate.as_view(), name="question-new"),
    path(
        "library-questions/<slug:key>/add/",
        builder.LibraryQuestionAdd.as_view(),
        name="question-from-library",
    ),
    path(
        "removed-questions/<uuid:question_id>/restore/",
        builder.QuestionRestore.as_view(),
        name="question-restore",
    ),
    path("questions/<slug:key>/", include(of_a_question)),
    path("sending/", sending.SurveySending.as_view(), name="sending"),
    path("launch/", sending.SurveyLaunch.as_view(), name="survey-launch"),
    path("schedule/", sending.SurveySchedule.as_view(), name="survey-schedule"),
    path("schedules/<uuid:schedule_id>/stop/", sending.ScheduleStop.as_view(), name="schedule-stop"),
    path("waves/<uuid:wave_id>/close/", sending.WaveClose.as_view(), name="wave-close"),
    path("results/", results.ResultList.as_view(), name="result-list"),
    path("test-email/", builder.SurveyTest.as_view(), name="test-email"),
    path("edit/", plan.SurveyUpdate.as_view(), name="survey-update"),
    path("restart/", plan.SurveyRestart.as_view(), name="survey-restart"),
    path("archive/", plan.SurveyArchive.as_view(), name="survey-archive"),
]

urlpatterns = [
    path("o/<slug:slug>/my/surveys/<uuid:invitation_id>/", answer.OwnSurvey.as_view(), name="own-survey"),
    path(
        "o/<slug:slug>/my/matches/<uuid:match_id>/feedback/",
        feedback.MyFeedback.as_view(),
        name="my-feedback",
    ),
    path("o/<slug:slug>/survey-calendar/", calendar.Calendar.as_view(), name="calendar"),
    path("o/<slug:slug>/survey-calendar/export/", calendar.CalendarExport.as_view(), name="calendar-export"),
    path("o/<slug:slug>/survey-calendar/skips/export/", calendar.SkipExport.as_view(), name="skip-export"),
    path("o/<slug:slug>/mentor-results/", mentor_results.MentorResults.as_view(), name="mentor-results"),
    path(
        "o/<slug:slug>/mentor-results/export/",
        mentor_results.MentorResultsExport.as_view(),
        name="mentor-results-export",
    ),
    path("o/<slug:slug>/contact-budget/", budget.ContactBudgetEdit.as_view(), name="contact-budget"),
    path(
        "o/<slug:slug>/contact-budget/reset/",
        budget.ContactBudgetReset.as_view(),
        name="contact-budget-reset",
    ),
    path(PROGRAM, plan.ListeningPlan.as_view(), name="plan"),
    path(f"{PROGRAM}library/", plan.SurveyLibrary.as_view(), name="library"),
    path(f"{PROGRAM}new/", plan.SurveyCreate.as_view(), name="survey-new"),
    path(f"{PROGRAM}waves/<uuid:wave_id>/", results.WaveResults.as_view(), name="wave-results"),
    path(f"{PROGRAM}waves/<uuid:wave_id>/export/", results.WaveExport.as_view(), name="wave-export"),
    path(f"{PROGRAM}<uuid:survey_id>/", include(of_a_survey)),
]
