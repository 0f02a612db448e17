"""Send what a session or the end of a match makes due, without waiting for the hour."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from mentoring.tenancy.tasks import enqueue
from programs.signals import matches_changed


@receiver(matches_changed)
def send_after_change(sender: Any, program_id: UUID, **kwargs: Any) -> None:
    enqueue("surveys.send_after_event", program_id)
