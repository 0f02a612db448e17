"""`python -m mentoring.embedded run|manage|test|bench`: what the files in bin/ start.

This is no management command, because settings read the environment that this makes.
"""

import sys

from mentoring.embedded.refusal import Refused


def main(words: list[str]) -> int:
    command, *rest = words
    try:
        if command == "run":
            from mentoring.embedded.running import run

            return run(rest)
        if command == "manage":
            from mentoring.embedded.managing import manage

            return manage(rest[0], rest[1:])
        if command == "test":
            from mentoring.embedded.testing import test

            return test(rest)
        from mentoring.embedded.benching import bench

        return bench(rest)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return refusal.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
