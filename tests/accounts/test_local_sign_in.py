import pytest

from mentoring.accounts.local_sign_in import local_sign_in_url
from tests.factories.tenancy import make_user


@pytest.fixture
def path(db) -> str:
    return "/" + local_sign_in_url(make_user(name="Ada")).split("/", 3)[3]


def test_following_the_link_signs_nobody_in(path, client):
    for _ in range(2):
        answer = client.get(path)
        assert (answer.status_code, b"Ada" in answer.content) == (200, True)
    assert "_auth_user_id" not in client.session


def test_posting_it_signs_in(path, client):
    assert client.post(path).status_code == 302
    assert "_auth_user_id" in client.session
    assert "This device" in client.get("/accounts/sessions/").content.decode()


@pytest.mark.parametrize("spoiled", [lambda p: p[:-3] + "/", lambda p: p.replace("local/", "local/x")])
def test_a_spoiled_link_is_not_found(path, client, spoiled):
    assert client.post(spoiled(path)).status_code == 404


def test_it_works_only_locally_and_from_this_machine(path, client, settings):
    assert client.post(path, REMOTE_ADDR="10.0.0.7").status_code == 404
    settings.LOCAL = False
    assert client.post(path).status_code == 404
