"""Only uploads may be large, and nothing of a refused body is read or repeated."""

import io

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

FORM = "application/x-www-form-urlencoded"
SMALL, LARGE = settings.BODY_BYTES, settings.UPLOAD_BODY_BYTES
UPLOAD = "/o/acme/imports/new/directory/"
ELSEWHERE = [
    "/accounts/login/",
    "/accounts/login/password/",
    "/organizations/new/",
    "/o/acme/members/invitations/new/",
    "/o/acme/imports/",
    "/l/invite/acme/00000000000000000000000000000000.x/",
    "/nowhere/",
    "/",
]


class Unreadable(io.RawIOBase):
    """A body that must not be read."""

    def read(self, *args):
        raise AssertionError("the body was read")


def call(path: str, length: int | None, **environ) -> tuple[str, bytes]:
    """Send the head of a request whose body must not be read."""
    statuses: list[str] = []
    base = Client()._base_environ(
        PATH_INFO=path, REQUEST_METHOD="POST", CONTENT_TYPE=FORM, HTTP_HOST="localhost"
    )
    base["wsgi.input"] = Unreadable()
    base.pop("CONTENT_LENGTH", None)
    if length is not None:
        base["CONTENT_LENGTH"] = str(length)
    answer = WSGIHandler()(
        {**base, **environ}, lambda status, headers, exc_info=None: statuses.append(status)
    )
    return statuses[0], b"".join(answer)


@pytest.mark.parametrize("path", ELSEWHERE)
def test_large_body_is_refused_unread_where_no_files_are_uploaded(path, organization):
    status, page = call(path, SMALL + 1)
    assert status.startswith("413 ")
    assert b"That is too large" in page


@pytest.mark.parametrize("path", [UPLOAD, "/api/v1/o/acme/imports/"])
def test_upload_is_refused_unread_beyond_its_own_limit(path, organization):
    assert call(path, LARGE + 1)[0].startswith("413 ")


def test_api_answers_with_a_problem(organization):
    status, body = call("/api/v1/o/acme/invitations/", SMALL + 1)
    assert status.startswith("413 ")
    assert b"#problem-too-large" in body


def test_body_without_a_length_is_refused_unread(organization):
    assert call("/accounts/login/", None, HTTP_TRANSFER_ENCODING="chunked")[0].startswith("411 ")


def test_body_up_to_the_limit_is_read(organization, client):
    body = "email=" + "x" * (SMALL - len("email="))
    assert client.post("/accounts/login/", body, content_type=FORM).status_code == 200
    assert client.post("/accounts/login/", body + "x", content_type=FORM).status_code == 413


def test_upload_may_be_larger(administrator, client_of):
    rows = "First Name\n" + "x\n" * SMALL
    answer = client_of(administrator).post(UPLOAD, {"text": rows, "as_of": "2026-01-05"})
    assert answer.status_code in {302, 422}


@pytest.mark.parametrize("length", ["many", "-1", "1_0", "٣"])
def test_length_that_is_no_number_is_refused(length, client):
    answer = client.generic("POST", "/accounts/login/", "email=a", content_type=FORM, CONTENT_LENGTH=length)
    assert answer.status_code == 400


def test_nothing_of_a_refused_body_is_repeated(organization):
    body = '{"email": "' + "MARK" * SMALL + '"}'
    for path in ("/accounts/login/", "/api/v1/o/acme/invitations/"):
        answer = Client().post(path, body, content_type="application/json")
        assert answer.status_code == 413
        assert b"MARK" not in answer.content
