from django.db import migrations

from mentoring.tenancy.operations import CreateDefinerFunction


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [
        CreateDefinerFunction(
            "my_memberships",
            arguments="of_user uuid",
            returns="TABLE (organization_id uuid, slug varchar, name varchar, role varchar)",
            body="""
                SELECT o.id, o.slug, o.name, m.role
                FROM tenancy_membership m JOIN tenancy_organization o ON o.id = m.organization_id
                WHERE m.user_id = of_user AND m.state = 'active' AND o.is_active
                ORDER BY o.name, o.id
            """,
            reads=["tenancy_membership", "tenancy_organization"],
        ),
        CreateDefinerFunction(
            "active_organization_ids",
            returns="SETOF uuid",
            body="SELECT id FROM tenancy_organization WHERE is_active ORDER BY id",
            reads=["tenancy_organization"],
        ),
    ]
