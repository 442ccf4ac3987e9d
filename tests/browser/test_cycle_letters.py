"""The letters of a cycle as a mail program shows them: axe finds nothing, they fit a phone, fingers can press."""

import pytest

from tests.browser.test_accessibility import TOO_WIDE, judged
from tests.domain.test_cycle_letters import everything

pytestmark = pytest.mark.browser
SMALL = """() => [...document.querySelectorAll('a')].filter((each) => {
  const alone = each.parentElement.textContent.trim() === each.textContent.trim();
  return alone && each.getBoundingClientRect().height < 44;
}).map((each) => each.textContent)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_are_read_by_all_on_a_phone(people, scheme):
    phone = people(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    for name, letter in everything().items():
        phone.set_content(letter.html)
        judged(phone, f"{name} ({scheme})")
        assert phone.evaluate(TOO_WIDE) == [], name
        assert phone.evaluate(SMALL) == [], name
