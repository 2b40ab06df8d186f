"""Plain Dutch words for log-in names and passphrases.

Three to nine plain letters each, easy to say and to spell; none names a body, a food, a drink, a drug, a means of harm,
a belief or a kind of person. The list may grow; below 1,024 words six of them would carry less than sixty bits.
"""

from typing import Final

WORDS: Final[tuple[str, ...]] = tuple(
    """
aanhanger aarde aardewerk acacia accordeon acht acrobaat ademen afspraak agaat agenda akelei akker alfabet alinea
alpaca amber amulet anemoon anker antenne antilope antwoord appelboom april architect armband aster atelier atleet
atol augustus avond avondrood avondster baai badkuip bagage bakfiets baksteen balk balkon ballon bamboe band banier
banjo bank bankje basalt batterij bed beek beeld beeldje begin begrip behang beiaard beitel beker bel belofte bergbeek
berghut bergpas bergtop berk beuk bever bewaren bezem bezoek bij binnen bioscoop blaadje blad bladgroen bladzijde
blauw blauwe blij blije bloeien bloem bloembed bloemist bloempot bloes bloesem blokfluit blokken bocht bode boei boek
boekje boerderij bont bonte boomgaard boomhut boomstam boomtop boor boot bord bordspel boren borstel bospad bosrand
bosviool bout bouwen bouwer boven branding breien breiwerk brem brief bries broche broek bron brons bruggetje bruin
bruinvis bui buiten buizerd bulldozer bundel burcht bus buur buurman cadeau camelia camera campus caravan carillon
cavia ceder cello chauffeur cijfer cilinder cipres circus cirkel clematis club code codeslot computer concert confetti
couplet dag dagelijks dageraad daglicht dahlia dak dakgoot dakpan dakraam dankbaar dankbare dans dansen danser dapper
dappere das dauw december decor dek dekbed deken deksel delen delta denken dertien dertig deur deurbel deurknop
deurmat dialect dichter dijk dinsdag dirigent distel doek dolfijn domino donderdag dons dooi dorp dotter douche dozijn
draaien draaikolk draak dragen dreef drempel drie driehoek drijven drogen dromen droom drukker drukpers druppel duif
duiken duiker duikplank duin duizend duwen dweil dynamo editie eekhoorn eenhoorn eenvoudig eerlijk eerlijke eeuw
eeuwig egel eik eikenhout eiland eland elegant elf emmer envelop esdoorn estafette etalage fagot fakkel fauteuil
fazant februari feest feniks fiets fietsbel fietsen fietspad fietstas film fitis flamingo fluit fluiten fluweel
fontein foto fotograaf fris frisse fuut gagel galerie gang garage garde garen gast gastheer gazelle gebaar gedachte
gedicht geduld geel geiser gele generator gerst geschenk gesp gesprek getal getij geurig geurige geven gezel gids
gieten giraf gisteren gitaar glas glasraam glaswerk glazen gletsjer glijbaan glimlach globe goal gobelin golf gooien
gordijn goud gouden graan gracht graniet gras grasmat grasveld graven grijs grijze groeien groen groene groep groet
groeten grot grutto gum haag haagbeuk haard haas hagel haken hal hamer hamster handdoek handig handige hangmat hark
harken harnas harp haven haver havik hazelaar hefboom heftruck heg hegschaar heide hek helder heldere helpen hemd
hemel herder herfst hermelijn heuvel hobo hockey hoed hoek hoepel hoes hommel honderd hoofdstuk hooi hooiberg hooiland
hoopvol hoorn hordeloop horizon hortensia hout houtblok houten houtnerf houtwerk huis huisje hulst huppelen hut
hyacint idee iep ijsbloem ijspegel ijsvogel ijver ijzel ijzer imker index inhoud inkt inktpot inktvis inzicht iris
jaar jade januari jas jasmijn jongleur juli juni jupiter kaars kaart kaartje kabel kachel kade kader kaft kajak
kalender kalksteen kalm kalme kameel kamer kamille kandelaar kangoeroe kano kant kantelen kantoor kapitein kapstok kar
karaf karekiet karos karper karton kas kasplant kast kasteel katoen katrol kei kelder kennis keramiek keren ketel
ketting keuken keuze kever kiel kievit kiezel kijken kijker kikker kiosk kitten klarinet klas klassiek klaver kleed
klei kleurrijk klimmer klimmuur klimplant klimrek klok klokje klomp klos knikken knikker knipoog knippen knoop knoopje
knop koala kobalt koerier koet koets koffer kolibrie kolom komeet komma kompas konijn koolzaad koor koper koperen
kopje koraal koren korenaar korfbal korstmos kotter kous kraam krant kreek krekel krijt krijtje kring kristal krokus
kromming kroon kruispunt kruiwagen kruk kubus kunde kundig kundige kurk kussen kussentje kust kustlijn kustpad kwal
kwartel kwartet kwarts kwast kwekerij laan laars lachen ladder lade ladekast lagune laken lama lamp lampje landen
landkaart landschap landweg lantaarn lapje lariks lavendel leem leerling leeuwerik legende leisteen lelie lens lente
lepel lepelaar leraar leren letter leuning lezen libel lied liedje lift lijst lijster linde liniaal links linnen lint
lintje lisdodde lokaal loket lont loods loofboom lopen loper luchtig luchtige luik luisteren lynx maan maand maandag
maanlicht maart maatbeker maatje machinist madelief magneet magnolia maisveld mand mandje mantel map mapje marathon
margriet marionet markt marmer marmot mars marter mast mat matras matroos medaille meer meeuw mei meidoorn melkweg
melodie merel metro metser middag midden mier miezer mijlpaal mikken mild milde minuut mist modern moed moedig moedige
moer moeras molen molenaar moment morgen mos motregen mozaiek muis museum muts muur muziek muzikant mythe naad
naaldboom nabij nacht nachtlamp nachtuil negen negentig neptunus netwerk nevel nietje nieuw nikkel noorden noordoost
november nul oase ochtend oerwoud oever oktober olifant olm omslag onder ontvanger onweer oogsten ooi ooievaar oorbel
oosten opaal openen oprit oranje ordenen orgel orkest otter ovaal paadje paar paard paars paarse pad pakje pakket
paleis palet palmboom panda pantoffel papegaai paperclip papier papiertje parachute paragraaf paraplu parasol parel
park parkbank passaat passer patrijs patroon pauk pauw pelikaan pen penseel perenboom pet petunia piano pier piloot
pinguin pioen pion piramide plafond plakband plakken plan planeet plank planten plas plataan plein pleintje plensbui
plint ploeg pluim plukken podium poedel poetsen polder polka pomp pony poollicht poolster poort populier porselein
portret postbode postzegel potje potlood praatje primula printer propeller puppy putter puzzel quilt raadsel raam
racket raden radio raket rand rapen rasp recht rechte rechts reeks refrein regen regenboog regenjas regenton reiger
reiken reis reisgids reiziger rekenen rekstok ridder riek riem riet rieten rietkraag rif rij rijden rijm rijp rijpen
ring ringband ringen ritme rits rivier robijn robot rode roeiboot roeien roeier roer rogge rok rollen roltrap rond
ronde rood roodborst roos rotonde rots rubber rugzak ruiker ruim ruime ruit rups rust rusten rustig rustige saffier
sage samen sandaal satelliet saturnus savanne saxofoon schaaf schaal schaats schaatser schelp schelpje schemer scherm
schets schild schilder schildpad schip schipper schoen schommel school schop schors schotel schrift schrijven
schrijver schroef schuit schuren schuur sculptuur seconde seizoen september sereen serene serre server sierlijk
signaal sijs sjaal ski skipiste slee sleedoorn sleutel slim slimme slinger slingers sloep sluis sluiten smaragd smid
sneeuwman snel snelle snoeien snoer snorkel sok spaak spade spar specht spel speld spelen spelling sperwer spiegel
spijker spinnen spoel spons spreeuw sprei springen springtij sprint sprookje staal stad stadspark stal stapel stappen
station steeg steenkool steiger stekker stel stempel stenen stengel step steppe ster stern sterretje stevig stevige
stil stille stip stoel stoep stof stoppel storm straat strand streep strekken strijken strik strikken stroming stronk
struik student stuurman surfplank taal tablet tachtig tafel tak takje talent tandem tang tango tapijt tapijtje tapuit
tarwe tas team teer tegel teil tekenaar tekenen tekening telescoop tellen tennis tent terp terras terug theater
theepot tien tijdig tillen timmeren timmerman tin tinnen titel tjiftjaf tocht toendra toets tol toneel toonbank topaas
toren tortel tovenaar toverstaf tractor tram trap trapeze trede trektocht triangel trommel trompet troon tros trouw
trouwe trui tuba tuin tuinbank tuinhek tuinier tuinman tuinpad tuinslang tulp turbine turf turner twaalf twee twijg
twintig uitgever ukelele uur vaart valies valk vallei vandaag vangen varen vaste veen veer veerboot veertien veertig
vegen veld veldweg ven venus veranda verf verfdoos vergiet verhaal vers vertaler vest veter veulen vier vierkant vijf
vijftien vijftig vijl vijver villa vilt vinden vink viool viooltje visser vlag vlaggetje vlakte vlas vleugel vleugels
vliegen vlieger vliegtuig vlier vlinder vloed vloer vlot vlotte vlug vlugge voetbal voetnoot voorstel vooruit vork
vorst vos vosje vouwblad vouwen vraag vragen vrede vredig vredige vreugde vriend vrij vrijdag vrije vroeg vrolijk
vrolijke vulkaan vuurtoren vuurwerk waaier wachten wad wagen wals wand wandelaar wandelen wandeling want warm warme
washand waslijn wasmand wassen waterval weckpot wedstrijd week weerlicht wegwijzer weide weiland wekker wens wereld
westen weten weven wever wiek wiel wielewaal wijd wijde wijs wijze wijzer wilg wimpel wind windmolen windroos windstil
windvaan winkel winter wissel woensdag woestijn wol wolk wolkje wollen woord woud wouw wuiven wulp xylofoon zaadje
zaag zaaien zaailing zacht zachte zagen zakdoek zand zandbak zandbank zandloper zandpad zandsteen zanger zaterdag
zebra zebrapad zee zeef zeehond zeelucht zeeman zeemijl zeep zeepaard zeepbel zeester zeewier zegel zegge zeil
zeilboot zeilen zeiler zekering zender zes zestien zestig zetel zeven zijde zijspan zilver zilveren zin zingen zoeken
zolder zomer zon zondag zonlicht zonnehoed zonnig zonnige zoom zuiden zuidwest zwaan zwaluw zwembad zwemmen zwemmer
zweven zwever
""".split()
)
