"""Turn an application into a participant."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentoring.people.actions import create_person
from mentoring.people.models import Person
from mentoring.tenancy.actor import Actor
from programs.actions.participants import create_participant
from programs.enums import ApplicationState
from programs.models import Application
from programs.selectors.profile import questions_of, topics_in


def accept_application(application: Application, *, by: Actor, today: date) -> None:
    """Make the applicant a participant with topics and places. A guest is added to the directory first.

    Sends nothing. Refuses somebody who takes part in this role already.
    """
    person = application.person or _person_of_guest(application, by=by, today=today)
    questions = questions_of(application.program, application.role)
    participant = create_participant(
        application.program,
        person=person,
        role=application.role,
        by=by,
        today=today,
        topics=topics_in(questions, application.answers),
        capacity=application.capacity,
        enrolled_on=max(today, application.program.starts_on),
    )
    application.person, application.participant = person, participant
    application.state_before, application.state = application.state, ApplicationState.ACCEPTED
    application.save(update_fields=["person", "participant", "state", "state_before"])


def remove_accepted(application: Application) -> None:
    """Undo accept_application. Refuses once the participant is in a match."""
    participant = application.participant
    if participant is None:
        return
    if participant.matches_as_mentor.exists() or participant.matches_as_mentee.exists():
        raise ValidationError(
            _("%(name)s is matched already. End the match first.") % {"name": str(application)}
        )
    application.participant = None
    application.save(update_fields=["participant"])
    participant.delete()


def _person_of_guest(application: Application, *, by: Actor, today: date) -> Person:
    known = Person.objects.filter(email_norm=application.email_norm).first()
    if known:
        return known
    first_name, _blank, last_name = application.name.partition(" ")
    return create_person(
        first_name=first_name[:100],
        last_name=last_name[:100],
        email=application.email,
        language=application.language,
        by=by,
        today=today,
    )
