import logging

from mentoring.tenancy.scope import organization_id_or_none


class OrganizationFilter(logging.Filter):
    """Add the id of the organization to each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.organization = organization_id_or_none() or "-"
        return True
