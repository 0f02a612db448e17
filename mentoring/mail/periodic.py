from celery import shared_task

from mentoring.mail.definers import organization_ids_with_due_mail
from mentoring.tenancy.tasks import send


# Global, no TenantTask: it reads ids through a definer function and starts one task for each organization. A second
# beat is harmless: its tasks find nothing that is not claimed, and a claim is what decides who sends.
@shared_task(name="periodic.mail.poll")
def poll() -> None:
    """Find the organizations with due mail: the truth that makes the wake-ups of queue_message a mere convenience."""
    for organization_id in organization_ids_with_due_mail():
        send("mail.deliver", [str(organization_id)])
