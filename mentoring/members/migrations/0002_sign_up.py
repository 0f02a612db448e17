
from django.db import migrations, models

from mentoring.tenancy.operations import CreateDefinerFunction


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0001_initial'),
        ('tenancy', '0002_sign_up'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='memberinvite',
            index=models.Index(fields=['email'], name='members_invite_email'),
        ),
        CreateDefinerFunction(
            "has_pending_invite",
            arguments="of_email varchar",
            returns="boolean",
            body="""
                SELECT count(*) > 0 FROM members_memberinvite
                WHERE email = of_email AND state = 'pending' AND expires_at > now()
            """,
            reads=["members_memberinvite"],
        ),
        # An invitation that was sent again counts as often as it was sent, even if that was longer ago.
        CreateDefinerFunction(
            "invitations_since",
            arguments="of_emails varchar[], since timestamptz",
            returns="TABLE (email varchar, sent bigint)",
            body="""
                SELECT i.email, sum(i.link_version) FROM members_memberinvite i
                WHERE i.email = ANY (of_emails) AND i.sent_at > since GROUP BY i.email
            """,
            reads=["members_memberinvite"],
        ),
    ]
