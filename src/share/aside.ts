/** The run that waits while another is looked at: come back to as it was, with its camera, or let go. */
import { branches, choices } from '../sim/sim.ts';
import { share } from './store.ts';

/** Of the run that waits. */
let camera: number[] | null = null;

/** @param view camera of the run on show, five numbers, or null while there is no picture */
export function keepCamera(view: number[] | null): void {
  if (choices.getState().aside === null) camera = view;
}

export function backToOwn(): void {
  branches.comeBack();
  if (camera) share.setState({ camera });
}

export function letOwnGo(): void {
  branches.letGo();
}
