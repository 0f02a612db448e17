"""`bin/run`: the whole product on this machine, until Ctrl-C."""

import argparse
import http.client
import os
import socket
import time
from collections.abc import Mapping

from mentoring.embedded.environment import bind_address
from mentoring.embedded.folder import Claim, Folder
from mentoring.embedded.refusal import Refused
from mentoring.embedded.stack import SECONDS_TO_START, Stack
from mentoring.embedded.supervisor import Died, Stopped, Supervisor

RELOADS = (
    "A change of Python, templates, styles or scripts shows with the next request. "
    "For tasks, translations and migrations, start again."
)


def run(arguments: list[str]) -> int:
    """Start everything, print the address, and stop everything when asked to or when one part ends."""
    began = time.monotonic()
    options = parse(arguments)
    folder = Folder.from_environment()
    folder.make()
    address = f"http://localhost:{options.port}/"
    with Claim(folder, "bin/run", address):
        stack = Stack.make(folder, given_environment(reload=options.reload), port=options.port)
        bind = bind_address(stack.environment)
        refuse_taken_port(bind, options.port)
        supervisor = Supervisor()
        try:
            stack.start_servers(supervisor)
            supervisor.run(stack.preparation(["catalogues", "roles", "migrate", "files"]))
            stack.wait_for_servers(supervisor)
            for program in stack.product(reload=options.reload):
                supervisor.start(program)
            supervisor.wait_for(lambda: answers(bind, options.port), seconds=SECONDS_TO_START)
            supervisor.say(f"Ready after {time.monotonic() - began:.1f} s: {address} (Ctrl-C stops it)")
            if options.reload:
                supervisor.say(RELOADS)
            if options.sample:
                supervisor.run(stack.python("sample", "manage", "load_sample"))
            supervisor.watch()
        except Stopped:
            supervisor.say("Stopping.")
            return 0
        except Died as died:
            supervisor.say(str(died))
            return 1
        finally:
            supervisor.stop()
            supervisor.say("Everything is stopped.")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/run", description="Run the product on this machine.")
    parser.add_argument(
        "--port", type=port_number, default=os.environ.get("PORT") or "8000", help="default: PORT, or 8000"
    )
    parser.add_argument(
        "--sample", action="store_true", help="load a made-up organization and print links to look at it"
    )
    parser.add_argument(
        "--reload", action="store_true", help="for development: show changes of the sources at once (DEBUG=1)"
    )
    return parser.parse_args(arguments)


def given_environment(*, reload: bool) -> Mapping[str, str]:
    """Return the environment; with DEBUG=1 templates, styles and scripts are read anew for each request."""
    if not reload:
        return os.environ
    if os.environ.get("LOCAL") == "0":
        raise Refused("--reload is for development on this machine; with LOCAL=0 start without it.")
    return {**os.environ, "DEBUG": "1"}


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not a port; use a number from 1 to 65535")
    return int(text)


def refuse_taken_port(bind: str, port: int) -> None:
    """Refuse before anything starts: the web server itself would share the port with whoever has it."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except PermissionError as error:
            raise Refused(
                f"Port {port} is reserved for root; choose another: bin/run --port 8000."
            ) from error
        except OSError as error:
            raise Refused(
                f"Port {port} is taken by another program; choose another: bin/run --port {port % 65000 + 1}."
            ) from error


def answers(bind: str, port: int) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True
