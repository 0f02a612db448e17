"""Briefings, resources and certificates."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from programs.models import Participant
from tests.access import ADMINISTRATORS, EVERYBODY, STAFF, Call, Row
from tests.access.applications import own_participation
from tests.access.own_matches import own_match
from tests.access.programs import a_batch, a_program, a_program_to_invite, run_by
from tests.access.support import a_program_by_id
from tests.factories.programs import make_match, make_resource, make_session

PDF = b"%PDF-1.7"
LINK = {"title": "Guide", "stage": "first", "audience": "both", "url": "https://example.org/"}


def a_briefing(caller):
    return {**a_program(caller), "role": "mentor", "language": "de"}


def a_resource(caller):
    resource = make_resource(content=PDF)
    return {"program_id": run_by(caller, resource.program).pk, "resource_id": resource.pk}


def own_resource(caller):
    own = own_participation(caller)
    program = Participant.objects.get(pk=own["participant_id"]).program
    return {**own, "resource_id": make_resource(program=program, content=PDF).pk}


def a_program_to_brief(caller):
    return {"id": a_program_to_invite(caller)["program_id"]}


def a_certificate_language(caller):
    return {**a_program(caller), "language": "de"}


def own_certificate(caller):
    own = own_participation(caller)
    participant = Participant.objects.select_related("program").get(pk=own["participant_id"])
    participant.program.offers_certificates = True
    participant.program.save(update_fields=["offers_certificates"])
    match = make_match(
        program=participant.program,
        **{participant.role: participant},
        state="ended",
        ended_on=date(2026, 9, 14),
        held_count=1,
    )
    make_session(match=match)
    return own


def own_certificate_by_id(caller):
    return {"id": own_certificate(caller)["participant_id"]}


def a_link_by_id(caller):
    resource = make_resource()
    run_by(caller, resource.program)
    return {"id": resource.pk}


def an_upload(caller):
    return {"title": "Guide", "stage": "first", "file": SimpleUploadedFile("guide.pdf", PDF)}


ROWS = [
    Row("programs:program-briefings", get=Call(ADMINISTRATORS), make=a_program),
    Row(
        "programs:program-briefing",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"text": "Listen."}),
        make=a_briefing,
    ),
    Row("programs:program-briefing-reset", post=Call(ADMINISTRATORS, 302), make=a_briefing),
    Row("programs:briefing-remind", get=Call(STAFF), post=Call(STAFF, 302), make=a_program_to_invite),
    Row("programs:briefing-remind-undo", post=Call(STAFF, 302), make=a_batch),
    # Their own only; everybody else gets 404 (tests/programs/test_briefings.py).
    Row("programs:my-briefing", get=Call(EVERYBODY), make=own_participation),
    Row("programs:my-briefing-read", post=Call(EVERYBODY, 302), make=own_participation),
    Row("programs:my-briefing-unread", post=Call(EVERYBODY, 302), make=own_participation),
    Row("programs:resource-list", get=Call(ADMINISTRATORS), make=a_program),
    Row(
        "programs:resource-create",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, LINK),
        make=a_program,
    ),
    Row(
        "programs:resource-update",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, LINK),
        make=a_resource,
    ),
    Row("programs:resource-file", get=Call(ADMINISTRATORS), make=a_resource),
    Row("programs:resource-remove", post=Call(ADMINISTRATORS, 302), make=a_resource),
    Row("programs:resource-restore", post=Call(ADMINISTRATORS, 302), make=a_resource),
    Row("programs:resource-move", post=Call(ADMINISTRATORS, 302), make=a_resource),
    Row("programs:my-resource", get=Call(EVERYBODY), make=own_resource),
    Row(
        "programs:program-certificate",
        get=Call(ADMINISTRATORS),
        post=Call(ADMINISTRATORS, 302, {"is_offered": "on"}),
        make=a_program,
    ),
    Row("programs:certificate-preview", get=Call(ADMINISTRATORS), make=a_certificate_language),
    Row("programs:my-certificate", get=Call(EVERYBODY), make=own_certificate),
    Row(
        "api:resource-list",
        get=Call(STAFF),
        post=Call(ADMINISTRATORS, 201, LINK),
        make=a_program_by_id,
    ),
    Row("api:resource-upload", post=Call(ADMINISTRATORS, 201, an_upload), make=a_program_by_id),
    Row(
        "api:resource-detail",
        patch=Call(ADMINISTRATORS, 200, {"title": "Guide"}),
        delete=Call(ADMINISTRATORS, 204),
        make=a_link_by_id,
    ),
    Row(
        "api:briefing",
        get=Call(STAFF, 200, {"role": "mentor"}),
        put=Call(ADMINISTRATORS, 200, {"role": "mentor", "language": "de", "text": "Listen."}),
        make=a_program_by_id,
    ),
    Row("api:briefing-remind", post=Call(STAFF), make=a_program_to_brief),
    # One's own, or those of programs that one runs (tests/programs/test_certificates.py).
    Row("api:certificate", get=Call(EVERYBODY), make=own_certificate_by_id),
    Row("programs:my-match-resources", get=Call(EVERYBODY), make=own_match),
]
