from mentoring.audit.actions import record
from mentoring.audit.models import AuditEvent
from mentoring.tenancy.actor import Actor
from tests.factories import makes


@makes(AuditEvent)
def make_audit_event(*, mark: str = "job") -> AuditEvent:
    return record("test.did_something", by=Actor.system(mark), values={"text": mark}, label=mark)
