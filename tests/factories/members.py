from datetime import UTC, datetime
from uuid import uuid4

from mentoring.members.models import MemberInvite
from tests.factories import makes

INVITED_AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@makes(MemberInvite)
def make_invite(*, mark: str = "invite", **fields) -> MemberInvite:
    return MemberInvite.objects.create(
        **{
            "email": f"{mark.lower()}-{uuid4().hex[:8]}@example.org",
            "role": "participant",
            "message": mark,
            "language": "en",
            "invited_at": INVITED_AT,
            "sent_at": INVITED_AT,
            "expires_at": datetime(2099, 1, 1, tzinfo=UTC),
            **fields,
        }
    )
