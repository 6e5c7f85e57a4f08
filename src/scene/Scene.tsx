/**
 * The picture: one canvas with three's WebGPURenderer (WebGPU, or WebGL2 where told or where there
 * is nothing else), the names over it, and a handle for the camera. Draws only on demand. When the
 * GPU is lost it says so, and the page mounts a new one.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type Ref } from 'react';
import { WebGPURenderer } from 'three/webgpu';

import type { ViewModel } from '../../workers/world/view-model.ts';
import { Canvas } from './Canvas.tsx';
import { Director } from './Director.tsx';
import { destroyWith, watchLoss } from './gpu.ts';
import { takeCanvas, takeDevice } from '../sim/renderer.ts';
import { createLayers } from './layers/Layers.tsx';
import { firstLevel } from './quality.ts';
import { createStage } from './stage.ts';
import { createLook } from './tsl/look.ts';
import type { BesideSource, FrameSource, SceneChoices, SceneHandle } from './types.ts';
import './scene.css';

type Props = {
  view: ViewModel;
  frames: FrameSource;
  beside: BesideSource;
  choices: SceneChoices;
  ref?: Ref<SceneHandle>;
};

export default function Scene({ view, frames, beside, choices, ref }: Props) {
  const stage = useMemo(() => createStage(view), [view]);
  // Made before the renderer: a context of WebGL holds the page until the GPU has drawn the words.
  const look = useMemo(() => createLook('dark'), []);
  const { quality } = choices;
  const layers = useMemo(() => createLayers(stage, look, quality), [stage, look, quality]);
  const labelHost = useRef<HTMLDivElement>(null);
  const live = useRef(choices);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  // A ref written inline is new on each render; the scene must not start over for that.
  const liveRef = useRef(ref);
  useLayoutEffect(() => {
    live.current = choices;
    liveRef.current = ref;
  });
  const onHandle = useCallback((handle: SceneHandle | null) => {
    const to = liveRef.current;
    if (typeof to === 'function') to(handle);
    else if (to) to.current = handle;
  }, []);

  return (
    <div className="scene" data-theme={choices.theme}>
      <Canvas
        pixelRatio={firstLevel(quality, window.devicePixelRatio).pixelRatio}
        createCanvas={() =>
          (choices.renderer === 'webgl' ? takeCanvas() : null) ?? document.createElement('canvas')
        }
        createRenderer={async (canvas) => {
          const device = choices.renderer === 'webgpu' ? takeDevice() : null;
          const renderer = new WebGPURenderer({
            canvas,
            antialias: quality === 'full',
            forceWebGL: choices.renderer === 'webgl',
            ...(device ? { device: device as GPUDevice } : {}),
          });
          if (device) destroyWith(renderer, device);
          await renderer.init();
          let lost = false;
          watchLoss(renderer, () => {
            if (mounted.current && !lost) live.current.onLost();
            lost = true;
          });
          return renderer;
        }}
      >
        <Director
          stage={stage}
          look={look}
          layers={layers}
          frames={frames}
          beside={beside}
          choices={choices}
          labelHost={labelHost}
          onHandle={onHandle}
        />
      </Canvas>
      <div className="scene-vignette" />
      <div className="scene-labels" ref={labelHost} aria-hidden="true" />
    </div>
  );
}
