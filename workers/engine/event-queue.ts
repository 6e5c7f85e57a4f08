/**
 * An indexed binary min-heap over three columns: the next thing due, first.
 *
 * `heap[0..size)` holds entities, `at[entity]` is the entity's place in the heap or -1, and
 * `key[entity]` its time in seconds. Equal times are ordered by entity (T4). All three are
 * columns of the state; the size is passed in and returned, as it lives in the state too.
 */
type Places = Int32Array;
type Times = Float64Array;

function before(key: Times, a: number, b: number): boolean {
  const keyA = key[a];
  const keyB = key[b];
  return keyA < keyB || (keyA === keyB && a < b);
}

function siftUp(heap: Places, at: Places, key: Times, from: number): void {
  const entity = heap[from];
  let place = from;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const other = heap[parent];
    if (!before(key, entity, other)) break;
    heap[place] = other;
    at[other] = place;
    place = parent;
  }
  heap[place] = entity;
  at[entity] = place;
}

function siftDown(heap: Places, at: Places, key: Times, size: number, from: number): void {
  const entity = heap[from];
  let place = from;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    if (child + 1 < size && before(key, heap[child + 1], heap[child])) child++;
    const other = heap[child];
    if (!before(key, other, entity)) break;
    heap[place] = other;
    at[other] = place;
    place = child;
  }
  heap[place] = entity;
  at[entity] = place;
}

/** Sets the time of an entity, in the queue or not. Returns the new size. */
export function schedule(
  heap: Places,
  at: Places,
  key: Times,
  size: number,
  entity: number,
  timeS: number,
): number {
  const place = at[entity];
  if (place < 0) {
    key[entity] = timeS;
    heap[size] = entity;
    siftUp(heap, at, key, size);
    return size + 1;
  }
  const earlier = timeS < key[entity];
  key[entity] = timeS;
  if (earlier) siftUp(heap, at, key, place);
  else siftDown(heap, at, key, size, place);
  return size;
}

/**
 * Puts an entity, in the queue or not, where the time that stands in `key` belongs. Returns the new
 * size. For callers whose times would be boxed on the way through an argument.
 */
export function place(heap: Places, at: Places, key: Times, size: number, entity: number): number {
  if (at[entity] < 0) {
    heap[size] = entity;
    siftUp(heap, at, key, size);
    return size + 1;
  }
  siftUp(heap, at, key, at[entity]);
  siftDown(heap, at, key, size, at[entity]);
  return size;
}

/** Takes an entity out if it is in the queue. Returns the new size. */
export function unschedule(heap: Places, at: Places, key: Times, size: number, entity: number): number {
  const place = at[entity];
  if (place < 0) return size;
  const last = size - 1;
  at[entity] = -1;
  if (place === last) return last;
  const moved = heap[last];
  heap[place] = moved;
  at[moved] = place;
  if (place > 0 && before(key, moved, heap[(place - 1) >> 1])) siftUp(heap, at, key, place);
  else siftDown(heap, at, key, last, place);
  return last;
}
