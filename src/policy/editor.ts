/**
 * The editor, in a shadow root: there CodeMirror keeps its style in a sheet that it makes itself, which the page's
 * content policy allows, and not in an element, which it does not.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Problem } from './store.ts';

export type Editor = {
  /** Puts another text in the place of what there is; nothing where it is the same. */
  show(text: string): void;
  /** Marks the line of a problem, if it has one, and goes there. */
  mark(problem: Problem | null): void;
  /** What a screen reader calls it. */
  call(name: string): void;
  close(): void;
};

type Handlers = { onText(text: string): void; onLeave(): void };

const LOOKS = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--panel-solid)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    lineHeight: '20px',
  },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { color: 'var(--ink-quiet)', backgroundColor: 'var(--panel-solid)', border: 'none' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--hover)', outline: '1px solid var(--accent)' },
  '.policy-mark': {
    backgroundColor: 'color-mix(in srgb, var(--bad) 18%, transparent)',
    boxShadow: 'inset 3px 0 var(--bad)',
  },
});

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--accent)' },
  { tag: [tags.string, tags.regexp], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--branch-C)' },
  { tag: [tags.typeName, tags.className], color: 'var(--branch-D)' },
  { tag: tags.comment, color: 'var(--ink-quiet)' },
]);

/** Marks the line that begins there; null: none. */
const markLine = StateEffect.define<number | null>();
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, { changes, effects }) {
    let now = lines.map(changes);
    for (const effect of effects)
      if (effect.is(markLine))
        now = effect.value === null ? Decoration.none : Decoration.set(MARK.range(effect.value));
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});
const MARK = Decoration.line({ class: 'policy-mark' });

/** @param host an element without a shadow root, or with one from before */
export function createEditor(host: HTMLElement, text: string, { onText, onLeave }: Handlers): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
  const name = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        EDITING,
        name.of([]),
        keymap.of([
          { key: 'Escape', run: () => (onLeave(), true), stopPropagation: true, preventDefault: true },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onText(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    show(next) {
      const { doc } = view.state;
      if (doc.toString() !== next) view.dispatch({ changes: { from: 0, to: doc.length, insert: next } });
    },
    mark(problem) {
      const { doc } = view.state;
      const at = problem?.line;
      const from = at != null && at <= doc.lines ? doc.line(at).from : null;
      view.dispatch({ effects: markLine.of(from) });
      if (from !== null)
        view.dispatch({
          selection: { anchor: from },
          effects: EditorView.scrollIntoView(from, { y: 'center' }),
        });
    },
    call(label) {
      view.dispatch({ effects: name.reconfigure(EditorView.contentAttributes.of({ 'aria-label': label })) });
    },
    close: () => view.destroy(),
  };
}

const EDITING: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  javascript({ typescript: true }),
  syntaxHighlighting(COLOURS),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ tabindex: '0' }),
  marked,
  LOOKS,
];
