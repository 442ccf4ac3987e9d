"""The acronyms of the trade, both ways: who looks for « DSU » finds « développement social urbain », and back. Pure.

Whatever is met, the acronym or one of its phrases, the same stems are given: those of its first phrase, and itself.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

_KNOWN = """DSU: développement social urbain
DSL: développement social local
DSQ: développement social des quartiers
QPV: quartier prioritaire | quartier prioritaire de la politique de la ville | quartier politique de la ville
QVA: quartier de veille active
ZUS: zone urbaine sensible
ZFU: zone franche urbaine
CUCS: contrat urbain de cohésion sociale
PRE: !réussite éducative | programme de réussite éducative | projet de réussite éducative\
 | dispositif de réussite éducative
ANRU NPNRU PNRU PRU: rénovation urbaine renouvellement | rénovation urbaine | renouvellement urbain\
 | agence nationale pour la rénovation urbaine | nouveau programme national de renouvellement urbain\
 | programme national de rénovation urbaine | projet de renouvellement urbain | projet de rénovation urbaine
ANCT: agence nationale de la cohésion des territoires
ACSE: agence nationale pour la cohésion sociale et l'égalité des chances
GPV: grand projet de ville
GUP GUSP: gestion urbaine de proximité | gestion urbaine et sociale de proximité
MOUS: !maîtrise d'œuvre urbaine et sociale
MOE: maîtrise d'œuvre
MOA: maîtrise d'ouvrage
AMO: assistance à maîtrise d'ouvrage
OPAH: opération programmée d'amélioration de l'habitat
PLH: programme local de l'habitat
PLU: plan local d'urbanisme
PLUI: plan local d'urbanisme intercommunal
SCOT: schéma de cohérence territoriale
TFPB: taxe foncière sur les propriétés bâties
HLM: habitation à loyer modéré
OPH: office public de l'habitat
CLSPD: conseil local de sécurité et de prévention de la délinquance
CISPD: conseil intercommunal de sécurité et de prévention de la délinquance
STSPD: stratégie territoriale de sécurité et de prévention de la délinquance
FIPD: fonds interministériel de prévention de la délinquance
ASV: atelier santé ville
CLS: contrat local de santé
CLSM: conseil local de santé mentale
CPTS: communauté professionnelle territoriale de santé
ARS: agence régionale de santé
PMI: protection maternelle et infantile
ASE: aide sociale à l'enfance
CCAS: centre communal d'action sociale
CIAS: centre intercommunal d'action sociale
CAF: caisse d'allocations familiales
CPAM: caisse primaire d'assurance maladie
EVS: espace de vie sociale
MJC: maison des jeunes et de la culture
CSC: centre socioculturel
CTG: convention territoriale globale
PEDT: projet éducatif de territoire
CLAS: !contrat local d'accompagnement à la scolarité
REAAP: réseau d'écoute, d'appui et d'accompagnement des parents
LAEP: lieu d'accueil enfants parents
RPE: relais petite enfance
ALSH: accueil de loisirs sans hébergement
REP: réseau d'éducation prioritaire
FLE: français langue étrangère
FLI: français langue d'intégration
ASL: atelier sociolinguistique
ESS: économie sociale et solidaire
IAE: insertion par l'activité économique
SIAE: structure d'insertion par l'activité économique
ACI: chantier d'insertion | atelier et chantier d'insertion
EI: !entreprise d'insertion
PLIE: !plan local pour l'insertion et l'emploi
MDE: maison de l'emploi
PMSMP: période de mise en situation en milieu professionnel
CIP: conseiller en insertion professionnelle
CISP: conseiller en insertion sociale et professionnelle
CESF: conseiller en économie sociale et familiale
TISF: technicien de l'intervention sociale et familiale
AES: accompagnant éducatif et social
ASS: assistant de service social
DEJEPS: diplôme d'État de la jeunesse, de l'éducation populaire et du sport
BPJEPS: brevet professionnel de la jeunesse, de l'éducation populaire et du sport
BAFA: brevet d'aptitude aux fonctions d'animateur
BAFD: brevet d'aptitude aux fonctions de directeur
VAE: validation des acquis de l'expérience
RSA: revenu de solidarité active
RQTH: reconnaissance de la qualité de travailleur handicapé
CDD: contrat à durée déterminée
CDI: contrat à durée indéterminée
CDDI: contrat à durée déterminée d'insertion
CUI: contrat unique d'insertion
CAE: contrat d'accompagnement dans l'emploi
PEC: parcours emploi compétences
EPCI: établissement public de coopération intercommunale
ETP: équivalent temps plein
FPH: fonds de participation des habitants
CRPV: centre de ressources politique de la ville
ONPV: observatoire national de la politique de la ville
DPV: dotation politique de la ville
PDV: !politique de la ville
DREETS: direction régionale de l'économie, de l'emploi, du travail et des solidarités
DDETS: direction départementale de l'emploi, du travail et des solidarités
DDCS: direction départementale de la cohésion sociale
DGCS: direction générale de la cohésion sociale
DRAJES: délégation régionale académique à la jeunesse, à l'engagement et aux sports
SDJES: service départemental à la jeunesse, à l'engagement et aux sports
DRAC: direction régionale des affaires culturelles
DDT: direction départementale des territoires
DGS: directeur général des services
DGA: directeur général adjoint
DST: directeur des services techniques
DRH: direction des ressources humaines
RH: ressources humaines
SIG: système d'information géographique
NTIC: nouvelles technologies de l'information et de la communication
TIC: !technologies de l'information et de la communication
EPN: espace public numérique
MSAP: maison de services au public
MFS: maison France services
CHRS: centre d'hébergement et de réinsertion sociale
CADA: centre d'accueil de demandeurs d'asile
FJT: foyer de jeunes travailleurs
MNA: mineur non accompagné
ESAT: établissement et service d'aide par le travail
EHPAD: établissement d'hébergement pour personnes âgées dépendantes
LGBT: lesbienne gay bisexuel trans
VFF: violences faites aux femmes
CIDFF: centre d'information sur les droits des femmes et des familles
MJD: maison de justice et du droit
PAD: !point d'accès au droit
TAJ: travailleur alternatif jeune
CNFPT: centre national de la fonction publique territoriale
ANAH: agence nationale de l'habitat
USH: union sociale pour l'habitat
PAEJ: point accueil écoute jeunes
PIJ: point information jeunesse
BIJ: bureau information jeunesse
VVV: ville vie vacances
PTCE: pôle territorial de coopération économique
SCIC: société coopérative d'intérêt collectif
CRTE: contrat de relance et de transition écologique
ORT: opération de revitalisation de territoire
ACV: action cœur de ville
PVD: petites villes de demain
SPIP: service pénitentiaire d'insertion et de probation
PJJ: protection judiciaire de la jeunesse
TZCLD: territoire zéro chômeur de longue durée
SNU: service national universel
CEJ: contrat d'engagement jeune
EPIDE: établissement pour l'insertion dans l'emploi
GEIQ: groupement d'employeurs pour l'insertion et la qualification
ETTI: entreprise de travail temporaire d'insertion
AESH: accompagnant d'élèves en situation de handicap
ATSEM: agent territorial spécialisé des écoles maternelles
EJE: éducateur de jeunes enfants
MSP: maison de santé pluriprofessionnelle
FSL: fonds de solidarité pour le logement
DALO: droit au logement opposable
ONG: organisation non gouvernementale"""


class _Notion(NamedTuple):
    """Everything that an acronym stands for: its words and itself; in capitals only when it is also a word.

    `nested` are the stems of the notions that its words also say, as a contract « d'insertion » is a contract.
    """

    stems: tuple[str, ...]
    only_capitals: bool
    nested: tuple[str, ...] = ()


class Line(NamedTuple):
    """A line of the list: the acronyms, whether they are read in capitals only, the ways of saying them in full."""

    acronyms: tuple[str, ...]
    only_capitals: bool
    ways: tuple[str, ...]


def known() -> list[Line]:
    """The acronyms that are known."""
    lines = (line.partition(": ") for line in _KNOWN.splitlines())
    return [Line(tuple(a.split()), said[0] == "!", tuple(said.lstrip("!").split(" | "))) for a, _, said in lines]


class _Tables(NamedTuple):
    by_acronym: dict[str, _Notion]
    by_words: dict[tuple[str, ...], _Notion]
    longest: int


@cache
def _tables(read: Callable[[str], tuple[str, ...]]) -> _Tables:
    """By acronym, by words, and the length of the longest words; `read` gives the stems of words."""
    lines = [(line, [read(way) for way in line.ways]) for line in known()]
    plain = [_Notion((*ways[0], *read(" ".join(line.acronyms))), line.only_capitals) for line, ways in lines]
    by_words = {way: notion for notion, (_, ways) in zip(plain, lines, strict=True) for way in ways}
    tables = _Tables({}, {}, max(map(len, by_words)))
    for notion, (line, ways) in zip(plain, lines, strict=True):
        inside = (other for way in ways for _, _, other in _phrases(way, by_words, tables.longest))
        whole = notion._replace(nested=tuple(each for other in inside if other is not notion for each in other.stems))
        tables.by_words.update(dict.fromkeys(ways, whole))
        tables.by_acronym.update(dict.fromkeys(map(str.lower, line.acronyms), whole))
    return tables


def _phrases(
    stems: Sequence[str], by_words: dict[tuple[str, ...], _Notion], longest: int
) -> Iterator[tuple[int, int, _Notion]]:
    """Where each phrase that has an acronym begins, its length, and what it says; the longest first at each place."""
    for i in range(len(stems)):
        for size in range(min(longest, len(stems) - i), 0, -1):
            if notion := by_words.get(tuple(stems[i : i + size])):
                yield i, size, notion


class Said(NamedTuple):
    """What a text says, word after word: stems, folded words, and those of them written in capitals."""

    stems: tuple[str, ...]
    words: tuple[str, ...]
    capitals: frozenset[str]


def spread(said: Said, read: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """The stems, each acronym or phrase that has one in its place, given with all it stands for.

    A word alone may be an acronym whatever its letters. Next to its words an acronym adds nothing.
    """
    tables = _tables(read)
    phrases = {i: (size, notion) for i, size, notion in reversed([*_phrases(said.stems, *tables[1:])])}
    told: list[str] = []
    i = 0
    while i < len(said.stems):
        taken, notion = phrases.get(i, (1, None))
        notion = notion or _acronym(tables, said, i)
        meant = notion.stems if notion else (said.stems[i],)
        if tuple(told[-len(meant) :]) != meant:
            told += meant
        i += taken
    return tuple(told)


def everything(said: Said, read: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """All the stems that a text may be found by: as written, and with every acronym and phrase in it, even nested."""
    tables = _tables(read)
    notions = [notion for _, _, notion in _phrases(said.stems, *tables[1:])]
    notions += [notion for i in range(len(said.stems)) if (notion := _acronym(tables, said, i))]
    return (*said.stems, *(each for notion in notions for each in (*notion.stems, *notion.nested)))


def _acronym(tables: _Tables, said: Said, at: int) -> _Notion | None:
    """What this word stands for, if it is an acronym."""
    notion = tables.by_acronym.get(said.words[at])
    alone = len(said.stems) == 1
    return notion if notion and (not notion.only_capitals or alone or said.words[at] in said.capitals) else None
