/** Chinese words for a policy of one's own. */
import type { Dictionary } from './en.ts';

export const policyZh: Dictionary['policy'] = {
  title: '自己的策略',
  intro:
    '用一个函数给每个可以接收作业的地点打分，作业去得分最高的地点。它是 TypeScript，与“causeway run --policy FILE.ts”所用的文件相同。',
  where:
    '它在本浏览器的沙盒中运行，没有网络，也没有存储，每次决策最多两秒。文本只留在这台机器上，绝不会成为链接的一部分。',
  noSandbox:
    '此处无法运行：从磁盘打开的页面没有可供运行的沙盒。请从网站打开 Causeway，或保存文件后交给“causeway run --policy”。',
  name: '文件名',
  example: '从示例开始',
  choose: '选择',
  examples: {
    'least-loaded.ts': '最空闲',
    'cheapest-then-near.ts': '电费最低，其次离数据近',
    'spread.ts': '按公式分散',
    'follow-the-sun.ts': '追着太阳走',
  },
  open: '打开文件',
  save: '保存文件',
  editor: '策略，TypeScript',
  keys: 'Tab 键缩进，Esc 键离开编辑器。',
  contract: '策略能知道什么，可以回答什么',
  run: '与此分支并排运行',
  starting: '正在启动…',
  types: (name) => `这里只去掉类型，不作检查；“causeway run hello --policy ${name}”会检查类型。`,
  made: (branch, name) => `分支 ${branch} 按 ${name} 从头运行。`,
  atLine: (line, text) => `第 ${line} 行：${text}`,
  syntax: (found) => `这不是 TypeScript（${found}）。请看这里缺了什么或多了什么。`,
  noScore: '没有导出“score”。请写：export const score: Score = (job, place, now) => …',
  tooLarge: (file, most) => `${file} 超过 ${most} 字节；策略只是一个短文件。`,
  edit: '查看策略',
  under: (name) => `按 ${name}`,
  notVaried: '此分支按自己的策略运行，无法为它画出区间。请显示另一个分支，或使用“causeway sweep --policy”。',
  notInFile: (name) =>
    `文件包含除策略 ${name} 以外的一切，策略请在编写它的地方保存。打开此文件时按场景原有的策略运行。`,
  arrived: (name) =>
    `发送者看的是按自己的策略 ${name} 所作的运行，链接从不包含策略。这里是不用该策略的运行。请向对方索取文件，在“自己的策略”中打开并运行。`,
  needsPolicy: (name) =>
    `当前分支按自己的策略 ${name} 运行，链接中不含策略：链接从不携带代码。此链接指向不用该策略的运行。请把文件一并发送。`,
};
