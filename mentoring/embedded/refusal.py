"""How the launcher says no: one sentence with what to do, and exit code 2."""


class Refused(Exception):
    """The machine is not as the launcher needs it. The message is for the person who typed the command."""

    exit_code = 2
