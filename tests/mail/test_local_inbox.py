import pytest
from django.core.mail import EmailMultiAlternatives

from mentoring.mail.local_inbox import newest_mails


@pytest.fixture
def mail(settings, tmp_path):
    settings.MAIL_LOCAL_INBOX = tmp_path / "mail"
    settings.EMAIL_BACKEND = "mentoring.mail.local_inbox.LocalInboxBackend"
    for number in (1, 2):
        email = EmailMultiAlternatives(
            f"Code {number}",
            "Your code <b>is</b> 123456, see https://example.org/x",
            to=["Mia <mia@example.org>"],
        )
        email.attach_alternative("<p onclick='x()'>Your code</p><script>alert(1)</script>", "text/html")
        email.send()
    return newest_mails()[0]


def test_emails_are_listed_newest_first(client, mail, db):
    page = client.get("/mail/").content.decode()
    assert page.index("Code 2") < page.index("Code 1")
    assert "Mia &lt;mia@example.org&gt;" in page


def test_email_shows_text_escaped_and_html_in_a_sandbox(client, mail, db):
    answer = client.get(f"/mail/{mail.name}/")
    page = answer.content.decode()
    assert "Your code &lt;b&gt;is&lt;/b&gt; 123456" in page
    assert 'href="https://example.org/x"' in page
    assert f'src="/mail/{mail.name}/html/"' in page
    assert "script" not in answer["Content-Security-Policy"].partition("frame-src")[2]
    html = client.get(f"/mail/{mail.name}/html/")
    assert b"Your code" in html.content
    assert html["Content-Security-Policy"].startswith("sandbox ")
    assert "allow-scripts" not in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("address", ["10.0.0.7", "203.0.113.9", "2001:db8::1", "", "localhost"])
def test_another_machine_gets_404(client, mail, db, address):
    for path in ("/mail/", f"/mail/{mail.name}/", f"/mail/{mail.name}/html/"):
        assert client.get(path, REMOTE_ADDR=address).status_code == 404
    assert client.get("/mail/", REMOTE_ADDR="::1").status_code == 200


def test_inbox_exists_only_locally(client, mail, db, settings):
    settings.LOCAL = False
    for path in ("/mail/", f"/mail/{mail.name}/", f"/mail/{mail.name}/html/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["..", "x", "%2e%2e%2fsecret_key", "00000000000000000001-00000000"])
def test_unknown_name_is_not_found(client, mail, db, name):
    assert client.get(f"/mail/{name}/").status_code == 404


def test_nothing_changes_in_the_inbox(client, mail, db):
    assert client.post("/mail/").status_code == 405
