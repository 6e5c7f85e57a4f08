/**
 * Going inside: the camera's way from the map into a site's campus and back, without a cut. Coming
 * near enough to a site is going in, going far enough away is coming out; a wish of the page (a
 * button, a key) flies the same way. In: the site chosen, occupancies, the camera. Out: what is told.
 */
import { Vector3, type PerspectiveCamera } from 'three/webgpu';
import type { Occupancy } from '../../workers/frame/occupancy.ts';
import type { CampusPlace, CellPick } from '../sim/inside.ts';
import type { Rig } from './rig.ts';
import { FIELD_OF_VIEW, isSameView, type View } from './fit.ts';
import type { Box } from './labels/collide.ts';
import type { CampusLayer } from './layers/campus/campus.ts';
import { levelOf, placeIn } from './layers/campus/levels.ts';
import type { HallNames } from './layers/campus/names.ts';
import { cellUnder } from './layers/campus/pick.ts';
import { RACK } from './layers/campus/plan.ts';
import { enteredSite, framedDistance, leftDistance, openness, plotCentre } from './plots.ts';
import type { Stage } from './stage.ts';
import { LAND_TOP } from './measure.ts';
import type { Lang, ScreenPoint, Wished } from './types.ts';

const NARROW_PX = 900;
const LEFT_PANEL_PX = 340;
const LOW_PANEL_PX = 300;
/** Less than this between them is not aimed at. */
const LEAST_ROOM_PX = 120;
const TILT = 0.92;
const TURN = 0.24;
/** Nearest the camera comes to a rack, in heights of it. */
const NEAREST_RACKS = 2.2;
/** Height of the view over its distance. */
const TALL = 2 * Math.tan((FIELD_OF_VIEW * Math.PI) / 360);

/** The part of the canvas between the panels, CSS pixels. */
type FreeRoom = { left: number; right: number; top: number; bottom: number; width: number; height: number };

/**
 * What panels at the sides leave of the width; the one on the left is put up on going in. On a narrow
 * page that one lies under the campus instead, and the words over it.
 */
function roomBetween(width: number, height: number, covers: readonly Box[]): FreeRoom {
  const tall = covers.filter((box) => box.x > width / 2 && box.height > height / 4);
  const right = Math.min(width, ...tall.map((box) => box.x));
  if (width >= NARROW_PX) return { left: LEFT_PANEL_PX, right, top: 0, bottom: height, width, height };
  const over = covers.map((box) => box.y + box.height).filter((edge) => edge < height / 2);
  const top = Math.max(0, ...over);
  const bar = Math.max(height / 2, ...covers.map((box) => box.y).filter((y) => y < height));
  const bottom = bar - LOW_PANEL_PX;
  const isRoom = bottom - top > LEAST_ROOM_PX;
  return { left: 0, right, top: isRoom ? top : 0, bottom: isRoom ? bottom : height, width, height };
}

/** Sends the camera to where the page wants to be; where it is or goes already, nothing changes. */
export function meetWish(rig: Rig, within: Inside, { globe, inside }: Wished): void {
  // Out of a site before the map rolls up, and in after it is laid flat.
  if (!globe) rig.setGlobe(false);
  within.wish(inside);
  if (globe) rig.setGlobe(true);
}

export type InsideTold = {
  onInside(site: number | null): void;
  onPlace(place: CampusPlace | null): void;
  onCell(cell: CellPick | null): void;
};

export type Inside = {
  /** 0 on the map, 1 inside. */
  share(): number;
  /** The site whose tower gives way, if one does. */
  site(): number | null;
  /** The page's wish. */
  wish(site: number | null): void;
  show(occupancy: Occupancy | null): void;
  /** What lies over the canvas, CSS pixels. The camera goes by it as long as it is where it was sent. */
  arrange(covers: readonly Box[], canvas: Pick<HTMLElement, 'clientWidth' | 'clientHeight'>): void;
  /** After the camera moved. */
  moved(byCamera: boolean): void;
  /** Before drawing; places the names. */
  draw(lang: Lang): void;
  /** Lights up and tells the cell at a place of the canvas; false when it is not inside. */
  point(x: number, y: number, width: number, height: number): boolean;
  unpoint(): void;
  dispose(): void;
};

export function createInside(
  stage: Stage,
  rig: Rig,
  camera: PerspectiveCamera,
  campus: CampusLayer,
  names: HallNames | null,
  told: InsideTold,
): Inside {
  /** As the page has it; as last told to it; as drawn, which lingers while the camera leaves. */
  let wished: number | null = null;
  let saidInside: number | null = null;
  let drawn: number | null = null;
  let arrived = false;
  let leaving = false;
  let from: (() => View) | null = null;
  let free = roomBetween(1, 1, []);
  /** Where the camera was sent for the way in or out, and how that is told anew. */
  let sent: { asked: View; to: View; tell: () => View } | null = null;
  let share = 0;
  let types: ArrayLike<number> = [];
  let said = '';
  let pointed = -1;
  const pointedAt = { x: 0, y: 0 };
  const at = new Vector3();
  const point: ScreenPoint = { x: 0, y: 0, visible: false };

  const unpoint = (): void => {
    if (pointed < 0) return;
    pointed = -1;
    campus.light(-1);
    told.onCell(null);
  };
  const ask = (site: number | null): void => {
    if (saidInside === site) return;
    saidInside = site;
    told.onInside(site);
  };
  const tellPlace = (): void => {
    const built = campus.built();
    let place: CampusPlace | null = null;
    if (wished !== null && built?.site === wished) {
      const view = rig.view();
      const [x, y] = plotCentre(stage, wished);
      const { plan, scale } = built;
      const near = levelOf(plan, (view.distance * TALL) / scale);
      place = {
        site: wished,
        perCell: plan.perCell,
        cells: plan.cells,
        halls: plan.halls.length,
        level: near,
        ...placeIn(plan, (view.x - x) / scale, (view.z + y) / scale),
      };
    }
    const now = JSON.stringify(place);
    if (now === said) return;
    said = now;
    told.onPlace(place);
  };
  /** Half way up a rack is what is looked at inside, so that coming nearer to a cell is that. */
  const lift = (): void => {
    const built = campus.built();
    if (!built) return;
    const unit = RACK.height * built.scale;
    rig.setNearest(NEAREST_RACKS * unit, share * 0.5 * unit);
  };
  const tellCell = (): void => {
    const found = campus.describe(pointed);
    told.onCell(found && { ...found, ...pointedAt });
  };
  const send = (tell: () => View): void => {
    const asked = tell();
    rig.go(asked);
    sent = { asked, to: rig.goal(), tell };
  };
  /** All of a site's campus, in the middle of what the panels leave free. */
  const campusView = (site: number): View => {
    const [x, y] = plotCentre(stage, site);
    const room = Math.max(200, free.right - free.left);
    const distance = framedDistance(stage, site, free.height / TALL / room);
    const perPixel = (distance * TALL) / Math.max(1, free.height);
    const aside = ((free.left + free.right) / 2 - free.width / 2) * perPixel;
    const down = (((free.top + free.bottom) / 2 - free.height / 2) * perPixel) / Math.cos(TILT);
    return {
      x: x - aside * Math.cos(TURN) - down * Math.sin(TURN),
      z: -y + aside * Math.sin(TURN) - down * Math.cos(TURN),
      distance,
      turn: TURN,
      tilt: TILT,
    };
  };
  const leave = (): void => {
    drawn = null;
    sent = null;
    campus.show(null);
    names?.clear();
    rig.setNearest(null, 0);
  };

  return {
    share: () => share,
    site: () => drawn,
    wish(site) {
      saidInside = site;
      if (site === wished) return;
      const before = wished;
      wished = site;
      sent = null;
      unpoint();
      if (site === null) {
        const now = rig.view();
        const onItsWay = !arrived && from !== null;
        if (!leaving && before !== null && (onItsWay || now.distance < leftDistance(stage, before))) {
          leaving = true;
          send(from ?? (() => ({ ...now, distance: leftDistance(stage, before) * 2 })));
        }
      } else {
        const now = rig.view();
        const turnedBack = leaving && drawn === site;
        leaving = false;
        arrived = false;
        if (drawn !== site) campus.show(null);
        drawn = site;
        rig.setNearest(0.001, 0);
        const [x, y] = plotCentre(stage, site);
        const near = now.distance <= framedDistance(stage, site) * 2.1;
        // On the way down from the globe there is no standing still.
        const astray = Math.hypot(now.x - x, now.z + y) > framedDistance(stage, site);
        if (!near || astray || turnedBack || rig.morph > 0) {
          // From one site to another, the way out leads to where the first was entered from.
          if (before === null) from = rig.keep();
          send(() => campusView(site));
        } else if (before === null) from = null;
      }
      tellPlace();
    },
    arrange(covers, { clientWidth, clientHeight }) {
      names?.arrange(covers);
      const { right, width, height } = free;
      free = roomBetween(clientWidth, clientHeight, covers);
      // What grows on the left or above with the numbers in it moves nothing.
      const isOther = free.right !== right || free.width !== width || free.height !== height;
      if (!sent || !(isOther || wished === null) || !isSameView(rig.goal(), sent.to)) return;
      if (!isSameView(sent.tell(), sent.asked)) send(sent.tell);
    },
    show(occupancy) {
      if (drawn === null || occupancy?.site !== drawn) return;
      types = occupancy.pools.type;
      campus.show(occupancy);
      lift();
      campus.open(share);
      if (pointed >= 0) tellCell();
      tellPlace();
    },
    moved(byCamera) {
      if (byCamera) unpoint();
      const view = rig.view();
      if (drawn !== null) {
        share = openness(stage, drawn, view.distance) * (1 - rig.morph);
        campus.open(share);
        lift();
        if (view.distance < leftDistance(stage, drawn) * 0.9) arrived = true;
        if (wished !== null && arrived && view.distance > leftDistance(stage, drawn)) {
          from = sent = null;
          leaving = true;
          ask(null);
        }
        if (wished === null && share === 0) leave();
      } else {
        share = 0;
      }
      if (drawn === null || share === 0) {
        // Between flat and round the camera goes where it was sent.
        const { x, y } = rig.lookedAt();
        const isWhole = rig.morph === 0 || rig.morph === 1;
        const near = isWhole ? enteredSite(stage, x, y, view.distance) : null;
        if (near === null) leaving = false;
        else if (!leaving && wished === null) ask(near);
      }
      tellPlace();
    },
    draw(lang) {
      const built = campus.built();
      if (!names || !built || drawn === null) return;
      const [x, y] = plotCentre(stage, built.site);
      names.update(built.plan, types, lang, share, (px, pz) =>
        rig.toScreen(x + px * built.scale, y - pz * built.scale, LAND_TOP, point),
      );
    },
    point(x, y, width, height) {
      const built = campus.built();
      if (!built || wished === null || share < 0.5) return false;
      const [sx, sy] = plotCentre(stage, built.site);
      at.set((2 * x) / width - 1, 1 - (2 * y) / height, 0.5)
        .unproject(camera)
        .sub(camera.position);
      const cell = cellUnder(built.plan, {
        x: (camera.position.x - sx) / built.scale,
        y: (camera.position.y - LAND_TOP) / built.scale,
        z: (camera.position.z + sy) / built.scale,
        dx: at.x,
        dy: at.y,
        dz: at.z,
      });
      if (cell < 0) unpoint();
      else {
        if (cell !== pointed) campus.light(cell);
        pointed = cell;
        Object.assign(pointedAt, { x, y });
        tellCell();
      }
      return true;
    },
    unpoint,
    dispose() {
      campus.show(null);
      names?.dispose();
    },
  };
}
