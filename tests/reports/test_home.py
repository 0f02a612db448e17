"""The home page of analysts."""

from mentoring.tenancy.scope import tenant_scope
from tests.factories.programs import make_program


def test_home_of_analysts_leads_to_the_dashboards(organization, client_of, analyst, administrator):
    with tenant_scope(organization.id):
        program = make_program(name="Rising Leaders")
    dashboard = f"/o/acme/programs/{program.pk}/outcomes/dashboard/"
    page = client_of(analyst).get("/o/acme/").content.decode()
    assert dashboard in page
    assert "/o/acme/outcomes/dashboard/" in page
    assert "No reports yet" not in page
    assert dashboard not in client_of(administrator).get("/o/acme/").content.decode()
