/** Reading the project's own source as text, for the tests that keep its shape. */
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';

export type SourceFile = {
  /** From the project's root, with '/'. */
  path: string;
  text: string;
  /** The text without comments and without what stands in quotes. */
  code: string;
};

const COMMENT_OR_TEXT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;

/** Empties quotes and removes comments; what stands in a template literal stays. */
export function codeOf(text: string): string {
  return text.replace(COMMENT_OR_TEXT, (found) => (found.startsWith('/') ? '' : "''"));
}

/** All TypeScript files of ours under the folders given; a bench may have a package of its own there. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path) && !/^test\/output\/|\/node_modules\//.test(path))
      .sort()
      .map((path) => {
        const text = readFileSync(path, 'utf8');
        return { path, text, code: codeOf(text) };
      }),
  );
}

const IMPORT =
  /^(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]|new\s+URL\(\s*['"]([^'"]+\.tsx?)['"]\s*,\s*import\.meta\.url/gm;

/**
 * Everything a file reaches for, in order: imports, types included, re-exports, dynamic imports and
 * addresses of TypeScript modules. Paths within the project are from its root, without a query; others are as written.
 */
export function importsOf(path: string, text: string): string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/[^\n]*/gm, '');
  return [...withoutComments.matchAll(IMPORT)].map((match) => {
    const target = (match[1] ?? match[2] ?? match[3])!.replace(/\?.*$/, '');
    return target.startsWith('.') ? posix.join(posix.dirname(path), target) : target;
  });
}
