"""Which given names are short or other forms of which.

A form may belong to several names ("pat" to patrick and patricia), so a comparison asks
whether two names share a root. Forms are folded: lower case, no accents.

Source: common English, Spanish and Slavic usage in the United States; compiled for this project.
"""

from __future__ import annotations

from functools import cache, lru_cache

_FORMS = """
abigail: abby abbie gail
abraham: abe bram
albert: al bert bertie alberto
alexander: alex al alec sandy sasha xander lex alejandro aleksander alexandr aleksandr
alexandra: alex sandra sandy sasha lexi lexie alejandra aleksandra
alfred: al fred alf alfie alfredo
alice: ali allie
allison: alison allyson ali allie
amanda: mandy
amelia: amy millie
andrea: andi drea
andrew: andy drew andre andres andrei andrey
angela: angie
ann: anne anna annie nan hannah ana anya
anthony: tony antonio ant
antoinette: toni nettie
arthur: art artie arturo
barbara: barb barbie babs
benjamin: ben benny benji benjie
bernard: bernie barney
bradley: brad
brandon: bran
brenda: bren
calvin: cal
cameron: cam
carl: karl carlos
carol: carole carrie
caroline: carrie carolyn lina
cassandra: cass cassie sandra
catherine: cathy cat kate katie kathy kitty cate katherine kathryn katharine kathleen kat kay
charles: charlie chuck chas chip carlos
charlotte: charlie lottie
christine: chris christina christy chrissy tina kristina kristine kris kristin kristen kirsten
christopher: chris kit topher cristobal
clarence: clancy
clifford: cliff
clinton: clint
constance: connie
cornelius: neil con
curtis: curt kurt
cynthia: cindy cyndi
daniel: dan danny dani
danielle: dani
david: dave davey davy
deborah: deb debbie debra
dennis: denny
diana: di diane dianne
dominic: dom nick dominick
donald: don donnie
donna: dee
dorothy: dot dottie dolly
douglas: doug
edgar: ed eddie
edmund: ed eddie ned
edward: ed eddie ted teddy ned eduardo
edwin: ed eddie
eleanor: ellie nell nora elena ellen helen
elizabeth: liz lizzie beth betty betsy eliza lisa elsie bess libby isabel elisabeth
emily: em emmy millie
emma: em emmy
emmanuel: manny manuel
eric: erik erick ric rick
ernest: ernie ernesto
eugene: gene
evelyn: evie eve
ferdinand: fernando
florence: flo
frances: fran fanny frankie francesca francisca
francis: frank frankie francisco paco pancho fran
franklin: frank
frederick: fred freddie freddy rick fritz frederic
gabriel: gabe
gabriella: gabby gabi gabriela
geoffrey: geoff jeff
george: jorge geo
gerald: gerry jerry geraldo
geraldine: gerry
gilbert: gil bert
gloria: glo
grace: gracie
gregory: greg gregg
guillermo: memo william
gwendolyn: gwen wendy
harold: hal harry
harriet: hattie
harrison: harry
harry: henry harold
helen: nell ellie lena helena elena yelena
henry: hank harry hal enrique
herbert: herb bert
howard: howie
hubert: hugh bert
ignatius: nacho ignacio iggy
isaac: ike zac
isabella: bella izzy isabel
jacob: jake jack jakob
jacqueline: jackie jacqui
james: jim jimmy jamie jem jaime diego santiago
jane: janie jan jeannie janet
janet: jan
janice: jan
jason: jay
jean: jeannie
jeffrey: jeff jeffery
jennifer: jen jenny jenn
jeremiah: jerry jeremy
jerome: jerry
jessica: jess jessie
jesse: jess chuy
jesus: chuy
joan: joanie jo
joanna: jo joanne joann anna
john: jon johnny jack juan ian ivan sean johann jan johnathan
jonathan: jon john nathan johnathan jonathon
joseph: joe joey jose pepe josef yusuf
josephine: jo josie
joshua: josh
joyce: joy
judith: judy judi
julia: julie jules
julian: jules
karen: kari
kenneth: ken kenny
kimberly: kim kimmy
laura: laurie lori
lauren: laurie lori
lawrence: larry lars laurence lorenzo
leonard: leo len lenny leonardo
leslie: les lesley
lester: les
lewis: lou louis
lillian: lily lil lillie
linda: lin lindy
lorraine: lori
louis: lou louie luis lewis
louise: lou
lucille: lucy lucia
lucas: luke luca
luke: lucas
madeline: maddie madeleine
magdalena: maggie lena
manuel: manny manolo
marcus: marc mark marcos
margaret: maggie meg peggy marge margie greta rita daisy peg margarita
maria: mary marie mia
marie: mary maria
mark: marc marcus
marjorie: marge margie
martha: marty
martin: marty
mary: molly polly maria marie mae mamie
matthew: matt matty mateo matthias
maurice: moe morris
maximilian: max
maxwell: max
megan: meg
melanie: mel
melissa: mel missy lissa
melvin: mel
michael: mike mick mickey mikey miguel mikhail micheal
michelle: shelly micki
miguel: mike
mildred: millie
minh: min
mitchell: mitch
mohammed: muhammad mohamed mohammad muhammed mo
monica: mona
nancy: nan
natalie: nat talia
natalia: natasha nat
nathan: nate nat
nathaniel: nate nat nathan
nicholas: nick nicky nicolas nikolai nico klaus
nicole: nikki nicky
norman: norm
oliver: ollie
olivia: liv livvy
oscar: ozzie
pamela: pam
patricia: pat patty trish tricia patsy
patrick: pat paddy rick
paul: pablo pauly
paula: pauline polly
penelope: penny
peter: pete pedro pieter pyotr
philip: phil phillip pip felipe
priscilla: cilla
rachel: rae rachael
rafael: rafa rafe raphael
ralph: rafe
randall: randy
randolph: randy
raymond: ray ramon
rebecca: becky becca reba
reginald: reg reggie
rene: renee
richard: rick dick rich richie ricky ricardo
robert: bob bobby rob robbie bert roberto robin
roberta: bobbie robbie
rodney: rod
rodrigo: rod rodri
roger: rodger
roland: rollie
ronald: ron ronnie
rosa: rose
rosemary: rose rosie
roy: leroy
russell: russ rusty
ruth: ruthie
samantha: sam sammy
samuel: sam sammy
sandra: sandy
sarah: sara sally sadie
sean: shawn shaun
sebastian: seb bastian
sergio: serge sergei
sharon: shari
sheila: sheilah
shirley: shirl
sidney: sid sydney
siobhan: chevonne
sophia: sophie sofia
stanley: stan
stephanie: steph stevie
stephen: steve steven stevie esteban stefan stephan
stuart: stu stewart
susan: sue suzie susie suzanne susanna
sylvester: sly
tadeusz: tad
tamara: tammy tam
tatiana: tanya tania
teresa: terry tess tessa theresa tracy terri
terrence: terry terence terrance
theodore: ted teddy theo
thomas: tom tommy tomas
timothy: tim timmy
tobias: toby
travis: trav
tyler: ty
valerie: val
veronica: ronnie roni
vernon: vern
victor: vic viktor
victoria: vicky vicki tori
vincent: vince vinny vin vicente
virginia: ginny ginger gina
vivian: viv
vladimir: vova
walter: walt wally
wanda: wendy
warren: ren
wesley: wes
william: bill billy will willie liam guillermo
winifred: winnie freda
winston: win
yolanda: yoli
yvonne: eve
zachary: zach zack zac zachariah
"""


@cache
def _roots() -> dict[str, frozenset[str]]:
    """From each form to the names it may stand for, the name itself included."""
    found: dict[str, set[str]] = {}
    for entry in _FORMS.strip().splitlines():
        root, forms = entry.split(": ")
        for form in (root, *forms.split()):
            found.setdefault(form, set()).add(root)
    return {form: frozenset(roots) for form, roots in found.items()}


@lru_cache(maxsize=10_000)
def forms_of(given: str) -> frozenset[str]:
    """Every form that a folded given name has, itself included, such as “rob” of “bob”."""
    roots = roots_of(given)
    return frozenset(form for form, stands_for in _roots().items() if stands_for & roots) | {given}


@lru_cache(maxsize=100_000)
def roots_of(given: str) -> frozenset[str]:
    """The names that a folded given name may be a form of; itself if it is in no list."""
    return _roots().get(given) or frozenset((given,))
