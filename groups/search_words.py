"""What people type when they look for a theme, or for somebody in their own position: by language, as it is written.

A word of at least four letters also stands for what begins with it, and one of at least five for what holds it, so
that "drink" is enough for "drinkt" and "kanker" for "borstkanker". A word of three letters or fewer stands for itself.
"""

from typing import Final

THEME_WORDS: Final[dict[str, dict[str, str]]] = {
    "verslaving": {
        "nl": "verslaafd verslaving alcohol drank drink dronken nuchter zuipen drugs wiet blowen cannabis coke cocaïne "
        "speed ghb ketamine heroïne pillen medicatieverslaving roken sigaretten gok gokken gamen porno "
        "afkicken afhankelijk herval AA NA",
        "fr": "addiction dépendance alcool alcoolique boire ivre sobre drogue cannabis cocaïne jeux parier tabac "
        "cigarette sevrage rechute",
        "en": "addict alcohol drinking drunk sober drugs weed cocaine gambling gaming smoking rehab relapse",
    },
    "psychische-kwetsbaarheid": {
        "nl": "psychisch depressie depressief somber bipolair manisch psychose stemmen schizofrenie borderline "
        "zelfbeeld zelfbeschadiging kwetsbaarheid herstel opname psychiatrie stemming",
        "fr": "psychique dépression déprime bipolaire psychose voix schizophrénie borderline psychiatrie",
        "en": "mental depression depressed bipolar psychosis voices schizophrenia borderline recovery psychiatry",
    },
    "angst-dwang": {
        "nl": "angst angstig bang paniek paniekaanval fobie dwang OCD piekeren straatvrees pleinvrees sociale",
        "fr": "angoisse anxiété anxieux peur panique phobie TOC compulsion",
        "en": "anxiety anxious fear afraid panic phobia OCD compulsion worry",
    },
    "eetproblemen": {
        "nl": "eten eetstoornis eetprobleem eetbui anorexia boulimia boulimie overeten gewicht obesitas ARFID",
        "fr": "manger alimentaire anorexie boulimie hyperphagie poids obésité",
        "en": "eating food anorexia bulimia binge weight obesity",
    },
    "rouw-verlies": {
        "nl": "rouw verlies verloren dood overleden overlijden sterven gestorven afscheid verdriet weduwe weduwnaar "
        "miskraam stilgeboren sterrenkind",
        "fr": "deuil perte mort décès décédé veuve veuf chagrin",
        "en": "grief loss lost death died mourning widow widower stillborn",
    },
    "zelfdoding-nabestaanden": {
        "nl": "zelfdoding zelfmoord suïcide nabestaanden",
        "fr": "suicide endeuillés",
        "en": "suicide",
    },
    "relatie-gezin-scheiding": {
        "nl": "relatie gezin scheiden scheiding gescheiden echtscheiding huwelijk partner liefdesverdriet "
        "co-ouder alleenstaand eenoudergezin opvoeding puber samengesteld plusouder stiefouder familie",
        "fr": "couple famille séparation divorce divorcé rupture parentalité recomposée monoparentale",
        "en": "relationship family separation divorce divorced breakup parenting stepfamily",
    },
    "kinderwens-zwangerschap": {
        "nl": "kinderwens zwanger zwangerschap vruchtbaarheid onvruchtbaar IVF kinderloos bevalling postpartum "
        "postnataal abortus miskraam",
        "fr": "grossesse enceinte fertilité infertilité FIV accouchement avortement fausse-couche",
        "en": "pregnant pregnancy fertility infertility IVF childless postnatal abortion miscarriage",
    },
    "geweld-misbruik": {
        "nl": "geweld misbruik seksueel verkrachting verkracht mishandeling mishandeld incest intrafamiliaal "
        "partnergeweld stalking grensoverschrijdend narcist narcisme slachtoffer trauma PTSS pesten gepest",
        "fr": "violence violences abus viol violée inceste maltraitance harcèlement victime traumatisme",
        "en": "violence abuse abused rape raped incest assault stalking narcissist victim trauma PTSD bullying",
    },
    "seksualiteit-gender": {
        "nl": "seksualiteit seks gender trans transgender homo lesbisch biseksueel queer LGBT LGBTI LGBTQ holebi "
        "aseksueel uit-de-kast non-binair intersekse",
        "fr": "sexualité sexe genre transgenre homosexuel lesbienne bisexuel coming-out",
        "en": "sexuality sex gender transgender gay lesbian bisexual queer LGBT coming-out",
    },
    "neurodiversiteit-leren": {
        "nl": "autisme autist autistisch ASS asperger ADHD ADD dyslexie dyscalculie DCD tourette hoogbegaafd "
        "hoogsensitief HSP leerstoornis neurodiversiteit neurodivergent concentratie",
        "fr": "autisme autiste TDAH dyslexie dyspraxie haut-potentiel HPI neurodiversité apprentissage",
        "en": "autism autistic ADHD ADD dyslexia dyspraxia gifted neurodiverse neurodivergent learning",
    },
    "chronische-ziekte-pijn": {
        "nl": "chronisch ziek ziekte pijn fibromyalgie CVS ME reuma migraine diabetes suikerziekte crohn darmziekte MS "
        "parkinson epilepsie hartziekte long-covid covid endometriose lyme psoriasis nierziekte stoma",
        "fr": "chronique maladie malade douleur fibromyalgie migraine diabète rhumatisme sclérose parkinson épilepsie "
        "endométriose",
        "en": "chronic ill illness pain fibromyalgia migraine diabetes arthritis crohn sclerosis parkinson epilepsy "
        "endometriosis",
    },
    "kanker": {
        "nl": "kanker tumor chemo borstkanker leukemie lymfeklier uitzaaiing oncologie",
        "fr": "cancer tumeur chimio leucémie lymphome oncologie",
        "en": "cancer tumour chemo leukaemia lymphoma oncology",
    },
    "handicap-zintuigen": {
        "nl": "handicap beperking rolstoel blind slechtziend doof slechthorend tinnitus oorsuizen gehoor verlamd "
        "amputatie dwarslaesie",
        "fr": "handicap fauteuil aveugle malvoyant sourd malentendant acouphène paralysé amputation",
        "en": "disability disabled wheelchair blind deaf hearing tinnitus paralysed amputation",
    },
    "nah-dementie": {
        "nl": "NAH hersenletsel aangeboren beroerte CVA herseninfarct hersenbloeding afasie dementie dement alzheimer "
        "jongdementie geheugen",
        "fr": "cérébrale AVC aphasie démence alzheimer mémoire",
        "en": "brain stroke aphasia dementia alzheimer memory",
    },
    "werk-burnout": {
        "nl": "werk burn-out burn overspannen stress uitgeput uitgevallen uitval ontslag ontslagen werkloos werkstress "
        "bore-out arbeidsongeschikt re-integratie",
        "fr": "travail burn-out stress épuisement épuisé licenciement chômage arrêt",
        "en": "work burn-out burn stress exhausted overworked dismissal unemployed sick-leave",
    },
    "schulden-armoede": {
        "nl": "schuld schulden geld armoede arm rekeningen deurwaarder schuldbemiddeling budget dakloos",
        "fr": "dette dettes argent pauvreté factures huissier surendettement sans-abri",
        "en": "debt debts money poverty bills bailiff homeless",
    },
    "eenzaamheid": {
        "nl": "eenzaam eenzaamheid alleen isolement vrienden niemand",
        "fr": "seul seule solitude isolement amis",
        "en": "lonely loneliness alone isolated friends",
    },
    "adoptie-pleegzorg": {
        "nl": "adoptie geadopteerd adoptieouder afstandsmoeder pleegzorg pleegkind pleegouder pleeggezin donorkind",
        "fr": "adoption adopté accueil",
        "en": "adoption adopted foster donor-conceived",
    },
    "detentie": {
        "nl": "detentie gevangenis gevangen gedetineerd bajes vrijgekomen enkelband",
        "fr": "détention prison détenu libéré",
        "en": "detention prison jail inmate released",
    },
    "vlucht-migratie": {
        "nl": "vlucht gevlucht vluchteling asiel migratie migrant oorlog heimwee inburgering racisme discriminatie",
        "fr": "fuite réfugié asile migration migrant guerre exil racisme",
        "en": "flight refugee asylum migration migrant war homesick racism",
    },
    "overig": {},
}

POSITION_WORDS: Final[dict[str, dict[str, str]]] = {
    "zelf": {},
    "naaste": {
        "nl": "naaste mantelzorg mantelzorger familie partner man vrouw echtgenoot vriend vriendin broer zus",
        "fr": "proche aidant famille partenaire mari femme ami frère soeur",
        "en": "relative carer caregiver family partner husband wife friend brother sister",
    },
    "ouder": {
        "nl": "ouder ouders zoon dochter kind moeder vader",
        "fr": "parent parents fils fille enfant",
        "en": "parent parents son daughter child",
    },
    "kind": {"nl": "vader moeder ouders", "fr": "père mère parents", "en": "father mother parents"},
    "nabestaande": {"nl": "nabestaande nabestaanden", "fr": "endeuillé endeuillée", "en": "bereaved"},
}

FILLERS: Final = frozenset(
    "aan als bij dat de die een en er ga gaan geen graag groep groepen heb hebben heeft help het hulp iets ik in is "
    "kan last lotgenoten met mijn naar niet of om ook op over praten praatgroep te tegen toch uit van voor waar want "
    "wat wie wil word worden zelfhulp zelfhulpgroep zijn zit zoek "
    "ai aide au avec besoin ce cherche dans de des du elle en est et groupe groupes il je la le les ma mes mon ne pas "
    "pour que qui sur un une veux "
    "a about an and am are at for group groups have i in is it looking me my need not of on or support talk the to "
    "want with".split()
)
"""Words that say nothing of what is looked for."""
