"""A deck as a YAML file, to carry elsewhere and to bring back. Reads untrusted text; the model checks what it says."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from irdsu_app.coop import deck as decks
from irdsu_app.coop.authoring import OwnDeck, duplicate, write
from irdsu_app.coop.blanks import Kind
from irdsu_app.coop.deck import Deck, Malformed
from irdsu_app.coop.round import Refused
from irdsu_app.design.typography import fr

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, where it was built


class _Once(_LOADER):  # pyright: ignore[reportGeneralTypeIssues]
    """Refuses a key written twice, of which YAML would keep the last without a word."""

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[Hashable, Any]:
        """Read a mapping; raises Malformed for a key that is already there."""
        known = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode) and key.value in known:
                line = key.start_mark.line + 1
                raise Malformed(fr(f"Ligne {line} : « {key.value[:24]} » est écrit deux fois. Gardez-en un."))
            known.add(key.value if isinstance(key, yaml.ScalarNode) else key)
        return super().construct_mapping(node, deep)


EASY = "facile"
"""The part of a file that holds the easy-to-read versions."""
LARGEST = 1_000_000
"""Bytes of a file: a deck of three hundred situations takes a quarter of them."""


class _Plain(yaml.SafeDumper):
    """Writes every list in full, as `from_yaml` wants them."""

    def ignore_aliases(self, data: object) -> bool:
        """Never refer to another line."""
        return True


def to_yaml(deck: Deck, easy: dict[str, dict[str, str]] | None = None) -> str:
    """Write a deck in the format of content/coop, that `from_yaml` takes back; `easy`: easy texts by kind and code."""
    tree = deck.model_dump(mode="json", exclude={"easy"}) | ({EASY: easy} if easy else {})
    return yaml.dump(tree, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


def from_yaml(file: bytes, name: str) -> OwnDeck:
    """Read a file into a deck of one's own; raises Malformed, whose message says where and what to do."""
    if len(file) > LARGEST:
        raise Malformed(fr(f"Ce fichier pèse {len(file) // 1000} Ko ; {LARGEST // 1000} au plus. Retirez des cartes."))
    try:
        text = file.decode("utf-8-sig")
        _plain(text)
        tree = yaml.load(text, Loader=_Once)  # noqa: S506 -- a safe loader, in C
    except Malformed:
        raise
    except UnicodeDecodeError:
        raise Malformed("Ce fichier n’est pas du texte en UTF-8 : enregistrez-le ainsi, puis réessayez.") from None
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise Malformed(fr(f"Ce fichier n’est pas du YAML : la ligne {line} ne se lit pas. Corrigez-la.")) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise Malformed("Ce fichier n’est pas du YAML. Partez de l’export d’un jeu, et changez ses mots.") from None
    if not isinstance(tree, dict):
        raise Malformed("Ce fichier ne décrit pas un jeu. Partez de l’export d’un jeu, et changez ses mots.")
    tree = {str(key): value for key, value in tree.items()}
    easy = tree.pop(EASY, None)
    return _easier(duplicate(decks.read(tree), name), {} if easy is None else easy)


def _easier(own: OwnDeck, easy: object) -> OwnDeck:
    """The deck with these easy texts; raises Malformed for one that cannot be put on its card."""
    for kind, texts in easy.items() if isinstance(easy, dict) else [("", None)]:
        if kind not in own.cards or not isinstance(texts, dict):
            raise Malformed(fr(f"Dans « {EASY} » : écrivez le genre de carte, le code, puis le texte."))
        for card, text in texts.items():
            if text is not None:
                own = _eased(own, kind, str(card), text)
    return own.model_copy(update={"past": ()})


def _eased(own: OwnDeck, kind: Kind, card: str, text: object) -> OwnDeck:
    where = f"Dans « {EASY} », carte {card[:24]}"
    if card not in {each.id for each in own.cards[kind]}:
        raise Malformed(fr(f"{where} : cette carte n’est pas dans le fichier. Corrigez son code."))
    if not isinstance(text, str):
        raise Malformed(fr(f"{where} : écrivez un texte, entre guillemets s’il le faut."))
    try:
        return write(own, kind, card, "easy", text, "")
    except Refused as refusal:
        raise Malformed(fr(f"{where} : {refusal}")) from None


def _plain(text: str) -> None:
    """Refuse aliases: a few lines of them fill the memory (the « billion laughs »)."""
    for token in yaml.scan(text, Loader=_LOADER):
        if isinstance(token, (yaml.AliasToken, yaml.AnchorToken)):
            line = token.start_mark.line + 1
            raise Malformed(fr(f"Ligne {line} : les renvois (& et *) ne sont pas admis. Recopiez le texte."))
