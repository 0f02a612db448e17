"""Too many calls are refused with the time to wait, for each caller and for an organization."""

import pytest

pytestmark = pytest.mark.django_db
ME = "/api/v1/o/acme/me/"
DAY = 24 * 3600


def statuses(caller, times, url=ME):
    return [caller.get(url).status_code for _ in range(times)]


def test_caller_beyond_the_limit_gets_the_time_to_wait(administrator, caller_of, settings):
    settings.API_LIMITS = {"caller": (2, DAY), "organization": (100, DAY)}
    caller = caller_of(administrator)
    assert statuses(caller, 2) == [200, 200]
    answer = caller.get(ME)
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert answer.json()["type"].endswith("#problem-too-many-requests")
    assert 0 < int(answer["Retry-After"]) <= DAY


def test_each_token_and_each_session_counts_for_itself(
    administrator, coordinator, caller_of, client_of, settings
):
    settings.API_LIMITS = {"caller": (1, DAY), "organization": (100, DAY)}
    callers = [
        caller_of(administrator),
        caller_of(administrator),
        client_of(administrator),
        client_of(coordinator),
    ]
    assert [statuses(caller, 2) for caller in callers] == [[200, 429]] * 4


def test_organization_as_a_whole_is_bounded_and_others_are_not_touched(
    administrator, coordinator, outsider, caller_of, settings
):
    settings.API_LIMITS = {"caller": (100, DAY), "organization": (2, DAY)}
    assert statuses(caller_of(administrator), 2) == [200, 200]
    assert statuses(caller_of(coordinator), 1) == [429]
    assert statuses(caller_of(outsider), 1, "/api/v1/o/globex/me/") == [200]


def test_refused_calls_of_one_caller_do_not_use_up_the_organization(
    administrator, coordinator, caller_of, settings
):
    settings.API_LIMITS = {"caller": (1, DAY), "organization": (2, DAY)}
    assert statuses(caller_of(administrator), 5) == [200, 429, 429, 429, 429]
    assert statuses(caller_of(coordinator), 1) == [200]


def test_strangers_are_not_counted(organization, outsider, administrator, client_of, client, settings):
    settings.API_LIMITS = {"caller": (1, DAY), "organization": (1, DAY)}
    assert statuses(client, 2) == [401, 401]
    assert statuses(client_of(outsider), 2) == [404, 404]
    assert statuses(client_of(administrator), 1) == [200]


def test_api_works_on_when_the_counter_is_gone(administrator, caller_of, settings, tmp_path):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"unix://{tmp_path}/nobody-listens.sock",
        }
    }
    settings.API_LIMITS = {"caller": (1, DAY), "organization": (1, DAY)}
    assert statuses(caller_of(administrator), 3) == [200, 200, 200]
