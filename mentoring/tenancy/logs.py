import logging

from mentoring.tenancy.scope import organization_id_or_none


class OrganizationFilter(logging.Filter):
    """Name the organization in each log line; never its people."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.organization = organization_id_or_none() or "-"
        return True
