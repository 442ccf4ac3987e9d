"""A round of weekly letters in a process of its own, killed in the middle of its transaction: `python … MOMENT`."""

import os
import signal
import sys
from datetime import datetime

from irdsu_app import db
from irdsu_app.jobs import alert_rounds


def main(moment: str) -> None:
    with db.session() as session:
        print(alert_rounds.tell(session, datetime.fromisoformat(moment)), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)  # everything is said, nothing is written yet


if __name__ == "__main__":
    main(sys.argv[1])
