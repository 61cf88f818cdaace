/** Which drawings are taken, and how each one stands in a scene. */

const poseOfSubgroup = {
  'animal-mammal': 'stand',
  'animal-bird': 'stand',
  'animal-amphibian': 'stand',
  'animal-reptile': 'stand',
  'animal-marine': 'swim',
  'animal-bug': 'stand',
  'plant-flower': 'plant',
  'plant-other': 'plant',
  'place-geographic': 'place',
  'place-building': 'building',
  'place-religious': 'building',
  'place-other': 'building',
  'transport-ground': 'vehicle',
  'transport-water': 'boat',
  'transport-air': 'fly',
  'person-role': 'bust',
  'person-fantasy': 'bust',
  person: 'head',
  'person-activity': 'stand',
  'person-sport': 'stand',
  'sky-weather': 'feature',
};

const poseOfName = {
  stand:
    'snowman snowman-without-snow christmas-tree teddy-bear couch-and-lamp bed chair bathtub moai statue-of-liberty person-fairy person-merpeople piata carousel-horse person-in-lotus-position',
  head: 'fox wolf raccoon lion bear polar-bear koala panda hamster monkey-face dog-face cat-face tiger-face cow-face pig-face mouse-face rabbit-face frog robot alien santa-claus mrs-claus baby-angel baby child boy girl person man man-beard woman older-person old-man old-woman',
  bust: 'horse-face moose unicorn boar chicken dragon-face person-genie person-zombie bust-in-silhouette busts-in-silhouette',
  fly: 'dove eagle bat butterfly honeybee bird-flying phoenix-bird balloon kite ghost flying-disc parachute satellite comet ringed-planet globe-showing-asia-australia feather leaf-fluttering-in-wind maple-leaf fallen-leaf mosquito fly carp-streamer',
  swim: 'duck swan spouting-whale person-swimming lotus',
  boat: 'person-rowing-boat person-surfing ring-buoy canoe sailboat',
  thing:
    'anchor bouquet rosette hibiscus potted-plant shamrock four-leaf-clover herb lotus pig-nose paw-prints wing spider-web microbe spiral-shell oyster brick rock wood globe-with-meridians compass world-map glowing-star fire droplet umbrella closed-umbrella hourglass-done hourglass-not-done watch alarm-clock stopwatch timer-clock mantelpiece-clock seat luggage bellhop-bell wheel oil-drum fuel-pump police-car-light stop-sign horizontal-traffic-light vertical-traffic-light construction tumbler-glass barber-pole roller-skate skateboard kick-scooter thermometer coral',
  building:
    'tent camping umbrella-on-ground hut ferris-wheel roller-coaster desert-island beach-with-umbrella volcano fountain',
  feature:
    'cherry-blossom mountain snow-capped-mountain mount-fuji star snowflake high-voltage water-wave sun crescent-moon cloud rainbow',
};
const fixedPose = new Map(
  Object.entries(poseOfName).flatMap(([pose, names]) => names.split(' ').map((name) => [name, pose])),
);

/** Framed little scenes, duplicates, signs for rooms and services: nothing that a picture could be about. */
const dropped = new Set(
  `cityscape night-with-stars cityscape-at-dusk sunset sunrise sunrise-over-mountains bridge-at-night foggy milky-way shooting-star national-park
desert motorway railway-track bus-stop station fog tornado wind-face cyclone fireworks sparkler moon-viewing-ceremony white-flower
love-hotel wedding map-of-japan kaaba post-office japanese-post-office middle-finger cigarette oncoming-police-car oncoming-taxi
oncoming-automobile oncoming-bus guide-dog service-dog x-ray elevator muted-speaker bell-with-slash mobile-phone-with-arrow
speaker-low-volume speaker-medium-volume open-mailbox-with-raised-flag open-mailbox-with-lowered-flag closed-mailbox-with-lowered-flag
sun-behind-small-cloud sun-behind-large-cloud sun-behind-rain-cloud first-quarter-moon-face last-quarter-moon-face new-moon-face
new-moon waxing-crescent-moon first-quarter-moon waxing-gibbous-moon waning-gibbous-moon last-quarter-moon waning-crescent-moon
pile-of-poo syringe drop-of-blood coffin funeral-urn headstone bikini briefs one-piece-swimsuit woman-with-bunny-ears pregnant-woman
pregnant-man pregnant-person breast-feeding kiss-mark sweat-droplets anger-symbol hole face-vomiting nauseated-face face-with-symbols-on-mouth
2nd-place-medal 3rd-place-medal softball knot mirror-ball piata person-bouncing-ball person-mountain-biking man-dancing hair-pick
person-golfing person-juggling person-cartwheeling teacher-board person-supervillain person-genie person-vampire-2 mrs-claus person-taking-bath
grinning-face-with-sweat head-shaking-horizontally head-shaking-vertically dotted-line-face face-with-diagonal-mouth
smiling-face-with-tear kissing-face-with-closed-eyes kissing-face-with-smiling-eyes squinting-face-with-tongue persevering-face
confounded-face weary-face tired-face anguished-face frowning-face-with-open-mouth hushed-face downcast-face-with-sweat sad-but-relieved-face
flower-playing-cards mahjong-red-dragon japanese-dolls tanabata-tree pine-decoration heart-exclamation eye-in-speech-bubble
right-anger-bubble left-speech-bubble nazar-amulet hamsa prayer-beads safety-pin mouse-trap clamp fax-machine pager trackball
videocassette globe-showing-americas globe-showing-europe-africa money-with-wings euro-banknote pound-banknote yen-banknote
chart-increasing-with-yen open-file-folder card-index card-file-box round-mailbox ledger notebook-with-decorative-cover curling-stone
lacrosse field-hockey cricket-game`.split(/\s+/),
);

const symbols = new Set(
  `warning recycling-symbol check-mark-button cross-mark red-question-mark red-exclamation-mark infinity yin-yang peace-symbol atom-symbol
play-button pause-button stop-button counterclockwise-arrows-button repeat-button bright-button cinema wireless plus multiply
fleur-de-lis trident-emblem radioactive biohazard information dim-button heavy-dollar-sign musical-notes trade-mark medical-symbol`.split(
    /\s+/,
  ),
);

const people = new Set(
  `waving-hand raised-hand ok-hand victory-hand thumbs-up thumbs-down raised-fist clapping-hands raising-hands heart-hands handshake
folded-hands writing-hand flexed-biceps mechanical-arm ear nose brain anatomical-heart lungs tooth bone eyes eye mouth
baby child boy girl person man woman man-beard older-person old-man old-woman health-worker student teacher judge farmer cook mechanic
factory-worker office-worker scientist technologist singer artist pilot astronaut firefighter police-officer detective guard ninja
construction-worker prince princess person-with-crown santa-claus mrs-claus person-superhero person-supervillain person-mage person-fairy
person-vampire person-merpeople person-elf person-genie person-zombie troll person-walking man-walking woman-walking person-standing
person-running woman-running woman-dancing man-dancing person-climbing person-fencing horse-racing skier snowboarder person-golfing
person-surfing person-rowing-boat person-swimming person-bouncing-ball person-lifting-weights person-biking person-mountain-biking
person-cartwheeling person-juggling person-in-lotus-position person-taking-bath person-in-bed bust-in-silhouette busts-in-silhouette
people-hugging footprints baby-angel`.split(/\s+/),
);

/**
 * @returns {{ name: string, pose: string, body: string, hexcode: string, group: number, label: string, tags: string[], character: string }[]}
 *   in the order of CLDR; `body` is SVG for a box of 32 × 32
 */
export function collectDrawings({ icons, characters, emoji, meta }) {
  return emoji.flatMap((entry) => {
    const code = entry.hexcode.toLowerCase();
    const name = characters[code] ?? characters[code.replaceAll('-fe0f', '')];
    const icon = name && icons[name];
    if (!icon || icon.width || dropped.has(name) || !isTaken(name, entry)) return [];
    const { hexcode, group, label, tags = [], emoji: character } = entry;
    return [
      {
        name,
        pose: poseOf(name, entry, meta),
        body: withOwnIds(icon.body, name),
        hexcode,
        group,
        label,
        tags,
        character,
      },
    ];
  });
}

function isTaken(name, { group }) {
  if (group === 1) return people.has(name);
  if (group === 8) return symbols.has(name);
  if (/-oclock$|-thirty$/.test(name)) return false;
  return group === 0 || (group >= 3 && group <= 7);
}

function poseOf(name, { group, subgroup }, meta) {
  const fixed = fixedPose.get(name);
  if (fixed) return fixed;
  if (group === 0) return /-heart|cat|monkey/.test(name) || name === 'red-heart' ? 'thing' : 'face';
  return poseOfSubgroup[meta.subgroups[subgroup]] ?? 'thing';
}

/** Identifiers inside a drawing must not meet those of its neighbours. */
function withOwnIds(body, name) {
  return body.replace(/\b(id="|url\(#|href="#)([^")]+)/g, (_, before, id) => `${before}${name}-${id.slice(-6)}`);
}
