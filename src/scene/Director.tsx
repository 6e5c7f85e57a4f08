/**
 * Runs the picture inside the canvas: takes frames as they come, eases, moves the camera, places the
 * labels, and asks for another drawing only while something moves.
 */
import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import type { PerspectiveCamera, WebGPURenderer } from 'three/webgpu';

import { createRig, type Rig } from './camera.ts';
import { takePicture } from './capture.ts';
import { watchBlank, type BlankWatch } from './gpu.ts';
import { createHandle, placeOf } from './handle.ts';
import { createInside, roomBetween, type Inside } from './inside.ts';
import { createLabels, type Labels } from './labels/labels.ts';
import { createHallNames } from './layers/campus/names.ts';
import { Layers, useLayers } from './layers/Layers.tsx';
import type { Emphasis } from './layers/layer.ts';
import { createPicker, type Picker } from './picking.ts';
import { listenForPointer } from './pointer.ts';
import { createGovernor } from './quality.ts';
import { aim, createShown, ease } from './shown.ts';
import { subsolarPoint } from './solar.ts';
import type { LandDetail, LandLayer } from './layers/land/nodes.ts';
import type { Topology } from './layers/land/rings.ts';
import type { Stage } from './stage.ts';
import { createLook, setTheme } from './tsl/look.ts';
import type { FrameSource, PictureOptions, SceneChoices, SceneHandle, SceneStats } from './types.ts';

type Props = {
  stage: Stage;
  frames: FrameSource;
  choices: SceneChoices;
  land: Record<LandDetail, Promise<Topology>>;
  /** Fetches the lines between countries, when they are asked for. */
  boundaries(): Promise<{ coordinates: number[][][] }>;
  labelHost: RefObject<HTMLDivElement | null>;
  onHandle(handle: SceneHandle | null): void;
};

/** The particles' clock starts over after this long, before floats get coarse. */
const CLOCK_TURN_S = 36_000;
const REVEAL_MS = 500;

export function Director({ stage, frames, choices, land, boundaries, labelHost, onHandle }: Props) {
  const { quality, theme } = choices;
  const gl = useThree((state) => state.gl) as unknown as WebGPURenderer;
  const camera = useThree((state) => state.camera) as PerspectiveCamera;
  const size = useThree((state) => state.size);
  const invalidate = useThree((state) => state.invalidate);
  const setDpr = useThree((state) => state.setDpr);
  const advance = useThree((state) => state.advance);
  const look = useMemo(() => createLook('dark'), []);
  const layers = useLayers(stage, look, quality);
  const shown = useMemo(() => createShown(stage.view), [stage]);
  const governor = useMemo(() => createGovernor(quality, window.devicePixelRatio), [quality]);
  const live = useRef(choices);
  useLayoutEffect(() => {
    live.current = choices;
  });
  const rig = useRef<Rig | null>(null);
  const inside = useRef<Inside | null>(null);
  const blank = useRef<BlankWatch | null>(null);
  const picker = useRef<Picker | null>(null);
  const labels = useRef<Labels | null>(null);
  const emphasis = useRef<Emphasis>({
    hidden: choices.hidden,
    selected: choices.selected,
    hovered: null,
    theme,
    inside: null,
    particleShare: 1,
    accents: true,
    boundaries: choices.boundaries,
  });
  const run = useRef({
    arrived: true,
    styled: true,
    placed: true,
    moved: true,
    lastMs: 0,
    revealedAt: NaN,
    /** A picture that is asked for, and one that was taken. */
    wanted: null as PictureOptions | null,
    picture: null as HTMLCanvasElement | null,
    stats: { drawCalls: 0, triangles: 0, frames: 0, mainThreadMs: 0 } as SceneStats,
  });

  useEffect(() => {
    const element = gl.domElement;
    gl.info.autoReset = false;
    const made = createRig(camera, element, stage, invalidate);
    rig.current = made;
    labels.current = labelHost.current ? createLabels(labelHost.current, stage) : null;
    const host = labelHost.current;
    const within = createInside(
      stage,
      made,
      camera,
      layers.campus,
      host && createHallNames(host, stage.view),
      {
        onInside: (site) => live.current.onInside(site),
        onPlace: (place) => live.current.onPlace(place),
        onCell: (cell) => live.current.onCell(cell),
      },
    );
    inside.current = within;
    const picking = createPicker(stage, made, layers.metros.radii, () => ({
      width: element.clientWidth,
      height: element.clientHeight,
    }));
    picker.current = picking;
    const stopPointer = listenForPointer(element, {
      pickAt: (x, y) => picking.at(x, y, live.current.hidden),
      point(x, y) {
        const taken = within.point(x, y, element.clientWidth, element.clientHeight);
        if (taken) invalidate();
        return taken;
      },
      unpoint() {
        within.unpoint();
        invalidate();
      },
      onOpen: (pick) => live.current.onInside(pick.kind === 'site' ? pick.index : live.current.inside),
      onPick: (pick) => live.current.onPick(pick),
      onHover(pick) {
        emphasis.current.hovered = pick;
        run.current.styled = true;
        invalidate();
        live.current.onHover(pick);
      },
    });
    const stopFrames = frames.subscribe(() => {
      run.current.arrived = true;
      invalidate();
    });
    Object.assign(run.current, { arrived: true, styled: true, placed: true, moved: true });
    const picture = (wanted: PictureOptions): HTMLCanvasElement => {
      Object.assign(run.current, { wanted, picture: null });
      advance(performance.now());
      const taken = run.current.picture;
      if (!taken) throw new Error('the picture could not be drawn');
      return taken;
    };
    onHandle(createHandle(stage, made, picture, () => run.current.stats));
    return () => {
      onHandle(null);
      stopFrames();
      stopPointer();
      labels.current?.dispose();
      within.dispose();
      inside.current = null;
      made.dispose();
      rig.current = null;
    };
  }, [gl, camera, stage, layers, frames, invalidate, advance, labelHost, onHandle]);

  useEffect(() => {
    let wanted = true;
    for (const detail of ['coarse', 'fine'] as const) {
      land[detail].then(
        (topology) => {
          if (!wanted) return;
          layers.land.build(detail, topology);
          if (!(run.current.revealedAt > 0)) run.current.revealedAt = performance.now();
          invalidate();
        },
        // Sites and flows still stand on an empty sea.
        (error: unknown) => console.error(`the map has no ${detail} land:`, error),
      );
    }
    return () => {
      wanted = false;
    };
  }, [land, layers, invalidate]);

  const bound = useRef<LandLayer | null>(null);
  useEffect(() => {
    if (!choices.boundaries || bound.current === layers.land) return;
    bound.current = layers.land;
    boundaries().then(
      ({ coordinates }) => {
        if (bound.current !== layers.land) return;
        layers.land.bound(coordinates);
        invalidate();
      },
      (error: unknown) => {
        bound.current = null;
        console.error('the map has no boundaries:', error);
      },
    );
  }, [choices.boundaries, boundaries, layers, invalidate]);
  useEffect(() => {
    const watch = watchBlank(gl.domElement, invalidate, () => live.current.onBlank());
    blank.current = watch;
    return watch.dispose;
  }, [gl, invalidate]);

  const { standing, passing } = choices.covers;
  useEffect(() => {
    look.size.value.set(size.width, size.height);
    rig.current?.setReducedMotion(live.current.reducedMotion);
    rig.current?.resize(size.width, size.height, standing);
    run.current.moved = true;
    invalidate();
    // The deps of the effect that makes the rig are among these: a new rig is told its room too.
  }, [size, standing, look, gl, camera, stage, layers, frames, invalidate, labelHost, onHandle]);

  useEffect(() => {
    labels.current?.resize(size.width, size.height, [...standing, ...passing]);
    const { selected } = live.current;
    if (selected && passing.length > 0 && live.current.inside === null)
      rig.current?.uncover(...placeOf(stage, selected), passing);
    else if (live.current.inside === null) rig.current?.settle();
    run.current.moved = true;
    invalidate();
  }, [size, standing, passing, gl, camera, stage, layers, frames, invalidate, labelHost, onHandle]);

  useEffect(() => {
    setTheme(look, theme);
    rig.current?.setReducedMotion(choices.reducedMotion);
    Object.assign(emphasis.current, {
      hidden: choices.hidden,
      selected: choices.selected,
      boundaries: choices.boundaries,
      theme,
    });
    run.current.styled = true;
    run.current.moved = true;
    invalidate();
  }, [
    look,
    theme,
    choices.hidden,
    choices.selected,
    choices.boundaries,
    choices.reducedMotion,
    choices.playing,
    choices.lang,
    stage,
    layers,
    invalidate,
  ]);

  useEffect(() => {
    const made = rig.current;
    // Out of a site before the map rolls up, and in after it is laid flat.
    if (!choices.globe) made?.setGlobe(false);
    inside.current?.wish(choices.inside, roomBetween(size.width, size.height, [...standing, ...passing]));
    if (choices.globe) made?.setGlobe(true);
    if (made) layers.globe.morph.value = made.morph;
    layers.campus.style(theme, choices.campusView);
    Object.assign(run.current, { moved: true, arrived: true });
    invalidate();
    // Where the panels end matters only at the moment of the wish.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [
    choices.inside,
    choices.globe,
    choices.campusView,
    theme,
    gl,
    camera,
    stage,
    layers,
    frames,
    labelHost,
    onHandle,
    invalidate,
  ]);

  useFrame((_state, delta) => {
    const now = performance.now();
    const state = run.current;
    const made = rig.current;
    if (!made) return;
    const { reducedMotion, playing, lang, onDropped } = live.current;
    let more = false;

    if (state.arrived && frames.current) {
      aim(shown, stage.view, frames.current, now, reducedMotion);
      const at = subsolarPoint(stage.view.scenario.startMs + frames.current.timeS * 1000);
      stage.globe.outward(at.lat, at.lon, look.sun.value);
      state.arrived = false;
      state.moved = true;
      layers.all.forEach((layer) => layer.show(shown));
      inside.current?.show(frames.current.occupancy);
    }
    // A picture shows its tick's very amounts.
    if (ease(shown, state.wanted ? Infinity : now)) {
      layers.all.forEach((layer) => layer.show(shown));
      state.moved = true;
      more = true;
    }
    if (look.reveal.value < 1 && state.revealedAt > 0) {
      look.reveal.value = reducedMotion ? 1 : Math.min(1, (now - state.revealedAt) / REVEAL_MS);
      more ||= look.reveal.value < 1;
    }
    const turned = made.update(now);
    if (turned) {
      layers.globe.morph.value = made.morph;
      state.moved = true;
      more = true;
    }
    if (made.scaleSymbols()) state.placed = true;
    if (state.moved && inside.current) {
      inside.current.moved(turned);
      const site = inside.current.site();
      const share = inside.current.share();
      if (look.inside.value !== share || emphasis.current.inside?.site !== site) state.styled = true;
      look.inside.value = share;
      emphasis.current.inside = site === null ? null : { site, share };
      if (labelHost.current) labelHost.current.style.opacity = String(1 - share);
    }
    if (state.placed) layers.all.forEach((layer) => layer.place());
    if (state.styled) {
      Object.assign(emphasis.current, governor.level);
      layers.all.forEach((layer) => layer.style(emphasis.current));
    }
    if (state.moved) {
      const { x, z } = made.view();
      layers.land.see((made.pixelsPerUnit(x, -z) * stage.globe.radius * Math.PI) / 180);
    }
    if (state.placed || state.styled || state.moved) {
      labels.current?.update(made, shown, layers.metros.radii, emphasis.current, lang);
    }
    if (state.placed || state.moved) picker.current?.moved();
    inside.current?.draw(lang);
    state.placed = state.styled = state.moved = false;

    if (playing && !reducedMotion) {
      look.clock.value = (look.clock.value + Math.min(delta, 0.1)) % CLOCK_TURN_S;
      more = true;
    }
    if (more) {
      if (governor.frame(delta * 1000)) {
        setDpr(governor.level.pixelRatio);
        state.styled = true;
        onDropped(governor.dropped);
      }
      invalidate();
    }
    state.lastMs = now;
  });

  // Draws itself, so that its cost can be told; a priority above 0 takes over from R3F.
  useFrame(({ scene }) => {
    const state = run.current;
    scene.background ??= look.colours.rim.value;
    const { wanted } = state;
    if (wanted) {
      state.wanted = null;
      state.picture = takePicture(
        {
          gl,
          camera,
          look,
          // The map's names fade as a site opens.
          labels: look.inside.value > 0 ? null : labels.current,
          theme,
          size,
          measure: ({ width, height }) => rig.current?.measure(width, height),
          draw() {
            if (rig.current)
              labels.current?.update(
                rig.current,
                shown,
                layers.metros.radii,
                emphasis.current,
                live.current.lang,
              );
            gl.render(scene, camera);
          },
        },
        wanted,
      );
      const { standing, passing } = live.current.covers;
      labels.current?.resize(size.width, size.height, [...standing, ...passing]);
      state.moved = true;
      invalidate();
    }
    gl.info.reset();
    gl.render(scene, camera);
    blank.current?.drawn(performance.now());
    const { drawCalls, triangles } = gl.info.render;
    state.stats = {
      drawCalls,
      triangles,
      frames: state.stats.frames + 1,
      mainThreadMs: performance.now() - state.lastMs,
    };
  }, 1);

  return <Layers set={layers} />;
}
