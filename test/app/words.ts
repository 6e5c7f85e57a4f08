/** Things of a view with the names a person may type for them. */
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Pick } from '../../src/sim/store.ts';

type Row = [label: string, kind: Pick['kind'], index: number, names: string[]];

/** One of each kind, with its names in both languages and its id. */
export function chainOfWords(view: ViewModel): Row[] {
  const of = (
    kind: Pick['kind'],
    index: number,
    { id, name }: { id: string; name?: { en: string; zh?: string } },
  ): Row => [`${kind} ${id}`, kind, index, [id, name?.en, name?.zh].filter((one) => one !== undefined)];
  const last = <T>(list: readonly T[]): T => list[list.length - 1]!;
  return [
    of('site', view.sites.length - 1, last(view.sites)),
    of('metro', view.metros.length - 1, last(view.metros)),
    of('link', view.links.length - 1, { id: last(view.links).id }),
    of('class', view.classes.length - 1, last(view.classes)),
    of('tenant', view.tenants.length - 1, { id: last(view.tenants).id }),
  ];
}
