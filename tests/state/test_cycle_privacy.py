"""Somebody’s data: taken away or erased by their own link, erased by time on a moved clock, then in no row at all."""

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from irdsu_app import db
from irdsu_app.cycles import held, organising, privacy, register
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.models import Demand, Person, Registration
from irdsu_app.cycles.unit import Deed, Unit, run
from tests.state.cycle_held import SECRETS, everything, export
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base")


@pytest.fixture
def cycle():
    return CycleHouse()


def test_what_is_held_is_all_there(cycle):
    key = cycle.register("Nour", "Qui décide ?", C1="remote", C2="room")
    found = export(cycle, key)
    assert (found.person["first_name"], found.person["access_needs"]) == ("Nour", "Une boucle magnétique")
    assert [(each["meeting"], each["status"], each["question"]) for each in found.registrations] == [
        ("Séance 1", "Confirmée", "Qui décide ?"),
        ("Séance 2", "Confirmée", "Qui décide ?"),
    ]
    assert found.demands[0]["choices"] == {"C1": "à distance", "C2": "en salle"}
    assert [letter["kind"] for letter in found.letters] == ["cycles.confirm", "cycles.confirmed", "cycles.confirmed"]
    assert "Votre place est réservée" in found.letters[1]["text"]


def test_everything_that_the_tables_say_of_somebody_is_in_what_they_take_away(cycle):
    """Whatever column is added to these tables must be taken away too, or be named here with its reason."""
    ours = {"id", "link_version", "link_hash", "organisation_key", "person_id", "meeting_id", "cycle_id", "arrival",
            "priority", "changes", "offered_until", "form"}  # fmt: skip
    key = cycle.register("Nour")
    found = export(cycle, key)
    for table, taken in ((Person, found.person), (Registration, found.registrations[0]), (Demand, found.demands[0])):
        assert set(table.model_fields) - ours <= set(taken), table
    names = set(held.LABELS)
    assert set(found.person) | set(found.registrations[0]) | set(found.demands[0]) | set(found.letters[0]) <= names


def test_the_files_are_read_by_programs_and_by_a_french_spreadsheet(cycle):
    key = cycle.register("Nour", "=2+3", C1="remote")
    found = export(cycle, key)
    assert json.loads(held.to_json(found))["person"]["email"] == "nour@mirevigne.fr"
    written = held.to_csv(found)
    assert written.startswith(b"\xef\xbb\xbfRubrique;")
    lines = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {len(line) for line in lines} == {4}
    assert ["Vous", "", "Courriel", "nour@mirevigne.fr"] in lines
    assert ["Inscriptions", "1", "Question", "'=2+3"] in lines
    assert ["Inscriptions", "1", "Début", "16/03/2027 14:00"] in lines
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "@"))]


def test_somebody_takes_away_nothing_of_somebody_else(cycle):
    nour, _ = cycle.register("Nour", "Qui décide ?"), cycle.register("Ali", "Et après ?")
    said = held.to_json(export(cycle, nour)).decode()
    assert "ali@" not in said
    assert "Et après" not in said
    with pytest.raises(Refused, match="lien personnel"):
        export(cycle, "autre" * 6 + "xx")


def test_erasing_leaves_the_address_in_no_table(cycle):
    key = cycle.register("Nour", "Qui décide ?", C1="remote", C2="room", C3="remote")
    cycle.ask("Nour", "Qui décide ?", C1="remote")
    assert all(secret in everything() for secret in SECRETS[:4])
    assert cycle.erase(key) == 3
    (last,) = cycle.letters(name="Nour")
    assert (last.kind, last.status) == ("cycles.erased", "queued")
    assert "sont effacés" in cycle.write(last.kind, last.data).text
    cycle.sent()
    cycle.purge()
    assert [secret for secret in SECRETS if secret in everything()] == []
    assert "effacés" not in everything()


def test_erasing_after_the_meeting_keeps_only_numbers(cycle):
    key = cycle.register("Nour", "Qui décide ?", C1="remote", C2="room")
    cycle.now = START + timedelta(hours=3)
    taken = cycle.meeting("C1").remote_taken
    assert cycle.erase(key) == 1
    cycle.sent()
    cycle.purge()
    assert [secret for secret in SECRETS if secret in everything()] == []
    assert cycle.meeting("C1").remote_taken == taken == 1
    assert cycle.meeting("C2").room_taken == 0
    statuses = [row.status for row in cycle.rows(Registration)]
    assert sorted(statuses) == ["confirmed", "withdrawn"]


def test_organisers_write_to_nobody_who_was_erased(cycle):
    nour, _ = cycle.register("Nour"), cycle.register("Ali")
    cycle.now = START + timedelta(minutes=30)
    cycle.erase(nour)
    assert cycle.desk(organising.write_to, "C1", uuid4(), "Les diapositives sont en ligne.") == 1
    assert [letter.recipient for letter in cycle.letters("note")] == ["ali@mirevigne.fr"]
    cycle.desk(organising.cancel, "C1", "Coupure de réseau")
    assert [letter.recipient for letter in cycle.letters("cancelled")] == ["ali@mirevigne.fr"]


def test_the_places_freed_are_offered_at_once_and_only_one_letter_is_written_to_who_leaves():
    cycle = CycleHouse(places=1)
    key = cycle.register("Nour", C1="remote", C2="room")
    cycle.register("Ali", C1="remote")
    assert cycle.status("Ali") == "waiting"
    before = {letter.key for letter in cycle.letters()}
    assert cycle.erase(key) == 2
    assert cycle.status("Ali") == "offered"
    new = sorted(letter.kind for letter in cycle.letters() if letter.key not in before)
    assert new == ["cycles.erased", "cycles.offered"]
    assert cycle.meeting("C1").remote_taken == 1


def test_the_link_of_who_was_erased_opens_nothing_and_a_second_click_says_so(cycle):
    key = cycle.register("Nour")
    cycle.erase(key)
    for act in (lambda: cycle.erase(key), lambda: export(cycle, key), lambda: cycle.withdraw(key)):
        with pytest.raises(Refused, match="lien personnel"):
            act()
    assert len(cycle.letters("erased")) == 1


def test_two_clicks_in_one_transaction_erase_once(cycle):
    key = cycle.register("Nour")
    with db.session() as session:
        deeds = [Deed(lambda unit: privacy.erase(unit, key), keys=(key,)) for _ in range(2)]
        first, second = run(Unit(session, cycle.now), deeds)
    assert first == 1
    assert isinstance(second, Refused)


def test_who_was_erased_may_come_again_as_somebody_new(cycle):
    key = cycle.register("Nour", "Qui décide ?")
    cycle.erase(key)
    again = cycle.register("Nour")
    assert again != key
    assert cycle.status("Nour") == "confirmed"
    assert len(export(cycle, again).registrations) == 1


def test_a_cancelled_meeting_programmed_again_does_not_bring_back_who_was_erased(cycle):
    nour, _ = cycle.register("Nour"), cycle.register("Ali")
    cycle.desk(organising.cancel, "C1", "Grève")
    cycle.erase(nour)
    moved = START + timedelta(days=30)
    cycle.desk(organising.reprogram, "C1", moved, moved + timedelta(hours=2))
    assert cycle.status("Ali") == "offered"
    assert sorted(row.status for row in cycle.rows(Registration)) == ["offered", "withdrawn"]


def test_a_book_in_memory_does_not_write_back_what_was_erased(cycle):
    """The counter remembers the books it has read: the question of who left must not come back from there."""
    key, memory = cycle.register("Nour", "Qui décide ?"), {}
    meeting = cycle.meeting("C1").id
    acts = (lambda unit: register.withdraw(unit, key, meeting), lambda unit: privacy.erase(unit, key))
    for act in acts:
        with db.session() as session:
            work = Unit(session, cycle.now, memory)
            (said,) = run(work, [Deed(act, keys=(key,), slugs=(SLUG,))])
            assert not isinstance(said, Refused)
        memory |= work.learned()
    assert "Qui décide" not in everything()
    assert "Qui décide" not in repr(memory)
