"""What upper apps add: the models that hold encrypted texts."""

from typing import Any

from mentoring.registry import Registry

# Subclasses of TenantModel and SealedRow.
SEALED_MODELS: Registry[Any] = Registry("models with encrypted texts")
