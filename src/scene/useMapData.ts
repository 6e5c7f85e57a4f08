/** The map's own files into its layers, as they come: land in two levels of detail, and the lines between countries. */
import { useEffect, useRef } from 'react';
import { shippedText } from '../sim/shipped.ts';
import { fetchLand, hurryLand } from './layers/land/fetch.ts';
import type { LandLayer } from './layers/land/nodes.ts';
import type { Reveal } from './reveal.ts';
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

/** @param onChange called when land or lines have come; before, `reveal` is told of land that is whole, or that will not come */
export function useMapData(
  { view }: Stage,
  quality: Quality,
  to: LandLayer,
  { boundaries: isBounded, globe: isRound }: { boundaries: boolean; globe: boolean },
  reveal: Reveal,
  onChange: () => void,
) {
  const round = useRef(isRound);
  useEffect(() => {
    return fetchLand(view, quality, {
      onPart(part) {
        to.build(part);
        // The globe shows what lies beyond the flat map's rim too.
        if (part.kind === 'ground' && (part.share === 'far' || !round.current)) reveal.arrive();
        onChange();
      },
      // Sites and flows still stand on an empty sea.
      onFailure(message) {
        console.error('The map lacks its land:', message);
        reveal.arrive();
        onChange();
      },
    });
  }, [view, quality, to, reveal, onChange]);

  useEffect(() => {
    round.current = isRound;
    if (isRound) hurryLand();
  }, [isRound, view, quality]);

  const bound = useRef<LandLayer | null>(null);
  useEffect(() => {
    if (!isBounded || bound.current === to) return;
    bound.current = to;
    loadBoundaries().then(
      ({ coordinates }) => {
        if (bound.current !== to) return;
        to.bound(coordinates);
        onChange();
      },
      (error: unknown) => {
        bound.current = null;
        console.error('the map has no boundaries:', error);
      },
    );
  }, [isBounded, to, onChange]);
}
