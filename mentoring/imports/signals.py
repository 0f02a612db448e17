"""What upper apps may hear of imports, inside the transaction that wrote the rows."""

from django.dispatch import Signal

# Sent with the run once its rows were written, and once they were taken back.
rows_imported = Signal()
