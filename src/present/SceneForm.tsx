/** One scene to be written: its words in both languages, its times, and what is taken from the page. */
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import type { Words } from '../../workers/scenario/scenario.ts';
import { STAGES, type FileScene } from '../../workers/scenario/story.ts';
import { useChoice, useWords } from '../charts/hooks.ts';
import { Chooser } from '../controls/Chooser.tsx';
import { nameOf } from '../panels/names.ts';
import { capture } from '../story/capture.ts';
import { changeScenes } from '../story/draft.ts';
import { picksOf } from '../story/scenes.ts';
import type { Camera } from './hooks.ts';

type Props = { scenes: readonly FileScene[]; index: number; camera: () => Camera | null };

const LANGUAGES = ['en', 'zh'] as const;
const WORDS = [
  { key: 'title', lines: 1, optional: false },
  { key: 'text', lines: 3, optional: false },
  { key: 'guess', lines: 1, optional: true },
  { key: 'notes', lines: 2, optional: true },
] as const;
const SIDES = { as: null, linked: true, islands: false } as const;
type Side = keyof typeof SIDES;

export function SceneForm({ scenes, index, camera }: Props) {
  const { t } = useWords();
  const scene = scenes[index]!;
  const words = t.present.story;
  /** What was typed in last: its letters are one step to undo. */
  const last = useRef('');
  const change = (some: Partial<FileScene>, field = ''): void => {
    const joined = field !== '' && field === last.current;
    last.current = field;
    changeScenes(
      scenes.map((one, i) => (i === index ? { ...one, ...some } : one)),
      joined,
    );
  };
  const take = (): void => {
    const captured = capture(camera()?.view() ?? null);
    if (captured) change(captured);
  };
  return (
    <div className="scene-form">
      <div className="scene-words">
        {WORDS.map(({ key, lines, optional }) =>
          LANGUAGES.map((lang) => (
            <label key={`${key} ${lang}`}>
              <span>
                {words.fields[key]} <small>{words.languages[lang]}</small>
              </span>
              <textarea
                rows={lines}
                value={scene[key]?.[lang] ?? ''}
                lang={lang}
                onChange={(event) => {
                  const said = withWords(scene[key], lang, event.target.value, optional);
                  change({ [key]: said }, `${key} ${lang}`);
                }}
              />
            </label>
          )),
        )}
      </div>
      <div className="scene-times">
        <label>
          {words.fields.at}
          <input
            value={scene.at}
            onChange={(event) => change({ at: event.target.value }, 'at')}
            spellCheck={false}
          />
        </label>
        <label>
          {words.fields.playTo}
          <input
            value={scene.playTo ?? ''}
            placeholder={words.stands}
            onChange={(event) => change({ playTo: event.target.value || null }, 'playTo')}
            spellCheck={false}
          />
        </label>
        <Chooser
          className="form-field"
          label={words.fields.show}
          options={[
            { id: 'as', text: words.asBefore },
            ...STAGES.map((stage) => ({ id: stage, text: words.stages[stage] })),
          ]}
          value={scene.show ?? 'as'}
          onChoose={(id) => change({ show: STAGES.find((stage) => stage === id) ?? null })}
        />
        <Chooser<Side>
          className="form-field"
          label={words.fields.linked}
          options={[
            { id: 'as', text: words.asBefore },
            { id: 'linked', text: t.linked },
            { id: 'islands', text: t.islands },
          ]}
          value={scene.linked === null ? 'as' : scene.linked ? 'linked' : 'islands'}
          onChoose={(id) => change({ linked: SIDES[id] })}
        />
      </div>
      <Taken scene={scene} change={change} />
      <Button className="action" onPress={take}>
        {words.take}
      </Button>
    </div>
  );
}

/** What the scene holds of the page; each can be left out. */
function Taken({ scene, change }: { scene: FileScene; change(some: Partial<FileScene>): void }) {
  const { t, lang } = useWords();
  const view = useChoice((now) => now.view);
  const words = t.present.story;
  const nameById = (id: string): string => {
    const [pick] = view ? picksOf(view, [id]) : [];
    return view && pick ? nameOf(view, pick, lang) : id;
  };
  const rows = [
    { text: scene.camera ? words.camera : null, none: { camera: null } },
    { text: scene.look === null ? null : words.looksAt(nameById(scene.look)), none: { look: null } },
    {
      text: scene.frame.length > 0 ? words.frames(scene.frame.map(nameById).join(', ')) : null,
      none: { frame: [] },
    },
    { text: scene.do.length > 0 ? t.share.commands(scene.do.length) : null, none: { do: [] } },
    { text: scene.patch ? words.patch : null, none: { patch: null } },
  ].filter(({ text }) => text !== null);
  if (rows.length === 0) return null;
  return (
    <ul className="scene-taken" aria-label={words.holds}>
      {rows.map(({ text, none }) => (
        <li key={text}>
          {text}
          <Button className="tool" aria-label={words.leaveOut(text!)} onPress={() => change(none)}>
            ×
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** A language without words is left out; without any, what need not be said is null. */
function withWords(before: Words | null, lang: 'en' | 'zh', text: string, optional: boolean): Words | null {
  const said: Words = { ...(before ?? { en: '' }) };
  said[lang] = text;
  const { en, zh } = said;
  if (optional && en === '' && !zh) return null;
  return zh ? { en, zh } : { en };
}
