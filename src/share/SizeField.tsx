/** How large a picture or a film is to be. */
import { useWords } from '../charts/hooks.ts';
import { Field } from './Field.tsx';
import type { PictureSize } from './picturing.ts';

export const SIZES = {
  screen: null,
  '1280x720': { width: 1280, height: 720 },
  '1920x1080': { width: 1920, height: 1080 },
  '3840x2160': { width: 3840, height: 2160 },
} as const;
export type SizeName = keyof typeof SIZES;

export function sizeOf(name: SizeName): PictureSize {
  if (SIZES[name]) return SIZES[name];
  // Video wants even numbers.
  const even = (css: number): number => Math.min(4096, 2 * Math.round((css * devicePixelRatio) / 2));
  return { width: even(innerWidth), height: even(innerHeight) };
}

type Props = { value: SizeName; onChange(value: SizeName): void; sizes: SizeName[] };

export function SizeField({ value, onChange, sizes }: Props) {
  const { t } = useWords();
  return (
    <Field name={t.share.size}>
      <select value={value} onChange={(event) => onChange(event.target.value as SizeName)}>
        {sizes.map((name) => (
          <option key={name} value={name}>
            {name === 'screen' ? t.share.onScreen : name.replace('x', ' × ')}
          </option>
        ))}
      </select>
    </Field>
  );
}
