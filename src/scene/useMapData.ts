/** The map's own files into its layers, as they come: land in two levels of detail, and the lines between countries. */
import { useEffect, useRef } from 'react';
import type { LandDetail, LandLayer } from './layers/land/nodes.ts';
import type { Topology } from './layers/land/rings.ts';

export type MapData = {
  land: Record<LandDetail, Promise<Topology>>;
  /** Fetches the lines between countries, when they are asked for. */
  boundaries(): Promise<{ coordinates: number[][][] }>;
};

/** @param onLand called when the first land is in, and at every later change */
export function useMapData(
  { land, boundaries }: MapData,
  to: LandLayer,
  bounded: boolean,
  onLand: () => void,
) {
  useEffect(() => {
    let wanted = true;
    for (const detail of ['coarse', 'fine'] as const) {
      land[detail].then(
        (topology) => {
          if (!wanted) return;
          to.build(detail, topology);
          onLand();
        },
        // Sites and flows still stand on an empty sea.
        (error: unknown) => console.error(`the map has no ${detail} land:`, error),
      );
    }
    return () => {
      wanted = false;
    };
  }, [land, to, onLand]);

  const bound = useRef<LandLayer | null>(null);
  useEffect(() => {
    if (!bounded || bound.current === to) return;
    bound.current = to;
    boundaries().then(
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
  }, [bounded, boundaries, to, onLand]);
}
