"""A process that migrates a database and stops before its nth change, to be killed there: `postgresql… 12`."""

import sys

from sqlalchemy import Engine, event

from irdsu_app import db


def main() -> None:
    """Migrate, and wait for ever at the moment that was asked for."""
    url, moment = sys.argv[1], int(sys.argv[2])
    changes = 0

    @event.listens_for(Engine, "before_cursor_execute")
    def _before(_connection, _cursor, statement: str, *_more: object) -> None:
        nonlocal changes
        if statement.lstrip().upper().startswith(("CREATE", "ALTER", "DROP", "INSERT", "UPDATE")):
            changes += 1
            if changes == moment:
                print("there", flush=True)
                sys.stdin.read()

    db.upgrade(url)
    print(changes, flush=True)


if __name__ == "__main__":
    main()
