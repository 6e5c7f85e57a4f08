/** The map's own files into its layers, as they come: land in two levels of detail, and the lines between countries. */
import { useEffect, useRef } from 'react';
import { shippedText } from '../sim/shipped.ts';
import { fetchLand } from './layers/land/fetch.ts';
import type { LandLayer } from './layers/land/nodes.ts';
import type { Stage } from './stage.ts';
import type { Quality } from './types.ts';

type Boundaries = { coordinates: number[][][] };

let boundaries: Promise<Boundaries> | null = null;

/** Fetched once per page, when they are asked for. */
function loadBoundaries(): Promise<Boundaries> {
  boundaries ??= shippedText('geo/boundaries.json').then((text) => JSON.parse(text) as Boundaries);
  boundaries.catch(() => (boundaries = null));
  return boundaries;
}

/** @param onLand called when the first land is in or will not come, and at every later change */
export function useMapData(
  { view }: Stage,
  quality: Quality,
  to: LandLayer,
  bounded: boolean,
  onLand: () => void,
) {
  useEffect(() => {
    return fetchLand(view, quality, {
      onPart(part) {
        to.build(part);
        onLand();
      },
      // Sites and flows still stand on an empty sea.
      onFailure(message) {
        console.error('The map lacks its land:', message);
        onLand();
      },
    });
  }, [view, quality, to, onLand]);

  const bound = useRef<LandLayer | null>(null);
  useEffect(() => {
    if (!bounded || bound.current === to) return;
    bound.current = to;
    loadBoundaries().then(
      ({ coordinates }) => {
        if (bound.current !== to) return;
        to.bound(coordinates);
        onLand();
      },
      (error: unknown) => {
        bound.current = null;
        console.error('the map has no boundaries:', error);
      },
    );
  }, [bounded, to, onLand]);
}
