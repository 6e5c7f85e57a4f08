/** Everything of sharing that hangs in the page, and what keeps the address and the camera of a link. */
import { useEffect } from 'react';
import { keepAddress } from './address.ts';
import { LinkFaultDialog, WantedFileDialog } from './LinkDialogs.tsx';
import type { Camera } from './picturing.ts';
import { share } from './store.ts';
import { TakeAway } from './TakeAway.tsx';

/** A camera may come late: the scene is fetched after the words. */
const PERIOD_MS = 150;

export function Share({ camera }: { camera: () => Camera | null }) {
  useEffect(() => keepAddress(() => camera()?.view() ?? null), [camera]);
  useEffect(() => {
    const timer = setInterval(() => {
      const { camera: wanted } = share.getState();
      const stage = wanted && camera();
      if (!stage) return;
      stage.setView(wanted);
      share.setState({ camera: null });
    }, PERIOD_MS);
    return () => clearInterval(timer);
  }, [camera]);
  return (
    <>
      <TakeAway camera={camera} />
      <LinkFaultDialog />
      <WantedFileDialog />
    </>
  );
}
