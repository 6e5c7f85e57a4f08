/** English words for what the map shows of two branches and of its own symbols; stage-zh.ts must have the same keys. */
export const stageEn = {
  pair: {
    title: 'On the map',
    views: { one: 'One branch', difference: 'Difference', split: 'Side by side' },
    /** A branch on the map: `A · Linked`. */
    name: (name: string, kind: string | null) => (kind === null ? `Branch ${name}` : `${name} · ${kind}`),
    scale: (shown: string, beside: string) => `${shown} minus ${beside}, percentage points`,
    less: (shown: string) => `less in ${shown}`,
    more: (shown: string) => `more in ${shown}`,
    of: {
      sites: 'sites: share busy; height is the busier branch’s, dark is what both have',
      links: 'links: load; width is the larger rate',
      metros: 'cities: share answered in time',
    },
    link: 'link load, difference',
    metro: 'city, in time, difference',
  },
  patterns: {
    title: 'Patterns and pace',
    of: {
      busy: 'busy',
      staging: 'held, data on its way',
      stalled: 'held, restarting or saving',
      free: 'free',
      planned: 'announced, not built',
      throttled: 'slowed by power',
      broken: 'without power',
    },
  },
};
