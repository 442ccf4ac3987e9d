"""The day, in figures that have no screen: the sheet, the certificate, five thousand lines, sixty check-ins.

Run from the root: `python -m tests.bench.day`. Ends with 1 when a target is missed. Each paper is made with other names
each time, so that nothing is remembered from the one before.
"""

import asyncio
import os
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import uuid4

TODAY = date(2027, 3, 18)
NINE = datetime(2027, 3, 18, 8, 30, tzinfo=UTC)
TIMES = 15
SHEET, CERTIFICATE, XLSX, CHECKS = 0.1, 0.05, 1.0, 60.0
"""The targets, in seconds."""


def timed(make, times: int = TIMES) -> tuple[float, float]:
    """The first and the median of those after it, in seconds."""
    spent = []
    for turn in range(times + 1):
        begun = perf_counter()
        make(turn)
        spent.append(perf_counter() - begun)
    return spent[0], median(spent[1:])


def papers() -> list[tuple[str, float, float, float]]:
    """The sheet of sixty people and the certificate."""
    from irdsu_app.cycles import proof
    from irdsu_app.cycles.attendance import Sitting
    from irdsu_app.cycles.proof import Event, Signatory

    event = Event(
        Sitting(uuid4(), "C4", "Évaluer avec les habitants", "open", NINE, NINE + timedelta(hours=3)),
        "Observer, évaluer", "Centre social Le Fil", ("Deux habitantes", "Une directrice", "Un sociologue"),
    )  # fmt: skip

    def sheet(turn: int):
        people = [Signatory(f"Nom{turn}{n} Prénom", f"Ville {turn}{n}", "Cheffe de projet") for n in range(60)]
        return proof.sheet_pdf(event, people, TODAY)

    def certificate(turn: int):
        return proof.certificate_pdf(event, f"Prénom{turn} Nom", event.sitting.halves, TODAY)

    return [("sheet of 60", *timed(sheet), SHEET), ("certificate", *timed(certificate), CERTIFICATE)]


def workbook() -> tuple[str, float, float, float]:
    """Five thousand registrations, fifteen columns."""
    from irdsu_app.cycles import exports, tables

    columns = exports.REGISTRATIONS[:15]

    def make(turn: int):
        line = ["C1", "Encore évaluer ?", NINE, "Confirmée", "à distance", *[f"Donnée {turn}"] * 8, "oui", NINE]
        return tables.xlsx_of(tables.Table("Inscriptions", columns, ([*line[:14], NINE] for _ in range(5_000))))

    return ("XLSX of 5 000 lines", *timed(make, 5), XLSX)


async def check_ins() -> tuple[float, int, int]:
    """Sixty people from three phones, each phone sending them one by one, all three sending everybody: seconds, seen,
    lost."""
    from sqlmodel import select

    from irdsu_app import db
    from irdsu_app.access import team
    from irdsu_app.cycles import checking, keys, presence_codes, roll
    from irdsu_app.cycles.checking import Scan
    from irdsu_app.cycles.day_models import Marked
    from irdsu_app.cycles.models import Registration
    from tests.state.cycle_house import START, CycleHouse

    house = CycleHouse(places=60)
    for n in range(60):
        house.register(f"P{n}", C2="room")
    meeting, now = house.meeting("C2").id, START + timedelta(days=21)
    with db.session() as session:
        by = team.invite(session, "camille@ville.fr", "Camille", ("cycles",), now)
        numbers = list(session.exec(select(Registration.id).where(Registration.meeting_id == meeting)).all())

    async def phone(device: str, order: list):
        for number in order:
            badge = presence_codes.badge(keys.secret(), number)
            scan = Scan(uuid4(), "2027-04-06-pm", now, badge=badge)
            await db.write(lambda session, s=scan: checking.sync(session, by, meeting, [s], device, now))

    begun = perf_counter()
    await asyncio.gather(*(phone(name, numbers[at:] + numbers[:at]) for name, at in (("a", 0), ("b", 20), ("c", 40))))
    spent = perf_counter() - begun
    seen = db.read(lambda session: roll.roll(session, meeting, now)).counts["2027-04-06-pm"]["present"]
    return spent, seen, 60 - len(house.rows(Marked))


def main() -> int:
    """Print a line for each figure; 1 when a target is missed."""
    from irdsu_app import db

    db.upgrade(os.environ["IRDSU_DATABASE_URL"])
    missed = 0
    for name, first, again, target in (*papers(), workbook()):
        missed += again > target
        print(f"{name:22} first {1000 * first:6.0f} ms, then {1000 * again:6.0f} ms (target {1000 * target:.0f} ms)")
    spent, seen, lost = asyncio.run(check_ins())
    missed += spent > CHECKS or seen != 60 or lost != 0
    print(f"180 scans of 60 people from three phones: {spent:.2f} s, {seen} present, {lost} lost or doubled")
    return int(missed > 0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["IRDSU_DATABASE_URL"] = f"sqlite:///{Path(home) / 'house.db'}"
        os.environ["IRDSU_SECRET"] = "5e" * 32
        sys.exit(main())
