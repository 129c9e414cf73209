"""From a bare checkout to the running program: `python3 run.py`, and `python3 run.py test` for the tests.

Uses the standard library only, and words that every Python can parse: an old one must be able to say which it
needs. The work is done by packaging/first_start.py.
"""

import os
import sys

NEEDED = (3, 11)


def main():  # type: ignore[no-untyped-def]
    if sys.version_info[:2] < NEEDED:
        sys.stderr.write(
            "Rayafin Desktop needs Python %d.%d or newer, found %d.%d.\n"
            % (NEEDED + tuple(sys.version_info[:2]))
        )
        return 2
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "packaging"))
    import first_start

    return first_start.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())  # type: ignore[no-untyped-call]
