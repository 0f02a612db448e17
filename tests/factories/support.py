from datetime import UTC, date, datetime

from programs.models import Concern, RematchWish, StillMeetingQuestion
from tests.factories import makes
from tests.factories.programs import make_match
from tests.factories.tenancy import make_membership

AT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


@makes(Concern)
def make_concern(*, mark: str = "Something is not right", **fields) -> Concern:
    match = fields.pop("match", None) or make_match()
    if "reader" not in fields:
        fields["reader"] = make_membership(role="administrator")
    concern = Concern(
        match=match,
        **{"author": match.mentee, "raised_at": AT, "respond_by": date(2026, 9, 17), **fields},
    )
    concern.write(mark)
    concern.save()
    return concern


@makes(StillMeetingQuestion)
def make_still_meeting_question(*, mark: str = "", **fields) -> StillMeetingQuestion:
    match = fields.pop("match", None) or make_match()
    return StillMeetingQuestion.objects.create(
        match=match,
        **{
            "role": "mentor",
            "silent_since": date(2026, 8, 10),
            "asked_on": date(2026, 11, 8),
            "confirm_on": date(2026, 11, 29),
            **fields,
        },
    )


@makes(RematchWish)
def make_rematch_wish(*, mark: str = "", **fields) -> RematchWish:
    match = fields.pop("match", None) or make_match(state="ended", ended_on=date(2026, 9, 14))
    return RematchWish.objects.create(
        match=match, **{"participant": match.mentee, "wished_at": AT, "wished_on": AT.date(), **fields}
    )
