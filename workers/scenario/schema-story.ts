/** The story of a scenario: the scenes that are shown to a room, one after the other. */
import { z } from 'zod';
import { STAGES } from './story.ts';
import { id, list, moment, number, oneOf, strict, truth, words } from './schema-parts.ts';
import { scenarioEvent } from './schema-work.ts';

const SCENE = 'a scene: {"at": "60h", "title": "...", "text": "..."}';
const CAMERA = 'five numbers, as "add scene" writes them';

export const storyScene = strict(
  {
    at: moment('the time it shows'),
    title: words,
    text: words.prefault(''),
    /** For who speaks. */
    notes: words.nullable().default(null),
    /** What the room is asked before it sees the answer. */
    guess: words.nullable().default(null),
    /** It plays on to here, then waits. */
    playTo: moment('the time it plays to').nullable().default(null),
    linked: truth('true or false; null: as it is').nullable().default(null),
    /** On the scenario, for this scene. */
    patch: z
      .record(z.string(), z.unknown(), { error: 'a JSON merge patch on the scenario' })
      .nullable()
      .default(null),
    /** Commands, each at its time. */
    do: list(scenarioEvent, 'a list of events').default([]),
    show: oneOf(STAGES).nullable().default(null),
    /** What the picture holds; empty: all. */
    frame: list(id('a site or metro'), 'a list of ids of sites and metros').default([]),
    camera: z.array(number(CAMERA), { error: CAMERA }).length(5, { error: CAMERA }).nullable().default(null),
    /** What to look at. */
    look: id('a site, metro or link').nullable().default(null),
  },
  SCENE,
);
