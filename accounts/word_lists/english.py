"""Plain English words, by the rules of the Dutch ones."""

from typing import Final

WORDS: Final[tuple[str, ...]] = tuple(
    """
abacus able above acorn acre acrobat across action actor adjust advance advice afloat agate agenda agile ahead aim air
airport airship aisle album alcove alder alert alive alley alloy almanac aloe alpaca alphabet alpine alto always amber
amble amethyst amiable anchor anemone angle animal annual answer antelope antenna anthem anvil apart apex april apron
arbor arcade arch archive arena aria armchair around arrange arrive art artist ascend ash aside aspen aster astral
athlete atlas atom attic august aurora author autumn avenue aviary awake award azalea azure back badge badger bagpipe
baker balance balcony ball ballad ballet balloon balsa bamboo band banister banjo banner barge bark barn basalt base
basin basket bass bat bay beach beacon bead beam bear become bed bee beech beetle begin begonia bell bellows belong
bench bend beret beside best better beyond bicycle bike bill birch bird bison blanket blend bloom blossom blue
bluebell board boat bobbin bold bonfire bonnet book bookcase boot border borrow bough boulder bounce bouquet box
bracelet bracken braid branch brass brave breeze brick bridle brief bright bring brisk broad bronze brook broom brush
bubble bucket buckle bud budgie buffalo build builder bulb bumble bundle bunting buoy burrow bus bustle butterfly
button buzzard byway cabin cabinet cable cactus cadence calendar call calm camel camera camp campfire canal canary
candid candle canoe canopy canvas canyon cape captain caravan card cardigan care cargo caribou carol carpet carriage
carry cart cartoon carve cascade castle catch cavern cedar ceiling cello central century certain chair chalet chalk
chamber change channel chant chapter charm chart chase cheer chess chief chime chimney chisel choice choir chorus
cicada cinema circle circus city clap clarinet clasp clay clean clear clever climb clip cloak clock cloud clover club
clue coach coast coat cobalt cobble cobweb cocoon coil coin column comb come comet comfort comic common compass
comrade concert conch cone copper coral corner cornet cottage cotton couch count country courage course court cove
cover cowbell crab craft crane crate crayon create creek crest cricket crisp crocus crop crossing crow crown crystal
cube cuckoo cup cupboard curious current curtain curve cushion custom cycle cygnet cymbal cypress dahlia daily dainty
daisy dale dance dancer dapple dare dawn day daylight dear december deck deep deer delight delta den denim depth
desert design desk detail dew dial diamond diary dig digit dinghy dipper direct disc distant dive diver divide dock
dog doll dolphin dome domino donkey door doorbell doormat dot double dove down downy dozen dragon drama draw drawer
dream dress drift drive driver drizzle drum drummer dry duck duet dune dusk duvet dynamo eager eagle early earnest
earth easel east easy ebony echo eclipse edge edition eggshell eight elastic elder elegant elephant eleven elk elm
ember emerald encore endless energy engine enjoy enough ensemble enter entrance envelope epic equal errand essay
estuary etching even evening ever evergreen exact example exhale explore express extra eyelet fable fabric factory
faint fair fairway faithful falcon family famous fan fancy far farm farmer fast fawn feather february fence fern ferry
festival fetch fibre fiction fiddle field figure file film filter finch find fine finish fir firefly firm first fish
five fjord flag flagship flamingo flannel flap flash flask flat flax fleece fleet flicker flight flint float flock
floor flora florist flour flow flower fluent fluffy flute fly foal foam focus fog fold folio folk follow fond font
footpath forest forge fork form fortune forty forum forward fossil found fountain four fox fragment frame free freedom
freight fresh friday friend fringe frog front frost full fun funnel future gable galaxy gale gallery gallop garage
garden gardener garland garnet gate gather gauge gazebo gazelle gecko gem generous gentle genuine geranium geyser
giant gift gild giraffe give glacier glad glade glance glass gleam glen glide glimmer glitter globe glossy glove glow
glue goal goat gold golden goldfish golf gondola gong good goose gopher gorge gorse gown grace grain gram grand
granite graph grateful gravel great green greet grey grid grin grocer grotto ground group grouse grove grow guard
guess guest guide guitar gulf gull gully gust gym gypsum habit half hall hammer hammock hamper hamster handle handy
harbour hardy hare harmony harness harp harvest hat hatch haven hawk hay hazel hearth heath heather hedge hedgehog
height helm helmet help helper herb herd here hero heron hexagon hickory hiker hill hillside hinge hive hobby hockey
hold holiday hollow holly home honest honour hood hoof hook hoop hope hopeful horizon horn hornbill horse hotel hour
house hover hue humble humming hundred husk hut hyacinth ibis ice iceberg icicle icon idea ideal igloo image impala
inch indigo inlet inside insight instant intact invent invite inward iris iron island isle ivory ivy jackdaw jacket
jade jaguar january jar jasmine jasper jaunty jay jazz jersey jetty jewel jig jigsaw jog join joiner joke jolly
journal journey joy joyful jubilee juggle juggler july jumble jumper junction june jungle juniper just justice kayak
keen keep keeper kelp kennel kernel kestrel kettle key keyboard kiln kilo kilt kind kindle kiosk kitchen kite kitten
knack kneel knit knot know koala label labour lace ladder ladybird lagoon lake lamp lamplight land landing lane
language lantern lapwing larch lark larkspur latch lather lattice laugh laughter launch laurel lavender lawn lead
leader leaf league lean leap learn leather ledge legend leisure lend lens leopard lesson letter level lever library
lichen lid light like lilac lily limit linden line linen linger link linnet lion list listen little lively lizard
llama lobby local lodge loft logo look loom loop lotus lounge lovely loyal lucky luggage lullaby lumber lunar lupin
lute lynx lyric macaw machine magic magnet magnolia magpie mail main major make mallard mallet mammoth manor mantel
map maple marble march mare marigold marina marine marker market marlin marmot maroon marsh marten mascot mask mast
mat match mauve may mayor maze meadow measure medal meet mellow melody memory mend mention mercury merit merry message
metal meteor metre midday middle midnight mild mile mill miller million mimosa mineral minnow minor minute mirror mist
mitten mix mobile model modern modest molten moment monday month monument moon moonbeam moor moose morning mosaic moss
moth motion motor mound mountain mouse move movie mug muse museum music muted mystery myth nail name napkin narrow
natural nature nautical navy near neat nebula necklace need neighbour neon nest nettle new newly news newt nib nice
nickel night nimble nine nod noise noon north northern note notebook notice novel november number nylon oak oar oasis
oboe observe ocean ochre octagon octave october octopus offer office often once one onward onyx opal open opera orbit
orchard orchestra orchid order orient origin oriole ornament osprey ostrich otter outdoors outer outing outline oval
owl own owner paddle paddock page paint painter pair palace pale palette palm pampas pan panda pane panel panther
paper papyrus parade parasol parcel park parrot parsley part partner partridge party passage pastel pasture patch path
patience patient patio pattern pause pave pavilion peace peacock peak pearl peat pebble pedal pelican pen pencil
pendant penguin peony perch perfect perfume period petal petunia pewter pheasant phone photo phrase piano piccolo pick
picnic picture piece pier pigeon pillar pillow pilot pin pine pink pioneer pipit pivot place plaid plain plait plan
plane planet plank plant planter plaster plate platform play player plaza pleasant please pledge plenty plot plough
plover pluck plume pocket poem poet poetry point polar pole polish polite polka pollen polo pond pony pool poplar
porcelain porch portal portrait possible post poster potter pottery pouch powder prairie praise present press pretty
primrose print prism prize profile project promise proper proud public puddle puffin pull pulley puma pump pupil
puppet puppy pure purple purpose push puzzle pyramid quail quaint quality quarry quart quarter quartet quartz quay
quest question quick quiet quill quilt quince quite quiver rabbit raccoon race racket radar radio raft rail railing
railway rain rainbow raincoat raindrop raise rake ramble ramp ranch random range ranger rapid rare rather raven ravine
ray reach read reader ready real reason rebound recall record red redwood reed reef reel refine reflect refresh region
regular reindeer relax relay relief remain remember remote repair repeat reply report request rescue rest restful
result return reveal review reward rhyme rhythm ribbon riddle ride rider ridge right ring ripple rise river road roam
robin robot robust rock rocket rocky role roll roller romance roof rook room root rose rosebud rosemary rosy rota
rotate round route row rowan royal ruby rudder ruffle rug rugby ruler rumble runner rush russet rustic rustle sable
saddle safari safe saffron saga sage sail sailor salute same sand sandal sandbank sandpiper sapling sapphire satchel
satin saturday saturn saucer savanna save savour saxophone say scale scallop scamper scarf scene scenic scent school
science scooter score scout scramble screen script scroll sculptor sea seagull seal search seashell season seat second
secret see seed seesaw select send sense sentence september sequel sequoia serenade serene series service seven
several sew shade shadow shallow shape share sharp shawl shed sheep shelf shell shelter shepherd shift shimmer shine
ship shirt shoal shoe shop shore short shovel show shower shrub shuttle side sight sign signal silence silk silver
simple sincere sing singer single site six sixty skate skater sketch ski skier skill skip skipper sky skylark slate
sled sleek sleep sleeve sleigh slice slide slipper slope slow smile smooth snail snow snowdrop snowfall snowy soap
sock sofa soft soil solar solid solo sonata song songbird soon sorrel sort sound source south space spaniel spare
spark sparkle sparrow speak special speech spell sphere spider spin spindle spiral splash splendid sponge spoon sport
spot spray spread spring sprinkle sprout spruce square squirrel stable stadium staff stage stair stamp stand star
starfish starling start state station statue stay steady steam steel steep stem step sterling stick still stitch stoat
stock stone stool stop store stork story stove straight straw stream street stretch stride string stripe stroll strong
student studio study sturdy style subject subtle suburb subway success sudden suit suitcase summer summit sun sunbeam
sunday sundial sunlight sunny sunrise sunset super supply sure surf surface surfer surprise swallow swan sway sweater
sweep swift swim swimmer swing switch sycamore symbol symphony system table tablet tackle tailor take tale talent talk
tame tandem tango tap tapestry tapir task tassel taxi teacher teal team teapot telescope tell ten tender tennis tent
term tern terrace terrier test text texture thank theatre theme thicket thimble think thirteen thirty thistle thousand
thread three thrive throne through thrush thunder thursday thyme ticket tide tidy tiger tile till timber time timely
tin tint tiny tip title toad toboggan today together token tomorrow tone tool top topaz topic tortoise total toucan
touch tour tourist toward towel tower town toy trace track tractor trade trail train transit travel tray treasure
treat tree treetop trek trellis triangle trick tricycle trim trinket trio trip triple trolley trombone trophy tropic
trowel true trumpet trunk trust truth tuba tube tuesday tugboat tulip tumble tundra tune tunic tunnel turbine turn
turquoise turret turtle tutor twelve twenty twig twilight twin twinkle twist two ukulele umber umbrella unfold
unicycle uniform union unique unison unit unite unity universe unlock upbeat upland upper upright upward urban urchin
usable useful usher usual utmost vacant vale valley value van vapour varnish vase vast vault vehicle veil velvet
veranda verse vessel vest viaduct vibrant victory video view viewer village vine vintage viola violet violin virtue
visible vision visit visitor vista vivid vocal voice volcano vole volley volume vote voyage vulture wagon wagtail wait
wake walk walker wall wallaby wallet walrus waltz wander wandering want warbler warm warmth wash watch water wave
wavelet wax way weasel weather weave weaver web wednesday week weekend welcome well west western whale wharf wheel
whisker whisper whistle whole wicker wide willow win wind windmill window windy winner winter wire wisdom wise wish
wisteria within wolf wombat wonder wood wooden woodland wool word work worker workshop world worthy wren write writer
yacht yak yard yarn year yearly yellow yes yesterday yew yodel zebra zenith zephyr zero zest zigzag zinc zinnia zipper
zither zone zoo zoom
""".split()
)
