from tests.access import ADMINISTRATORS, EVERYBODY, Call, PublicRow, Row


def a_member(membership):
    return {"id": membership.id}


ROWS = [
    PublicRow(
        "api:reference", why="It holds no data; who writes a program reads it before there is a token."
    ),
    PublicRow("api:schema", why="As the reference."),
    Row("api:organization", get=Call(EVERYBODY)),
    Row("api:me", get=Call(EVERYBODY)),
    Row("api:member-list", get=Call(ADMINISTRATORS)),
    Row("api:member-detail", get=Call(ADMINISTRATORS), make=a_member),
    Row("api:api-token-list", get=Call(ADMINISTRATORS)),
    Row("api:audit-event-list", get=Call(ADMINISTRATORS)),
]
