"""The feeds of the offers are read by strict parsers, whatever an offer holds, and never change by themselves."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.jobs import feeds
from irdsu_app.jobs.feeds import Feed, Item

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = datetime(2026, 11, 25, 10, tzinfo=UTC)


def an_item(**told) -> Item:
    plain = {
        "address": "https://irdsu.test/offres/x", "title": "Cheffe ou chef", "author": "Ville", "summary": "Nord (59)",
        "html": "<p>Missions</p>", "published": DAY, "updated": DAY,
    }  # fmt: skip
    return Item(**plain | told)


def a_feed(*items: Item) -> Feed:
    return Feed("Les offres", "https://irdsu.test/offres", "https://irdsu.test/offres.atom?mots=a&contrat=cdi", items)


def test_the_three_forms_say_the_same():
    feed = a_feed(an_item(tags=("CDI",)), an_item(address="https://irdsu.test/offres/y", title="Autre"))
    atom, rss = ElementTree.fromstring(feeds.atom(feed)), ElementTree.fromstring(feeds.rss(feed))
    told = json.loads(feeds.json_feed(feed))
    assert [each.findtext(f"{ATOM}title") for each in atom.iter(f"{ATOM}entry")] == ["Cheffe ou chef", "Autre"]
    assert [each.findtext("title") for each in rss.iter("item")] == ["Cheffe ou chef", "Autre"]
    assert [each["title"] for each in told["items"]] == ["Cheffe ou chef", "Autre"]
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == atom.findtext(f"{ATOM}id") == feed.address


def test_an_entry_has_what_its_format_requires():
    atom, rss = (ElementTree.fromstring(write(a_feed(an_item()))) for write in (feeds.atom, feeds.rss))
    entry, item = next(atom.iter(f"{ATOM}entry")), next(rss.iter("item"))
    required = [entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "author/" + ATOM + "name")]
    assert all(required)
    assert item.findtext("pubDate") == "Wed, 25 Nov 2026 10:00:00 +0000"
    assert item.find("guid") is not None


def test_a_feed_says_when_it_changed_not_when_it_was_asked_for():
    feed = a_feed(an_item(updated=DAY.replace(day=26)))
    assert feeds.atom(feed) == feeds.atom(feed)
    assert feed.updated == DAY.replace(day=26)
    assert a_feed().updated == feeds.NEVER


@pytest.mark.parametrize("form", feeds.FORMS)
@given(words=st.text(max_size=60))
def test_any_words_make_a_feed_that_can_be_read(form, words):
    written = feeds.FORMS[form][1](a_feed(an_item(title=words, author=words, summary=words, html=words, tags=(words,))))
    assert json.loads(written) if form == "json" else ElementTree.fromstring(written) is not None


def test_markup_in_a_title_stays_text():
    written = feeds.atom(a_feed(an_item(title="<script>alert(1)</script>")))
    assert b"<script>" not in written
