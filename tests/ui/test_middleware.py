import gzip
import re

import pytest

PAGES = [
    "/styleguide/",
    "/robots.txt",
    "/no-such-page",
    "/styleguide/error-500/",
    "/styleguide/administrator/",
]


@pytest.mark.parametrize("path", PAGES)
def test_policy_allows_nothing_unsafe(client, path):
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe-" not in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "path",
    ["", *(f"{name}/" for name in ("administrator", "participant", "respondent", "sign-in", "error-404"))],
)
def test_page_has_nothing_inline(client, path):
    html = client.get(f"/styleguide/{path}").content.decode()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", html) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag] == []
    assert set(re.findall(r'(?:src|href)="(https?://[^"]*)"', html)) == set()


LIST = "/o/acme/members/"
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


def test_page_of_members_is_compressed_without_change(administrator, client_of):
    client = client_of(administrator)
    answer = client.get(LIST, **GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    token = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]*')
    assert token.sub(b"", gzip.decompress(answer.content)) == token.sub(b"", client.get(LIST).content)
    # Random bytes at the head: the length says little about the page.
    assert len({len(client.get(LIST, **GZIP).content) for _ in range(8)}) > 1


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/sessions/", "/organizations/"])
def test_page_elsewhere_is_not_compressed(administrator, client_of, path):
    assert "Content-Encoding" not in client_of(administrator).get(path, **GZIP).headers


def test_answer_that_shows_a_new_token_is_not_compressed(administrator, client_of):
    form = {"name": "Sheet", "scopes": ["read"], "days": "90"}
    answer = client_of(administrator).post("/o/acme/tokens/new/", form, **GZIP)
    assert b"secret-box" in answer.content
    assert "Content-Encoding" not in answer.headers
