"""TenantModel and TenantForeignKey, the base classes for the data of an organization."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import models
from django.db.backends.utils import truncate_name
from django.db.models.base import ModelBase
from django.db.models.sql.where import AND, WhereNode

from mentoring.tenancy.constraints import TenantFK, TenantPK, TenantRLS
from mentoring.tenancy.scope import current_organization_id

NAME_BYTES = 63  # PostgreSQL cuts longer names silently


class TenantManager(models.Manager):
    """Filter every queryset by the organization of the open scope; raise OutsideScope without one."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(organization_id=current_organization_id())


class TenantForeignKey(models.ForeignKey):
    """A foreign key within one organization: joins and the database constraint include the organization."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False  # TenantFK is the constraint
        kwargs["db_index"] = False  # the metaclass adds one that begins with the organization
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        kwargs.pop("db_index", None)
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> WhereNode | None:
        if not (alias and related_alias):
            return None
        ours = self.model._meta.get_field("organization")
        theirs = self.related_model._meta.get_field("organization")
        same = ours.get_lookup("exact")(theirs.get_col(related_alias), ours.get_col(alias))
        return WhereNode([same], AND)


class OrganizationField(models.ForeignKey):
    """The organization of a row; defaults to that of the open scope."""

    def __init__(self, *, db_constraint: bool = True, **kwargs: Any) -> None:
        super().__init__(
            "tenancy.Organization",
            models.CASCADE,
            editable=False,
            related_name="+",
            db_index=False,  # the primary key begins with it
            db_constraint=db_constraint,
        )

    def get_default(self) -> UUID:
        # Not a `default=`: a migration would evaluate it for existing rows, without a scope.
        return current_organization_id()

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, path, _, _ = super().deconstruct()
        return name, path, [], {} if self.db_constraint else {"db_constraint": False}


class TenantBase(ModelBase):
    """Add keys, policy and constraints of tenant isolation to each model; refuse definitions that would bypass it."""

    def __new__(mcs, name: str, bases: tuple, attrs: dict[str, Any], **kwargs: Any) -> Any:
        cls = super().__new__(mcs, name, bases, attrs, **kwargs)
        meta = cls._meta
        if meta.abstract or meta.proxy:
            return cls
        _require_isolation(cls)
        if cls.organization_of:
            meta.get_field("organization").db_constraint = False
        references = [f for f in meta.local_fields if isinstance(f, TenantForeignKey)]
        table = meta.db_table
        meta.constraints = [
            TenantPK(name=_short(f"{table}_tenant_pk")),
            TenantRLS(name=_short(f"{table}_tenant_rls")),
            *(TenantFK(field=f.name, name=_short(f"{table}_{f.name}_tenant_fk")) for f in references),
            *meta.constraints,
        ]
        leading = {tuple(index.fields[:2]) for index in meta.indexes}
        leading |= {tuple(getattr(c, "fields", ())[:2]) for c in meta.constraints}
        meta.indexes = [
            *meta.indexes,
            *(
                # An index's name may have 30 characters.
                models.Index(fields=["organization", f.name], name=truncate_name(f"{table}_{f.name}", 30, 8))
                for f in references
                if ("organization", f.name) not in leading
            ),
        ]
        # The migration framework reads these instead of the lists above.
        meta.original_attrs["constraints"] = meta.constraints
        meta.original_attrs["indexes"] = meta.indexes
        return cls


class TenantModel(models.Model, metaclass=TenantBase):
    """A row that belongs to exactly one organization.

    Django's primary key is `id`; the database's is (organization_id, id). Key, row-level policy and composite
    foreign keys are added automatically. Every UniqueConstraint must begin with "organization".
    """

    # The name of a foreign key that is never null. It guarantees the organization, because its key includes it, and
    # saves the database one lookup of the organization per row (docs/adr/0010).
    organization_of: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = OrganizationField()
    organization_id: UUID

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def validate_constraints(self, exclude: Any = None) -> None:
        """Report violated unique constraints as validation errors.

        They all begin with the organization, which is otherwise set on save only; Django would skip them.
        """
        if self.organization_id is None:
            self.organization_id = current_organization_id()
        super().validate_constraints(exclude=set(exclude or ()) - {"organization"})


def _short(name: str) -> str:
    return truncate_name(name, NAME_BYTES, 8)


def _require_isolation(cls: type[models.Model]) -> None:
    meta = cls._meta
    for manager in meta.managers:
        if not isinstance(manager, TenantManager):
            raise TypeError(
                f"{cls.__name__}.{manager.name}: managers of a tenant model must be TenantManagers."
            )
    if meta.base_manager_name not in (None, "objects"):
        raise TypeError(f"{cls.__name__}: the base manager of a tenant model must be 'objects'.")
    if meta.local_many_to_many:
        raise TypeError(f"{cls.__name__}: define the table between two tenant models as a TenantModel.")
    if meta.unique_together:
        raise TypeError(f"{cls.__name__}: use UniqueConstraint(fields=['organization', …]).")
    for field in meta.local_fields:
        if field.unique and not field.primary_key:
            raise TypeError(f"{cls.__name__}.{field.name}: unique per organization, by a UniqueConstraint.")
        if isinstance(field, models.ForeignKey) and not isinstance(field, TenantForeignKey):
            target = field.remote_field.model
            if isinstance(target, type) and issubclass(target, TenantModel):
                raise TypeError(
                    f"{cls.__name__}.{field.name}: foreign keys to a tenant model must be TenantForeignKeys."
                )
    if cls.organization_of:
        guarantee = meta.get_field(cls.organization_of)
        if not isinstance(guarantee, TenantForeignKey) or guarantee.null:
            raise TypeError(
                f"{cls.__name__}.{guarantee.name} does not guarantee the organization: it is nullable or not a "
                "TenantForeignKey."
            )
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields[:1] != ("organization",):
            raise TypeError(f"{cls.__name__}: {constraint.name} must begin with 'organization'.")
