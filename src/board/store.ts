/** What is open of a sweep's results, how it is looked at, and the run that was picked from it. */
import { createStore } from 'zustand/vanilla';
import type {
  Again,
  Brushes,
  HeatWish,
  Looked,
  StoredRun,
  SweepHead,
  TableWish,
} from '../../workers/host/board/protocol.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';

export type Verdict =
  | { state: 'computing' }
  | { state: 'known'; again: Again; same: boolean }
  | { state: 'failed'; message: string };

export type Picked = {
  stored: StoredRun;
  head: SweepHead;
  /** What is on show of it; with another on show, a run was opened over it. */
  view: ViewModel | null;
  verdict: Verdict;
};

export type BoardState = {
  head: SweepHead | null;
  /** Of the rows, 0 to 1, while a file is read; null otherwise. */
  reading: { file: string; share: number } | null;
  /** Dimensions drawn, from left to right. */
  shown: readonly number[];
  brushes: Brushes;
  heat: HeatWish;
  table: TableWish;
  /** Pixels of the lines; 0 before they are laid out. */
  width: number;
  height: number;
  /** As of the last answer, and of the last after which nothing else was asked: the parts that cost the page more wait for it. */
  looked: Looked | null;
  settled: Looked | null;
  picked: Picked | null;
};

export const EMPTY: Omit<BoardState, 'picked'> = {
  head: null,
  reading: null,
  shown: [],
  brushes: [],
  heat: { x: 0, y: 0, of: 0 },
  table: { by: -1, down: false, page: 0, perPage: 15 },
  width: 0,
  height: 0,
  looked: null,
  settled: null,
};

export const board = createStore<BoardState>(() => ({ ...EMPTY, picked: null }));
