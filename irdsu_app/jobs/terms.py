"""What an offer says of money, of dates and of how to answer: pay in words, a passed deadline, a short link. Pure.

Each rule gives `Remark`s: what is wrong in a French sentence that says what to write, and whether it stops the offer.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from irdsu_app.design.typography import MONTHS
from irdsu_app.jobs.plain import plain, single

MONTHS_OPEN = 6
"""Months an offer may stay open."""
SHORT = frozenset(
    """bit.ly cutt.ly tinyurl.com t.co goo.gl ow.ly is.gd v.gd urlr.me urlz.fr lc.cx shorturl.at rb.gy buff.ly t.ly
tiny.cc lnkd.in dub.sh s.id qrco.de shorturl.gg bitly.com bl.ink rebrand.ly tiny.one ouo.io frama.link huit.re
forms.gle urls.fr l.ead.me adf.ly x.gd trib.al""".split()
)
FREE = frozenset(
    """gmail.com googlemail.com yahoo.fr yahoo.com hotmail.com hotmail.fr outlook.com outlook.fr live.fr live.com msn.com
orange.fr wanadoo.fr free.fr sfr.fr laposte.net bbox.fr neuf.fr aol.com icloud.com me.com gmx.fr gmx.com proton.me
protonmail.com numericable.fr aliceadsl.fr club-internet.fr yopmail.com ymail.com tutanota.com""".split()
)
PUBLIC_KINDS = frozenset(
    ("commune", "intercommunalite", "departement", "region", "etat", "etablissement-public", "centre-de-gestion")
)
PUBLIC_CONTRACTS = frozenset(("emploi-permanent", "contrat-de-projet", "mise-a-disposition"))
UNPAID = frozenset(("volontariat", "stage", "alternance"))
"""Contracts whose pay is set by law."""


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern that reads a plain text."""
    return re.compile(single(text))


_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\"«»]+|\b(?:[a-z0-9-]+\.)+(?:ly|com|fr|me|gd|gle|gl|at|cx|gy|co|in|cc|id|sh)/[^\s<>()]+", re.I)
_MAIL = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,63}\.)+[a-z]{2,})", re.I)
_PHONE = re.compile(r"(?<![\d.,])(?:\+33|0033|0)\s?\(?0?\)?[67](?:[\s.\-]?\d{2}){4}(?!\d)")
_AMOUNT = _pattern(
    r"\d[\d .,]{0,9} ?(?:k ?e|k?€|euros?|eur\b|e\b)|\b\d{2}(?:[.,]\d)? ?k\b|\d{2} ?000|\d ?\d{3}\b|\bsmic\b|\d ?%|indices?"
)
_CIVIL = _pattern(r"indic|echelon|rifsep|ifse|nbi\b|categorie [abc]|grade|statutaire|fonction publique|traitement|regime indem")
_LEGAL = _pattern(r"gratification|taux legal|benevol|indemnite|pourcentage du|volontaire|en vigueur pour l")
_VAGUE = _pattern(
    r"\b(?:selon|suivant|en fonction (?:du|de|des)|a (?:negocier|definir|convenir|debatre|discuter|determiner|preciser)"
    r"|negociable|attracti\w+|motivante?|competitive|interessante?|non (?:precise|communique)\w*|nc\b|fixe (?:\+|et) variable"
    r"|confidentiel\w*|evolutive|grile|convention collective|voir (?:avec|en entretien)|sera (?:defini|fixe|negocie|discute|precise)\w*|defini\w* lors|sur devis|avantageu\w+)"
)
_PAY_SAID = _pattern(r"\b(?:remuneration|salaire|paie|paye|retribution|pretentions? salariales?)s?\b(?! (?:mensuele|anuele) de)")
_PAID_FOR = _pattern(
    r"(?:frais (?:de )?(?:dosier|d'inscription|de candidature|d'etude|de recrutement|administratifs?)"
    r"|(?:participation|cheque|somme|versement|caution|cotisation|avance|droits?) (?:financiere )?(?:de |d'un montant de )?\d+ ?(?:€|euros?))"
    r".{0,60}?(?:\bdemande|joindre|joint|a regler|a payer|a verser|a la charge|candidat|inscription|: ?\d|exige|avant l|obligatoire|reserver)"
    r"|(?:formation|stage|kit|materiel|test|entretien|inscription|candidature|badge)s?\b.{0,25}\bpayante?s?\b.{0,40}?(?:avant|obligatoire|embauche|candidat|prealable|\d)"
    r"|(?:formation|kit|materiel|dosier|visite medicale|casier)\b.{0,40}a (?:la charge|vos frais|ses frais)(?: d[ue] (?:la )?candidat\w*)?"
    r"|(?:verser|regler|payer|envoyer|acheter|acquiter|virer)\w*\b.{0,40}(?:\d+ ?(?:€|euros?)|mandat cash|pcs|western union|cheque|frais de dosier)"
    r"|achat (?:obligatoire )?(?:d'un |du )?(?:kit|materiel|pack)|apport (?:personnel|financier) (?:exige|demande|obligatoire)|numero surtaxe|0 ?89\d"
)
_NOT_FROM_THEM = _pattern(
    r"locataires?|familes?|habitants?|usagers?|adherents?|rembours|pris\w* en charge|subvention|activites|imp[ao]y|loyers?"
    r"|caise|regie|gratuit|par l'employeur|fournisseur|factur|beneficiaires"
)
_ENGLISH = frozenset(
    """the we are you your our will and with for to of in is be looking join have team work job who as this that on an
experience skills required must should about from by apply role""".split()
)
_FRENCH = frozenset("le la les des de du un une et vous nous pour en dans est avec au aux sur votre notre ou que qui".split())
_UNTIL_FOUND = _pattern(
    r"jusqu'au recrutement|jusqu'a (?:ce que|pourvoi|recrutement)|des que pourvu|tant que|sans (?:date|limite)|au fil de l'eau|(?:poste|offre) pourvue?"
)


class Remark(NamedTuple):
    """What is to be changed: its kind, where it stands in its text, the sentence, and whether it stops the offer."""

    kind: str
    start: int
    end: int
    sentence: str
    blocking: bool = False


def deadline(given: date | str | None, today: date, until_found: bool = False) -> Iterator[Remark]:
    """What is to be said of a deadline, given as a date, in words or not at all."""
    if isinstance(given, str):
        said = plain(given).text.strip()
        until_found = until_found or bool(_UNTIL_FOUND.search(said))
        read = _date(said)
        if said and read is None and not until_found:
            yield Remark("deadline", 0, len(given), "La date limite ne se lit pas : écrivez le jour, le mois et l’année, ou « jusqu’au recrutement ».", True)
            return
        given = read
    if given is None:
        if not until_found:
            yield Remark("deadline", 0, 0, "Il n’y a pas de date limite : donnez-en une, ou écrivez « jusqu’au recrutement » (une offre est datée, article L5332-1 du code du travail).")
        return
    if given < today:
        yield Remark("deadline", 0, 0, f"La date limite, le {_said(given)}, est passée : donnez-en une à venir, car une offre close ne se publie pas (articles L5331-3 et L5332-1 du code du travail).", True)
    elif given == today:
        yield Remark("deadline", 0, 0, "La date limite est aujourd’hui : personne n’aura le temps de répondre. Laissez au moins deux semaines.")
    elif given > latest(today):
        yield Remark("deadline", 0, 0, f"La date limite, le {_said(given)}, est à plus de six mois : donnez une date avant le {_said(latest(today))}, l’offre pourra être prolongée.", True)


def latest(today: date) -> date:
    """The last day that a deadline may be."""
    month = today.month - 1 + MONTHS_OPEN
    year, month = today.year + month // 12, month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def pay(text: str, kind: str = "", contract: str = "") -> Iterator[Remark]:
    """What is to be said of the pay of an offer, for this kind of organisation and this contract."""
    said = plain(text).text.strip()
    if contract in UNPAID or _LEGAL.search(said):
        return
    public = kind in PUBLIC_KINDS or contract in PUBLIC_CONTRACTS
    if not said:
        yield Remark("pay", 0, 0, "La rémunération manque : écrivez une fourchette brute, par exemple « 2 100 € à 2 400 € brut par mois »" + (", ou le grade et la grille indiciaire." if public else "."))
    elif not _AMOUNT.search(said) and not _CIVIL.search(said) and not (public and "gril" in said):
        yield Remark("pay", 0, len(text), f"« {text.strip()} » ne dit pas combien : écrivez une fourchette brute, par exemple « 2 100 € à 2 400 € brut par mois » (une rémunération qui induit en erreur est interdite, article L5331-3 du code du travail). Seul un emploi public peut renvoyer à son grade et à sa grille indiciaire.")


def pay_in_words(text: str) -> Iterator[Remark]:
    """A sentence that speaks of the pay and does not say it."""
    read = plain(text)
    for start, end in read.sentences():
        said = read.text[start:end]
        spoken = _PAY_SAID.search(said)
        vague = spoken and _VAGUE.search(said, spoken.end())
        if spoken and vague and not _AMOUNT.search(said) and not _CIVIL.search(said) and not _LEGAL.search(said):
            a, b = read.written(start + spoken.start(), start + vague.end())
            yield Remark("pay", a, b, f"« {text[a:b]} » ne dit pas combien : écrivez une fourchette brute, par exemple « 2 100 € à 2 400 € brut par mois » (article L5331-3 du code du travail).")


def paid_for(text: str) -> Iterator[Remark]:
    """An offer that asks whoever answers for money."""
    read = plain(text)
    for start, end in read.sentences():
        said = read.text[start:end]
        if (found := _PAID_FOR.search(said)) and not _NOT_FROM_THEM.search(said):
            a, b = read.written(start + found.start(), start + found.end())
            yield Remark("paid", a, b, f"« {text[a:b]} » demande de l’argent à qui postule : c’est interdit (articles L5331-1 et L5321-3 du code du travail). Retirez ce paiement.", True)
            return


def links(text: str, is_address: bool = False) -> Iterator[Remark]:
    """Short links and links that are not secure; `is_address` when the text should be nothing but an address."""
    found = [(0, len(text))] if is_address and text.strip() else [match.span() for match in _LINK.finditer(text)]
    for start, end in found:
        link = text[start:end].strip().rstrip(".,;")
        try:
            parts = urlsplit(link if "://" in link or ":" in link[:12] else f"https://{link}")
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            parts, host = urlsplit(""), ""
        if is_address and (parts.scheme not in ("http", "https") or "." not in host or " " in link):
            yield Remark("link", start, end, "Ce lien ne s’ouvre pas : écrivez une adresse qui commence par « https:// ».", True)
        elif host in SHORT:
            yield Remark("link", start, end, f"« {host} » cache l’adresse où il mène et cesse souvent de marcher : donnez l’adresse entière.")
        elif parts.scheme == "http" and "://" in link:
            yield Remark("link", start, end, "Ce lien n’est pas sûr : donnez l’adresse qui commence par « https:// ».")


def contacts(text: str) -> Iterator[Remark]:
    """Free mail boxes and personal telephones, that anybody may have opened."""
    for match in _MAIL.finditer(text):
        if match[1].casefold() in FREE:
            yield Remark("contact", *match.span(), f"« {match[1]} » est une messagerie personnelle : donnez une adresse de la structure, qui se vérifie et reste quand les personnes changent.")
    for match in _PHONE.finditer(text):
        yield Remark("contact", *match.span(), "Ce numéro de téléphone mobile sera public : donnez plutôt le standard de la structure, ou assurez-vous de l’accord de la personne.")


def foreign(text: str) -> Iterator[Remark]:
    """A text that is written in English."""
    words = plain(text).text.replace("'", " ").split()
    english, french = (sum(word.strip(".,;:!?()") in known for word in words) for known in (_ENGLISH, _FRENCH))
    if english >= 4 and english > 2 * french and english * 6 > len(words):
        yield Remark("language", 0, len(text), "Une offre s’écrit en français (article L5331-4 du code du travail) : traduisez ce texte ; une langue utile au poste peut être demandée.", True)


def _date(said: str) -> date | None:
    """A date as people write it; None when there is none."""
    months = {plain(name).text: number for number, name in enumerate(MONTHS, 1)}
    found = re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", said)
    parts = [int(each) for each in found.groups()] if found else []
    if found := re.search(r"(\d{1,2})(?:er)? ?[/. -] ?(\d{1,2}|[a-z]+) ?[/. -] ?(\d{4})", said):
        day, month, year = found.groups()
        parts = [int(year), int(month) if month.isdigit() else months.get(month, 0), int(day)]
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def _said(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
