"""A mail server in a process of its own: writes each Message-ID it has said yes to into a file, one a line.

`python -m tests.crash.smtp_sink FILE` prints its port. The line is written before the yes, as a mail server stores
a mail before it answers; so the file is what recipients would have got.
"""

import asyncio
import os
import sys
from pathlib import Path


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, file: int) -> None:
    writer.write(b"220 sink\r\n")
    try:
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"EHLO":
                writer.write(b"250-sink\r\n250 PIPELINING\r\n")
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                body = await reader.readuntil(b"\r\n.\r\n")
                os.write(file, message_id(body) + b"\n")
                writer.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"250 OK\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the worker was killed: what was not complete is not a mail
    finally:
        writer.close()


def message_id(body: bytes) -> bytes:
    start = body.index(b"Message-ID: ") + len(b"Message-ID: ")
    return body[start : body.index(b"\r\n", start)]


async def serve(path: Path) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    server = await asyncio.start_server(
        lambda reader, writer: converse(reader, writer, file), "127.0.0.1", 0, limit=1 << 20
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
