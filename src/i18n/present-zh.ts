/** Words of presenting and of stories, in Chinese; the same keys as present-en.ts. */
import type { presentCommandsEn, presentEn } from './present-en.ts';

export const presentCommandsZh: typeof presentCommandsEn = {
  present: '演示：向全场讲述',
  sceneOn: '演示：继续',
  sceneBack: '演示：上一幕',
  sceneHold: '演示：暂停或继续',
  sceneAgain: '演示：重放本幕',
  sceneFirst: '演示：第一幕',
  sceneLast: '演示：最后一幕',
  sceneJump: '演示：跳到该号的一幕',
  sceneBlack: '演示：黑屏，再按恢复',
  sceneOverview: '演示：全部场景',
  sceneNotes: '演示：在另一窗口看讲稿',
  sceneLoop: '演示：自动循环播放',
  sceneInvert: '演示：深色或浅色',
  sceneFull: '演示：全屏',
  sceneLeave: '演示：退出',
};

export const presentZh: typeof presentEn = {
  title: '演示',
  open: '演示',
  scene: (index, of) => `第 ${index} 幕，共 ${of} 幕`,
  guess: '您猜呢？',
  whole: '打开完整的 Causeway',
  preparing: '计算中…',
  broken: '这一幕无法显示。',
  asTable: { site: '站点', metro: '城市', link: '链路' },
  overview: '全部场景',
  controls: '演示',
  buttons: {
    back: '上一幕',
    on: '继续',
    overview: '全部场景',
    notes: '讲稿',
    full: '全屏',
    leave: '退出演示',
  },
  notes: {
    title: '讲稿 · Causeway',
    none: '本幕没有讲稿。',
    next: '下一幕',
    last: '这是最后一幕。',
    ask: '先问全场',
    since: '已用时间',
    clock: '现在',
    reset: '重新计时',
    black: '黑屏',
    refused: '浏览器拦住了讲稿窗口。请允许本页打开窗口，再按 N。',
  },
};
