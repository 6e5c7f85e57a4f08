/** What only the speaker sees: the notes, the question to ask, what comes next, and how long it has been. */
import { useEffect, useState } from 'react';
import type { StoryScene } from '../../workers/scenario/story.ts';
import { useWords } from '../charts/hooks.ts';
import { pickWords } from '../i18n/words.ts';
import { goBack, goOn, toggle } from '../story/show.ts';
import { change } from '../story/store.ts';
import { useShow } from './hooks.ts';

const SECOND_MS = 1000;

export function Notes() {
  const { t } = useWords();
  const words = t.present.notes;
  const index = useShow((now) => now?.index ?? 0);
  const scenes = useShow((now) => now?.scenes ?? null);
  const asking = useShow((now) => now?.asking ?? false);
  const black = useShow((now) => now?.black ?? false);
  const scene = scenes?.[index];
  const next = scenes?.[index + 1];
  if (!scenes || !scene) return null;
  return (
    <main>
      <header>
        <p>{t.present.scene(String(index + 1), String(scenes.length))}</p>
        <Clock />
      </header>
      <section aria-live="polite">
        <SceneNotes scene={scene} asking={asking} />
      </section>
      <section className="notes-next">
        <h2>{words.next}</h2>
        {next ? <SceneNotes scene={next} asking={next.guess !== null} /> : <p>{words.last}</p>}
      </section>
      <footer>
        <button type="button" className="action" onClick={goBack}>
          {t.present.buttons.back}
        </button>
        <button type="button" className="action primary" onClick={goOn}>
          {t.present.buttons.on}
        </button>
        <button type="button" className="action" aria-pressed={black} onClick={() => toggle('black')}>
          {words.black}
        </button>
      </footer>
    </main>
  );
}

function SceneNotes({ scene, asking }: { scene: StoryScene; asking: boolean }) {
  const { t, lang } = useWords();
  const { title, text, guess, notes } = scene;
  return (
    <>
      <h1>{pickWords(title, lang)}</h1>
      {guess && asking ? (
        <p className="notes-ask">
          {t.present.notes.ask}: {pickWords(guess, lang)}
        </p>
      ) : null}
      <p className="notes-text">{notes ? pickWords(notes, lang) : t.present.notes.none}</p>
      <p className="quiet">{pickWords(text, lang)}</p>
    </>
  );
}

function Clock() {
  const { t, lang } = useWords();
  const sinceMs = useShow((now) => now?.sinceMs ?? 0);
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((nowMs - sinceMs) / SECOND_MS));
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = new Date(performance.timeOrigin + nowMs);
  return (
    <dl>
      <div>
        <dt>{t.present.notes.since}</dt>
        <dd>
          <button
            type="button"
            aria-label={t.present.notes.reset}
            onClick={() => change({ sinceMs: performance.now() })}
          >
            {Math.floor(seconds / 60)}:{two(seconds % 60)}
          </button>
        </dd>
      </div>
      <div>
        <dt>{t.present.notes.clock}</dt>
        <dd>{clock.toLocaleTimeString(lang === 'zh' ? 'zh-CN' : 'en-GB', { timeStyle: 'short' })}</dd>
      </div>
    </dl>
  );
}
