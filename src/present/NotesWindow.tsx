/**
 * The speaker's notes in a window of their own, for the screen the room does not see: the same React tree,
 * put into the other window's document, so that both are always of one mind.
 */
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../charts/hooks.ts';
import { change } from '../story/store.ts';
import { useShow } from './hooks.ts';
import { Notes } from './Notes.tsx';

const NAME = 'causeway-notes';
const FEATURES = 'popup,width=960,height=720';
const LOOK_EVERY_MS = 500;

export function NotesWindow({ onNotes }: { onNotes(opened: Window): () => void }) {
  const { t, lang } = useWords();
  const wanted = useShow((now) => now?.notes === 'open');
  const [room, setRoom] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    const opened = window.open('', NAME, FEATURES);
    if (!opened) {
      change({ notes: 'refused' });
      return undefined;
    }
    const made = furnish(opened.document);
    const stopKeys = onNotes(opened);
    const look = setInterval(() => opened.closed && change({ notes: 'closed' }), LOOK_EVERY_MS);
    const shut = (): void => opened.close();
    window.addEventListener('pagehide', shut);
    setRoom(made);
    opened.focus();
    return () => {
      clearInterval(look);
      stopKeys();
      window.removeEventListener('pagehide', shut);
      setRoom(null);
      opened.close();
    };
  }, [wanted, onNotes]);
  useEffect(() => {
    const { defaultView, documentElement } = room?.ownerDocument ?? {};
    if (!defaultView || !documentElement) return;
    defaultView.document.title = t.present.notes.title;
    documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  }, [room, t, lang]);
  return room ? createPortal(<Notes />, room) : null;
}

/** An empty window in the page's own style sheets; returns the place for what it is to show. */
function furnish(to: Document): HTMLElement {
  to.head.replaceChildren(
    ...[...document.querySelectorAll('link[rel=stylesheet], style')].map((sheet) => {
      const copy = to.importNode(sheet, true);
      // An empty window has an address of its own.
      if (sheet instanceof HTMLLinkElement) copy.setAttribute('href', sheet.href);
      return copy;
    }),
  );
  to.documentElement.dataset.theme = 'dark';
  const place = to.createElement('div');
  place.className = 'notes-window';
  to.body.replaceChildren(place);
  return place;
}
