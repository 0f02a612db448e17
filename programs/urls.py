from django.urls import include, path

from programs.views import (
    absences,
    agreement,
    announcements,
    application_invites,
    applications,
    briefings,
    concerns,
    coordinators,
    exports,
    help_requests,
    intake,
    introductions,
    invitations,
    match_create,
    match_links,
    match_states,
    matches,
    matching,
    meeting_inquiries,
    messages,
    my_briefing,
    my_matches,
    my_participations,
    my_sessions,
    notes,
    participant_create,
    participants,
    profile_questions,
    program_create,
    program_emails,
    programs,
    public_page,
    rematching,
    resources,
    reviews,
    saved_views,
    sends,
    sessions,
    setup,
    support,
    today,
    visibility,
)

app_name = "programs"

of_match = [
    path("", matches.MatchDetail.as_view(), name="match-detail"),
    path("override/", matches.MatchOverride.as_view(), name="match-override"),
    path("help/", help_requests.MatchHelp.as_view(), name="match-help"),
    path("help/<uuid:request_id>/resolve/", help_requests.HelpResolve.as_view(), name="help-resolve"),
    path("override/clear/", matches.MatchClearOverride.as_view(), name="match-clear-override"),
    path("state/", match_states.MatchState.as_view(), name="match-state"),
    path("state/pause/", match_states.MatchPause.as_view(), name="match-pause"),
    path("links/revoke/", match_links.MatchLinksRevoke.as_view(), name="match-links-revoke"),
    path("state/end/", match_states.MatchEnd.as_view(), name="match-end"),
    path("rematch/", rematching.Rematch.as_view(), name="rematch"),
    path("rematch/<uuid:change_id>/undo/", rematching.RematchUndo.as_view(), name="rematch-undo"),
    path("state/reopen/", match_states.MatchReopen.as_view(), name="match-reopen"),
    path("state/<uuid:change_id>/undo/", match_states.MatchChangeUndo.as_view(), name="match-change-undo"),
    path("sessions/new/", sessions.SessionCreate.as_view(), name="session-create"),
    path("sessions/<uuid:session_id>/", sessions.SessionUpdate.as_view(), name="session-update"),
    path("sessions/<uuid:session_id>/delete/", sessions.SessionDelete.as_view(), name="session-delete"),
    path("sessions/<uuid:session_id>/restore/", sessions.SessionRestore.as_view(), name="session-restore"),
    path("absences/new/", absences.AbsenceCreate.as_view(), name="absence-create"),
    path("absences/<uuid:absence_id>/", absences.AbsenceUpdate.as_view(), name="absence-update"),
    path("absences/<uuid:absence_id>/delete/", absences.AbsenceDelete.as_view(), name="absence-delete"),
    path("absences/<uuid:absence_id>/restore/", absences.AbsenceRestore.as_view(), name="absence-restore"),
]

of_questions = [
    path("", profile_questions.ProfileQuestions.as_view(), name="profile-questions"),
    path("new/", profile_questions.ProfileQuestionCreate.as_view(), name="profile-question-create"),
    path("<slug:key>/", profile_questions.ProfileQuestionUpdate.as_view(), name="profile-question"),
    path(
        "<slug:key>/remove/",
        profile_questions.ProfileQuestionRemove.as_view(),
        name="profile-question-remove",
    ),
    path(
        "<slug:key>/restore/",
        profile_questions.ProfileQuestionRestore.as_view(),
        name="profile-question-restore",
    ),
    path("<slug:key>/move/", profile_questions.ProfileQuestionMove.as_view(), name="profile-question-move"),
]

of_resources = [
    path("", resources.ResourceList.as_view(), name="resource-list"),
    path("new/", resources.ResourceCreate.as_view(), name="resource-create"),
    path("<uuid:resource_id>/", resources.ResourceUpdate.as_view(), name="resource-update"),
    path("<uuid:resource_id>/file/", resources.ResourceFile.as_view(), name="resource-file"),
    path("<uuid:resource_id>/remove/", resources.ResourceRemove.as_view(), name="resource-remove"),
    path("<uuid:resource_id>/restore/", resources.ResourceRestore.as_view(), name="resource-restore"),
    path("<uuid:resource_id>/move/", resources.ResourceMove.as_view(), name="resource-move"),
]

of_applications = [
    path("", applications.ApplicationList.as_view(), name="application-list"),
    path("export/", applications.ApplicationExport.as_view(), name="application-export"),
    path("decide/", applications.ApplicationDecide.as_view(), name="application-decide"),
    path("decisions/<uuid:batch_id>/undo/", applications.ApplicationUndo.as_view(), name="application-undo"),
    path("invite/", application_invites.ApplicationInvite.as_view(), name="application-invite"),
    path(
        "invite/<uuid:batch_id>/undo/",
        application_invites.ApplicationInviteUndo.as_view(),
        name="application-invite-undo",
    ),
    path("<uuid:application_id>/", applications.ApplicationDetail.as_view(), name="application-detail"),
]

of_my_participation = [
    path("", my_participations.MyParticipation.as_view(), name="my-participation"),
    path("absences/new/", my_participations.MyAbsenceCreate.as_view(), name="my-absence-create"),
    path(
        "absences/<uuid:absence_id>/delete/",
        my_participations.MyAbsenceDelete.as_view(),
        name="my-absence-delete",
    ),
    path(
        "absences/<uuid:absence_id>/restore/",
        my_participations.MyAbsenceRestore.as_view(),
        name="my-absence-restore",
    ),
    path("briefing/", my_briefing.MyBriefing.as_view(), name="my-briefing"),
    path("briefing/read/", my_briefing.MyBriefingRead.as_view(), name="my-briefing-read"),
    path("briefing/unread/", my_briefing.MyBriefingUnread.as_view(), name="my-briefing-unread"),
    path("resources/<uuid:resource_id>/", my_briefing.MyResource.as_view(), name="my-resource"),
    path("leave/", my_participations.MyLeave.as_view(), name="my-leave"),
    path("rejoin/", my_participations.MyRejoin.as_view(), name="my-rejoin"),
]

of_my_session = [
    path("", my_sessions.MySession.as_view(), name="my-session"),
    path("agenda/", my_sessions.MySessionAgenda.as_view(), name="my-session-agenda"),
    path("held/", my_sessions.MySessionHeld.as_view(), name="my-session-held"),
    path("cancel/", my_sessions.MySessionCancel.as_view(), name="my-session-cancel"),
    path("withdraw/", my_sessions.MySessionWithdraw.as_view(), name="my-session-withdraw"),
    path("delete/", my_sessions.MySessionDelete.as_view(), name="my-session-delete"),
    path("restore/", my_sessions.MySessionRestore.as_view(), name="my-session-restore"),
]

of_my_match = [
    path("", my_matches.MyMatch.as_view(), name="my-match"),
    path("sessions/plan/", my_sessions.MySessionPlan.as_view(), name="my-session-plan"),
    path("sessions/record/", my_sessions.MySessionRecord.as_view(), name="my-session-record"),
    path("sessions/<uuid:session_id>/", include(of_my_session)),
    path("agreement/", agreement.MyAgreement.as_view(), name="my-agreement"),
    path("resources/", my_briefing.MyMatchResources.as_view(), name="my-match-resources"),
    path("notes/", notes.MyNotes.as_view(), name="my-notes"),
    path("notes/<uuid:note_id>/", notes.MyNote.as_view(), name="my-note"),
    path("notes/<uuid:note_id>/delete/", notes.MyNoteDelete.as_view(), name="my-note-delete"),
    path("notes/<uuid:note_id>/restore/", notes.MyNoteRestore.as_view(), name="my-note-restore"),
    path("reviews/", reviews.MyReviews.as_view(), name="my-reviews"),
    path("reviews/<uuid:answer_id>/", reviews.MyReview.as_view(), name="my-review"),
    path("support/", support.MySupport.as_view(), name="my-support"),
    path("support/concern/", support.MyConcern.as_view(), name="my-concern"),
    path("support/<uuid:request_id>/withdraw/", support.MyHelpWithdraw.as_view(), name="my-help-withdraw"),
    path("support/exit/", support.MyExit.as_view(), name="my-exit"),
    path("support/exit/<uuid:change_id>/undo/", support.MyExitUndo.as_view(), name="my-exit-undo"),
    path("support/rematch/", support.MyRematch.as_view(), name="my-rematch"),
    path("messages/", messages.MyMessages.as_view(), name="my-messages"),
    path("messages/<uuid:message_id>/cancel/", messages.MyMessageCancel.as_view(), name="my-message-cancel"),
]

of_participants = [
    path("", participants.ParticipantList.as_view(), name="participant-list"),
    path("new/", participant_create.ParticipantCreate.as_view(), name="participant-create"),
    path("export/", exports.ParticipantExport.as_view(), name="participant-export"),
    path("invite/", invitations.ParticipantInvite.as_view(), name="participant-invite"),
    path(
        "invite/<uuid:batch_id>/undo/",
        invitations.ParticipantInviteUndo.as_view(),
        name="participant-invite-undo",
    ),
    path("remind/", invitations.ParticipantRemind.as_view(), name="participant-remind"),
    path(
        "remind/<uuid:batch_id>/undo/",
        invitations.ParticipantRemindUndo.as_view(),
        name="participant-remind-undo",
    ),
    path("remind-briefing/", briefings.BriefingRemind.as_view(), name="briefing-remind"),
    path(
        "remind-briefing/<uuid:batch_id>/undo/",
        briefings.BriefingRemindUndo.as_view(),
        name="briefing-remind-undo",
    ),
]

of_email_text = [
    path("", program_emails.EmailTextPage.as_view(), name="email-text"),
    path("reset/", program_emails.EmailTextReset.as_view(), name="email-text-reset"),
    path("test/", program_emails.EmailTextTest.as_view(), name="email-text-test"),
]

of_program = [
    path("", today.Today.as_view(), name="today"),
    path("agreement/", programs.ProgramAgreement.as_view(), name="program-agreement"),
    path("reviews/", reviews.ProgramReviews.as_view(), name="program-reviews"),
    path("support/", support.ProgramSupport.as_view(), name="program-support"),
    path("sends/", sends.SendCalendarPage.as_view(), name="send-calendar"),
    path("sends/pause/", sends.SendPause.as_view(), name="send-pause"),
    path("sends/resume/", sends.SendResume.as_view(), name="send-resume"),
    path("edit/", programs.ProgramUpdate.as_view(), name="program-update"),
    path("coordinators/assign/", coordinators.CoordinatorAssign.as_view(), name="coordinator-assign"),
    path(
        "coordinators/<uuid:member>/assign/",
        coordinators.CoordinatorRestore.as_view(),
        name="coordinator-restore",
    ),
    path(
        "coordinators/<uuid:member>/remove/",
        coordinators.CoordinatorRemove.as_view(),
        name="coordinator-remove",
    ),
    path("setup/emails/", program_emails.ProgramEmails.as_view(), name="program-emails"),
    path("setup/emails/<str:text>/<str:language>/", include(of_email_text)),
    path("setup/briefings/", briefings.ProgramBriefings.as_view(), name="program-briefings"),
    path(
        "setup/briefings/<str:role>/<str:language>/",
        briefings.ProgramBriefing.as_view(),
        name="program-briefing",
    ),
    path(
        "setup/briefings/<str:role>/<str:language>/reset/",
        briefings.BriefingReset.as_view(),
        name="program-briefing-reset",
    ),
    path("setup/resources/", include(of_resources)),
    path("setup/intake/", intake.ProgramIntake.as_view(), name="program-intake"),
    path("setup/intake/open/", intake.ApplicationsOpen.as_view(), name="applications-open"),
    path("setup/intake/close/", intake.ApplicationsClose.as_view(), name="applications-close"),
    path("setup/public-page/", public_page.PublicPagePreview.as_view(), name="public-page-preview"),
    path("setup/questions/", include(of_questions)),
    path("setup/topics/new/", profile_questions.TopicCreate.as_view(), name="topic-create"),
    path("setup/topics/remove/", profile_questions.TopicRemove.as_view(), name="topic-remove"),
    path(
        "setup/topics/<uuid:topic_id>/restore/",
        profile_questions.TopicRestore.as_view(),
        name="topic-restore",
    ),
    path("applications/", include(of_applications)),
    path("setup/", setup.ProgramSetupPage.as_view(), name="program-setup"),
    path("test-run/", setup.TestRunStart.as_view(), name="test-run-start"),
    path("delete/", setup.ProgramDelete.as_view(), name="program-delete"),
    path("launch/", setup.ProgramLaunch.as_view(), name="program-launch"),
    path("close/", setup.ProgramClose.as_view(), name="program-close"),
    path("reopen/", setup.ProgramReopen.as_view(), name="program-reopen"),
    path("participants/", include(of_participants)),
    path("matches/", today.MatchList.as_view(), name="match-list"),
    path("matches/new/", match_create.MatchCreate.as_view(), name="match-create"),
    path("matches/export/", exports.MatchExport.as_view(), name="match-export"),
    path("matches/<uuid:match_id>/", include(of_match)),
    path("matching/", matching.Matching.as_view(), name="matching"),
    path("matching/draft/", matching.MatchDraft.as_view(), name="match-draft"),
    path("matching/drafts/", matching.MatchingDrafts.as_view(), name="matching-drafts"),
    path("introductions/", introductions.Introductions.as_view(), name="introductions"),
    path(
        "introductions/<uuid:introduction_id>/cancel/",
        introductions.IntroductionCancel.as_view(),
        name="introduction-cancel",
    ),
    path("matching/drafts/export/", matching.DraftExport.as_view(), name="draft-export"),
    path("matching/drafts/<uuid:match_id>/discard/", matching.DraftDiscard.as_view(), name="draft-discard"),
    path("write/", announcements.AnnouncementCreate.as_view(), name="announcement-create"),
    path(
        "write/<uuid:announcement_id>/cancel/",
        announcements.AnnouncementCancel.as_view(),
        name="announcement-cancel",
    ),
    path("views/save/", saved_views.ViewSave.as_view(), name="view-save"),
    path("views/<uuid:view_id>/delete/", saved_views.ViewDelete.as_view(), name="view-delete"),
]

urlpatterns = [
    path("p/<slug:slug>/<slug:page>/", public_page.PublicPage.as_view(), name="public-page"),
    path(
        "o/<slug:slug>/apply/<slug:page>/", public_page.ApplicationStart.as_view(), name="application-start"
    ),
    path(
        "o/<slug:slug>/my/meetings/<uuid:inquiry_id>/",
        meeting_inquiries.OwnInquiry.as_view(),
        name="own-inquiry",
    ),
    path("o/<slug:slug>/concerns/", concerns.ConcernList.as_view(), name="concern-list"),
    path(
        "o/<slug:slug>/concerns/<uuid:concern_id>/reader/",
        concerns.ConcernReader.as_view(),
        name="concern-reader",
    ),
    path(
        "o/<slug:slug>/concerns/<uuid:concern_id>/", concerns.ConcernDetail.as_view(), name="concern-detail"
    ),
    path(
        "o/<slug:slug>/concerns/<uuid:concern_id>/answer/",
        concerns.ConcernAnswer.as_view(),
        name="concern-answer",
    ),
    path("o/<slug:slug>/my/visibility/", visibility.MyVisibility.as_view(), name="my-visibility"),
    path("o/<slug:slug>/my/texts/export/", visibility.MyTexts.as_view(), name="my-texts"),
    path("o/<slug:slug>/my/matches/<uuid:match_id>/", include(of_my_match)),
    path("o/<slug:slug>/my/participations/<uuid:participant_id>/", include(of_my_participation)),
    path("o/<slug:slug>/programs/", programs.ProgramList.as_view(), name="program-list"),
    path("o/<slug:slug>/programs/new/", program_create.ProgramCreate.as_view(), name="program-create"),
    path(
        "o/<slug:slug>/programs/new/empty/",
        program_create.ProgramCreateEmpty.as_view(),
        name="program-create-empty",
    ),
    path("o/<slug:slug>/programs/<uuid:program_id>/", include(of_program)),
    path(
        "o/<slug:slug>/people/<uuid:person_id>/programs/",
        participants.PersonParticipations.as_view(),
        name="person-participations",
    ),
]
