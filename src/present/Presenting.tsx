/** The page as a room sees it: the stage, a scene's words, a few figures, and nothing else. */
import { useEffect } from 'react';
import { useChoice, useWords } from '../charts/hooks.ts';
import { share } from '../share/store.ts';
import { Controls } from './Controls.tsx';
import { Figures } from './Figures.tsx';
import { useBooth, useCameraWish, usePointerIdle, useShow, useWakeLock, type Camera } from './hooks.ts';
import { NotesWindow } from './NotesWindow.tsx';
import { Overview } from './Overview.tsx';
import { Question, SceneWords } from './SceneWords.tsx';
import { ShowTable } from './ShowTable.tsx';
import './present.css';

type Props = {
  camera: () => Camera | null;
  /** Something that covers the picture stands elsewhere. */
  onStand(): void;
  /** The window of the speaker's notes takes the keys too; returns the way to stop. */
  onNotes(opened: Window): () => void;
};

export default function Presenting({ camera, onStand, onNotes }: Props) {
  const { t, lang } = useWords();
  const table = useChoice((now) => now.table);
  const index = useShow((now) => now?.index ?? 0);
  const asking = useShow((now) => now?.asking ?? false);
  const black = useShow((now) => now?.black ?? false);
  const embed = useChoice((now) => now.embed);
  const idle = usePointerIdle() && !embed;
  useWakeLock();
  useBooth();
  useCameraWish(camera);
  useEffect(onStand, [onStand, index, asking, table, lang]);
  useEffect(() => {
    const view = camera()?.view() ?? null;
    return () => {
      if (view) share.setState({ camera: view });
    };
  }, [camera]);
  return (
    <main
      className={`show ${table ? 'with-table' : ''} ${idle ? 'idle' : ''} ${embed ? 'framed' : ''}`}
      aria-label={t.present.title}
    >
      {asking ? (
        <Question />
      ) : (
        <>
          <SceneWords />
          {table ? <ShowTable /> : null}
          <Figures />
        </>
      )}
      <Progress />
      <Controls />
      {black ? <div className="show-black" /> : null}
      <Overview />
      <NotesWindow onNotes={onNotes} />
    </main>
  );
}

/** A stretch a scene: told, on show and how far it has played, to come. */
function Progress() {
  const count = useShow((now) => now?.scenes.length ?? 0);
  const index = useShow((now) => now?.index ?? 0);
  return (
    <div className="show-progress" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => (
        <span key={i} className={i < index ? 'told' : i === index ? 'on' : undefined} />
      ))}
    </div>
  );
}
