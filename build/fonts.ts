/**
 * `npm run fonts`: cuts the Chinese companion of Inter down to what the page says, and to the rest of the
 * commonest characters, and writes their ranges into the style sheet. To be run when a test asks for it. The whole faces (57 MB) are no
 * dependency of the project: they are fetched here, once, and kept beside node_modules' other caches.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import subsetFont from 'subset-font';
import { NAME_OF_CHINESE, commonCharacters, pageCharacters, unicodeRange } from './page-characters.ts';

const ROOT = join(import.meta.dirname, '..');
const SHEET = join(ROOT, 'src/panels/chinese-font.css');
const FACES = { 400: 'NotoSansSC_400Regular.ttf', 600: 'NotoSansSC_600SemiBold.ttf' };

/** The whole faces as Google Fonts has them, packed for npm. */
const SOURCE = '@expo-google-fonts/noto-sans-sc@0.4.3';
const KEPT = join(ROOT, 'node_modules/.cache/noto-sans-sc');

if (!existsSync(join(KEPT, 'package'))) {
  mkdirSync(KEPT, { recursive: true });
  const shell = process.platform === 'win32';
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', SOURCE, '--json', '--pack-destination', KEPT], { encoding: 'utf8', shell }),
  ) as [{ filename: string }];
  execFileSync('tar', ['-xzf', packed.filename], { cwd: KEPT });
}
const names = readdirSync(KEPT, { recursive: true, encoding: 'utf8' });
const page = pageCharacters(ROOT);
const slices = {
  name: NAME_OF_CHINESE,
  page,
  common: commonCharacters().filter((character) => !page.includes(character)),
};
for (const [weight, face] of Object.entries(FACES)) {
  const name = names.find((one) => one.endsWith(face));
  if (name === undefined) throw new Error(`${SOURCE} has no ${face}`);
  for (const [slice, characters] of Object.entries(slices)) {
    const cut = await subsetFont(readFileSync(join(KEPT, name)), characters.join(''), {
      targetFormat: 'woff2',
    });
    writeFileSync(join(ROOT, `public/fonts/noto-sans-sc-${slice}-${weight}.woff2`), cut);
    console.log(`${slice} ${weight}: ${characters.length} characters, ${(cut.length / 1024).toFixed(1)} kB`);
  }
}
const css = readFileSync(SHEET, 'utf8');
const range = `unicode-range: ${unicodeRange(page)};`;
const changed = css.replace(
  /(page-\d+\.woff2[^}]*?)unicode-range:[^;]*;/g,
  (_, head: string) => head + range,
);
writeFileSync(SHEET, await format(changed, { ...(await resolveConfig(SHEET)), filepath: SHEET }));
