/** What a command does, in a few words, by the names of the things it is done to. */
import type { Happening, Words } from '../../workers/scenario/scenario.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatCount, formatNumber, formatShare, signed } from '../i18n/format.ts';
import { DICTIONARIES, pickWords } from '../i18n/words.ts';
import type { Action } from '../sim/lines.ts';
import type { Lang } from '../sim/store.ts';
import { linkName } from './names.ts';

export function happenedText(view: ViewModel, lang: Lang, event: Happening): string {
  const t = DICTIONARIES[lang];
  const say = t.happened[event.do] as (name: string, value: string) => string;
  const [name, value] = parts(view, lang, event);
  return say(name, value);
}

/** An action with the tick at which it ends by itself, where it does. */
export function actionText(view: ViewModel, lang: Lang, action: Action): string {
  const [first, last] = action;
  if (!first) return '';
  const text = happenedText(view, lang, first.command);
  const { command } = first;
  const endTick =
    'untilS' in command && command.untilS !== undefined
      ? Math.round(command.untilS / view.scenario.tickS)
      : last && last !== first
        ? last.tick
        : null;
  return endTick === null ? text : DICTIONARIES[lang].until(text, formatCount(lang, endTick));
}

function parts(view: ViewModel, lang: Lang, event: Happening): [name: string, value: string] {
  const t = DICTIONARIES[lang];
  const named = (list: readonly { id: string; name: Words }[], id: string): string => {
    const found = list.find((one) => one.id === id);
    return found ? pickWords(found.name, lang) : id;
  };
  const plain = (list: readonly { id: string; name: string }[], id: string): string =>
    list.find((one) => one.id === id)?.name ?? id;
  const site = (id: string): string => named(view.sites, id);
  const number = (value: number): string => formatNumber(lang, value);
  switch (event.do) {
    case 'link-cut':
    case 'link-repair':
      return [linkById(view, lang, event.link), ''];
    case 'link-degrade':
      return [linkById(view, lang, event.link), formatShare(lang, event.factor)];
    case 'link-all':
    case 'unlink-all':
      return ['', ''];
    case 'site-outage':
    case 'site-repair':
      return [site(event.site), ''];
    case 'delivery':
      return [site(event.site), `${formatCount(lang, event.accelerators)} ${plain(view.types, event.type)}`];
    case 'embargo':
    case 'embargo-end':
      return [
        event.types.map((type) => plain(view.types, type)).join(', '),
        event.countries.join(', ') || t.shock.everywhere,
      ];
    case 'demand-surge':
      return [
        event.metro === null ? t.shock.everywhere : named(view.metros, event.metro),
        number(event.factor),
      ];
    case 'job-migrate':
      return [event.job, site(event.site)];
    case 'policy':
      return [
        [event.placement, event.routing]
          .filter((name) => name !== undefined)
          .map((name) => t.policyNames[name] ?? name)
          .join(' · '),
        '',
      ];
    case 'power-curtailment':
      return [site(event.site), formatShare(lang, event.factor)];
    case 'heat-wave':
      return [
        event.site === undefined ? (event.region ?? event.country ?? '') : site(event.site),
        signed(number(event.deltaC), event.deltaC),
      ];
    case 'price-spike':
    case 'carbon-shift':
      return [plain(view.grids, event.grid), number(event.factor)];
  }
}

function linkById(view: ViewModel, lang: Lang, id: string): string {
  return linkName(
    view,
    view.links.findIndex((link) => link.id === id),
    lang,
  );
}
