/** The governor of this display, and its pixel ratio: another display, or another zoom of the page, begins anew. */
import { useThree } from '@react-three/fiber';
import { useEffect, useMemo, useRef, useState } from 'react';
import { createGovernor, type Level } from './quality.ts';
import type { Dropped, Quality } from './types.ts';

type Governed = {
  level(): Level;
  /** Takes the time between two frames drawn one after the other. */
  frame(intervalMs: number): void;
};

/** @param onChange called when there is more or less to draw */
export function useGovernor(quality: Quality, onChange: (dropped: readonly Dropped[]) => void): Governed {
  const setDpr = useThree((state) => state.setDpr);
  const [ratio, setRatio] = useState(window.devicePixelRatio);
  useEffect(() => {
    const query = matchMedia(`(resolution: ${ratio}dppx)`);
    const follow = (): void => setRatio(window.devicePixelRatio);
    query.addEventListener('change', follow);
    window.addEventListener('resize', follow);
    return () => {
      query.removeEventListener('change', follow);
      window.removeEventListener('resize', follow);
    };
  }, [ratio]);

  const governor = useMemo(() => createGovernor(quality, ratio), [quality, ratio]);
  const adopt = useRef(() => {});
  useEffect(() => {
    adopt.current = () => {
      setDpr(governor.level.pixelRatio);
      onChange(governor.dropped);
    };
  });
  const last = useRef(governor);
  useEffect(() => {
    if (last.current !== governor) adopt.current();
    last.current = governor;
  }, [governor]);

  return useMemo(
    () => ({
      level: () => governor.level,
      frame(intervalMs) {
        if (governor.frame(intervalMs)) adopt.current();
      },
    }),
    [governor],
  );
}
