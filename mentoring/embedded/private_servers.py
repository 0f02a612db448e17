"""Servers for one command, in a folder of its own: the tests' and the benchmarks', fast and not durable."""

import os
import sys
from collections.abc import Callable, Mapping

from mentoring.embedded.folder import Claim, Folder
from mentoring.embedded.stack import Stack
from mentoring.embedded.supervisor import Died, Stopped, Supervisor


def with_private_servers(
    name: str, default: str, action: Callable[[Stack, Supervisor], int], *, durable: bool = False
) -> int:
    """Return the action's exit code; the servers run as long as it does.

    They keep their roles between starts, and their owner may make databases. What a power cut does to them
    does not matter unless they are `durable`: that makes them several times faster.
    """
    folder = Folder.from_environment(default)
    folder.make()
    with Claim(folder, name):
        stack = Stack.make(folder, compiled_once({"LOCAL": "1", **os.environ}, folder), durable=durable)
        supervisor = Supervisor(quiet=True)
        try:
            stack.start_servers(supervisor)
            supervisor.run(stack.preparation(["catalogues", "test-roles"]))
            stack.wait_for_servers(supervisor)
            return action(stack, supervisor)
        except Stopped:
            return 130
        except Died as died:
            print(died, file=sys.stderr)
            return 1
        finally:
            supervisor.stop()


def compiled_once(environment: Mapping[str, str], folder: Folder) -> Mapping[str, str]:
    """Return the environment with a place for bytecode where none may be written beside the sources.

    Otherwise each of many processes would compile all of them, and all packages, for itself: four seconds each time.
    """
    if not environment.get("PYTHONDONTWRITEBYTECODE"):
        return environment
    rest = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(folder.path / "bytecode"), **rest}
