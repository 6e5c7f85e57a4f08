/**
 * A policy's file -> checked, plain JavaScript. Types are checked by the compiler against the published contract
 * (its API is not settled yet in version 7, its command is); esbuild takes the types away and puts what the file
 * imports in one with it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Message } from 'esbuild';
import type { Issue } from '../../scenario/scenario.ts';
import { EXPORTS } from '../../policy/enclose.ts';

const CONTRACT = fileURLToPath(new URL('../../policy/contract.ts', import.meta.url));

/** @returns the script, which sets EXPORTS to the file's exports; or all that is wrong with the file */
export async function compilePolicy(
  path: string,
): Promise<{ ok: true; script: string } | { ok: false; issues: Issue[] }> {
  const file = resolve(path);
  if (!existsSync(file))
    return { ok: false, issues: [{ path, message: 'does not exist', hint: 'a TypeScript file' }] };
  const issues = checkTypes(file);
  if (issues.length > 0) return { ok: false, issues };
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: EXPORTS,
      platform: 'neutral',
      target: 'es2023',
      alias: { 'causeway/policy': CONTRACT },
      logLevel: 'silent',
      absWorkingDir: dirname(file),
    });
    return { ok: true, script: outputFiles[0].text };
  } catch (error) {
    const { errors } = error as { errors?: Message[] };
    if (!errors) throw error;
    return { ok: false, issues: errors.map((one) => buildIssue(one, path)) };
  }
}

function buildIssue({ text, location }: Message, path: string): Issue {
  return { path: location ? `${path}:${location.line}` : path, message: text, hint: HINT };
}

const HINT = 'see workers/policy/contract.ts';

/** Holds the file's `score` against the contract, strictly, in a library without a host: neither DOM nor Node. */
function checkTypes(file: string): Issue[] {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-policy-'));
  try {
    const check = join(folder, 'check.ts');
    writeFileSync(
      check,
      `import type { Score } from 'causeway/policy';\nimport { score } from ${JSON.stringify(file)};\nexport const checked: Score = score;\n`,
    );
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: 'es2023',
        lib: ['es2023'],
        types: [],
        module: 'esnext',
        moduleResolution: 'bundler',
        allowImportingTsExtensions: true,
        paths: { 'causeway/policy': [CONTRACT] },
      },
      files: [check],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
    const tsc = join(dirname(compiler), 'bin', 'tsc');
    const { stdout, status, error } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    if (error) throw error;
    return status === 0 ? [] : typeIssues(stdout, folder, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function typeIssues(output: string, folder: string, file: string): Issue[] {
  const name = relative(process.cwd(), file);
  const found = [...output.matchAll(/^(.+?)\((\d+),\d+\): error TS\d+: (.*(?:\n {2,}.*)*)/gm)];
  const issues = found.map(([, where, line, text]) => {
    const message = text.replaceAll(/\s*\n\s*/g, ' ');
    const inCheck = resolve(where).startsWith(folder);
    return {
      path: inCheck ? name : `${relative(process.cwd(), resolve(where))}:${line}`,
      message,
      hint: HINT,
    };
  });
  return issues.length > 0 ? issues : [{ path: name, message: output.trim(), hint: HINT }];
}
