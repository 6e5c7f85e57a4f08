/** What the scene takes in and hands out. Nothing here is React state except `SceneChoices`. */
import type { FrameView } from '../../workers/frame/read.ts';
import type { CampusPlace, CampusView, CellPick } from '../sim/inside.ts';
import type { PairView } from '../sim/store.ts';
import type { Box } from './labels/collide.ts';

export type Theme = 'dark' | 'light' | 'projector-dark' | 'projector-light';
export type Quality = 'test' | 'full';
/** What the quality governor may leave out. */
export type Dropped = 'resolution' | 'particles' | 'accents';
export type Lang = 'en' | 'zh';
export type { PairView };
export type Backend = 'webgpu' | 'webgl';

/** The frame on show and the one before it; a plain object that never passes through React state. */
export type FrameSource = {
  current: FrameView | null;
  previous: FrameView | null;
  /** Calls `fn` after `current` changed; returns the way to stop. */
  subscribe(fn: () => void): () => void;
};

/** Frames of a second branch: none but at the tick of the first's. */
export type BesideSource = FrameSource & {
  /** One is on its way. */
  awaited(): boolean;
};

/** A thing that can be pointed at; `index` as in the view model's table. */
export type Pick = {
  kind: 'site' | 'link' | 'metro';
  index: number;
  /** Of a link: all that are drawn as one arc with it, where it is not alone. */
  together?: readonly number[];
};

/** What lies under the pointer on the map: also a hub of sites, by its number (hubs.ts). */
export type Pointed = Pick | { kind: 'hub'; index: number };

/** Room to leave at each edge, CSS pixels. */
export type Insets = { top: number; right: number; bottom: number; left: number };

/** What the page lays over the canvas, CSS pixels. */
export type Covers = {
  /** Panels that stay: the camera frames the content between them. */
  standing: readonly Box[];
  /** Panels that come and go: no label is put under them, but the camera stays. */
  passing: readonly Box[];
};

/** Where the page wants the camera to be. */
export type Wished = { globe: boolean; inside: number | null };

export type SceneChoices = {
  theme: Theme;
  quality: Quality;
  reducedMotion: boolean;
  renderer: Backend;
  /** Legend keys (see legend.ts) filtered off. */
  hidden: ReadonlySet<string>;
  selected: Pick | null;
  /** The site looked into, and by what its cells are coloured. */
  inside: number | null;
  campusView: CampusView;
  lang: Lang;
  /** What is shown of two branches, and what they are called. */
  pair: PairView;
  branchNames: readonly [shown: string, beside: string];
  /** The map as a globe. */
  globe: boolean;
  /** Lines between countries. */
  boundaries: boolean;
  /** Shown to a room: names are large, and how finely it is drawn stays as it is. */
  presenting: boolean;
  /** Particles run only while this is true. */
  playing: boolean;
  covers: Covers;
  /** `globe` and `inside` as they are at this moment, which may be ahead of what has been rendered. */
  wished(): Wished;
  onPick(pick: Pick | null): void;
  onHover(pick: Pick | null): void;
  /** The camera has come into a site, or left it; or somebody asked for it on the map. */
  onInside(site: number | null): void;
  /** Where in the campus the camera is, and the cell under the pointer. */
  onPlace(place: CampusPlace | null): void;
  onCell(cell: CellPick | null): void;
  /** The first picture that lacks nothing is drawn, by this backend. */
  onRenderer(backend: Backend): void;
  /** The GPU is gone: mount a new scene (a new React key). */
  onLost(): void;
  /** There is a renderer and it draws nothing: the next one is to be tried. */
  onBlank(): void;
  /** What the quality governor has left out so far; empty when nothing. */
  onDropped(dropped: readonly Dropped[]): void;
};

/** Position in CSS pixels from the canvas's top left; `visible` is false behind the camera or outside. */
export type ScreenPoint = { x: number; y: number; visible: boolean };

export type SceneStats = { drawCalls: number; triangles: number; frames: number; mainThreadMs: number };

export type PictureOptions = {
  /** Pixels of the picture. */
  width: number;
  height: number;
  names: boolean;
  /** Where no name may stand, CSS pixels from the top left of the picture at the screen's scale. */
  reserved: readonly Box[];
  /** Seconds the particles have run, where that is not as on screen. */
  clockS?: number;
};

/** For keys, tools and stories: everything the page may ask of the camera. */
export type SceneHandle = {
  /** Frames all the content, keeping the heading. */
  fit(): void;
  /** Frames these alone. */
  frame(picks: readonly Pick[]): void;
  /** Back to the first view. */
  reset(): void;
  /** Above 1 comes nearer. */
  zoomBy(factor: number): void;
  /** By CSS pixels, content moving with the vector. */
  panBy(dx: number, dy: number): void;
  /** Turns around what is looked at, radians. */
  turnBy(azimuth: number, tilt: number): void;
  flyTo(pick: Pick): void;
  project(lat: number, lon: number, height: number): ScreenPoint;
  /** Camera as five numbers (target x and z, distance, turn, tilt), for addresses and stories. */
  view(): number[];
  setView(view: number[]): void;
  /** The map at any size, the frame on show at its very amounts; drawn before it returns. */
  picture(options: PictureOptions): HTMLCanvasElement;
  stats(): SceneStats;
};
