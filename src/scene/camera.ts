/**
 * The camera over the map, never under the ground: gestures; eased moves to fit, reset and fly; and the
 * same by calls, for keys and stories. On the globe the same gestures move over its ground: they move
 * a camera over a plane, and what they did to it is done to the real one over the ground as it is (aim.ts).
 */
import { MathUtils, type PerspectiveCamera } from 'three/webgpu';
import {
  HIGHEST_LAT,
  aimOf,
  contentSpot,
  flattest,
  mixAims,
  pannedView,
  pose,
  reachOnGlobe,
  shiftedView,
  smooth,
  viewAround,
  viewOf,
  wholeGlobeDistance,
  type Aim,
} from './aim.ts';
import { discRoom, type Disc } from './disc-room.ts';
import {
  FIRST_TURN,
  asideOf,
  firstTilt,
  fitBetween,
  isSameView,
  reachOf,
  withinReach,
  type View,
} from './fit.ts';
import { STEEPEST, createGestures } from './gestures.ts';
import { createSpot } from './globe.ts';
import type { Box } from './labels/collide.ts';
import type { Rig } from './rig.ts';
import { MOST_SYMBOL_SCALE, setSymbolScale, symbolScaleAt, type Stage } from './stage.ts';
import { LAND_TOP } from './measure.ts';
import { createToScreen } from './to-screen.ts';

const MOVE_MS = 750;
/** Nearest the camera comes to the map, in parts of the distance that shows it all. */
const NEAREST = 0.02;
/** On the globe the tallest tower is at most this share of its radius. */
const TALLEST_SHARE = 0.2;
const MORPH_MS = 900;
/** Of the first view of the globe. */
const GLOBE_TILT = 0.36;

type Hidden = { x: number; y: number; panels: readonly Box[] };

export function createRig(
  camera: PerspectiveCamera,
  element: HTMLElement,
  stage: Stage,
  invalidate: () => void,
): Rig {
  const { globe, projection } = stage;
  const facing = contentSpot(stage);
  const rim = reachOnGlobe(stage, facing, GLOBE_TILT, TALLEST_SHARE);
  const reach = reachOf(stage);
  const tilt = firstTilt(stage);
  const tallest = stage.heights.reduce((most, height) => Math.max(most, height), 1);
  let size = { width: 1, height: 1 };
  let covers: readonly Box[] = [];
  let nearest: number | null = null;
  let distances = { least: 0, most: Infinity };
  /** Height of what is looked at. */
  let floor = LAND_TOP;
  let touched = false;
  let reduced = false;
  let onGlobe = false;
  let morph = 0;
  /** Between the panels: all of the flat map, and room for a globe, which is looked for when there is one. */
  let fitted: View = { x: 0, z: 0, distance: 80, turn: FIRST_TURN, tilt };
  let disc: Disc | null = null;
  const room = (): Disc => (disc ??= discRoom(covers, size));
  /** The view now, on the plane or the globe, and the aim it stands for. */
  let now = fitted;
  let aim: Aim = aimOf(now, false, globe, projection);
  /** The view left behind on the other of the two, if a person made it. */
  let other: View | null = null;
  let move: { from: Aim; to: Aim; view: View; startMs: number | null } | null = null;
  let bending: { from: number; to: number; startMs: number | null } | null = null;
  /** The camera stands elsewhere than when last asked. */
  let stood = false;
  /** What a panel on the right would hide where nothing moved aside, and the panels. */
  let hidden: Hidden | null = null;
  /** What was last to be seen beside the panels, whether it had to move for it or not. */
  let wanted: Hidden | null = null;

  const gestures = createGestures(element, {
    onTake() {
      if (move) settleAt(viewOf(aim, onGlobe, globe));
    },
    onMove(byHand) {
      touched ||= byHand;
      invalidate();
    },
  });

  const clamp = (v: View): View => {
    const south = (lat: number): number => MathUtils.degToRad(globe.middle.lat - lat) * globe.radius;
    const distance = MathUtils.clamp(v.distance, distances.least, distances.most);
    const near = onGlobe
      ? { ...v, z: MathUtils.clamp(v.z, south(HIGHEST_LAT), south(-HIGHEST_LAT)) }
      : withinReach(v, reach);
    return { ...near, distance, tilt: MathUtils.clamp(v.tilt, STEEPEST, flattest(distance, onGlobe, globe)) };
  };
  /** Puts the middle of the view where the panels leave room for a globe. */
  const offsetView = (of: PerspectiveCamera, share: number): void => {
    const { width, height } = size;
    const { x, y } = room();
    of.setViewOffset(width, height, (width / 2 - x) * share, (height / 2 - y) * share, width, height);
  };
  const stand = (): void => {
    if (morph > 0) offsetView(camera, morph);
    else camera.clearViewOffset();
    pose(camera, aim, morph, globe, floor);
    stood = true;
  };
  /** Takes a view at once; gestures go on from there, and so does a glide. */
  const takeUp = (v: View): void => {
    now = clamp(v);
    aim = aimOf(now, onGlobe, globe, projection);
    if (onGlobe) offsetView(gestures.camera, 1);
    else gestures.camera.clearViewOffset();
    const over = onGlobe ? { ...now, x: 0, z: 0 } : now;
    gestures.place(over, floor, flattest(now.distance, onGlobe, globe));
    stand();
  };
  /** Ends what moves the camera, at a view. */
  const settleAt = (v: View): void => {
    move = null;
    gestures.halt();
    takeUp(v);
  };
  const go = (to: View): void => {
    const view = clamp(to);
    if (reduced) settleAt(view);
    else {
      move = {
        from: { ...aim, spot: { ...aim.spot, out: aim.spot.out.clone() } },
        to: aimOf(view, onGlobe, globe, projection),
        view,
        startMs: null,
      };
      aim = { ...aim, spot: { ...aim.spot, out: aim.spot.out.clone() } };
    }
    invalidate();
  };
  const target = (): View => move?.view ?? now;
  const panned = (v: View, dx: number, dy: number): View => {
    const perPixel = (2 * v.distance * Math.tan(MathUtils.degToRad(camera.fov) / 2)) / size.height;
    return pannedView(v, dx * perPixel, dy * perPixel, onGlobe, globe);
  };
  const first = (): View => (onGlobe ? wholeGlobe() : fitted);
  /** All of the globe in the room the panels leave, its content towards the eye. */
  const wholeGlobe = (): View => {
    const distance = wholeGlobeDistance(globe, room().radius / rim, size.height, camera.fov, GLOBE_TILT);
    return viewOf({ spot: facing, distance, turn: 0, tilt: GLOBE_TILT }, true, globe);
  };
  /** How far a view is to shift its content for `what` to lie beside the panels: to the left, so below 0. */
  const besidePanels = (v: View, what = hidden): number => {
    if (!what) return 0;
    const was = { aim, morph, floor, stood };
    aim = aimOf(clamp(v), onGlobe, globe, projection);
    [morph, floor] = [onGlobe ? 1 : 0, LAND_TOP];
    stand();
    const on = screen.toScreen(what.x, what.y, 0, { x: 0, y: 0, visible: false });
    ({ aim, morph, floor } = was);
    stand();
    ({ stood } = was);
    return on.visible ? asideOf(on, what.panels, size.width) : 0;
  };
  const clear = (v: View): View => panned(v, besidePanels(v), 0);
  /** Where the camera stands as long as no person moved it. */
  const home = (): View => clear(first());
  /** Goes there unless it is there or on its way. */
  const head = (to: View): void => {
    if (!isSameView(clamp(to), target())) go(to);
  };
  const setDistances = (): void => {
    distances = {
      least: nearest ?? fitted.distance * NEAREST,
      most: (onGlobe ? wholeGlobe().distance : fitted.distance) * 2.2,
    };
    gestures.setDistances(distances.least, distances.most);
  };

  /** Does what gestures did to their camera over the plane. */
  const follow = (): boolean => {
    const by = gestures.next();
    if (!by) return false;
    const { x, z } = shiftedView(now, by.x, by.z, onGlobe, globe);
    takeUp({ ...by, x, z });
    return true;
  };
  const bend = (nowMs: number): boolean => {
    if (!bending) return false;
    bending.startMs ??= nowMs;
    const t = reduced ? 1 : Math.min(1, (nowMs - bending.startMs) / MORPH_MS);
    morph = bending.from + (bending.to - bending.from) * smooth(t);
    if (t >= 1) bending = null;
    return true;
  };
  const update = (nowMs: number): boolean => {
    const bent = bend(nowMs);
    if (move) {
      move.startMs ??= nowMs;
      const t = Math.min(1, (nowMs - move.startMs) / (bent ? MORPH_MS : MOVE_MS));
      mixAims(move.from, move.to, smooth(t), aim);
      if (t >= 1) settleAt(move.view);
      else stand();
    } else if (!follow() && bent) stand();
    const changed = stood;
    stood = false;
    return changed;
  };
  const screen = createToScreen(camera, stage, () => ({ morph, size }));

  return {
    camera,
    update,
    get morph() {
      return morph;
    },
    goal: target,
    keep() {
      const there = target();
      return touched ? () => there : home;
    },
    view: () => (move ? viewOf(aim, onGlobe, globe) : now),
    lookedAt: () => aim.spot,
    go,
    hold(to) {
      touched = true;
      go(to);
    },
    measure(width, height) {
      size = { width, height };
    },
    setGlobe(on) {
      if (on === onGlobe) return;
      const left = touched ? target() : null;
      move = null;
      onGlobe = on;
      setDistances();
      touched = other !== null;
      const to = other ?? home();
      other = left;
      bending = { from: morph, to: on ? 1 : 0, startMs: null };
      if (reduced) {
        morph = on ? 1 : 0;
        bending = null;
      }
      go(to);
    },
    resize(width, height, under) {
      size = { width, height };
      covers = under;
      disc = null;
      gestures.camera.aspect = camera.aspect = width / Math.max(1, height);
      fitted = fitBetween(stage, size, covers, FIRST_TURN, tilt);
      setDistances();
      if (touched || nearest !== null) {
        if (!move) takeUp(now);
      } else if (move) head(home());
      else settleAt(home());
      invalidate();
    },
    fit() {
      const v = target();
      go(onGlobe ? { ...wholeGlobe(), turn: v.turn } : fitBetween(stage, size, covers, v.turn, v.tilt));
    },
    frame(nodes) {
      touched = true;
      if (!onGlobe) go(fitBetween(stage, size, covers, FIRST_TURN, tilt, nodes));
      else go(viewAround(stage, nodes, wholeGlobe(), size.height / room().radius / 2));
    },
    reset() {
      hidden = null;
      touched = false;
      go(first());
    },
    zoomBy(factor) {
      touched = true;
      const v = target();
      go({ ...v, distance: v.distance / factor });
    },
    panBy(dx, dy) {
      touched = true;
      go(panned(target(), dx, dy));
    },
    uncover(x, y, panels) {
      const isAgain = wanted?.x === x && wanted.y === y;
      // What a person put under the panels stays there when they grow.
      const isLeft = isAgain && besidePanels(target(), wanted) < -1;
      wanted = { x, y, panels };
      const isOther = hidden?.x !== x || hidden.y !== y;
      // What was moved aside for another stays where it is as long as this one is seen too.
      if (isLeft || (isOther && besidePanels(target(), wanted) === 0)) return;
      hidden = wanted;
      head(touched ? clear(target()) : home());
    },
    settle() {
      wanted = null;
      if (!hidden) return;
      hidden = null;
      if (!touched) head(first());
    },
    turnBy(azimuth, tilt) {
      touched = true;
      const v = target();
      go({ ...v, turn: v.turn + azimuth, tilt: v.tilt + tilt });
    },
    flyTo(x, y, within = Infinity) {
      touched = true;
      const v = target();
      const { x: east, z } = viewOf({ ...v, spot: globe.spotAt(x, y, createSpot()) }, onGlobe, globe);
      go({ ...v, x: east, z, distance: Math.min(v.distance, within, fitted.distance * 0.45) });
    },
    ...screen,
    scaleSymbols() {
      const most = MathUtils.lerp(MOST_SYMBOL_SCALE, (TALLEST_SHARE * globe.radius) / tallest, morph);
      const scale = symbolScaleAt(aim.distance / fitted.distance, most);
      // Coarser steps while the camera moves; at rest the scale follows from the view alone.
      const step = move || bending ? 0.01 : 1e-6;
      if (Math.abs(scale / stage.symbolScale - 1) < step) return false;
      setSymbolScale(stage, scale);
      return true;
    },
    setReducedMotion(value) {
      reduced = value;
      gestures.setGlide(!value);
    },
    setNearest(distance, height) {
      nearest = distance;
      setDistances();
      if (floor === LAND_TOP + height) return;
      floor = LAND_TOP + height;
      if (move) stand();
      else takeUp(now);
      invalidate();
    },
    zoomWithin: gestures.zoomWithin,
    dispose: gestures.dispose,
  };
}
