"""How sessions, goals, plans and surveys of a program have changed, each change with its interval."""
