"""The OpenAPI document is valid, whole, and says what the addresses do."""

import json

import pytest
from django.urls import URLPattern, get_resolver
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from mentoring.api import ListApiView, Operation, TenantApiView
from mentoring.api.problems import PROBLEMS
from mentoring.api.views import METHODS
from mentoring.tenancy.rules import is_member


@pytest.fixture(scope="module")
def document(django_db_setup, django_db_blocker):
    from django.test import Client

    return Client().get("/api/v1/schema/").json()


def operations(document):
    return [(path, method, o) for path, methods in document["paths"].items() for method, o in methods.items()]


def views(patterns, prefix=""):
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from views(pattern.url_patterns, address)
        elif address.startswith("api/v1/o/"):
            yield address, pattern.callback.cls


def test_document_is_openapi_3_1_and_valid(document):
    assert document["openapi"].startswith("3.1")
    validate_schema(document)


def test_every_choice_set_has_a_name():
    """A name such as ReasonC53Enum changes with its values: name the set in ENUM_NAME_OVERRIDES."""
    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS


def test_document_that_is_wrong_is_found(document):
    wrong = json.loads(json.dumps(document))
    next(iter(wrong["paths"].values()))["get"]["responses"] = []
    with pytest.raises(Exception, match="is not of type 'object'"):
        validate_schema(wrong)


def test_every_address_and_method_is_in_the_document(document):
    found = {(path, method) for path, method, _ in operations(document)}
    expected = set()
    for address, cls in views(get_resolver().url_patterns):
        assert issubclass(cls, TenantApiView), address
        path = "/" + address.replace("<slug:", "{").replace("<uuid:", "{").replace(">", "}")
        expected |= {(path, method) for method in METHODS if hasattr(cls, method)}
    assert found == expected


def test_every_operation_has_a_name_of_its_own_a_tag_a_summary_and_a_scope(document):
    ids = [o["operationId"] for _, _, o in operations(document)]
    assert len(ids) == len(set(ids))
    for _path, method, operation in operations(document):
        assert operation["tags"]
        assert operation["summary"]
        [token, session] = operation["security"]
        assert session == {"session": []}
        assert token["token"] in ([["read"], ["export"]] if method == "get" else [["write"]])


def test_every_operation_lists_its_problems_and_shows_an_answer(document):
    for path, method, operation in operations(document):
        answers = operation["responses"]
        expected = {"400", "401", "403", "404", "406", "429"} | (
            {"413", "415"} if "requestBody" in operation else set()
        )
        assert {status for status in answers if status >= "400"} == expected, (path, method)
        for status in expected:
            [media_type] = answers[status]["content"]
            assert media_type == "application/problem+json"
        [good] = [answer for status, answer in answers.items() if status < "300"]
        if "content" in good:
            assert good["content"]["application/json"].get("examples"), (path, method)


def test_bodies_in_the_document_take_no_other_fields(document):
    for _path, _method, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            name = content["schema"]["$ref"].rpartition("/")[2]
            assert document["components"]["schemas"][name]["additionalProperties"] is False


def test_document_names_no_organization_and_may_be_read_from_anywhere(client, db, settings):
    answer = client.get("/api/v1/schema/")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["servers"] == [{"url": settings.BASE_URL}]


def test_reference_shows_every_operation_and_every_problem_without_inline_code(client, db, document):
    page = client.get("/api/v1/").content.decode()
    for _path, _method, operation in operations(document):
        assert f'id="{operation["operationId"]}"' in page
    for name in PROBLEMS:
        assert f'id="problem-{name}"' in page
    assert "<style" not in page
    assert " style=" not in page


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({}, "needs a rule"),
        ({"rule": is_member, "tag": "x", "operations": {}, "get": lambda self: None}, "Operation for each"),
        (
            {"rule": is_member, "tag": "x", "operations": {"get": Operation(id="a", summary="A")}},
            "Operation for each",
        ),
        (
            {
                "rule": is_member,
                "operations": {"get": Operation(id="a", summary="A")},
                "get": lambda self: None,
            },
            "needs a tag",
        ),
    ],
)
def test_view_that_does_not_say_who_and_what_cannot_be_defined(attributes, message):
    with pytest.raises(TypeError, match=message):
        type("Careless", (TenantApiView,), attributes)


def test_list_that_does_not_say_who_and_what_cannot_be_defined():
    with pytest.raises(TypeError, match="needs a rule"):
        type("Careless", (ListApiView,), {})
    with pytest.raises(TypeError, match="Operation for each"):
        type("Careless", (ListApiView,), {"rule": is_member, "tag": "x"})
