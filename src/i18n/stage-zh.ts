/** Chinese words for what the map shows of two branches and of its own symbols, as stage-en.ts. */
import type { stageEn } from './stage-en.ts';

export const stageZh: typeof stageEn = {
  pair: {
    title: '地图显示',
    views: { one: '单个分支', difference: '差异', split: '并排' },
    name: (name, kind) => (kind === null ? `分支 ${name}` : `${name} · ${kind}`),
    scale: (shown, beside) => `${shown} 减 ${beside}，百分点`,
    less: (shown) => `${shown} 较少`,
    more: (shown) => `${shown} 较多`,
    of: {
      sites: '站点：忙碌占比；高度取较忙的分支，深色为两者共有',
      links: '链路：负载；宽度取较大的速率',
      metros: '城市：按时应答占比',
    },
    link: '链路负载之差',
    metro: '城市按时应答之差',
  },
  patterns: {
    title: '图案与速度',
    of: {
      busy: '忙碌',
      staging: '已占用，数据在途',
      stalled: '已占用，重启或存盘',
      free: '空闲',
      planned: '已宣布，未建成',
      throttled: '因供电降速',
      broken: '断电',
    },
  },
};
