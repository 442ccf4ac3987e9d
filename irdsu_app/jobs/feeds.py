"""The feeds of a search, in three ways of writing the same: Atom, RSS 2.0, JSON Feed 1.1. Pure.

A feed says when its offers changed, never when it was asked for: as long as nothing changes it is the same, byte for
byte.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

ATOM = "http://www.w3.org/2005/Atom"
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


@dataclass(frozen=True)
class Item:
    """An offer of a feed; `html` is already HTML, the rest is plain text, `address` a whole address."""

    address: str
    title: str
    author: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A search followed: its title, its page and its own address, both whole."""

    title: str
    page: str
    address: str
    items: Sequence[Item]

    @property
    def updated(self) -> datetime:
        """When something last changed."""
        return max((each.updated for each in self.items), default=NEVER)


def atom(feed: Feed) -> bytes:
    """RFC 4287."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "fr"})
    _say(root, "id", feed.address)
    _say(root, "title", feed.title)
    _say(root, "updated", feed.updated.isoformat())
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    for each in feed.items:
        entry = SubElement(root, "entry")
        _say(entry, "id", each.address)
        _say(entry, "title", each.title)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": each.address})
        _say(entry, "published", each.published.isoformat())
        _say(entry, "updated", each.updated.isoformat())
        _say(SubElement(entry, "author"), "name", each.author)
        for tag in each.tags:
            SubElement(entry, "category", {"term": _clean(tag)})
        _say(entry, "summary", each.summary)
        _say(entry, "content", each.html, type="html")
    return _written(root)


def rss(feed: Feed) -> bytes:
    """RSS 2.0."""
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM})
    channel = SubElement(root, "channel")
    _say(channel, "title", feed.title)
    _say(channel, "link", feed.page)
    _say(channel, "description", feed.title)
    _say(channel, "language", "fr")
    _say(channel, "lastBuildDate", format_datetime(feed.updated))
    SubElement(channel, "atom:link", {"rel": "self", "type": "application/rss+xml", "href": feed.address})
    for each in feed.items:
        item = SubElement(channel, "item")
        _say(item, "title", each.title)
        _say(item, "link", each.address)
        _say(item, "guid", each.address, isPermaLink="true")
        _say(item, "pubDate", format_datetime(each.published))
        for tag in each.tags:
            _say(item, "category", tag)
        _say(item, "description", each.html)
    return _written(root)


def json_feed(feed: Feed) -> bytes:
    """JSON Feed 1.1."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": "fr",
        "items": [
            {
                "id": each.address,
                "url": each.address,
                "title": each.title,
                "summary": each.summary,
                "content_html": each.html,
                "date_published": each.published.isoformat(),
                "date_modified": each.updated.isoformat(),
                "authors": [{"name": each.author}],
                "tags": list(each.tags),
            }
            for each in feed.items
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


FORMS: Mapping[str, tuple[str, Callable[[Feed], bytes]]] = {
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "rss": ("application/rss+xml; charset=utf-8", rss),
    "json": ("application/feed+json; charset=utf-8", json_feed),
}
"""By the ending of the address: the type of the answer, and how it is written."""


def _say(parent: Element, name: str, words: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _clean(words)


def _clean(words: str) -> str:
    """Without the signs that XML cannot hold."""
    return words.translate(_FORBIDDEN)


def _written(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)
