import logging
import re

from mentoring.tenancy.scope import organization_id_or_none

# A capability link is a credential, and a log line with its path would say when an invited person answered.
PRIVATE_PATH = re.compile(r"(/l/[a-z-]+/[a-z0-9-]+/|/my/surveys/)[^\s/?\"']+")


class OrganizationFilter(logging.Filter):
    """Add the id of the organization to each log record, and leave out what names a person in a path."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.organization = organization_id_or_none() or "-"
        text = record.getMessage()
        if PRIVATE_PATH.search(text):
            record.msg, record.args = PRIVATE_PATH.sub(r"\1…", text), ()
        return True
