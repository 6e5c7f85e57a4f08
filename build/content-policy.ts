/**
 * A Content-Security-Policy in the built page: nothing from elsewhere, no script or style in the page
 * itself, no text made into code. Worker scripts answer to the headers of their host; the page's own policy
 * lets none in but its own.
 */
import type { Plugin } from 'vite';

/** Of the one style sheet that the controls put in the page themselves (react-aria, usePress). */
const PRESSABLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

type Sources = Record<string, string[]>;

const POLICY: Sources = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:'],
  'media-src': ['blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  // The sandbox of policies, which lies beside the page.
  'frame-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

function policyOf(other: Sources): string {
  const policy = { ...POLICY, ...other };
  policy['style-src'] = [...policy['style-src']!, PRESSABLE];
  return Object.entries(policy)
    .map(([kind, from]) => `${kind} ${from.join(' ')}`)
    .join('; ');
}

/** The element that says it, with other sources than those of a page on a host. */
export function policyTag(other: Sources): string {
  return `<meta http-equiv="Content-Security-Policy" content="${policyOf(other)}">`;
}

export function contentPolicy(): Plugin {
  const content = policyOf({});
  return {
    name: 'content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' },
    ],
  };
}
