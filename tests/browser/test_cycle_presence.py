"""One's own presence in real browsers: a badge read by a camera, the code of the room and its QR, « Je suis là »."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.browser import cycling, dooring
from tests.browser.coop import judged
from tests.browser.dooring import LEA, NOUR, PAUL, SAM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.expects("WebSocket connection to|ERR_INTERNET_DISCONNECTED|status of 409"),
]
WIDE, HIGH, MODULE = 640, 480, 9


def filmed(file: Path, *texts: str, seconds: int = 2) -> Path:
    """A film of a phone showing these QR codes one after the other; "" shows nothing."""
    with file.open("wb") as film:
        film.write(f"YUV4MPEG2 W{WIDE} H{HIGH} F5:1 Ip A1:1 C420mpeg2\n".encode())
        for text in texts:
            picture = _picture(text)
            for _ in range(5 * seconds):
                film.write(b"FRAME\n" + picture)
    return file


def _picture(text: str) -> bytes:
    luma = bytearray(b"\xa0" * (WIDE * HIGH))
    modules = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=4)] if text else []
    left, top = (WIDE - MODULE * len(modules)) // 2, (HIGH - MODULE * len(modules)) // 2
    for y, row in enumerate(modules):
        drawn = b"".join((b"\x10" if dark else b"\xeb") * MODULE for dark in row)
        for line in range(MODULE):
            at = (top + y * MODULE + line) * WIDE + left
            luma[at : at + len(drawn)] = drawn
    return bytes(luma) + b"\x80" * (WIDE * HIGH // 2)


@pytest.fixture
def day(house) -> dooring.Day:
    return dooring.opened(house, NOUR, SAM, LEA, afar=(PAUL,))


@pytest.fixture
def filming(browser_type_launch_args, browser_type, diagnostics, house, tmp_path):
    """An organiser's phone whose camera sees these QR codes; `allowed` is False when it may not look."""
    browsers = []

    def phone(day: dooring.Day, *texts: str, allowed: bool = True) -> Page:
        film = filmed(tmp_path / "film.y4m", *texts)
        seen = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
        answer = ["--use-fake-ui-for-media-stream"] if allowed else ["--deny-permission-prompts"]
        flags = [*browser_type_launch_args["args"], *seen, *answer]
        browsers.append(browser_type.launch(**{**browser_type_launch_args, "args": flags}))
        size = {"width": 390, "height": 844}
        context = browsers[-1].new_context(viewport=size, locale="fr-FR", reduced_motion="reduce")
        page = diagnostics.watch(context).new_page()
        dooring.door(cycling.organiser(house, page), day)
        page.get_by_role("button", name="Ouvrir la caméra").click()
        return page

    yield phone
    for browser in browsers:
        browser.close()


def own(page: Page, house, day: dooring.Day, name: str) -> Page:
    """Somebody opens their personal link."""
    page.goto(f"{house.url}/inscription/{day.links[name]}")
    expect(page.get_by_role("heading", name="Mes séances")).to_be_visible()
    return page


def test_a_badge_is_read_by_the_camera_and_what_is_not_one_is_said(day, filming):
    asked: list[str] = []
    page = filming(day, day.badge(NOUR), "https://eau.example.org", day.badge(SAM, "M2"))
    page.on("request", lambda request: asked.append(request.url))
    expect(dooring.line(page, NOUR)).to_contain_text("Présence à", timeout=20_000)
    expect(page.locator("#said")).to_contain_text("Ce QR n’est pas celui d’une inscription", timeout=20_000)
    expect(page.locator("#review")).to_contain_text("Ce QR est celui de la séance M2", timeout=20_000)
    assert day.here() == ["Belkacem Nour"]
    judged(page, "the camera")
    page.get_by_role("button", name="Fermer la caméra").click()
    expect(page.locator("#camera")).to_be_hidden()
    assert page.evaluate("document.getElementById('camera').srcObject") is None
    assert {url.split("/")[2] for url in asked} == {day.house.url.split("/")[2]}


def test_a_badge_photographed_by_a_neighbour_is_counted_once_and_looked_at(day, filming, house, people):
    other = dooring.door(cycling.organiser(house, people(phone=True), "Dominique Faure"), day)
    dooring.note(other, NOUR)
    dooring.sent(other)
    page = filming(day, day.badge(NOUR))
    expect(page.locator("#said")).to_contain_text(re.compile("érifiez que c’est bien cette personne"), timeout=20_000)
    expect(page.locator("#review")).to_contain_text("depuis un autre appareil", timeout=20_000)
    assert (day.here(), day.marks()) == (["Belkacem Nour"], 1)


def test_without_a_camera_the_name_is_searched(day, filming):
    page = filming(day, "", allowed=False)
    expect(page.locator("#camera-problem")).to_contain_text("cherchez la personne par son nom", timeout=20_000)
    expect(page.locator("#camera")).to_be_hidden()
    dooring.note(page, NOUR)
    expect(dooring.line(page, NOUR)).to_contain_text("Présence à")


def test_the_code_of_the_room_changes_by_itself_even_cut_from_the_network(house, day, people):
    page = cycling.organiser(house, people(viewport={"width": 1280, "height": 800}))
    page.clock.install()
    page.goto(f"{day.address}/code")
    codes = [day.code(late=-n) for n in range(4)]
    expect(page.locator("#letters")).to_have_text(re.compile(f"^({codes[0]}|{codes[1]})$"))
    first = page.locator("#letters").inner_text().replace("\n", "")
    expect(page.locator("#said")).to_contain_text("Code : ")
    page.context.set_offline(True)
    page.clock.fast_forward("05:00")
    expect(page.locator("#letters")).not_to_have_text(first)
    expect(page.locator("#letters")).to_have_text(re.compile(f"^({'|'.join(codes[1:])})$"))
    page.clock.fast_forward("15:00")
    expect(page.locator("#problem")).to_contain_text("le code reviendra seul")
    expect(page.locator("#room")).to_be_hidden()
    page.context.set_offline(False)
    page.clock.fast_forward("00:05")
    expect(page.locator("#room")).to_be_visible()
    expect(page.locator("#problem")).to_be_hidden()


def test_the_qr_of_the_room_leaves_one_button_to_press(house, day, people):
    page = own(people(phone=True), house, day, LEA)
    expect(page.get_by_label("Code affiché dans la salle")).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('irdsu-presence')")
    page.goto(f"{house.url}/presence/{day.slug}/M1#{day.code()}")
    page.wait_for_url("**/inscription/**")
    button = page.get_by_role("button", name="Noter ma présence")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Présence constatée à")).first).to_be_visible()
    assert day.here() == ["Martin Léa"]
    stranger, code = people(phone=True), day.code()
    stranger.goto(f"{house.url}/presence/{day.slug}/M1#{code}")
    expect(stranger.locator("#code")).to_have_text(code)
    expect(stranger.get_by_text("Ouvrez maintenant votre lien personnel")).to_be_visible()
    page.get_by_role("button", name="Oublier sur ce téléphone").click()
    expect(page.get_by_text("le QR de la salle ne ramène plus ici")).to_be_focused()
    page.reload()
    expect(page.get_by_text("le QR de la salle ne ramène plus ici")).to_be_visible()
    assert "/inscription/" not in page.evaluate("() => localStorage.getItem('irdsu-presence')")
    page.goto(f"{house.url}/presence/{day.slug}/M1#{day.code()}")
    expect(page.get_by_text("Ouvrez maintenant votre lien personnel")).to_be_visible()


def test_the_way_back_from_the_qr_is_erased_once_the_half_day_is_over(house, people):
    page = people(phone=True)
    page.goto(f"{house.url}/mentions-legales")
    page.evaluate("""() => localStorage.setItem('irdsu-presence', JSON.stringify({
      'a/M1': { link: '/inscription/x', until: Date.now() - 1 },
      'b/M1': { link: '/inscription/y', until: Date.now() + 1e6 } }))""")
    page.reload()
    page.wait_for_function("() => Object.keys(JSON.parse(localStorage.getItem('irdsu-presence'))).join() === 'b/M1'")


def test_a_late_code_a_wrong_one_and_two_tabs(house, day, people):
    page = own(people(phone=True), house, day, LEA)
    for typed, sentence in (
        ("CFH", "six caractères"),
        ("CFHCFH", "n’est pas celui"),
        (day.code(late=3), "a changé"),
    ):
        page.get_by_label("Code affiché dans la salle").fill(typed)
        page.get_by_role("button", name="Noter ma présence").click()
        expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
        expect(page.get_by_label("Code affiché dans la salle")).to_be_focused()
    other = own(page.context.new_page(), house, day, LEA)  # it looks again by itself, fifteen seconds later
    for tab in (page, other):
        tab.get_by_label("Code affiché dans la salle").fill(day.code())
    page.get_by_role("button", name="Noter ma présence").dblclick()
    expect(page.get_by_text(re.compile("Présence constatée à")).first).to_be_visible()
    expect(page.get_by_label("Code affiché dans la salle")).to_have_count(0)
    other.get_by_role("button", name="Noter ma présence").click()
    expect(other.get_by_text("C’était déjà noté")).to_be_visible()
    assert (day.here(), day.marks()) == (["Martin Léa"], 1)


def test_online_one_says_i_am_here_and_takes_the_certificate_away_once_it_is_over(house, day, people):
    # As long after now as before: its half-day is the one under way, whatever the hour, and stays so once it is over.
    day.change(ends_at=datetime.now(UTC) + timedelta(minutes=10))
    page = own(people(), house, day, PAUL)
    expect(page.get_by_text("Mon QR pour l’accueil")).to_have_count(0)
    page.get_by_role("button", name="Je suis là").dblclick()
    expect(page.get_by_text(re.compile("Présence constatée à")).first).to_be_visible()
    expect(page.get_by_role("button", name="Je suis là")).to_have_count(0)
    expect(page.get_by_role("link", name="Télécharger mon attestation")).to_have_count(0)
    assert (day.here(), day.marks()) == (["Ndiaye Paul"], 1)
    now = datetime.now(UTC)
    day.change(starts_at=now - timedelta(seconds=2), ends_at=now - timedelta(seconds=1))
    page.reload()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Télécharger mon attestation").click()
    assert waited.value.path().read_bytes().startswith(b"%PDF")
    absent = own(people(), house, day, SAM)
    expect(absent.get_by_role("link", name="Télécharger mon attestation")).to_have_count(0)


def test_nothing_is_to_be_said_at_a_cancelled_meeting(house, day, people):
    page = own(people(), house, day, PAUL)
    button = page.get_by_role("button", name="Je suis là")
    expect(button).to_be_visible()
    day.change(status="cancelled")
    button.click()
    expect(page.get_by_role("alert").filter(has_text="La séance est annulée")).to_be_visible()
    assert (day.here(), day.marks()) == ([], 0)
