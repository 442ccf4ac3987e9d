"""Whether a title names one gender only, and how it would name both. Pure.

A title is fair when it is epicene (« Responsable », « Juriste »), doubled (« Chargée ou chargé »), written for both
(« Chargé·e ») or says F/H. Only what names the post is read: « Éducatrice » in « Éducatrice de jeunes enfants ».
"""

import re
from typing import Literal

from irdsu_app.jobs.inclusive import BETWEEN, MENTION, is_ending, pointed
from irdsu_app.jobs.stemming import folded, stem

Gender = Literal["feminine", "masculine", ""]

_LONGEST = 300
"""Signs of a title that are read."""
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = """de du des d en pour a au aux dans sur avec chez aupres par sans qui dont sous en entre et l le la les"""
STOP = frozenset(_LINKS.split())
"""Words after which a title speaks of something else than who is looked for."""
_PREFIX = re.compile(
    r"\A\W*(?:(?:nous |on )?(?:recrut\w*|recherch\w*|cherch\w*|urgent|offre|poste|emploi|recrutement|stage|stagiaire"
    r"|alternance|apprentissage|cdd|cdi|mission|contrat|remplacement|renfort|vacation|appel a candidatures?)\b"
    r"(?: (?:d'emploi|d'apprentissage))?\W*(?:de |d'|pour |: ?|- ?)*)+"
)
_FEMININE = re.compile(
    r"(?:.+(?:trice|drice|euse|iere|llere|gere|ienne|yenne|eure|ante|cienne|onniste-)"
    r"|(?:charge|delegue|attache|employe|salarie|associe|depute|retraite)e|cheffe|agente|adjointe|apprentie|presidente"
    r"|referente|adherente|avocate|experte|magistrate|commise|femme|fille|dame|hotesse|barmaid|maitresse|contremaitresse"
    r"|mairesse|patronne|nounou|artisane|ecrivaine|lieutenante|maconne|prefete|intendante|benevole-)s?"
)
_MASCULINE = re.compile(
    r"(?:.{2,}(?:eur|ier|ien|yen|ant)|charge|delegue|attache|employe|salarie|associe|depute|retraite|chef|agent|adjoint"
    r"|apprenti|president|referent|adherent|avocat|expert|magistrat|homme|garcon|hote|(?:bar|camera|perch)man|maitre|contremaitre|commis"
    r"|compagnon|patron|artisan|ecrivain|conseiller|berger|boulanger|macon|prefet|menager|horloger)s?"
)
_ADJECTIVES = re.compile(
    r"(?:administratif|general|generau|adjoint|delegue|confirme|experimente|qualifie|diplome)[sx]?"
)
_ADJECTIVES_OF_WOMEN = re.compile(r"(?:administrative|generale|confirmee|experimentee|qualifiee|diplomee)s?")
_THINGS = """filiere matiere lumiere carriere riviere premiere derniere antenne moyenne heure demeure exterieure
superieure interieure meilleure secteur valeur moteur ordinateur interieur exterieur superieur majeur mineur chaleur
couleur coeur compteur faveur hauteur largeur erreur honneur fleur ascenseur atelier chantier quartier metier
dossier cahier foncier financier immobilier premier dernier courrier papier calendrier particulier hospitalier
mobilier janvier fevrier sentier palier lien bien soutien entretien maintien quotidien ancien enfant avant suivant
courant important restaurant montant durant pendant vivant variante courante suivante importante plante sante
tenante soixante cinquante quarante trente ouvriere-cite habitant habitante battant"""
_NO_ONE = frozenset(_THINGS.split())
"""Words that end like those of people, and are none."""
_ANYBODY = """personne equipe structure association candidature recrue solution entreprise agence societe
cooperative salle date place formation profil collegue relation"""
_NOBODY = frozenset(_ANYBODY.split())
"""Words after « une » that are said of anybody, or of no one."""
_SAID = re.compile(
    rf"{MENTION.pattern}|\btous (?:les )?genres\b|\bhommes?\b.*\bfemmes?\b|\bfemmes?\b.*\bhommes?\b"
    r"|\bun(?: ou | ?/ ?)une\b|\bune(?: ou | ?/ ?)un\b|\bfutur(?:e\b.*\bfutur|\b.*\bfuture)\b|sage-femme"
)
_SEEKING = re.compile(
    r"(?:(?:recrut|recherch|cherch|embauch)(?:e|ent|ons)|souhait\w+ recruter|à recruter|recherche ?:)"
    r"(?:,[^,;.]{3,80},)?\s"
)
"""Verbs whose subject is the employer: « vous recrutez les animateurs » is work."""
_OF_A_PUBLIC = frozenset(("les", "des", "la", "le", "l’", "l'", "leur", "leurs", "ce", "cette"))
_OTHERS = (
    ("ateur", "atrice"), ("recteur", "rectrice"), ("acteur", "actrice"), ("ier", "ière"), ("ien", "ienne"),
    ("ant", "ante"), ("agent", "agente"), ("chargé", "chargée"), ("délégué", "déléguée"), ("attaché", "attachée"),
    ("adjoint", "adjointe"), ("chef", "cheffe"), ("conseiller", "conseillère"), ("référent", "référente"),
    ("apprenti", "apprentie"), ("instructeur", "instructrice"), ("inspecteur", "inspectrice"), ("employé", "employée"),
    ("hôte", "hôtesse"),
)  # fmt: skip
_CALLED = (
    (r"(?:femme|homme)s? de m[ée]nage|hommes? d[’']entretien|femmes? de service", "Agente ou agent d’entretien"),
    (r"hommes? toutes[ -]mains|hommes? à tout faire", "Agente ou agent polyvalent"),
    (r"femmes? de chambre", "Employée ou employé d’étage"),
)
"""Posts that are named after a woman or a man only, and how they are named for everybody."""
_EPICENE = re.compile(
    r"(?:.+(?:aire|iste|able|ible|ogue|graphe|icaire|iatre|ecte)|aide|guide|cadre|interprete|benevole|eleve|prof|juge|stagiaire"
    r"|femme|fille|dame|jeune|animatrice|aide-.+)s?"
)
"""Trades whose article alone says the gender."""
_SOUGHT = re.compile(
    r"(?:recrut|recherch|cherch|embauch|souhait\w+ recrut)\w*(?:,[^,;.]{3,80},)?\s+((?:une\s+)?[^.;:!?\n]{3,80})"
)


def only(title: str) -> tuple[Gender, str]:
    """The gender that a title names alone, and the word that says so; ("", "") when it is for everybody."""
    text = _PREFIX.sub("", folded(pointed(title[:_LONGEST].replace("⸱", "·"))), count=1)
    if _SAID.search(text) or _doubled(text):
        return "", ""
    words = _head(text)
    article = words.pop(0) if words and words[0] in ("un", "une") else ""
    if not words or words[0] in _NOBODY:
        return "", ""
    for i, word in enumerate(words):
        if gender := _of(word, i):
            return gender, word
    return ("feminine" if article == "une" else "masculine" if article else ""), words[0]


def sought(text: str) -> tuple[Gender, int, int]:
    """Whom a sentence looks for only, and where: « recrute une assistante », « recherchons un médiateur »."""
    for match in _SOUGHT.finditer(text.casefold()):
        gender, word = only(match[1])
        named = (gender == "feminine" and (_of(word, 1) or _EPICENE.fullmatch(word))) or (
            _SEEKING.match(match[0]) and _of(word, 0) == "masculine"
        )
        if gender and named and match[1].split()[0] not in _OF_A_PUBLIC:
            return gender, match.start(), match.end()
    return "", 0, 0


def both(title: str) -> str:
    """The title for everybody: doubled when its first word is known, else with « (F/H) »."""
    for pattern, everybody in _CALLED:
        if found := re.match(rf"\s*(?:{pattern})\b", title, re.IGNORECASE):
            return everybody + title[found.end() :].rstrip()
    first, between, rest = title.strip().partition(" ")
    small = first.casefold()
    agrees = rest and folded(rest).replace("'", " ").split()[0] not in STOP
    for masculine, feminine in () if agrees else _OTHERS:
        if small.endswith(feminine) and len(feminine) > len(masculine):
            other, one = small.removesuffix(feminine) + masculine, small
        elif small.endswith(masculine):
            one, other = small.removesuffix(masculine) + feminine, small
        else:
            continue
        return f"{one.capitalize()} ou {other}{between}{rest}"
    return f"{title.strip()} (F/H)"


def _of(word: str, place: int) -> Gender:
    """The gender of a word of a title; an adjective only says it after the noun."""
    if word in _NO_ONE or word.rstrip("s") in _NO_ONE:
        return ""
    if _FEMININE.fullmatch(word) or (place and _ADJECTIVES_OF_WOMEN.fullmatch(word)):
        return "feminine"
    return "masculine" if _MASCULINE.fullmatch(word) or (place and _ADJECTIVES.fullmatch(word)) else ""


def _head(text: str) -> list[str]:
    """The words that name the post, before « de »."""
    words = _WORD.findall(text)
    end = next((i for i, word in enumerate(words) if word in STOP and i), len(words))
    return words[:end]


def _doubled(text: str) -> bool:
    """Whether a word is there in both genders, side by side or by its ending."""
    end, before, by_stem = 0, "", {}
    for match in _WORD.finditer(text):
        word, gap = match[0], text[end : match.start()]
        if before and word not in ("s", "x") and BETWEEN.fullmatch(gap) and is_ending(before, word):
            return True
        if _of(word, 1):
            by_stem.setdefault(stem(word), set()).add(_of(word, 1))
        before, end = word, match.end()
    return any(len(genders) > 1 for genders in by_stem.values())
