"""Knock at a served house in every way: origins, floods, junk, cookies, pages. No browser needed, only a socket."""

from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.browser.door_wire import COUNTER, STATE, House, event, served, soon


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("house")) as running:
        yield running


def test_on_https_the_cookie_and_the_address_are_locked_to_it(tmp_path):
    with served(tmp_path, IRDSU_PUBLIC_URL="https://irdsu.example.org") as house:
        given = house.post("/entrer", origin="https://irdsu.example.org", data={"role": "follower"})
        said = given.headers["set-cookie"]
        assert said.startswith("__Host-irdsu=")
        assert all(each in said for each in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"))
        assert "max-age=31536000" in given.headers["strict-transport-security"]
        assert "<loc>https://irdsu.example.org/depliant</loc>" in house.get("/sitemap.xml").text
        page = house.get("/", host="irdsu.example.org")
        assert "connect-src 'self' wss://irdsu.example.org;" in page.headers["content-security-policy"]


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1"])
def test_another_origin_opens_nothing(house, origin):
    with pytest.raises(InvalidStatus) as refused, house.knock(origin=origin):
        pass
    assert refused.value.response.status_code == 403
    answer = house.post("/entrer", origin=origin, data={"role": "presenter"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_our_pages_enter_and_their_events_count(house):
    with house.enter() as tab:
        tab.send("plus", by=2)
        tab.counted(2)
        tab.send("plus", by=3)
        tab.counted(5)


def test_ill_typed_unknown_and_undeclared_events_change_nothing_and_keep_the_tab(house):
    with house.enter(token="junk") as tab:
        for payload in ({"by": "2"}, {"by": True}, {"by": 1.5}, {"by": None}, {}, {"by": 1, "self": 2}):
            tab.send("plus", payload)
        for name in ("rough", "setvar", "nothing", "_private", "get_state"):
            tab.send(name)
        tab.write("42/_event,", ["event", event(f"{STATE}.hydrate")])
        tab.write("42/_event,", ["event", event(f"{STATE}.set_is_hydrated", value=False)])
        tab.write("42/_event,", ["event", "text"])
        tab.line.send("")
        tab.send("plus", by=1)
        tab.counted(1)


def test_an_event_in_the_connection_is_judged_too(house):
    with house.knock(token="boot") as tab:
        tab.write("40/_event,", {"event": event(f"{COUNTER}.rough")})
        tab.until("40/_event,{")
        tab.send("plus", by=1)
        tab.counted(1)


def test_what_is_said_in_the_connection_never_enters_the_log_nor_fills_it(house):
    written, hydrate = house.log.stat().st_size, event(f"{STATE}.hydrate_and_load", hashes=[])
    for number in range(100):
        with house.knock(token="" if number % 3 else "forged", subprotocol="forged-version") as tab:
            schema = ("forged-schema", {"a": ["forged"]}, ["forged"], "forged\n" * 500, 1)[number % 5]
            tab.write("40/_event,", {"event": hydrate, "state_schema": schema})
            tab.until("40/_event,{")
    assert "forged" not in house.log.read_text()
    assert house.log.stat().st_size - written < 6_000


@pytest.mark.parametrize(
    "frame",
    [
        "2probe",
        "42[]",
        '42/_event,["disconnect"]',
        '42/_event,["event",NaN]',
        '45/_event,1-["event"]',
        "4" * 70_000,
        b"bytes",
    ],
    ids=lambda each: str(each)[:20],
)
def test_a_frame_no_page_writes_cuts_the_socket(house, frame):
    with house.enter(token="frames") as tab:
        tab.line.send(frame)
        assert tab.is_cut()


def test_what_a_tab_kept_while_the_network_was_cut_arrives_whole(house):
    with house.enter(token="back") as tab:
        for _ in range(90):
            tab.send("plus", by=1)
        tab.counted(90)


def test_a_thousand_unknown_events_leave_nothing_behind(house):
    assert soon(lambda: not house.inside()["sids"])  # whoever came before has gone
    before, written = house.inside(), house.log.stat().st_size
    for tab_number in range(28):
        with house.enter(token=f"unknown{tab_number}") as tab:
            for each in range(36):
                tab.write("42/_event,", ["event", {"name": f"secret{each}\nforged", "payload": {"mail": "a@b.fr"}}])
            tab.send("plus", by=1)
            tab.counted(1)
    assert soon(lambda: all(house.inside()[key] <= before[key] for key in ("sids", "futures", "queues")))
    after = house.inside()
    text = house.log.read_text()
    print(f"log: {house.log.stat().st_size - written} bytes, memory: {(after['rss'] - before['rss']) / 1e6:.1f} MB")
    assert house.log.stat().st_size - written < 10_000
    assert not any(each in text for each in ("secret", "forged", "a@b.fr", "Traceback"))


def test_a_failing_handler_says_where_and_never_what_was_typed(house):
    with house.enter(token="fail") as tab:
        tab.send("fail", said="mon@adresse.fr\nforged")
        tab.send("plus", by=1)
        tab.counted(1)
    assert soon(lambda: "an event failed: ValueError" in house.log.read_text())
    assert "mon@adresse.fr" not in house.log.read_text()
    assert "forged" not in house.log.read_text()


def test_only_a_presenter_by_cookie_leads(house):
    with house.enter(token="nobody") as tab:
        tab.send("lead", step=7)
        tab.send("look")
        tab.send("plus", by=1)
        tab.counted(1)
    cookie = {}
    for role in ("follower", "presenter"):
        given = house.post("/entrer", data={"role": role})
        assert given.status_code == 303
        said = given.headers["set-cookie"]
        assert "HttpOnly" in said
        assert "SameSite=lax" in said
        cookie[role] = said.partition(";")[0]
    with house.enter(token="follower", cookie=cookie["follower"]) as tab:
        tab.send("lead", step=7)
        tab.send("look")
        assert '"cookie_rx_state_":true' in tab.until("cookie_rx_state_")
    with house.enter(token="presenter", cookie=cookie["presenter"]) as tab:
        tab.send("lead", step=7)
        tab.counted(7)


def test_the_page_is_never_told_its_cookie(house):
    said = house.post("/entrer", data={"role": "follower"}).headers["set-cookie"].partition(";")[0]
    with house.knock(token="told", cookie=said) as tab:
        tab.write("40/_event,", {"event": event(f"{STATE}.hydrate_and_load", hashes=[])})
        assert said.partition("=")[2] not in tab.until("rx_router_headers")


@pytest.mark.parametrize("size", [70_000, 1_000_000])
def test_a_large_body_is_refused(house, size):
    assert house.post("/entrer", content=b"a" * size).status_code == 413
    assert house.post("/entrer", content=iter([b"a" * 10_000] * (size // 10_000))).status_code == 413


@pytest.mark.parametrize(
    "path", ["/_health", "/_upload", "/_upload/a", "/_event/?EIO=4&transport=polling", "/_all_routes"]
)
def test_what_reflex_serves_besides_the_socket_is_closed(house, path):
    assert house.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/depliant", "/depliant/", "/presentation/ABCD", "/nulle/part", "/sante", "/app.css"]
)
def test_every_answer_carries_the_strict_headers(house, path):
    said = house.get(path).headers
    scripts = said["content-security-policy"].partition("script-src ")[2].partition(";")[0]
    assert "unsafe" not in scripts
    assert scripts.startswith("'self'")
    assert said["content-security-policy"].startswith("default-src 'none'")
    assert said["x-content-type-options"] == "nosniff"
    assert said["referrer-policy"] == "same-origin"
    assert said["cross-origin-opener-policy"] == "same-origin"
    assert "granian" not in said.get("server", "")
    assert ("sha256-" in scripts) == said["content-type"].startswith("text/html")


def test_pages_are_served_without_detour_and_asked_again(house):
    page = house.get("/depliant")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    assert "Le dépliant" in page.text
    renewed = house.get("/depliant", **{"if-none-match": page.headers["etag"]})
    assert renewed.status_code == 304
    assert renewed.headers.get("content-security-policy") in (None, page.headers["content-security-policy"])


def test_hashed_files_are_kept_for_ever_and_compressed(house):
    packed = house.get("/assets/entry-1a2b3c4d.js", **{"accept-encoding": "identity"})
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    with httpx.stream("GET", house.base + "/assets/entry-1a2b3c4d.js", headers={"accept-encoding": "br, gzip"}) as br:
        assert br.headers["content-encoding"] == "br"
    assert house.get("/assets/none-1a2b3c4d.js").headers["cache-control"] != packed.headers["cache-control"]
    assert house.get("/app.css").headers["cache-control"] == "no-cache"


def test_a_dynamic_address_has_its_title_before_any_script(house):
    page = house.get("/presentation/%3Cscript%3E")
    assert page.status_code == 200
    assert "<title>Suivre la présentation</title>" in page.text
    assert 'name="description" content="Le dépliant, en même temps que la salle."' in page.text
    assert 'name="robots" content="noindex"' in page.text
    assert "<script>" in page.text
    assert "%3C" not in page.text
    assert house.get("/presentation/ABCD", **{"if-none-match": page.headers["etag"]}).status_code == 304
    assert httpx.head(house.base + "/presentation/ABCD").content == b""


@pytest.mark.parametrize(
    "path",
    ["/nulle", "/nulle/part", "/depliant/rien", "/../../etc/passwd", "/%2e%2e/%2e%2e/rxconfig.py", "/depliant.php"],
)
def test_an_unknown_address_is_a_french_404(house, path):
    page = house.get(path)
    assert page.status_code == 404
    assert "<title>Page introuvable</title>" in page.text


def test_health_and_sitemap(house):
    assert house.get("/sante").json() == {"vivant": True}
    assert house.get("/sante/pret").json()["pret"] is True
    assert f"<loc>http://localhost:{house.base.rpartition(':')[2]}/depliant</loc>" in house.get("/sitemap.xml").text


def test_a_list_that_stands_for_a_code_and_a_sign_that_no_base_keeps_are_refused(house):
    with house.enter(token="places") as tab:
        for place in ({"query": {"code": ["A"]}}, {"query": {"code": "a\0"}}, {"pathname": "\0"}):
            tab.write("42/_event,", ["event", {"name": f"{COUNTER}.plus", "payload": {"by": 5}, "router_data": place}])
        tab.send("plus", by=1)
        tab.counted(1)
    assert house.get("/presentation/%00").status_code == 400
    assert house.post("/entrer", data={"role": "follower\0"}).status_code == 400
