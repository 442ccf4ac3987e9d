"""What is under deploy/ speaks of the house as it is: its settings, its addresses, its way of ending."""

import re

import pytest
import yaml

from irdsu_app.coop.deck_routes import LARGEST
from irdsu_app.jobs.addresses import UPLOAD
from irdsu_app.launch.packages import ROOT
from irdsu_app.settings import Settings

DEPLOY = ROOT / "deploy"
FILES = sorted(file for file in DEPLOY.iterdir() if file.is_file())
THEIRS = {"IRDSU_BASE_PASSWORD", "IRDSU_SITE", "IRDSU_BACKENDS"}
"""Read by compose and Caddy, not by the house."""
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_setting_it_gives_exists(file):
    known = {f"IRDSU_{name.upper()}" for name in Settings.model_fields} | THEIRS
    assert set(re.findall(r"IRDSU_[A-Z_]+", file.read_text())) <= known


def test_two_processes_are_the_same_one_and_only_the_proxy_is_open_to_others():
    services = COMPOSE["services"]
    assert services["app1"] == services["app2"]
    asked = services["app1"]["environment"]
    assert {"IRDSU_DATABASE_URL", "IRDSU_REDIS_URL", "IRDSU_HOST"} <= asked.keys()
    assert asked["REFLEX_TRUSTED_PROXY_HOPS"] == "1", "otherwise everybody has the proxy's address, and its limits"
    ports = {name: each["ports"] for name, each in services.items() if "ports" in each}
    assert ports.pop("caddy") == ["80:80", "443:443"]
    assert all(port.startswith("127.0.0.1:") for open_ in ports.values() for port in open_)
    assert COMPOSE["networks"]["dedans"] == {"internal": True}


def test_letters_leave_and_copies_stay():
    app = COMPOSE["services"]["app1"]
    assert "dehors" in app["networks"], "a network that is only inside reaches no mail server"
    assert app["volumes"] == ["donnees:/opt/irdsu/irdsu-data"], "one secret for both; copies outlive the container"
    assert "donnees" in COMPOSE["volumes"]
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    given = set(re.findall(r"^(\w+)=", (DEPLOY / "irdsu.env.example").read_text(), re.M))
    assert asked <= given, "compose reads them from the same file"
    assert "docker compose --env-file deploy/irdsu.env " in (DEPLOY / "compose.yaml").read_text()
    built = {f"IRDSU_{name.upper()}" for name in Settings.PUBLISHED}
    assert COMPOSE["x-app"]["build"]["args"].keys() == built, "pages built with the image need not be at each start"
    assert built <= set(re.findall(r"(\w+)=", (DEPLOY / "Dockerfile").read_text()))
    debian = {"15": "bookworm", "17": "trixie"}
    server = COMPOSE["services"]["base"]["image"].partition(":")[2]
    assert f"slim-{debian[server]}" in (DEPLOY / "Dockerfile").read_text(), "pg_dump wants to be as new as its server"


def test_secrets_are_neither_in_the_image_nor_in_the_repository():
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert {"**/*.env", "**/*.db*", "irdsu-data", ".git"} <= set(left_out), "the image holds all the rest"
    assert COMPOSE["services"]["app1"]["env_file"] == "irdsu.env"


def test_an_end_has_the_time_it_takes():
    assert COMPOSE["x-app"]["stop_grace_period"] == "15s"
    unit = (DEPLOY / "irdsu@.service").read_text()
    assert {"KillMode=mixed", "TimeoutStopSec=15", "Restart=always"} <= set(unit.splitlines())


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_hides_what_is_for_machines_believes_nobody_and_keeps_no_addresses(name):
    said = (DEPLOY / name).read_text()
    for path in ("/metrics", "/sante/pret"):
        assert path in said
    forwarded = {"Caddyfile": "header_up X-Forwarded-For {remote_host}", "nginx.conf": "X-Forwarded-For $remote_addr;"}
    assert forwarded[name] in said
    assert "proxy_add_x_forwarded_for" not in said
    most = re.search(r"(?:client_max_body_size|max_size) (\d+)(?:m;|MB)", said)
    assert most
    assert int(most[1]) * 1_000_000 > max(UPLOAD[1], LARGEST), "the house refuses what is too long, in French"
    assert "access_log off" in said if name == "nginx.conf" else "\tlog" not in said
    assert "Le site redémarre" in said
