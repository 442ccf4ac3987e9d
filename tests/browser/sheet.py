"""What the journeys look at on a page that shows the sheet."""

from playwright.sync_api import Page, expect

from irdsu_app.brief.sheet import Sheet


def wait_for_paper(page: Page) -> None:
    """Until the sheet is there and can be folded."""
    expect(page.locator(".stage[data-ready]")).to_be_attached()


def expect_step(page: Page, step: int) -> None:
    """The sheet shows a step: its state, its live faces and nothing else, the lit panel."""
    here = Sheet(step=step)
    expect(page.locator(f"#face-{here.panel}.lit")).to_be_attached()
    expect(page.locator(".stage")).to_have_attribute("data-state", here.state)
    live = page.evaluate(
        "[...document.querySelectorAll('.faces > .face')].filter(f => !f.inert).map(f => f.dataset.panel)"
    )
    assert tuple(live) == here.visible


def present(page: Page, at: str = "") -> str:
    """Open a presentation and come to its desk; gives the code."""
    page.goto(f"{at}/depliant/presenter")
    page.get_by_role("button", name="Ouvrir une présentation").click()
    wait_for_desk(page)
    return page.url.split("/")[4]


def wait_for_desk(page: Page) -> None:
    """Until the desk is this browser's, and its sheet can be folded."""
    expect(page.locator(".desk[data-seated=true]")).to_be_visible()
    wait_for_paper(page)


def follow(page: Page, code: str, at: str = "") -> None:
    """Follow from a phone, by the address of the QR."""
    page.goto(f"{at}/r/{code}")
    wait_for_paper(page)
    expect(page.get_by_role("button", name="Lire à mon rythme")).to_be_visible()


def cut(page: Page) -> None:
    """Cut the network of this person."""
    page.context.set_offline(True)


def give_back(page: Page) -> None:
    """Give the network back."""
    page.context.set_offline(False)
