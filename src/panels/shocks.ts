/**
 * What a person can do to the world: one row for each action, with what it is done to, the few things
 * to choose and where they start, and the command it makes (F). Forms, menus and the palette read this.
 */
import { PLACEMENTS, ROUTINGS, type Happening } from '../../workers/scenario/scenario.ts';
import type { FrameView } from '../../workers/frame/read.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Dictionary } from '../i18n/en.ts';
import { pickWords } from '../i18n/words.ts';
import type { Lang, Pick } from '../sim/store.ts';

type FieldKey = keyof Dictionary['shock']['fields'];
export type Option = { id: string; text: string };
export type Field =
  | { key: FieldKey; kind: 'number'; initial: number; min: number; max: number; optional?: true }
  | { key: FieldKey; kind: 'choice'; options: Option[] };
export type Values = Partial<Record<FieldKey, number | string>>;

/** A command, and where it ends by itself the one that ends it. */
type Made = { happening: Happening; end?: { ticks: number; happening: Happening } };
/** Where and when: index among its kind, -1 for everywhere. */
type Place = { view: ViewModel; index: number; nowS: number };

export type Shock = {
  kind: Happening['do'];
  on: Pick['kind'] | 'everywhere';
  fields(view: ViewModel, index: number, lang: Lang, t: Dictionary): Field[];
  /** Whether it would change anything now. */
  isAvailable?(view: ViewModel, index: number, frame: FrameView | null): boolean;
  make(values: Values, place: Place): Made;
};

const hours = (initial: number): Field => ({
  key: 'hours',
  kind: 'number',
  initial,
  min: 0.1,
  max: 8760,
  optional: true,
});
const percent = (initial: number, min = 1): Field => ({
  key: 'percent',
  kind: 'number',
  initial,
  min,
  max: 100,
});
const factor = (initial: number): Field => ({ key: 'factor', kind: 'number', initial, min: 0, max: 1000 });
const deltaC: Field = { key: 'deltaC', kind: 'number', initial: 8, min: -60, max: 60 };
const nothing = (): Field[] => [];

const number = (values: Values, key: FieldKey): number => Number(values[key] ?? NaN);
const text = (values: Values, key: FieldKey): string => String(values[key] ?? '');

/** Ends with `happening` after the hours given, if any are. */
function ending(made: Happening, happening: Happening, values: Values, { view }: Place): Made {
  const forS = number(values, 'hours') * 3600;
  if (!(forS > 0)) return { happening: made };
  return { happening: made, end: { ticks: Math.max(1, Math.round(forS / view.scenario.tickS)), happening } };
}

/** For commands that know their own end. */
function untilOf(values: Values, { nowS }: Place): { untilS?: number } {
  const forS = number(values, 'hours') * 3600;
  return forS > 0 ? { untilS: nowS + forS } : {};
}

const siteId = ({ view, index }: Place): string => view.sites[index]!.id;
const linkId = ({ view, index }: Place): string => view.links[index]!.id;
const gridOf = ({ view, index }: Place, values: Values): string =>
  index < 0 ? text(values, 'grid') : view.sites[index]!.grid!;

const countries = (view: ViewModel, first: Option[] = []): Field => ({
  key: 'country',
  kind: 'choice',
  options: [
    ...first,
    ...[...new Set(view.sites.map((site) => site.country))].sort().map((id) => ({ id, text: id })),
  ],
});
const gridChoice = (view: ViewModel): Field => ({
  key: 'grid',
  kind: 'choice',
  options: view.grids.map(({ id, name }) => ({ id, text: name })),
});
const typeChoice = (options: { id: string; name: string }[]): Field => ({
  key: 'type',
  kind: 'choice',
  options: options.map(({ id, name }) => ({ id, text: name })),
});

const embargo = (kind: 'embargo' | 'embargo-end'): Shock => ({
  kind,
  on: 'everywhere',
  fields: (view, _, __, t) => [
    typeChoice(view.types),
    countries(view, [{ id: '', text: t.shock.everywhere }]),
  ],
  make: (values) => ({
    happening: {
      do: kind,
      types: [text(values, 'type')],
      countries: text(values, 'country') === '' ? [] : [text(values, 'country')],
    },
  }),
});

const onGrid = (kind: 'price-spike' | 'carbon-shift', on: 'site' | 'everywhere', initial: number): Shock => ({
  kind,
  on,
  fields: (view) => [...(on === 'everywhere' ? [gridChoice(view)] : []), factor(initial), hours(24)],
  isAvailable: (view, index) => (on === 'site' ? view.sites[index]?.grid !== null : view.grids.length > 0),
  make: (values, place) => ({
    happening: {
      do: kind,
      grid: gridOf(place, values),
      factor: number(values, 'factor'),
      ...untilOf(values, place),
    },
  }),
});

const surge = (on: 'metro' | 'everywhere'): Shock => ({
  kind: 'demand-surge',
  on,
  fields: () => [factor(3), hours(3)],
  isAvailable: (view) => view.metros.length > 0,
  make(values, place) {
    const metro = on === 'metro' ? place.view.metros[place.index]!.id : null;
    const made = (by: number): Happening => ({ do: 'demand-surge', metro, factor: by });
    return ending(made(number(values, 'factor')), made(1), values, place);
  },
});

const isUp = (index: number, frame: FrameView | null): boolean => (frame?.links.up[index] ?? 1) > 0;

export const SHOCKS: readonly Shock[] = [
  {
    kind: 'link-cut',
    on: 'link',
    fields: () => [hours(6)],
    isAvailable: (_, index, frame) => isUp(index, frame),
    make: (values, place) =>
      ending(
        { do: 'link-cut', link: linkId(place) },
        { do: 'link-repair', link: linkId(place) },
        values,
        place,
      ),
  },
  {
    kind: 'link-repair',
    on: 'link',
    fields: nothing,
    isAvailable: (view, index, frame) =>
      !isUp(index, frame) || (frame?.links.capacityBps[index] ?? 0) < view.links[index]!.capacityBps,
    make: (_, place) => ({ happening: { do: 'link-repair', link: linkId(place) } }),
  },
  {
    kind: 'link-degrade',
    on: 'link',
    fields: () => [percent(50), hours(6)],
    isAvailable: (_, index, frame) => isUp(index, frame),
    make: (values, place) =>
      ending(
        { do: 'link-degrade', link: linkId(place), factor: number(values, 'percent') / 100 },
        { do: 'link-degrade', link: linkId(place), factor: 1 },
        values,
        place,
      ),
  },
  {
    kind: 'site-outage',
    on: 'site',
    fields: () => [hours(6)],
    make: (values, place) =>
      ending(
        { do: 'site-outage', site: siteId(place) },
        { do: 'site-repair', site: siteId(place) },
        values,
        place,
      ),
  },
  {
    kind: 'site-repair',
    on: 'site',
    fields: nothing,
    make: (_, place) => ({ happening: { do: 'site-repair', site: siteId(place) } }),
  },
  {
    kind: 'power-curtailment',
    on: 'site',
    fields: () => [percent(60, 0), hours(12)],
    make: (values, place) => ({
      happening: {
        do: 'power-curtailment',
        site: siteId(place),
        factor: number(values, 'percent') / 100,
        ...untilOf(values, place),
      },
    }),
  },
  {
    kind: 'heat-wave',
    on: 'site',
    fields: () => [deltaC, hours(48)],
    make: (values, place) => ({
      happening: {
        do: 'heat-wave',
        site: siteId(place),
        deltaC: number(values, 'deltaC'),
        ...untilOf(values, place),
      },
    }),
  },
  {
    kind: 'delivery',
    on: 'site',
    fields: (view, index) => [
      typeChoice(view.sites[index]!.pools.map(({ type, name }) => ({ id: type, name }))),
      { key: 'accelerators', kind: 'number', initial: 1024, min: 1, max: 1e7 },
    ],
    isAvailable: (view, index) => (view.sites[index]?.pools.length ?? 0) > 0,
    make: (values, place) => ({
      happening: {
        do: 'delivery',
        site: siteId(place),
        type: text(values, 'type'),
        accelerators: Math.round(number(values, 'accelerators')),
      },
    }),
  },
  onGrid('price-spike', 'site', 3),
  onGrid('carbon-shift', 'site', 0.5),
  surge('metro'),
  {
    kind: 'job-migrate',
    on: 'job',
    fields: (view, _, lang) => [
      {
        key: 'site',
        kind: 'choice',
        options: view.sites
          .filter(({ accelerators }) => accelerators > 0)
          .map(({ id, name }) => ({ id, text: pickWords(name, lang) })),
      },
    ],
    // Its id is not the view's: whoever makes the command puts it there (see ShockDialog).
    make: (values) => ({ happening: { do: 'job-migrate', job: '', site: text(values, 'site') } }),
  },
  { kind: 'link-all', on: 'everywhere', fields: nothing, make: () => ({ happening: { do: 'link-all' } }) },
  {
    kind: 'unlink-all',
    on: 'everywhere',
    fields: nothing,
    make: () => ({ happening: { do: 'unlink-all' } }),
  },
  {
    kind: 'policy',
    on: 'everywhere',
    fields: (view, _, __, t) => [
      policyChoice('placement', PLACEMENTS, view.scenario.placement, t),
      policyChoice('routing', ROUTINGS, view.scenario.routing, t),
    ],
    make: (values) => ({
      happening: {
        do: 'policy',
        placement: PLACEMENTS.find((name) => name === values.placement),
        routing: ROUTINGS.find((name) => name === values.routing),
      },
    }),
  },
  surge('everywhere'),
  {
    kind: 'heat-wave',
    on: 'everywhere',
    fields: (view) => [countries(view), deltaC, hours(48)],
    make: (values, place) => ({
      happening: {
        do: 'heat-wave',
        country: text(values, 'country'),
        deltaC: number(values, 'deltaC'),
        ...untilOf(values, place),
      },
    }),
  },
  onGrid('price-spike', 'everywhere', 3),
  onGrid('carbon-shift', 'everywhere', 0.5),
  embargo('embargo'),
  embargo('embargo-end'),
];

/** The one in force at the start comes first. */
function policyChoice(
  key: 'placement' | 'routing',
  names: readonly string[],
  now: string,
  t: Dictionary,
): Field {
  const options = names.map((id) => ({ id, text: t.policyNames[id] ?? id }));
  options.sort((a, b) => Number(b.id === now) - Number(a.id === now));
  return { key, kind: 'choice', options };
}

/** What can be done to a thing, or everywhere, as it is now. */
export function shocksOn(view: ViewModel, on: Pick | null, frame: FrameView | null): Shock[] {
  return SHOCKS.filter(
    (shock) =>
      shock.on === (on?.kind ?? 'everywhere') && (shock.isAvailable?.(view, on?.index ?? -1, frame) ?? true),
  );
}

export function shockOf(kind: Happening['do'], on: Pick | null): Shock | undefined {
  return SHOCKS.find((shock) => shock.kind === kind && shock.on === (on?.kind ?? 'everywhere'));
}

/** What a form starts with. */
export function startValues(fields: readonly Field[]): Values {
  return Object.fromEntries(
    fields.map((field) => [
      field.key,
      field.kind === 'number' ? field.initial : (field.options[0]?.id ?? ''),
    ]),
  );
}
