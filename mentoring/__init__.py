"""The project. Importing it makes the Celery application the current one, for web processes too."""

from mentoring.celery import app as celery_app

__all__ = ["celery_app"]
