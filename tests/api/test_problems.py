"""Errors are problem+json, whoever raised them, and a refused call leaves nothing behind."""

import json

import pytest
from django.conf import settings

from mentoring.tenancy.models import ApiToken
from mentoring.tenancy.scope import tenant_scope

pytestmark = pytest.mark.urls("tests.api.urls")
NOTES = "/api/v1/o/acme/notes/"


@pytest.fixture
def caller(administrator, caller_of):
    return caller_of(administrator, name="key")


def post(caller, body, content_type="application/json"):
    data = body if isinstance(body, bytes) else json.dumps(body)
    return caller.post(NOTES, data=data, content_type=content_type)


def check(answer, status, name):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"{settings.BASE_URL}/api/v1/#problem-{name}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem


def notes(organization):
    with tenant_scope(organization.id):
        return set(ApiToken.objects.values_list("name", flat=True)) - {"key"}


def test_call_that_succeeds_commits(organization, caller):
    assert post(caller, {"name": "one"}).status_code == 201
    assert notes(organization) == {"one"}


@pytest.mark.parametrize(
    ("ending", "status", "name"),
    [
        ("refused", 400, "invalid"),
        ("refused-plainly", 400, "invalid"),
        ("forbidden", 403, "forbidden"),
        ("crash", 500, "server-error"),
    ],
)
def test_call_that_fails_leaves_nothing(organization, caller, ending, status, name):
    problem = check(post(caller, {"name": "half", "ending": ending}), status, name)
    assert "secret" not in json.dumps(problem)
    assert notes(organization) == set()


def test_refusal_of_an_action_names_fields_and_sentences(caller):
    problem = check(post(caller, {"name": "half", "ending": "refused"}), 400, "invalid")
    assert problem["errors"] == [
        {"field": "name", "detail": "This name is taken."},
        {"field": "", "detail": "Not on a Sunday."},
    ]
    assert problem["detail"] == "Not on a Sunday."


def test_wrong_fields_are_all_named_with_their_place(caller):
    problem = check(post(caller, {"lines": [{"text": "fits"}, {"text": "too long"}]}), 400, "invalid")
    assert [error["field"] for error in problem["errors"]] == ["name", "lines.1.text"]


@pytest.mark.parametrize("key", ["nmae", "", "\ud800"])
def test_unknown_field_is_refused(organization, caller, key):
    problem = check(post(caller, {"name": "one", key: 1}), 400, "invalid")
    assert len(problem["errors"]) == 1
    assert notes(organization) == set()


@pytest.mark.parametrize(
    "query", ["?nmae=1", "?cursor=x", "?page_size=0", "?page_size=201", "?page_size=1&page_size=2"]
)
def test_wrong_parameter_is_refused(caller, query):
    problem = check(caller.get(NOTES + query), 400, "invalid")
    assert [error["field"] for error in problem["errors"]] == [query[1:].partition("=")[0]]


def test_parameter_of_a_write_is_refused(organization, caller):
    answer = caller.post(NOTES + "?page_size=2", data={"name": "one"}, content_type="application/json")
    check(answer, 400, "invalid")
    assert notes(organization) == set()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"name": NaN}',
        b"[" * 100_000,
        b'{"name": ' + b"9" * 5000 + b"}",
    ],
    ids=["half", "not-utf-8", "nan", "deep", "long-number"],
)
def test_body_that_is_not_json_is_malformed(caller, body):
    check(post(caller, body), 400, "malformed")


@pytest.mark.parametrize("body", [b"", [], "text", None, 1])
def test_body_that_is_not_an_object_is_refused(caller, body):
    check(post(caller, body), 400, "invalid")


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "x" * 21, "", None, {}, []])
def test_name_that_cannot_be_stored_is_refused(caller, name):
    problem = check(post(caller, {"name": name}), 400, "invalid")
    assert problem["errors"][0]["field"] == "name"


def test_large_body_is_refused(caller, settings):
    settings.API_BODY_BYTES = 20
    check(post(caller, {"name": "x" * 20}), 413, "too-large")
    assert post(caller, {"name": "x"}).status_code == 201


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "nonsense"])
def test_other_formats_are_refused(caller, content_type):
    check(post(caller, b"{}", content_type), 415, "unsupported-media-type")


@pytest.mark.parametrize("charset", ["base64", "latin-1", "nonsense"])
def test_named_charset_is_not_followed(caller, charset):
    answer = caller.generic(
        "GET", NOTES + "?page_size=%C3%BC", content_type=f"application/json; charset={charset}"
    )
    check(answer, 400, "invalid")


def test_other_answers_than_json_are_refused(caller):
    check(caller.get(NOTES, headers={"Accept": "text/html"}), 406, "not-acceptable")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_method_that_is_not_there_is_refused_with_those_that_are(caller, method):
    answer = caller.generic(method.upper(), NOTES)
    check(answer, 405, "method-not-allowed")
    assert answer["Allow"] == "GET, POST, HEAD"


def test_head_is_a_get_without_a_body(caller):
    answer = caller.head(NOTES)
    assert (answer.status_code, answer.content) == (200, b"")


def test_address_that_is_not_there_is_a_problem_too(caller, client):
    check(caller.get("/api/v1/o/acme/nothing/"), 404, "not-found")
    check(client.get("/api/nothing/"), 404, "not-found")


def test_foreign_host_is_a_problem_too(caller):
    check(caller.get(NOTES, headers={"Host": "evil.example"}), 400, "malformed")


def test_pages_keep_their_error_pages(client, db):
    assert client.get("/nothing/")["Content-Type"].startswith("text/html")


def test_sentences_come_in_the_callers_language(caller):
    german = caller.get(NOTES + "?page_size=0", headers={"Accept-Language": "de"}).json()
    english = caller.get(NOTES + "?page_size=0").json()
    assert german["errors"][0]["detail"] != english["errors"][0]["detail"]
    assert german["type"] == english["type"]
