/** The label of a link that is pointed at or selected: both ends and its load, near the top of its arc. */
import { createSum, sumOf } from '../bundles.ts';
import type { Rig } from '../rig.ts';
import type { Shown } from '../shown.ts';
import type { Stage } from '../stage.ts';
import type { Lang, ScreenPoint } from '../types.ts';
import type { Box } from './collide.ts';
import { hubName, linkText, shortName, type LabelText } from './content.ts';

/** Places along the way, the best first. */
const ALONG = [0.5, 0.42, 0.58, 0.32, 0.68, 0.2, 0.8];
const GAP_PX = 8;
/** How far from its arc it may stand, where towers leave no other room. */
const AWAY_PX = [24, 48, 80];

/** What is said of the arc of a link; of a bundle the same whichever of its links is asked for. */
export function linkLabel(
  stage: Stage,
  link: number,
  shown: Shown,
  against: Shown | null,
  lang: Lang,
): LabelText {
  const { view, bundles } = stage;
  const lead = bundles.lead[link]!;
  const members = bundles.members[lead]!;
  const { a, b } = view.links[lead]!;
  return linkText(
    [placeName(stage, a, lang), placeName(stage, b, lang)],
    sumOf(members, shown.now.link, createSum()),
    against && sumOf(members, against.now.link, createSum()),
    lang,
  );
}

/** Of a site that stands in a hub, the hub's. */
function placeName({ view, towers }: Stage, node: number, lang: Lang): string {
  const { sites, metros } = view;
  const site = sites[node];
  if (!site) return shortName(metros[node - sites.length]!.name, lang);
  const hub = towers.sums[towers.hostOf(node) - sites.length];
  return hub ? hubName(hub, sites, lang) : shortName(site.name, lang);
}

const point: ScreenPoint = { x: 0, y: 0, visible: false };

/** Where it may stand: over its arc or under it, or beside it or farther down. */
export function linkBoxes(stage: Stage, rig: Rig, link: number, width: number, height: number): Box[] {
  const arc = stage.arcs[stage.bundles.lead[link]!]!;
  const at = (t: number): ScreenPoint => rig.arcToScreen(arc, t, point);
  const along = ALONG.flatMap((t) => {
    const { x, y, visible } = at(t);
    if (!visible) return [];
    const left = x - width / 2;
    return [
      { x: left, y: y - height - GAP_PX, width, height },
      { x: left, y: y + GAP_PX, width, height },
    ];
  });
  const { x, y, visible } = at(ALONG[0]!);
  if (!visible) return along;
  return [
    ...along,
    ...AWAY_PX.flatMap((gap) => [
      { x: x - gap - width, y: y - height / 2, width, height },
      { x: x + gap, y: y - height / 2, width, height },
      { x: x - gap - width, y: y - height - gap, width, height },
      { x: x + gap, y: y - height - gap, width, height },
      { x: x - width / 2, y: y + gap, width, height },
    ]),
  ];
}
