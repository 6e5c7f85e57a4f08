/** The buttons of a presentation: seen while the pointer moves or one of them has the focus. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import { goBack, goOn, leave, toggle, toggleFullScreen, toggleNotes } from '../story/show.ts';
import { useShow } from './hooks.ts';

export function Controls() {
  const { t, lang } = useWords();
  const index = useShow((now) => now?.index ?? 0);
  const count = useShow((now) => now?.scenes.length ?? 0);
  const embed = useChoice((now) => now.embed);
  const refused = useShow((now) => now?.notes === 'refused');
  const words = t.present.buttons;
  const number = new Intl.NumberFormat(lang);
  return (
    <>
      {refused ? (
        <p className="show-refused" role="alert">
          {t.present.notes.refused}
        </p>
      ) : null}
      <nav className="show-controls" aria-label={t.present.controls}>
        <Tool name={words.back} onPress={goBack}>
          <path d="M10 3 5 8l5 5" />
        </Tool>
        <span className="show-place">{t.present.scene(number.format(index + 1), number.format(count))}</span>
        <Tool name={words.on} onPress={goOn}>
          <path d="m6 3 5 5-5 5" />
        </Tool>
        <Tool name={words.overview} onPress={() => toggle('overview')}>
          <path d="M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z" />
        </Tool>
        {embed ? null : (
          <>
            <Tool name={words.notes} onPress={toggleNotes}>
              <path d="M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3" />
            </Tool>
            <Tool name={words.full} onPress={toggleFullScreen}>
              <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />
            </Tool>
            <Tool name={words.leave} onPress={leave}>
              <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />
            </Tool>
          </>
        )}
      </nav>
    </>
  );
}

function Tool({ name, onPress, children }: { name: string; onPress(): void; children: ReactNode }) {
  return (
    <Button className="show-tool" aria-label={name} onPress={onPress}>
      <svg viewBox="0 0 16 16" width="24" height="24" aria-hidden="true">
        {children}
      </svg>
    </Button>
  );
}
