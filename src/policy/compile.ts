/**
 * A policy as it is typed -> what the sandbox runs: plain CommonJS whose lines are the lines that were typed. Types
 * are taken away and not checked; the command line does that.
 */
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { transform } from 'sucrase';
import { POLICY_FILE } from '../../workers/policy/enclose.ts';

/** `syntax`: the text breaks off or goes astray at a line; `noScore`: it exports nothing by that name. */
export type PolicyFault = { code: 'syntax'; line: number; found: string } | { code: 'noScore' };

export type Compiled = { ok: true; script: string } | { ok: false; fault: PolicyFault };

export function compilePolicy(text: string): Compiled {
  let script: string;
  try {
    ({ code: script } = transform(text, {
      transforms: ['typescript', 'imports'],
      disableESTransforms: true,
      preserveDynamicImport: true,
      filePath: POLICY_FILE,
    }));
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number } };
    if (!loc) throw error;
    const line = firstAstray(text) ?? loc.line;
    return { ok: false, fault: { code: 'syntax', line, found: causeIn(message) } };
  }
  return /\bexports\s*\.\s*score\s*=/.test(script)
    ? { ok: true, script }
    : { ok: false, fault: { code: 'noScore' } };
}

/**
 * The line where the editor's own parser first loses its way. It reads on after a mistake, and so knows its place
 * better than one that goes back to where it began to guess.
 */
function firstAstray(text: string): number | null {
  let at: number | null = null;
  typescriptLanguage.parser.parse(text).iterate({
    enter({ type, from }) {
      if (type.isError) at ??= from;
      return at === null;
    },
  });
  return at === null ? null : text.slice(0, at).split('\n').length;
}

/** Without the file and place around it, which are told apart. */
function causeIn(message: string): string {
  return message.replace(/^Error transforming [^:]*: /, '').replace(/ \(\d+:\d+\)$/, '');
}
