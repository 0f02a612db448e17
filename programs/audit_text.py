"""The texts of the audit log for actions of programs."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.audit.extensions import KINDS, NAMES, SENTENCES, Sentence
from programs.enums import (
    ApplicationDecision,
    ClosingReason,
    Health,
    ParticipantRole,
    ProgramState,
    SessionState,
)
from programs.models import Match, MeetingInquiry, Participant, Program, Topic

ROLES = {"role": ParticipantRole.choices}
STATES = {"state": ProgramState.choices}
SESSION_STATES = {"state": SessionState.choices}
ABSENCE_FIELDS = {"starts_on": _("First day"), "ends_on": _("Last day")}
AUDIT_TEXT = {
    "create_program": Sentence(_("Create a program"), _("%(who)s created the program %(thing)s."), STATES),
    "copy_program": Sentence(
        _("Copy a program"), _("%(who)s created the program %(thing)s as a copy of %(source)s.")
    ),
    "update_program": Sentence(
        _("Update a program"), _("%(who)s updated the program %(thing)s (%(state)s)."), STATES
    ),
    "assign_coordinator": Sentence(
        _("Assign a coordinator"), _("%(who)s assigned %(thing)s to the program %(program)s as coordinator.")
    ),
    "remove_coordinator": Sentence(
        _("Remove a coordinator"), _("%(who)s removed %(thing)s from the coordinators of %(program)s.")
    ),
    "start_test_run": Sentence(_("Start a test run"), _("%(who)s started %(thing)s.")),
    "delete_program": Sentence(_("Delete a program"), _("%(who)s deleted the program %(thing)s.")),
    "launch_program": Sentence(_("Launch a program"), _("%(who)s launched the program %(thing)s.")),
    "close_program": Sentence(
        _("Close a program"),
        _("%(who)s closed the program %(thing)s: %(reason)s."),
        {"reason": ClosingReason.choices},
    ),
    "reopen_program": Sentence(_("Reopen a program"), _("%(who)s reopened the program %(thing)s.")),
    "override_health": Sentence(
        _("Override a status"),
        _("%(who)s overrode the status of %(thing)s: “%(health)s” until %(review_on)s."),
        {"health": Health.choices},
    ),
    "clear_override": Sentence(_("Remove an override"), _("%(who)s removed the override of %(thing)s.")),
    "draft_match": Sentence(_("Draft a match"), _("%(who)s drafted the match %(thing)s.")),
    "discard_draft": Sentence(_("Discard a draft match"), _("%(who)s discarded a draft match.")),
    "approve_matches": Sentence(
        _("Approve matches"), _("%(who)s approved %(count)s draft matches in %(thing)s.")
    ),
    "send_introductions": Sentence(
        _("Send introductions"), _("%(who)s introduced the people of %(count)s matches in %(thing)s.")
    ),
    "schedule_introductions": Sentence(
        _("Schedule introductions"),
        _("%(who)s scheduled the introductions of %(count)s matches in %(thing)s."),
    ),
    "cancel_introductions": Sentence(
        _("Cancel introductions"),
        _("%(who)s canceled the introductions of %(count)s matches in %(thing)s."),
    ),
    "save_email_text": Sentence(
        _("Change the text of an email"),
        _("%(who)s changed the text of an email of %(thing)s (%(language)s)."),
    ),
    "reset_email_text": Sentence(
        _("Reset the text of an email"),
        _("%(who)s reset the text of an email of %(thing)s (%(language)s)."),
    ),
    "send_text_to_oneself": Sentence(
        _("Send a test of a text"),
        _("%(who)s sent a text of %(thing)s to their own address (%(language)s)."),
    ),
    "export_drafts": Sentence(
        _("Export draft matches"), _("%(who)s exported the draft matches of %(thing)s (%(rows)s rows).")
    ),
    "record_session": Sentence(
        _("Record session"),
        _("%(who)s recorded a session of %(thing)s on %(on)s (%(state)s)."),
        SESSION_STATES,
    ),
    "update_session": Sentence(
        _("Update a session"),
        _("%(who)s updated the session of %(thing)s on %(on)s (%(state)s)."),
        SESSION_STATES,
    ),
    "delete_session": Sentence(
        _("Delete a session"),
        _("%(who)s deleted the session of %(thing)s on %(on)s (%(state)s)."),
        SESSION_STATES,
    ),
    "restore_session": Sentence(
        _("Restore a session"),
        _("%(who)s restored the session of %(thing)s on %(on)s (%(state)s)."),
        SESSION_STATES,
    ),
    "answer_meeting_question": Sentence(
        _("Answer whether they met"), _("%(who)s answered whether %(thing)s met.")
    ),
    "undo_meeting_answer": Sentence(
        _("Undo an answer"), _("%(who)s undid the answer to whether %(thing)s met.")
    ),
    "revoke_match_links": Sentence(_("Revoke links"), _("%(who)s revoked the links to %(thing)s in emails.")),
    "renew_inquiry_link": Sentence(
        _("Request a new link"), _("%(who)s requested a new link to “Did you meet?” for %(thing)s.")
    ),
    "resolve_help_request": Sentence(
        _("Resolve a request for help"), _("%(who)s resolved a request for help in %(thing)s.")
    ),
    "record_absence": Sentence(
        _("Record an absence"), _("%(who)s recorded an absence of %(thing)s."), fields=ABSENCE_FIELDS
    ),
    "export_participants": Sentence(
        _("Export participants"), _("%(who)s exported the participants of %(thing)s (%(rows)s rows).")
    ),
    "update_absence": Sentence(
        _("Update an absence"), _("%(who)s updated an absence of %(thing)s."), fields=ABSENCE_FIELDS
    ),
    "delete_absence": Sentence(
        _("Delete an absence"), _("%(who)s deleted an absence of %(thing)s."), fields=ABSENCE_FIELDS
    ),
    "restore_absence": Sentence(
        _("Restore an absence"), _("%(who)s restored an absence of %(thing)s."), fields=ABSENCE_FIELDS
    ),
    "plan_session": Sentence(_("Plan a session"), _("%(who)s planned a session of %(thing)s on %(on)s.")),
    "move_session": Sentence(_("Move a session"), _("%(who)s moved a session of %(thing)s to %(on)s.")),
    "cancel_session": Sentence(
        _("Cancel a session"), _("%(who)s canceled the session of %(thing)s on %(on)s.")
    ),
    "update_agenda": Sentence(
        _("Change an agenda"), _("%(who)s changed the agenda of a session of %(thing)s.")
    ),
    "update_agreement": Sentence(
        _("Change agreement and contact"), _("%(who)s changed the agreement or the contact of %(thing)s.")
    ),
    "accept_agreement": Sentence(
        _("Accept the agreement"), _("%(who)s accepted the agreement for %(thing)s.")
    ),
    "send_match_message": Sentence(
        _("Send a message"), _("%(who)s sent a message to the other person of %(thing)s.")
    ),
    "save_briefing": Sentence(
        _("Change a briefing"), _("%(who)s changed a briefing of %(thing)s (%(role)s)."), ROLES
    ),
    "reset_briefing": Sentence(
        _("Reset a briefing"),
        _("%(who)s reset a briefing of %(thing)s to the standard text (%(role)s)."),
        ROLES,
    ),
    "read_briefing": Sentence(_("Read the briefing"), _("%(thing)s marked the briefing as read.")),
    "unread_briefing": Sentence(
        _("Undo reading the briefing"), _("%(thing)s no longer marks the briefing as read.")
    ),
    "remind_of_briefing": Sentence(
        _("Remind of the briefing"),
        _("%(who)s reminded %(count)s participants of %(thing)s of the briefing."),
    ),
    "undo_briefing_reminder": Sentence(
        _("Undo reminders of the briefing"),
        _("%(who)s canceled %(count)s reminders of the briefing of %(thing)s."),
    ),
    "add_resource": Sentence(_("Add a resource"), _("%(who)s added a resource to %(thing)s.")),
    "update_resource": Sentence(_("Change a resource"), _("%(who)s changed a resource of %(thing)s.")),
    "remove_resource": Sentence(_("Remove a resource"), _("%(who)s removed a resource from %(thing)s.")),
    "restore_resource": Sentence(_("Restore a resource"), _("%(who)s restored a resource of %(thing)s.")),
    "move_resource": Sentence(
        _("Move a resource"), _("%(who)s changed the order of the resources of %(thing)s.")
    ),
    "offer_certificates": Sentence(_("Offer certificates"), _("%(who)s offered certificates in %(thing)s.")),
    "withdraw_certificates": Sentence(
        _("Stop offering certificates"), _("%(who)s no longer offers certificates in %(thing)s.")
    ),
    "update_support": Sentence(
        _("Change concerns and reviews"),
        _("%(who)s changed whom %(thing)s names for concerns, or its reviews."),
    ),
    "name_concern_reader": Sentence(
        _("Name somebody for a concern"), _("%(who)s named somebody new for a concern in %(thing)s.")
    ),
    "answer_concern": Sentence(
        _("Answer a concern"), _("%(who)s marked a concern in %(thing)s as answered.")
    ),
    "request_help": Sentence(_("Ask for help"), _("One side of %(thing)s asked for help.")),
    "withdraw_help_request": Sentence(
        _("Withdraw a request for help"), _("A request for help of %(thing)s was withdrawn.")
    ),
    "answer_still_meeting": Sentence(
        _("Answer whether they still meet"), _("One side answered that %(thing)s are still meeting.")
    ),
    "wish_rematch": Sentence(_("Wish for another match"), _("%(thing)s would like another match.")),
    "withdraw_rematch_wish": Sentence(
        _("Withdraw a wish for another match"), _("%(thing)s no longer wishes for another match.")
    ),
    "answer_review": Sentence(_("Answer a review"), _("One side of %(thing)s answered a review.")),
    "export_own_texts": Sentence(
        _("Export own texts"), _("%(who)s downloaded their own notes, review answers and concerns.")
    ),
    "change_notes": Sentence(
        _("Change notes"), _("%(who)s changed notes on %(thing)s, which only the two can read.")
    ),
    "send_announcement": Sentence(
        _("Send an email to participants"),
        _("%(who)s sent an email to %(count)s participants of %(thing)s."),
    ),
    "create_participant": Sentence(
        _("Add a participant"), _("%(who)s added %(thing)s to a program (%(role)s)."), ROLES
    ),
    "create_match": Sentence(_("Create a match"), _("%(who)s matched %(thing)s on %(on)s.")),
    "pause_match": Sentence(_("Pause a match"), _("%(who)s paused the match %(thing)s until %(until)s.")),
    "end_match": Sentence(_("End a match"), _("%(who)s ended the match %(thing)s on %(on)s.")),
    "reopen_match": Sentence(_("Reopen a match"), _("%(who)s reopened the match %(thing)s on %(on)s.")),
    "resume_match": Sentence(
        _("End of a pause"), _("The pause of the match %(thing)s is over; it is active again.")
    ),
    "undo_match_change": Sentence(
        _("Undo a change of a match"), _("%(who)s undid the last change of the match %(thing)s.")
    ),
    "invite_participants": Sentence(
        _("Invite participants"), _("%(who)s invited %(count)s participants of %(thing)s.")
    ),
    "remind_participants": Sentence(
        _("Remind participants"), _("%(who)s reminded %(count)s participants of %(thing)s.")
    ),
    "undo_invitations": Sentence(
        _("Undo invitations"), _("%(who)s took back %(count)s invitations or reminders of %(thing)s.")
    ),
    "add_question": Sentence(
        _("Add a profile question"), _("%(who)s added a profile question to %(thing)s.")
    ),
    "update_question": Sentence(
        _("Change a profile question"), _("%(who)s changed a profile question of %(thing)s.")
    ),
    "remove_question": Sentence(
        _("Remove a profile question"), _("%(who)s removed a profile question from %(thing)s.")
    ),
    "restore_question": Sentence(
        _("Restore a profile question"), _("%(who)s restored a profile question of %(thing)s.")
    ),
    "move_question": Sentence(
        _("Move a profile question"), _("%(who)s changed the order of the profile questions of %(thing)s.")
    ),
    "add_topic": Sentence(_("Add a topic"), _("%(who)s added the topic %(thing)s.")),
    "remove_topic": Sentence(_("Remove a topic"), _("%(who)s removed the topic %(thing)s.")),
    "update_capacity": Sentence(
        _("Change the number of mentees"), _("%(thing)s now takes up to %(capacity)s mentees.")
    ),
    "pause_participant": Sentence(
        _("Pause participation"),
        _("%(who)s paused the participation of %(thing)s."),
    ),
    "resume_participant": Sentence(
        _("Resume participation"), _("The participation of %(thing)s was resumed in %(program)s.")
    ),
    "leave_program": Sentence(_("Leave a program"), _("%(thing)s left a program (%(role)s)."), ROLES),
    "rejoin_program": Sentence(
        _("Take part again"), _("%(thing)s takes part in a program again (%(role)s)."), ROLES
    ),
    "update_program_settings": Sentence(
        _("Change rules and reminders"), _("%(who)s changed rules or reminders of %(thing)s.")
    ),
    "update_intake": Sentence(_("Change who takes part"), _("%(who)s changed who takes part in %(thing)s.")),
    "open_applications": Sentence(_("Open applications"), _("%(who)s opened the applications of %(thing)s.")),
    "close_applications": Sentence(
        _("Close applications"), _("%(who)s closed the applications of %(thing)s.")
    ),
    "submit_application": Sentence(_("Apply"), _("Somebody applied for %(thing)s (%(role)s)."), ROLES),
    "withdraw_application": Sentence(
        _("Withdraw an application"), _("Somebody withdrew an application to %(thing)s.")
    ),
    "answer_as_manager": Sentence(
        _("Answer as line manager"), _("A line manager answered about an application to %(thing)s.")
    ),
    "decide_applications": Sentence(
        _("Decide about applications"),
        _("%(who)s decided about %(count)s applications to %(thing)s: %(decision)s."),
        {"decision": ApplicationDecision.choices},
    ),
    "undo_decision": Sentence(
        _("Undo a decision"), _("%(who)s undid a decision about %(count)s applications to %(thing)s.")
    ),
    "invite_to_apply": Sentence(
        _("Invite people to apply"), _("%(who)s invited %(count)s people to apply for %(thing)s.")
    ),
    "undo_invite_to_apply": Sentence(
        _("Undo invitations to apply"), _("%(who)s canceled %(count)s invitations to apply for %(thing)s.")
    ),
    "export_applications": Sentence(
        _("Export applications"), _("%(who)s exported the applications of %(thing)s (%(rows)s rows).")
    ),
    "export_matches": Sentence(
        _("Export matches"), _("%(who)s exported the matches of %(thing)s (%(rows)s rows).")
    ),
}


def register() -> None:
    for order, (name, sentence) in enumerate(AUDIT_TEXT.items(), 200):
        SENTENCES.register(f"programs.{name}", sentence, order=order)
    KINDS.register("programs.program", _("Program"))
    KINDS.register("programs.match", _("Match"))
    KINDS.register("programs.meetinginquiry", _("“Did you meet?”"))
    KINDS.register("programs.participant", _("Participant"))
    KINDS.register("programs.topic", _("Topic"))
    NAMES.register("programs.program", program_names)
    NAMES.register("programs.meetinginquiry", inquiry_names)
    NAMES.register("programs.match", match_names)
    NAMES.register("programs.participant", participant_names)
    NAMES.register("programs.topic", topic_names)


def program_names(ids: set[UUID]) -> dict[UUID, str]:
    return dict(Program.objects.filter(pk__in=ids).values_list("pk", "name"))


def inquiry_names(ids: set[UUID]) -> dict[UUID, str]:
    found = MeetingInquiry.objects.filter(pk__in=ids).select_related("person")
    return {inquiry.pk: inquiry.person.name for inquiry in found}


def match_names(ids: set[UUID]) -> dict[UUID, str]:
    return {match.pk: str(match) for match in Match.objects.filter(pk__in=ids).with_people()}


def participant_names(ids: set[UUID]) -> dict[UUID, str]:
    found = Participant.objects.filter(pk__in=ids).select_related("person")
    return {participant.pk: str(participant.person) for participant in found}


def topic_names(ids: set[UUID]) -> dict[UUID, str]:
    return dict(Topic.objects.filter(pk__in=ids).values_list("pk", "name"))
