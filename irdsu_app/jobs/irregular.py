"""What the letters of a French word do not tell: irregular feminines and plurals, and words that look like others.

Folded words, as `stemming.folded` makes them. Pure.
"""


def _pairs(lines: str) -> dict[str, str]:
    """« feminine masculine, feminine masculine »."""
    pairs = (each.split() for each in lines.replace("\n", ",").split(","))
    return {each[0]: each[1] for each in pairs}


def _words(lines: str) -> frozenset[str]:
    """« word word »."""
    return frozenset(lines.split())


FEMININES = _pairs(
    """maitresse maitre,contremaitresse contremaitre,hotesse hote,mairesse maire,poetesse poete,pretresse pretre
traitresse traitre,princesse prince,duchesse duc,abbesse abbe,comtesse comte,vicomtesse vicomte,tigresse tigre
ogresse ogre,diaconesse diacre,suissesse suisse,anesse ane,clownesse clown,sauvagesse sauvage
drolesse drole,deesse dieu,prophetesse prophete,pairesse pair,druidesse druide,notairesse notaire,ministresse ministre
peintresse peintre,philosophesse philosophe,chanoinesse chanoine,ivrognesse ivrogne,pauvresse pauvre
patronnesse patron,papesse pape,faunesse faune
nouvelle nouveau,nouvel nouveau,belle beau,bel beau,jumelle jumeau,chamelle chameau,agnelle agneau
tourangelle tourangeau,mancelle manceau,morvandelle morvandeau,pastourelle pastoureau,damoiselle damoiseau
jouvencelle jouvenceau
vieille vieux,vieil vieux,folle fou,fol fou,molle mou,mol mou,fausse faux,rousse roux,douce doux,epouse epoux
jalouse jaloux,grosse gros,grasse gras,basse bas,metisse metis,epaisse epais,lasse las,expresse expres
blanche blanc,franche franc,franque franc,seche sec,fraiche frais,grecque grec,turque turc,caduque caduc
syndique syndic,ammoniaque ammoniac
veuve veuf,neuve neuf,breve bref,sauve sauf,louve loup,longue long,tierce tiers,favorite favori,coite coi
rigolote rigolo,andalouse andalou,benigne benin,maligne malin,copine copain,compagne compagnon,heroine heros
aigue aigu,ambigue ambigu,exigue exigu,contigue contigu,ideaux ideal
vive vif,boreaux boreal,diablesse diable,barmaid barman,barmen barman,cameramen cameraman
imperatrice empereur,autrice auteur,chatte chat,paysanne paysan,jeanne jean,lapone lapon
mesdames madame,messieurs monsieur,mesdemoiselles mademoiselle,bonshommes bonhomme,gentilshommes gentilhomme
yeux oeil,cieux ciel,aieux aieul
coordonnateur coordinateur,coordonnatrice coordinateur"""
)
"""Feminines and plurals that no rule gives, and one trade that is written in two ways."""

PLURAL_X = _words(
    """lieux milieux neveux voeux cheveux feux aveux adieux dieux essieux epieux moyeux hebreux camaieux bijoux cailloux
choux genoux hiboux joujoux poux tuyaux joyaux boyaux etaux gruaux sarraux esquimaux bestiaux"""
)
PLURAL_X_ENDINGS = ("jeux", "materiaux", "noyaux")
"""Plurals that only lose their x."""

AIL = frozenset(("baux", "vitraux", "coraux", "emaux", "soupiraux", "vantaux"))
"""Plurals of words in « -ail »."""


UNLIKE_EUR = frozenset(("secheresse", "forteresse", "interesse"))
"""Words that end like the feminine of « -eur » and are none."""

KEPT = _words(
    """faux taux chaux aux jaloux roux doux epoux houx toux deux mieux
cours course fils fille ville salle balle colonne crise caisse bourse cause pause phrase medecine porte banque vente
personne musee collegue partie duree seine garde mere mois fois pays mars
malle colle panne tonne canne selle botte butte flotte pelle culotte cachette banquette vallee annee soiree matinee
cheminee puree"""
)
"""Words kept as they are: invariable, or alike to another once shortened."""
