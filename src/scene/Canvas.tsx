/**
 * A canvas with a root of R3F in it, drawn on demand. Not R3F's own <Canvas>: that one waits for the renderer
 * behind Suspense, so that React holds back the first picture for 300 ms; it brings all of three along, and
 * sets the pixel ratio back whenever the page renders.
 */
import { createRoot, type ReconcilerRoot } from '@react-three/fiber';
import { Component, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { WebGPURenderer } from 'three/webgpu';
import { FIELD_OF_VIEW } from './fit.ts';

type Props = {
  /** Both called once. */
  createCanvas(): HTMLCanvasElement;
  createRenderer(canvas: HTMLCanvasElement): Promise<WebGPURenderer>;
  pixelRatio: number;
  children: ReactNode;
};

/** @throws into the page's own tree what the renderer or the children throw */
export function Canvas({ createCanvas, createRenderer, pixelRatio, children }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const first = useRef({ createCanvas, createRenderer, pixelRatio });
  const [root, setRoot] = useState<{ made: ReconcilerRoot<HTMLCanvasElement>; wake(): void } | null>(null);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  if (failure) throw failure.error;

  useLayoutEffect(() => {
    const place = host.current!;
    const canvas = first.current.createCanvas();
    place.append(canvas);
    const made = createRoot(canvas);
    let mounted = true;
    let store: ReturnType<typeof made.render> | null = null;
    let begun = false;
    const fit = (): void => {
      const { width, height } = place.getBoundingClientRect();
      if (!width || !height) return;
      const state = store?.getState();
      if (state && (state.size.width !== width || state.size.height !== height)) state.setSize(width, height);
      if (begun) return;
      begun = true;
      made
        .configure({
          gl: () => first.current.createRenderer(canvas),
          // Until there is something to draw; R3F draws its empty world at once.
          frameloop: 'never',
          flat: true,
          // Nothing casts shadows; this only keeps R3F from asking for a kind that three has dropped.
          shadows: 'percentage',
          dpr: first.current.pixelRatio,
          // Its shape is that of a half, where there are two.
          camera: { fov: FIELD_OF_VIEW, position: [0, 60, 60], manual: true },
          size: { width, height, top: 0, left: 0 },
        })
        .then(
          () => {
            if (!mounted) return;
            store = made.render(null);
            fit();
            setRoot({ made, wake });
          },
          (error: unknown) => mounted && setFailure({ error }),
        );
    };
    const wake = (): void => {
      const state = store!.getState();
      state.setFrameloop('demand');
      state.invalidate();
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(place);
    return () => {
      mounted = false;
      watch.disconnect();
      made.unmount();
      canvas.remove();
    };
  }, []);

  useLayoutEffect(() => {
    root?.made.render(
      <Guard onMount={root.wake} onError={(error) => setFailure({ error })}>
        {children}
      </Guard>,
    );
  });

  return <div className="scene-canvas" ref={host} />;
}

class Guard extends Component<{ onMount(): void; onError(error: unknown): void; children: ReactNode }> {
  override state = { broken: false };
  override componentDidMount() {
    this.props.onMount();
  }
  static getDerivedStateFromError = () => ({ broken: true });
  override componentDidCatch(error: unknown) {
    this.props.onError(error);
  }
  override render() {
    return this.state.broken ? null : this.props.children;
  }
}
