"""The two commands, from what goes wrong to what they serve."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from irdsu_app import seeds
from irdsu_app.launch import building, packages, progress, serving
from irdsu_app.settings import Misconfigured, read
from irdsu_app.upkeep import archive, health
from tests.serving import free_port


def command(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "irdsu_app", *arguments],
        env={**os.environ, **environment},
        cwd=packages.ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def taken():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


def test_a_taken_port_is_refused_at_once_and_another_proposed(taken):
    with pytest.raises(progress.Stopped, match=rf"Le port {taken} est déjà pris.*--port {taken + 1}"):
        serving.place(taken, lan=False)


def test_a_house_is_not_open_to_others_unawares(monkeypatch):
    monkeypatch.setattr(serving, "settings", read())
    port = free_port()
    for own in ("127.0.0.1", "localhost"):
        assert serving.place(port, lan=False, host=own).host == own
    assert serving.place(port, lan=True).host == "0.0.0.0"
    with pytest.raises(progress.Stopped, match=r"Écouter sur 0\.0\.0\.0 ouvre le site.*IRDSU_PUBLIC_URL.*--lan"):
        serving.place(port, lan=False, host="0.0.0.0")
    monkeypatch.setenv("IRDSU_PUBLIC_URL", "https://irdsu.example.org")
    monkeypatch.setattr(serving, "settings", read())
    assert serving.place(port, lan=False, host="0.0.0.0").health == f"http://127.0.0.1:{port}/sante"
    assert serving.Place("127.0.0.2", 3000).health == "http://127.0.0.2:3000/sante"


def test_several_processes_are_refused_without_what_makes_them_one():
    with pytest.raises(progress.Stopped, match=r"IRDSU_REDIS_URL n’est pas donné et IRDSU_DATABASE_URL") as refusal:
        serving.place(free_port(), lan=False, workers=2)
    assert "un seul processus" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("IRDSU_PORT", "abc", "un port, de 1 à 65535"),
        ("IRDSU_PORT", "70000", "un port, de 1 à 65535"),
        ("IRDSU_PUBLIC_URL", "irdsu.example.org", "https://"),
        ("IRDSU_ORIGINS", "http://a.example, nulle-part", "séparées par des virgules"),
        ("IRDSU_DATABASE_URL", "sqlite://", "celle d’un fichier"),
        ("IRDSU_SMTP_URL", "smtp.example.org", "smtp://"),
        ("IRDSU_MAIL_FROM", "le bureau", "une adresse électronique"),
        ("IRDSU_LOG_LEVEL", "bavard", "debug, info, warning ou error"),
        ("IRDSU_LOG_FORMAT", "xml", "text ou json"),
    ],
)
def test_a_setting_that_cannot_be_used_names_the_variable_its_value_and_the_remedy(monkeypatch, name, value, words):
    monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as refusal:
        read()
    assert f"{name}={value} ne convient pas" in str(refusal.value)
    assert words in str(refusal.value)


def test_a_password_is_never_repeated(monkeypatch):
    monkeypatch.setenv("IRDSU_PUBLIC_URL", "ftp://moi:secret@example.org")
    with pytest.raises(Misconfigured) as refusal:
        read()
    assert "secret" not in str(refusal.value)


def test_only_our_own_addresses_are_allowed(monkeypatch):
    monkeypatch.setenv("IRDSU_PORT", "4000")
    monkeypatch.setenv("IRDSU_ORIGINS", "http://192.0.2.7:4000/, https://B.example")
    monkeypatch.setenv("IRDSU_PUBLIC_URL", "https://irdsu.example.org/")
    found = read()
    assert found.allowed_origins == {
        "http://localhost:4000",
        "http://127.0.0.1:4000",
        "http://[::1]:4000",
        "http://192.0.2.7:4000",
        "https://b.example",
        "https://irdsu.example.org",
    }
    assert found.secure_cookies


def test_on_the_local_network_the_phones_address_is_the_public_one_and_is_allowed():
    environment = serving.environment(serving.Place("0.0.0.0", 4000, "http://192.0.2.7:4000"))
    assert environment["IRDSU_PUBLIC_URL"] == "http://192.0.2.7:4000"
    assert "http://192.0.2.7:4000" in environment["IRDSU_ORIGINS"]


def test_what_prevents_a_command_is_said_in_french_with_code_2():
    refused = command("migrate", IRDSU_PORT="abc")
    assert refused.returncode == 2
    assert "IRDSU_PORT=abc ne convient pas" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("asked", [("migrate",), ("restore", "copie.tar")], ids=lambda asked: asked[0])
def test_a_database_that_does_not_answer_is_said_in_french_too(tmp_path, asked):
    url = f"postgresql+psycopg://moi:motdepasse@127.0.0.1:{free_port()}/rien"
    if asked[0] == "restore":
        base = tmp_path / archive.BASE
        base.write_bytes(b"a dump")
        said = archive.Manifest("postgresql", health.revisions()[0], "", "", {archive.BASE: archive.sum_of(base)})
        archive.write(tmp_path / asked[1], said, {archive.BASE: base})
        asked = ("restore", str(tmp_path / asked[1]), "--oui")
    refused = command(*asked, IRDSU_DATABASE_URL=url)
    assert (refused.returncode, health.NOT_READ in refused.stderr) == (2, True), refused.stderr
    assert "Traceback" not in refused.stderr
    assert "motdepasse" not in refused.stderr


def test_without_the_venv_module_we_say_which_package_to_install(monkeypatch):
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(progress.Stopped, match="sudo apt install python3-venv"):
        packages._make()


def test_a_full_disk_is_seen_before_anything_long(monkeypatch):
    monkeypatch.setattr(packages, "NEEDED", 10**18)
    with pytest.raises(progress.Stopped, match="Faites de la place"):
        packages._check_disk()


def test_a_failure_shows_the_end_of_the_log(tmp_path):
    log = tmp_path / "log"
    with pytest.raises(progress.Stopped, match=r"(?s)Raté\..*ligne 40"):
        progress.run([sys.executable, "-c", "for i in range(41): print('ligne', i)\nexit(1)"], log, "Raté.")


def test_nothing_is_built_again_when_nothing_changed():
    building.build()
    before = building.STAMP.stat().st_mtime_ns
    building.build()
    assert building.STAMP.stat().st_mtime_ns == before


def test_two_processes_that_open_together_build_once(tmp_path, monkeypatch):
    built, entered, may_end = [], threading.Event(), threading.Event()

    def build(*_asked: object) -> None:
        built.append(threading.current_thread())
        entered.set()
        assert may_end.wait(10)
        building.CLIENT.mkdir(parents=True)

    monkeypatch.setattr(packages, "ROOT", tmp_path)
    monkeypatch.setattr(building, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(building, "CLIENT", tmp_path / "build" / "client")
    monkeypatch.setattr(building, "WEB", tmp_path)
    monkeypatch.setattr(building, "SITES", tmp_path / "sites")
    monkeypatch.setattr(building, "run", build)
    monkeypatch.setattr(building, "follow_the_visitor", lambda _client: None)
    first, second = (threading.Thread(target=building.build) for _ in range(2))
    first.start()
    assert entered.wait(10)
    entered.clear()
    second.start()
    assert not entered.wait(1), "the second waits for the first"
    may_end.set()
    for each in (first, second):
        each.join(10)
    assert built == [first]


def test_the_pages_call_the_server_at_the_address_they_were_opened_with():
    words = "".join(file.read_text() for file in (building.CLIENT / "assets").glob("*.js"))
    assert re.search(r"EVENT:location\.origin\.replace\(.http.,.ws.\)\+.\/_event", words)
    assert not re.search(r"(ws|http)s?://localhost:\d", words)


def test_the_first_organiser_is_made_by_a_command_and_receives_a_link(tmp_path):
    base = {"IRDSU_DATABASE_URL": f"sqlite:///{tmp_path / 'house.db'}"}
    first = command("bureau", "--courriel", "Anne@Ville.fr", "--nom", "Anne Durand", **base)
    assert first.returncode == 0
    assert "Anne Durand : Tout, y compris l’équipe." in first.stdout
    assert re.search(r"http://localhost:3000/bureau/entrer/[\w-]{43}\n", first.stdout)
    again = command("bureau", "--courriel", "anne@ville.fr", **base)
    assert re.search(r"/bureau/entrer/[\w-]{43}\n", again.stdout)
    last = command("bureau", "--courriel", "anne@ville.fr", "--role", "cycles", **base)
    assert (last.returncode, "au moins une personne" in last.stderr) == (2, True)
    two = command("bureau", "--courriel", "bob@ville.fr", "--role", "cycles", "--role", "jobs", **base)
    assert "bob : Le cycle, Les offres." in two.stdout
    for wrong, said in (("--courriel=anne", "n’en est pas une"), ("--courriel=c@ville.fr --role=roi", "Rôle inconnu")):
        refused = command("bureau", *wrong.split(), **base)
        assert (refused.returncode, said in refused.stderr) == (2, True)
    assert "/bureau/entrer/" in command("bureau", **base).stdout
    assert "Le bureau est fermé : 0 visite terminée." in command("bureau", "--fermer", **base).stdout


def test_systemd_hears_when_people_may_come(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        serving._tell_systemd()
        assert ear.recv(64) == b"READY=1"
    assert "Type=notify" in (packages.ROOT / "deploy" / "irdsu@.service").read_text()


def test_furnishing_twice_changes_nothing():
    assert command("seed").returncode == 0
    assert seeds.furnish() == []


def test_what_several_processes_count_in_goes_with_them(tmp_path, monkeypatch):
    made = tmp_path / "irdsu-metrics-x"
    monkeypatch.setattr(serving.tempfile, "mkdtemp", lambda prefix: made.mkdir() or str(made))
    monkeypatch.setattr(serving.signal, "signal", lambda *_: None)
    monkeypatch.setattr(serving, "command", lambda _at: [sys.executable, "-c", "raise SystemExit(1)"])
    with pytest.raises(progress.Stopped, match="s’est arrêté"):
        serving.serve(serving.Place("127.0.0.1", free_port(), workers=2))
    assert list(tmp_path.iterdir()) == []


def test_run_opens_says_where_and_closes_on_ctrl_c(tmp_path):
    port, said = free_port(), tmp_path / "said"
    environment = {**os.environ, "IRDSU_DATABASE_URL": f"sqlite:///{tmp_path / 'run.db'}"}
    environment.pop("PYTEST_CURRENT_TEST")
    with said.open("w") as out:
        started = time.monotonic()
        run = subprocess.Popen(
            [sys.executable, "-m", "irdsu_app", "run", "--port", str(port)],
            cwd=packages.ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while "Pour fermer" not in said.read_text():
            assert run.poll() is None, said.read_text()
            assert time.monotonic() - started < 60, said.read_text()
            time.sleep(0.05)
        opened = time.monotonic() - started
        assert f"http://localhost:{port}" in said.read_text()
        os.killpg(run.pid, signal.SIGINT)
        assert run.wait(20) == 0
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
    assert "Fermé." in said.read_text()
    assert "Traceback" not in said.read_text()
    assert opened < 30, f"a second run opened in {opened:.1f} s"
    assert not serving.answers(f"http://127.0.0.1:{port}/sante")
