"""Print the sheet: the page that explains, the files it offers, and what a wrong address is told."""

from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import expect

from irdsu_app import db
from irdsu_app.brief import versions
from irdsu_app.brief.adapting import Adaptation, Own
from tests.printed import Printed

pytestmark = pytest.mark.browser
A3, A2 = "/depliant/feuille-a3.pdf", "/depliant/feuille-a2.pdf"


def test_every_file_offered_is_a_pdf_of_two_pages_with_a_name_of_its_own(page, base_url):
    page.goto("/depliant/texte")
    page.get_by_role("link", name="Imprimer la feuille").click()
    expect(page.get_by_role("heading", level=1, name="Imprimer la feuille")).to_be_visible()
    links = page.get_by_role("region", name="Télécharger").get_by_role("link").all()
    names = []
    for address in [link.get_attribute("href") for link in links]:
        answer = httpx.get(base_url + address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"] == "application/pdf"
        assert len(Printed(answer.content).pages) == 2
        names.append(answer.headers["content-disposition"])
    assert len(set(names)) == 5
    assert names[0] == 'inline; filename="depliant-ir-dsu-a3.pdf"'


def test_a_link_leaves_the_router_alone_and_gives_the_file(page):
    page.goto("/depliant/imprimer")
    with page.expect_response(lambda answer: answer.url.endswith(A3)) as answered:
        page.get_by_role("link", name="A3, en couleur").click()
    assert answered.value.headers["content-type"] == "application/pdf"


def test_what_one_has_already_is_not_sent_again(base_url):
    first = httpx.get(base_url + A3)
    again = httpx.get(base_url + A3, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "no-cache", "a new edition is printed from the moment it is out"
    other = httpx.get(base_url + A3, params={"encre": "gris"}, headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{A3}?encre=bleu", "L’encre est « couleur » ou « gris »"),
        (f"{A3}?encre=", "L’encre est"),
        (f"{A2}?encre=GRIS%00<script>", "L’encre est"),
        (f"{A3}?coupe=oui", "n’existe que pour la feuille A2"),
        (f"{A2}?coupe=peut-%C3%AAtre", "n’existe que pour la feuille A2"),
    ],
)
def test_a_wrong_address_is_told_so_in_french(base_url, address, words):
    answer = httpx.get(base_url + address)
    assert answer.status_code == 400
    assert words in answer.text.replace("\u202f", " ").replace("\xa0", " ")
    assert "script" not in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_asking_too_often_is_refused_and_nothing_else_is(server):
    with httpx.Client(base_url=server.url) as client:
        answers = [client.get(A3, params={"encre": "bleu"}).status_code for _ in range(301)]
        assert answers == [400] * 300 + [429]
        refused = client.get(A3)
        assert refused.status_code == 429
        assert "Attendez quelques minutes" in refused.text
        assert client.get("/sante").status_code == 200


def test_a_version_that_paper_cannot_hold_is_told_why(house):
    own = Adaptation(panels={"V1": Own(text="Bienvenue 😀 à tous")})
    with db.session(db.open_engine(house.database_url)) as session:
        link = versions.open_version(session, datetime.now(UTC), own)
    answer = httpx.get(f"{house.url}/depliant/version/{link}/feuille-a3.pdf")
    assert answer.status_code == 400
    assert "😀\u202f» ne peut pas être imprimé" in answer.text
