"""What upper apps may react to, inside the transaction of the change."""

from django.dispatch import Signal

# Sent with `membership` when a user becomes a member of the organization, for the first time or again. Whoever opened
# an invitation has `proven_email`, the address it was sent to, which may differ from the account's.
member_joined = Signal()
