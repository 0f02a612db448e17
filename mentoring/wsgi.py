import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
application = get_wsgi_application()

from mentoring.encryption.canary import refuse_missing_data_keys  # noqa: E402 - needs the apps to be loaded
from mentoring.members.sign_up import log_first_run_code  # noqa: E402 - needs the apps to be loaded
from mentoring.tenancy.roles import refuse_bypassing_role  # noqa: E402 - needs the apps to be loaded

# A web process that could bypass row-level security must not serve requests.
refuse_bypassing_role(connection)
refuse_missing_data_keys()
log_first_run_code()
connection.close()
