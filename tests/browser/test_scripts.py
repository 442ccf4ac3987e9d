"""A hundred scripts in every text of the base that people typed: none runs, with the policy of the pages or without.

The texts are found: whatever is kept of what somebody filled in (`FILLED`), in any column of any table.
"""

import json
import sqlite3
from urllib.parse import urlsplit

import pytest

from irdsu_app.access import links
from tests.browser import attackers, filled, owned
from tests.scripts import SCRIPTS

pytestmark = [pytest.mark.browser, pytest.mark.expects(".*")]
FILLED = (
    attackers.SECRET, "Ada", "Bea", "Un cycle à défendre", "Une accroche.", owned.TITLE, owned.NOTE,
    "Valeur du quartier", "Insee, Filosofi", "Jeu de quelqu’un", "Cheffe de projet", "Structure de",
    filled.TYPED,
)  # fmt: skip
"""What the people of the house typed: names, addresses, questions, needs, titles, notes, figures, sources."""
WHOLE = {"job_offer": {"title", "organisation", "presentation", "context", "contract_detail", "place", "profile", "pay",
                       "documents", "contact_name", "apply_url", "sheet_url"}}  # fmt: skip
"""Columns that hold a text and nothing else."""
ALL = " ".join(SCRIPTS)
CAUGHT = """() => { window.ran = []; for (const name of ["alert", "confirm", "prompt"])
  window[name] = (...said) => { window.ran.push(name + said); sessionStorage.setItem("ran", "1"); }; }"""
JUDGED = """() => [...document.querySelectorAll("*")].flatMap(each => [...each.attributes]
  .filter(a => (/^on/i.test(a.name) && a.value.includes("alert"))
    || (/^(href|src|action|formaction|data|xlink:href)$/i.test(a.name) && /^\\s*(java|vb)\\s*script:/i.test(a.value)))
  .map(a => `${each.tagName} ${a.name}=${a.value}`.slice(0, 200)))
  .concat([...document.scripts].filter(s => !s.src && s.textContent.trim().startsWith("alert")).map(s => s.outerHTML))
  .concat(window.ran || []).concat(sessionStorage.getItem("ran") ? ["ran"] : [])"""


def poison(world: attackers.World) -> int:
    """Put every script after each text that somebody typed; gives how many cells hold them."""
    base, many = sqlite3.connect(urlsplit(world.house.database_url).path), 0
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
    tables = [name for (name,) in base.execute(asked)]
    for table in tables:
        for row in base.execute(f'SELECT rowid, * FROM "{table}"').fetchall() if "_fts" not in table else []:
            names = [each[1] for each in base.execute(f'PRAGMA table_info("{table}")')]
            for name, held in zip(names, row[1:], strict=True):
                said = _poisoned(held, name in WHOLE.get(table, ()))
                if said != held and not name.endswith(("slug", "hash", "_id")):
                    base.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE rowid = ?', (said, row[0]))
                    many += 1
    base.commit()
    base.close()
    return many


def _poisoned(held, whole: bool):
    if not isinstance(held, str) or "@" in held.split(" ")[0]:
        return held
    scripts = json.dumps(ALL)[1:-1] if held[:1] in "{[" and held[:1] else ALL
    for each in FILLED:
        held = held.replace(each, f"{each} {scripts}")
    return f"{held} {ALL}" if whole else held


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, attackers.standing(tmp_path_factory.mktemp("house"), patch) as world:
        world.typed = filled.filled(world)
        world.house.close()
        assert poison(world) > 30
        world.house.open()
        yield world


def pages(world: attackers.World) -> list[str]:
    """Every page that shows what somebody typed."""
    talk, table = world.named[0]["code"], world.named[1]["code"]
    slug, code, person = world.named[3]["slug"], world.named[3]["code"], world.named[-1]["personne"]
    version, shelf = world.edits["version"], world.edits["deck"]
    reads, desk = links.to_read(version), f"/bureau/cycles/{slug}"
    return [
        f"/presentation/{talk}/pupitre", f"/presentation/{talk}", f"/presentation/{talk}/souvenir",
        f"/depliant/adapter/{version}", f"/depliant/version/{reads}", f"/depliant/version/{reads}/texte",
        f"/depliant/version/{reads}/document.html",
        f"/coop/jeux/{shelf}", f"/coop/jeux/{links.to_read(shelf)}/lire.html",
        f"/coop/jeux/{links.to_read(shelf)}/plan.html",
        f"/coop/{table}", f"/coop/{table}/plateau", f"/coop/{table}/animer", "/", "/cycles", f"/cycles/{slug}",
        f"/cycles/{slug}/inscription", f"/cycles/{slug}/bilan", f"/inscription/{world.edits['personal']}", "/bureau",
        "/bureau/cycles", desk, f"{desk}/personnes", f"{desk}/chiffres", f"{desk}/avis", f"{desk}/{code}",
        f"{desk}/{code}/{person}", f"{desk}/{code}/accueil", f"{desk}/{code}/inscriptions.html",
        f"{desk}/personnes.html",
        "/bureau/courriers", "/bureau/equipe", "/bureau/journal", "/offres", f"/offres/{world.edits['offer']}",
    ]  # fmt: skip


@pytest.mark.parametrize("bypassed", [False, True], ids=["with the policy", "without it"])
def test_no_script_that_somebody_typed_ever_runs(world, people, bypassed):
    page, found, shown = people(bypass_csp=bypassed), [], 0
    page.set_default_timeout(20_000)
    page.add_init_script(f"({CAUGHT})()")
    page.on("dialog", lambda dialog: (found.append(f"dialog {dialog.message}"), dialog.dismiss()))
    for each in (*world.owners.values(), *world.people.values()):
        if each and each in (world.owners["host"], world.owners["presenter"], world.owners["organiser"]):
            name, _, value = each.partition("=")
            page.context.add_cookies([{"name": name, "value": value, "url": world.house.url}])
    for address in (*pages(world), *world.typed):
        if "/presentation/" in address:
            name, _, value = world.owners["presenter"].partition("=")
        else:
            name, _, value = world.owners["host"].partition("=")
        page.context.add_cookies([{"name": name, "value": value, "url": world.house.url}])
        page.goto(world.house.url + address, wait_until="load")
        page.wait_for_load_state("networkidle")  # what the page asks for once it lives is there
        shown += "alert(1)" in page.content()
        found += [f"{address}: {each}" for each in page.evaluate(JUDGED)]
    print(f"{shown} pages of {len(pages(world)) + len(world.typed)} show scripts")
    assert not found, "\n".join(found[:30])
    assert shown >= 35, "too few pages show what was typed"
