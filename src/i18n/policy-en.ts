/** English words for a policy of one's own; policy-zh.ts must have the same keys. */
export const policyEn = {
  title: 'A policy of your own',
  intro:
    'One function scores each place that may take a job; the job goes to the highest score. It is TypeScript, the same file that “causeway run --policy FILE.ts” takes.',
  where:
    'It runs in a sandbox in this browser, without network or storage, two seconds a decision at most. The text stays on this machine and is never part of a link.',
  noSandbox:
    'It cannot be run here: a page opened from disk has no sandbox to run it in. Open Causeway from a host, or save the file and give it to “causeway run --policy”.',
  name: 'File name',
  example: 'Begin with an example',
  choose: 'Choose',
  examples: {
    'least-loaded.ts': 'Least loaded',
    'cheapest-then-near.ts': 'Cheapest energy, then near its data',
    'spread.ts': 'Spread by a formula',
    'follow-the-sun.ts': 'Follow the sun',
  },
  open: 'Open a file',
  save: 'Save the file',
  editor: 'Policy, TypeScript',
  keys: 'Tab indents; Escape leaves the editor.',
  contract: 'What a policy is told, and what it may answer',
  run: 'Run it beside this branch',
  starting: 'Starting…',
  types: (name: string) =>
    `Types are taken away here, not checked; “causeway run hello --policy ${name}” checks them.`,
  made: (branch: string, name: string) => `Branch ${branch} runs under ${name}, from the start.`,
  atLine: (line: number, text: string) => `Line ${line}: ${text}`,
  syntax: (found: string) => `this is no TypeScript (${found}). Look for what is missing or too much here.`,
  noScore: 'It exports no “score”. Write: export const score: Score = (job, place, now) => …',
  tooLarge: (file: string, most: string) =>
    `${file} is larger than ${most} bytes; a policy is one short file.`,
  edit: 'Look at the policy',
  under: (name: string) => `under ${name}`,
  notVaried:
    'This branch runs under a policy of your own, which bands are not drawn for. Show another branch, or use “causeway sweep --policy”.',
  notInFile: (name: string) =>
    `The file holds all but the policy ${name}, which is saved from where it is written. Opened, it runs under the scenario’s own.`,
  arrived: (name: string) =>
    `Its sender looked at this run under a policy of their own, ${name}, which a link never holds. This is the run without it. Ask for the file, open it under “A policy of your own” and run it.`,
  needsPolicy: (name: string) =>
    `The branch on show runs under your policy ${name}, which no link holds: a link never brings code. This one leads to the run without it. Send the file along.`,
};
