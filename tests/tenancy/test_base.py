"""The constraints that the metaclass adds, and the definitions that it refuses."""

from itertools import count

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import AddConstraint, CreateModel, RemoveConstraint
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps

from mentoring.tenancy.base import TenantForeignKey, TenantManager, TenantModel
from mentoring.tenancy.constraints import TenantFK, TenantPK, TenantRLS
from mentoring.tenancy.models import ApiToken, Membership, Organization

NUMBERS = count()


def test_key_policy_and_references_come_by_themselves():
    names = {c.name: type(c) for c in ApiToken._meta.constraints}
    assert names["tenancy_apitoken_tenant_pk"] is TenantPK
    assert names["tenancy_apitoken_tenant_rls"] is TenantRLS
    assert names["tenancy_apitoken_membership_tenant_fk"] is TenantFK
    assert ["organization", "membership"] in [i.fields for i in ApiToken._meta.indexes]


def refused(message, **attrs):
    # A name of its own: a refused class has registered itself already.
    with pytest.raises(TypeError, match=message):
        type(f"Careless{next(NUMBERS)}", (TenantModel,), {"__module__": "mentoring.tenancy.models", **attrs})


@isolate_apps("mentoring.tenancy")
def test_model_that_would_bypass_isolation_cannot_be_defined():
    refused("TenantManagers", objects=models.Manager())
    refused("TenantManagers", everything=models.Manager())
    refused("unique per organization", code=models.CharField(max_length=5, unique=True))
    refused("unique per organization", other=models.OneToOneField(Organization, models.CASCADE))
    refused("TenantForeignKeys", other=models.ForeignKey(Membership, models.CASCADE))
    refused("table between", others=models.ManyToManyField(Membership))
    loose = TenantForeignKey(Membership, models.SET_NULL, null=True)
    refused("does not guarantee the organization", other=loose, organization_of="other")
    refused(
        "does not guarantee the organization", code=models.CharField(max_length=5), organization_of="code"
    )
    meta = type("Meta", (), {"constraints": [models.UniqueConstraint(fields=["id"], name="x")]})
    refused("begin with 'organization'", Meta=meta)
    meta = type("Meta", (), {"unique_together": [("organization", "id")]})
    refused("UniqueConstraint", Meta=meta)


@isolate_apps("mentoring.tenancy")
def test_reference_that_proves_the_organization_takes_the_place_of_its_constraint():
    whole = TenantForeignKey(Membership, models.CASCADE)
    name = f"Proven{next(NUMBERS)}"
    proven = type(
        name,
        (TenantModel,),
        {"__module__": "mentoring.tenancy.models", "whole": whole, "organization_of": "whole"},
    )

    fields = ModelState.from_model(proven).fields
    assert fields["organization"].deconstruct()[3] == {"db_constraint": False}
    assert ApiToken._meta.get_field("organization").deconstruct()[3] == {}


def make_models(apps_label="tenancy", *, thing="Thing", part="Part"):
    """Two tenant models of which the second refers to the first; returned as migration states."""
    first = type(thing, (TenantModel,), {"__module__": "mentoring.tenancy.models"})
    second = type(
        part,
        (TenantModel,),
        {"__module__": "mentoring.tenancy.models", "whole": TenantForeignKey(first, models.CASCADE)},
    )
    return [ModelState.from_model(m) for m in (first, second)]


class SaysYes(MigrationQuestioner):
    def ask_initial(self, app_label):
        return True

    def ask_rename_model(self, old, new):
        return True


def changes(before: ProjectState, after: ProjectState):
    detector = MigrationAutodetector(before, after, SaysYes())
    found = detector.changes(graph=MigrationGraph())
    return [operation for migration in found.get("tenancy", []) for operation in migration.operations]


def project(states) -> ProjectState:
    state = ProjectState.from_apps(apps)
    for model in states:
        state.add_model(model)
    return state


@isolate_apps("mentoring.tenancy")
def test_makemigrations_sees_the_isolation_constraints():
    operations = changes(project([]), project(make_models()))
    added = [o.constraint for o in operations if isinstance(o, AddConstraint)]
    added += [c for o in operations if isinstance(o, CreateModel) for c in o.options.get("constraints", [])]
    assert sorted(type(c).__name__ for c in added) == [
        "TenantFK",
        "TenantPK",
        "TenantPK",
        "TenantRLS",
        "TenantRLS",
    ]


@isolate_apps("mentoring.tenancy")
def test_unchanged_models_make_no_migration():
    states = make_models()
    assert changes(project(states), project([s.clone() for s in states])) == []


@isolate_apps("mentoring.tenancy")
def test_renaming_a_referenced_model_keeps_its_key():
    before = make_models()
    with isolate_apps("mentoring.tenancy"):
        after = make_models(thing="Renamed")
    operations = changes(project(before), project(after))
    dropped = [o for o in operations if isinstance(o, RemoveConstraint)]
    assert next(type(o).__name__ for o in operations) == "RenameModel"
    assert dropped == []


@isolate_apps("mentoring.tenancy")
def test_created_table_has_its_isolation_constraints_and_they_can_be_removed(db):
    # The models as a migration sees them: rendered from its state.
    state = project(make_models())
    Thing, Part = (state.apps.get_model("tenancy", name) for name in ("thing", "part"))  # noqa: N806 - classes
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(Part)
        editor.create_model(Thing)
    assert isolation_constraints("tenancy_part") == {
        "primary": True,
        "references": 1,
        "secured": True,
        "policies": 1,
    }
    with connection.schema_editor(atomic=False) as editor:
        for constraint in reversed(list(Part._meta.constraints)):
            editor.remove_constraint(Part, constraint)
    assert isolation_constraints("tenancy_part") == {
        "primary": False,
        "references": 0,
        "secured": False,
        "policies": 0,
    }
    with connection.cursor() as cursor:
        cursor.execute('SET ROLE "mentoring_app"')


def isolation_constraints(table: str) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p'
                              AND pg_get_constraintdef(oid) = 'PRIMARY KEY (organization_id, id)'),
                      (SELECT count(*) FROM pg_constraint k WHERE conrelid = c.oid AND contype = 'f'
                       AND pg_get_constraintdef(k.oid) LIKE 'FOREIGN KEY (organization_id, %%'),
                      relrowsecurity AND relforcerowsecurity,
                      (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid)
               FROM pg_class c WHERE relname = %s""",
            [table],
        )
        return dict(zip(["primary", "references", "secured", "policies"], cursor.fetchone(), strict=True))


def test_manager_of_a_tenant_model_is_a_tenant_manager():
    assert isinstance(Membership._base_manager, TenantManager)
    assert isinstance(Membership._default_manager, TenantManager)
