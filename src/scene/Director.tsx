/**
 * Runs the picture inside the canvas: takes frames as they come, eases, moves the camera, places the
 * labels, and asks for another drawing only while something moves.
 */
import { useFrame, useThree } from '@react-three/fiber';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import type { PerspectiveCamera, WebGPURenderer } from 'three/webgpu';

import { createAmounts } from './amounts.ts';
import { createRig } from './camera.ts';
import type { Rig } from './rig.ts';
import { takePicture } from './capture.ts';
import { isWebGPU, watchBlank, type BlankWatch } from './gpu.ts';
import { coversIn, drawHalves, halfAt, halvesOf, whole, type Half } from './halves.ts';
import { createHandle, placeOf } from './handle.ts';
import { createInside, meetWish, type Inside } from './inside.ts';
import { createNames, type Names } from './labels/names.ts';
import { createHallNames } from './layers/campus/names.ts';
import { Layers, type LayerSet } from './layers/Layers.tsx';
import { chosenEmphasis, firstEmphasis, type Emphasis } from './layers/layer.ts';
import { createHalfPicker, type Picker } from './picking.ts';
import { listenForPointer } from './pointer.ts';
import { createReveal } from './reveal.ts';
import { subsolarPoint } from './solar.ts';
import { followNearness, unfold } from './nearness.ts';
import type { Stage } from './stage.ts';
import { setTheme, type Look } from './tsl/look.ts';
import type {
  BesideSource,
  FrameSource,
  PictureOptions,
  SceneChoices,
  SceneHandle,
  SceneStats,
} from './types.ts';
import { useGovernor } from './useGovernor.ts';
import { useMapData } from './useMapData.ts';

type Props = {
  stage: Stage;
  look: Look;
  layers: LayerSet;
  frames: FrameSource;
  beside: BesideSource;
  choices: SceneChoices;
  labelHost: RefObject<HTMLDivElement | null>;
  onHandle(handle: SceneHandle | null): void;
};

/** The particles' clock starts over after this long, before floats get coarse. */
const CLOCK_TURN_S = 36_000;

export function Director({ stage, look, layers, frames, beside, choices, labelHost, onHandle }: Props) {
  const { quality, theme } = choices;
  const gl = useThree((state) => state.gl) as unknown as WebGPURenderer;
  const camera = useThree((state) => state.camera) as PerspectiveCamera;
  const size = useThree((state) => state.size);
  const invalidate = useThree((state) => state.invalidate);
  const advance = useThree((state) => state.advance);
  const amounts = useMemo(() => createAmounts(stage.view, frames, beside), [stage, frames, beside]);
  const reveal = useMemo(() => createReveal(gl, look, invalidate), [gl, look, invalidate]);
  const live = useRef(choices);
  useLayoutEffect(() => {
    live.current = choices;
  });
  const rig = useRef<Rig | null>(null);
  const inside = useRef<Inside | null>(null);
  /** Brings the camera to where the page's choices want it. */
  const meet = useRef(() => {});
  const blank = useRef<BlankWatch | null>(null);
  const picker = useRef<Picker | null>(null);
  const names = useRef<Names | null>(null);
  const halves = useRef<readonly Half[]>(whole(size));
  const emphasis = useRef<Emphasis>(firstEmphasis(choices));
  const run = useRef({
    arrived: true,
    styled: true,
    placed: true,
    moved: true,
    lastMs: 0,
    /** A picture that is asked for, and one that was taken. */
    wanted: null as PictureOptions | null,
    picture: null as HTMLCanvasElement | null,
    stats: { drawCalls: 0, triangles: 0, frames: 0, mainThreadMs: 0 } as SceneStats,
  });

  const governor = useGovernor(quality, (dropped) => {
    live.current.onDropped(dropped);
    run.current.styled = true;
    invalidate();
  });

  useEffect(() => {
    const element = gl.domElement;
    gl.info.autoReset = false;
    const made = createRig(camera, element, stage, invalidate);
    rig.current = made;
    const host = labelHost.current;
    names.current = host && createNames(host, stage);
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
    const picking = createHalfPicker(stage, made, layers.metros.radii, () => halves.current);
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
      onOpen(pick) {
        if (pick.kind !== 'hub')
          live.current.onInside(pick.kind === 'site' ? pick.index : live.current.inside);
      },
      onPick: (pick) =>
        pick?.kind === 'hub'
          ? unfold(stage, made, pick.index, halves.current[0]!.frame.height)
          : live.current.onPick(pick),
      onHover(pick) {
        emphasis.current.hovered = pick;
        run.current.styled = true;
        invalidate();
        live.current.onHover(pick?.kind === 'hub' ? null : pick);
      },
    });
    const onFrame = (): void => {
      run.current.arrived = true;
      invalidate();
    };
    const stops = [frames.subscribe(onFrame), beside.subscribe(onFrame)];
    Object.assign(run.current, { arrived: true, styled: true, placed: true, moved: true });
    const picture = (wanted: PictureOptions): HTMLCanvasElement => {
      Object.assign(run.current, { wanted, picture: null });
      advance(performance.now());
      const taken = run.current.picture;
      if (!taken) throw new Error('the picture could not be drawn');
      return taken;
    };
    meet.current = () => meetWish(made, within, live.current.wished());
    onHandle(createHandle(stage, made, meet.current, picture, () => run.current.stats));
    return () => {
      onHandle(null);
      meet.current = () => {};
      stops.forEach((stop) => stop());
      stopPointer();
      names.current?.dispose();
      within.dispose();
      inside.current = null;
      made.dispose();
      rig.current = null;
    };
  }, [gl, camera, stage, layers, frames, beside, invalidate, advance, labelHost, onHandle]);

  const onLand = useCallback(() => {
    run.current.moved = true;
    invalidate();
  }, [invalidate]);
  useMapData(stage, quality, layers.land, choices, reveal, onLand);
  useEffect(() => {
    const watch = watchBlank(gl.domElement, invalidate, () => live.current.onBlank());
    blank.current = watch;
    const stop = reveal.start(watch.begin, () => live.current.onRenderer(isWebGPU(gl) ? 'webgpu' : 'webgl'));
    return () => {
      stop();
      watch.dispose();
    };
  }, [gl, reveal, invalidate]);

  const { standing, passing } = choices.covers;
  const isSplit = choices.pair === 'split';
  useEffect(() => {
    const made = rig.current;
    if (!made) return;
    halves.current = isSplit ? halvesOf(size, standing) : whole(size);
    const { width, height } = halves.current[0]!.frame;
    made.setReducedMotion(live.current.reducedMotion);
    const now = halves.current;
    made.zoomWithin(isSplit ? (x, y) => now[halfAt(now, x, y)]!.frame : null);
    made.resize(
      width,
      height,
      halves.current.flatMap((half) => coversIn(half, standing, 'frame')),
    );
    run.current.moved = true;
    invalidate();
    // The deps of the effect that makes the rig are among these: a new rig is told its room too.
  }, [size, standing, isSplit, gl, camera, stage, layers, frames, beside, invalidate, labelHost, onHandle]);

  useEffect(() => {
    names.current?.arrange(halves.current, [...standing, ...passing]);
    inside.current?.arrange([...standing, ...passing], gl.domElement);
    const { selected } = live.current;
    const over = halves.current.flatMap((half) => coversIn(half, passing, 'frame'));
    if (selected && over.length > 0 && live.current.inside === null)
      rig.current?.uncover(...placeOf(stage, selected, 1), over);
    else if (live.current.inside === null) rig.current?.settle();
    run.current.moved = true;
    invalidate();
  }, [
    size,
    standing,
    passing,
    isSplit,
    gl,
    camera,
    stage,
    layers,
    frames,
    beside,
    invalidate,
    labelHost,
    onHandle,
  ]);

  const [shownName, besideName] = choices.branchNames;
  useEffect(() => {
    names.current?.call([shownName, besideName]);
    Object.assign(run.current, { arrived: true, styled: true });
    invalidate();
  }, [shownName, besideName, choices.pair, stage, layers, frames, beside, labelHost, onHandle, invalidate]);

  useEffect(() => {
    setTheme(look, theme);
    rig.current?.setReducedMotion(choices.reducedMotion);
    Object.assign(emphasis.current, chosenEmphasis(live.current));
    Object.assign(run.current, { styled: true, moved: true });
    invalidate();
  }, [
    look,
    theme,
    choices.hidden,
    choices.selected,
    choices.boundaries,
    choices.reducedMotion,
    choices.playing,
    choices.presenting,
    choices.lang,
    stage,
    layers,
    invalidate,
  ]);

  useEffect(() => {
    meet.current();
    if (rig.current) layers.globe.morph.value = rig.current.morph;
    layers.campus.style(theme, choices.campusView);
    Object.assign(run.current, { moved: true, arrived: true });
    invalidate();
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
    const { reducedMotion, playing, lang, pair } = live.current;
    let more = false;
    if (state.arrived && frames.current && amounts.take(pair, now, reducedMotion)) {
      const at = subsolarPoint(stage.view.scenario.startMs + frames.current.timeS * 1000);
      stage.globe.outward(at.lat, at.lon, look.sun.value);
      state.arrived = false;
      state.moved = true;
      layers.all.forEach((layer) => layer.show(amounts.mine, amounts.theirs()));
      inside.current?.show(frames.current.occupancy);
    }
    // A picture shows its tick's very amounts.
    if (amounts.ease(state.wanted ? Infinity : now)) {
      layers.all.forEach((layer) => layer.show(amounts.mine, amounts.theirs()));
      look.difference.value = amounts.difference();
      state.styled ||= emphasis.current.difference !== look.difference.value > 0.5;
      emphasis.current.difference = look.difference.value > 0.5;
      state.moved = true;
      more = true;
    }
    more = reveal.update(now, reducedMotion) || more;
    const turned = made.update(now);
    if (turned) {
      layers.globe.morph.value = made.morph;
      state.moved = true;
      more = true;
    }
    const near = followNearness(stage, made, emphasis.current.hidden, {
      nowMs: now,
      isMoving: turned,
      instantly: reducedMotion,
      height: halves.current[0]!.frame.height,
    });
    state.placed ||= near.placed;
    more ||= near.moving;
    if (state.moved && inside.current) {
      inside.current.moved(turned);
      const [site, share] = [inside.current.site(), inside.current.share()];
      const before = emphasis.current.inside?.site ?? null;
      if (look.inside.value !== share || before !== site) state.styled = true;
      look.inside.value = share;
      emphasis.current.inside = site === null ? null : { site, share };
      if (labelHost.current) labelHost.current.style.opacity = String(1 - share);
    }
    if (state.placed) layers.all.forEach((layer) => layer.place());
    if (state.styled) {
      Object.assign(emphasis.current, governor.level());
      layers.all.forEach((layer) => layer.style(emphasis.current));
    }
    if (state.moved) {
      const { x, z } = made.view();
      layers.land.see((made.pixelsPerUnit(x, -z) * stage.globe.radius * Math.PI) / 180);
    }
    // All the way inside, the map's names have faded.
    if ((state.placed || state.styled || state.moved) && look.inside.value < 1)
      names.current?.update(made, amounts, layers.metros.radii, emphasis.current, lang);
    if (state.placed || state.moved) picker.current?.moved();
    inside.current?.draw(lang);
    state.placed = state.styled = state.moved = false;

    if (playing && !reducedMotion) {
      look.clock.value = (look.clock.value + Math.min(delta, 0.1)) % CLOCK_TURN_S;
      more = true;
    }
    if (more) {
      if (!live.current.presenting) governor.frame(delta * 1000);
      invalidate();
    }
    state.lastMs = now;
  });

  // Draws itself, so that its cost can be told; a priority above 0 takes over from R3F.
  useFrame(({ scene }) => {
    const state = run.current;
    scene.background ??= look.colours.rim.value;
    const { wanted } = state;
    if (wanted && rig.current) {
      const made = rig.current;
      state.wanted = null;
      state.picture = takePicture(
        {
          gl,
          camera,
          look,
          // The map's names fade as a site opens.
          names: look.inside.value > 0 ? null : names.current,
          theme,
          size,
          halves: halves.current,
          measure: ({ width, height }) => made.measure(width, height),
          draw(into) {
            names.current?.update(made, amounts, layers.metros.radii, emphasis.current, live.current.lang);
            drawHalves(gl, scene, camera, look, into);
          },
        },
        wanted,
      );
      const { standing, passing } = live.current.covers;
      names.current?.arrange(halves.current, [...standing, ...passing]);
      state.moved = true;
      invalidate();
    }
    gl.info.reset();
    if (reveal.waits(() => gl.compileAsync(scene, camera))) return;
    drawHalves(gl, scene, camera, look, halves.current);
    blank.current?.drawn(performance.now());
    reveal.drawn();
    state.stats = {
      drawCalls: gl.info.render.drawCalls,
      triangles: gl.info.render.triangles,
      frames: state.stats.frames + 1,
      mainThreadMs: performance.now() - state.lastMs,
    };
  }, 1);

  return <Layers set={layers} />;
}
