"""Plain French words, by the rules of the Dutch ones: without accents, since not every keyboard has them."""

from typing import Final

WORDS: Final[tuple[str, ...]] = tuple(
    """
abeille abri acacia accord accordeon acier acrobate acteur adresse affiche agate agenda aigle aiguille aile aimant air
album algue allee alliance alouette alpaga alphabet ambre amphore ampoule ancre anemone anneau annonce antenne
antilope aout appareil appel applaudir aquarelle arbre arbuste arcade arche ardoise argile armoire aronde arpege
arrosoir artisan artiste ascenseur asphalte aster astre atelier athlete atlas atome attente aube auberge audace aulne
aurore automne autruche avance avenir avenue averse aviateur avion aviron avril azalee azur badge bagage bague baie
bain balade balai balcon baleine balise balle ballet ballon bambou banc bande banjo banquise baobab barque barrage
barre barriere bascule basilic basket bassin bateau batiment baton batterie beau beaute belier belle bemol berceuse
berge berger beton bien bijou bille billet bison blaireau bleu bleue bleuet bobine bocage bocal bois boite bolide bond
bonheur bonjour bonnet bonsoir bord bordure bosquet botte bottine boucle bouee bougie boule bouleau bouquet bourgeon
boussole boutique bouton bouvreuil bracelet branche brave bref brique brise brochure broder broderie bronze brosse
brouette brousse bruine brume bruyere buffet buisson bulbe bulle bureau buse buste butte cabane cabine cable cabriole
cachette cactus cadeau cadence cadran cadre cahier caillou caisse calcaire caleche calepin calme camelia camera camion
campagne camper canal canard canari canevas canoe canot canyon cap cape capitaine capsule carafe caravane cargo
caribou carillon carnaval carnet carre carreau carrefour carriere cartable carte carton cascade casier casque castor
catalogue caverne ceinture celeste cellier cent centaine centre cercle cerf cerisier cerne chaine chaise chalet
chaloupe chambre chamois champ chance chandelle chanson chant chanter chapeau chapelier chapitre chariot charme
charrette charrue chat chataigne chateau chaussee chausson chef chemin cheminee chemise chene chenille cheval
chevreuil chien chiffre choix chorale chose chouette chrono chuchoter ciel cigale cigogne cime ciment cinema cinq
cintre cirage cirque ciseler citadelle clair claire clairiere clapotis clarte classeur clavier clef climat cloche
clocher cloison clou clown club cocon coffre coffret colibri colis collage colle collier colline colombe colonne
coloris comedie comete comique commande commode compagnon compas comptoir concert conduite confetti confiance conseil
console conte conteur copain copie coq coquille corail corbeille cordial cordon cormoran corneille cornet corolle
cortege costume cote coton couette couleur couloir coup coupe couplet cour courage courbe coureur couronne courrier
cours course coussin couture couvert crayon cresson criquet cristal crocus croire croquis crue cube cueillir cuir
cuivre culture curieux curseur cycle cygne cymbale cypres daim dalle dalmatien damier danse danser danseur dattier
dauphin debut decembre decor degel degre delta demain demarrer demeure demi dentelle depart depot desert dessin
dessiner detente detour deux devant devise diamant dictee digue diligence dimanche diorama direct disque distance
divan dix dizaine docile dock document domino don donjon dore doree dossier douane double doubler douce douche doux
douze drap drapeau drone dune duo durable duvet dynamo eau ebene echange echarpe echasse echelle echo eclair eclat
eclipse eclore ecluse ecole ecorce ecouter ecouteur ecran ecrin ecrire ecume ecureuil ecurie edition effort egal
eglantine elan elastique elegant elegante elephant elever elite emeraude emission empreinte encre encrier endroit
enigme ensemble entendre entracte entree enveloppe envoi envol epine epingle epopee equateur equerre equilibre equipe
erable ermitage escalade escalier escapade escargot espace espoir essaim essor est estrade etable etage etagere etain
etang etape ete etincelle etoffe etoile etonner etude eventail evier exact examen exemple expert express extra fable
fabrique facade facette facile facteur faire faisan falaise fameux fanal fanfare farandole faucon faune fauteuil
fauvette faveur favori felin fenetre fenouil ferme fermier festival fete feuillage feuille feutre fevrier fiable
ficelle fiche fidele fier fiere figuier figure filet film fin finale fiole fjord flamant flanelle flaque fleche fleur
fleurir fleuriste fleuve flore flot flotte flotter fluide flute foin foire folklore fond fontaine force foret forge
forme formule fort fortune forum fossile fougere fouine foulard foule fourgon fourmi fournil foyer fraction fraicheur
franc frange fredonner frelon frene fresque fringant frise frontiere fronton fugue funambule furet fusain futaie futur
gai gaie gaiete galaxie galerie galet galop gamme gant garage garde gardien gare garenne garnir gazelle gazon geai
genet genre gentiane gentil geranium gerbe geste geyser gibbon girafe girolle girouette givre glace glacier glisser
globe gloire glycine golf golfe gomme gong gouache goudron goutte grace gracieux gradin graine grange granit grappe
gratuit gravier gravure grele grelot grenat grenier grillage grille grillon grimper gris grive grotte groupe guepard
guepe guepier gueridon guetter guichet guide guirlande guitare gypse habile habit haie halle hamac hameau hangar
hanneton harmonie harpe hausse haut hauteur havre helice herbier herisson hermine heron heros hesiter hetre heure
heureuse heureux hibou hippique histoire hiver hochet hockey honneur horizon horloge hors hotel houle houx hublot huit
huppe hymne ibis icone ideal idee idole igloo ile ilot image imagine immense impala impulsion incolore indice indigo
inedit infini insecte insigne instant inventer inviter iris ivoire jade jaguar jardin jardinier jargon jarre jasmin
jaspe jaune jazz jeudi joie joli jolie jongler jongleur jonque jonquille jour journal journee joyau joyeuse joyeux
judo juillet juin jumelle jungle jupe jupon juste justice kayak kimono kiosque klaxon koala lac lacet lagon lagune
laine laiton lama lampe lampion lande lanterne lapin large laurier lavande laver lecteur lecture legende leger legere
lemur lettre levain levant levier levure lezard liane libellule libre lichen lien lierre lieu ligne lilas limace
limpide lin linge linotte lion lire liseron lisiere lisse liste livre livret local logis loin loisir long losange
lotus loup loupe loutre lueur luge lumiere lunaire lundi lune lunette lupin lustre luth lutrin lyre lys macadam
machine magie magique magnolia mai maille maillot mairie maison majeur malice malle mallette manche manege manette
manoir manteau maquette marais marbre marche marcher mardi mare maree margelle marin marine marmotte marron mars
marteau martinet martre masque mat matelas matelot matiere matin matinee mauve meandre medaille meduse meilleur
melange meleze melodie memoire mener menhir menuisier mer merci mercredi merle merveille mesange message mesure metal
meteo meteore metier metre metro meuble meule micro midi miette mieux mignon milan milieu mille mimosa mine mineral
minuit minute mirage miroir mission mistral mitaine mobile mode modele modeste moelleux moineau mois moisson moitie
moment monde moniteur montagne monter montre monument morceau mosaique mot moteur motif motte mouette moufle mouflon
moulin mousse mouton muguet multiple mur murmure muscade musee musicien musique mystere mythe nacre nager nageur nappe
narcisse narval nasse natation nature naturel navette navire nebuleuse neige nenuphar neon neuf niche nickel nid noble
nocturne noeud nom nomade nombre nord normal note notice nouvelle novembre nuage nuance nuit numero oasis objectif
objet obole observer ocarina ocean ocelot ocre octave octobre odeur odyssee oeillet offrir oie oiseau olivier ombre
ombrelle once onde ondine onyx onze opale opera optique orage orbite orchestre orchidee ordre oreiller orgue orient
original orme ornement orque ortie osier otarie ouate ouest ourlet ours oursin outil outre ouvrage ouvrier ouvrir
ovale ovation oxygene page paille paire paix palais palette palier palissade palmier palombe panache panda panier
panneau panorama pantalon panthere paon papier papillon papyrus paquebot paquet parade parapente parapluie parasol
parc parcelle pareil parer parfum paroi parole parquet partage parure parvis pas passage passe passion pastel patience
patin patineur patio pause pave pavillon paysage peigne peindre peintre peinture pelage pelican pelle pelote peluche
peniche pensee pensif pente pepite percer perche perchoir perdrix pergola perle permis perron perruche pervenche
petale petrel peuplier phare phoque photo phrase piano pic picnic pie piece pierre pieuvre pigeon pile pilier pilote
pin pinceau pingouin pinson pion pionnier pipeau piquet pirogue piscine piste pivert pivoine pivot placard place
plafond plage plaine plan planche plancton planer planete plante planter plaque plat platane plateau platine plein
pleine pluie plumage plume plus pneu poche podium poeme poesie poete poignee point pointe poirier poisson polaire
polka pollen polo pommeau pommier pompe poncho poney pont ponton porche port portail porte portique portrait poser
potager poteau poterie potier poulain poulie poulpe poupee pourpre prairie premier prenom presse prisme probable
prochain produit profil programme projet prologue promener propre prose proue prudent prunelle prunier public puce
puits pull puma pupitre pur puzzle pyjama pyramide quai qualite quart quartier quartz quatre quatuor question quinze
quiz quotidien rabot raccourci racine radar radeau radieux radio rafale rame rameau rampe ranch randonnee rang rapide
raquette rare rayon rebond recif recit recolte record recueil reflet refrain refuge regard regate regle relais relief
remorque rempart renard rencontre rendre renne reponse repos rescousse reseau resine ressort reste retour reunion reve
reveil revue ricochet rideau rigole rime rincer rire rituel rive riviere robe robinet robot robuste roche rocher rodeo
roitelet roman romance ronce rond ronde rondelle rondin rosace roseau rosee rosier rossignol rotin rotonde roue rouge
rouleau rouler route royal royaume rubis ruche rue ruelle rugby ruisseau rural rythme sable sablier sabot sac sachet
safari saga sage saison salle salon saluer salut samedi samovar sandale santal saphir sapin sarment satin saturne
saule saut savane saveur savoir savon saxophone scarabee scene scintille scooter score sculpter seau second secret
seigle seize selle semaine semelle semer semis sens sentier sept septembre sequoia serein sereine serenade serie serin
serrure seuil siecle siege sieste sifflet signal signe signet silence silex sillage sillon simple sirene site sitelle
six skieur sobre soie soir soiree soixante sol solaire soleil solide soliste solo solstice sombrero sommet son sonate
sonnette sonore sorbier sortie souche souffle souffleur soulier soupir souple source sourire souris souvenir sphere
spirale splendide sport square stable stade station statue steppe store studio style stylo subtil succes sud suite
sujet superbe sureau surface surfer surprise symbole symphonie table tableau tablette tablier tabouret tailleur talent
talon talus tambour tamis tandem tanniere tapir tapis tasse taupe taureau taxi teinte telescope temps tendre tendresse
tenir tennis tente terme terrain terrasse terre terrier texte theatre theiere theme thermos tiare ticket tige tigre
tilleul timbre tiroir tissage tisser tisserand tissu titre toile toit toiture tonnelle tonnerre topaze torrent tortue
totem toucan touche toucher toujours toupie tour tourelle tourisme tourner tournesol tournoi tourte trace tracteur
train traineau trait trajet tram trame trapeze travail traverse trefle treize tremplin trente tresor tresse tribu
tricot trio triomphe triple triton troc trois trombone tronc trot trottoir troupe troupeau trousse trouver tube tuile
tulipe tulle tunique tunnel turbine turquoise tuteur tuyau unique unir unisson unite univers usage usine utile
vacances vague vaillant vaisseau valeur valise vallee vallon valse vannerie vapeur varech variante vase vaste veille
velo velours vendredi vent ventail veranda verdure verger vermeil vernis verre verrou vers verso vert verte veste
viaduc victoire vigie vignette village ville vingt violet violette violon virage virgule visite visiter vitrail vitre
vitrine vocal voile voilier voir voisin voisine voiture voix vol volcan volee volet volonte volume volute voyage
voyageur vrai vue wagon yacht yourte yoyo zebre zebu zenith zephyr zero zeste zigzag zinc zone zoo zoom
""".split()
)
