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
