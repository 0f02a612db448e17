from celery import shared_task

from mentoring.mail.definers import organization_ids_with_due_mail
from mentoring.tenancy.tasks import send

# Seconds, a little more than the interval of the poller.
EXPIRES = 15


# Not a TenantTask: it reads ids through a definer function and starts one task for each organization. A second beat
# is harmless, because its tasks find nothing unclaimed.
@shared_task(name="periodic.mail.poll")
def poll() -> None:
    """Start delivery for the organizations with due messages, including those whose task was lost."""
    for organization_id in organization_ids_with_due_mail():
        send("mail.deliver", [str(organization_id)], expires=EXPIRES)
