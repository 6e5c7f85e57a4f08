/** Which ticks, how fast, how large: a film of them, where this browser can encode one. */
import { useState } from 'react';
import { useChoice, useWords } from '../charts/hooks.ts';
import { formatCount, formatDuration } from '../i18n/format.ts';
import { frames } from '../sim/sim.ts';
import { Field } from './Field.tsx';
import { canFilm, makeFilm } from './make-film.ts';
import type { Camera } from './picturing.ts';
import { SaveRow } from './SaveRow.tsx';
import { sizeOf, SizeField, type SizeName } from './SizeField.tsx';

const RATES = [6, 12, 24, 30, 60];
const FILM_SIZES: SizeName[] = ['screen', '1280x720', '1920x1080', '3840x2160'];
/** Ticks a film has at first. */
const FIRST_LENGTH = 144;

export function FilmPanel({ camera }: { camera: () => Camera | null }) {
  const { t, lang } = useWords();
  const view = useChoice((now) => now.view);
  const renderer = useChoice((now) => now.renderer);
  const last = view?.scenario.ticks ?? 0;
  const [from, setFrom] = useState(() =>
    Math.max(0, Math.min(frames.current?.tick ?? 0, last - FIRST_LENGTH)),
  );
  const [to, setTo] = useState(() => Math.min(last, from + FIRST_LENGTH - 1));
  const [rate, setRate] = useState(24);
  const [size, setSize] = useState<SizeName>('1920x1080');
  if (!canFilm()) return <p>{t.share.noFilm}</p>;
  if (renderer === 'none') return <p>{t.share.noPicture}</p>;
  const isTick = (tick: number): boolean => Number.isInteger(tick) && tick >= 0 && tick <= last;
  const good = isTick(from) && isTick(to) && from < to;
  const ticks = to - from + 1;
  return (
    <>
      <div className="fields">
        <TickField name={t.share.film.from} value={from} most={last} onChange={setFrom} />
        <TickField name={t.share.film.to} value={to} most={last} onChange={setTo} />
        <Field name={t.share.film.rate}>
          <select value={rate} onChange={(event) => setRate(Number(event.target.value))}>
            {RATES.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </Field>
        <SizeField value={size} onChange={setSize} sizes={FILM_SIZES} />
      </div>
      <p className={good ? 'quiet' : 'bad'}>
        {good
          ? t.share.filmNote(formatCount(lang, ticks), formatDuration(lang, ticks / rate))
          : t.share.filmRange}
      </p>
      <SaveRow
        isDisabled={!good}
        what={(making) => {
          const stage = camera();
          if (!stage) throw new Error(t.share.noPicture);
          return makeFilm(stage, sizeOf(size), { from, to, ticksPerS: rate }, t.share.noFilm, making);
        }}
      />
    </>
  );
}

type TickProps = { name: string; value: number; most: number; onChange(tick: number): void };

function TickField({ name, value, most, onChange }: TickProps) {
  return (
    <Field name={name}>
      <input
        type="number"
        min={0}
        max={most}
        step={1}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </Field>
  );
}
