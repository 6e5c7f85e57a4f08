/** Folders of the person's own, opened or let fall on the page, as the files that lie in them. */

/** Of one folder and those in it; more are not what anybody means to bring. */
const MOST_FILES = 2000;

type DirectoryHandle = { values(): AsyncIterable<{ kind: 'directory' } | FileHandle> };
type FileHandle = { kind: 'file'; getFile(): Promise<File> };
type WithPicker = { showDirectoryPicker?(): Promise<DirectoryHandle> };

/** This browser opens a folder without counting it as an upload of all that lies in it. */
export function canOpenFolder(): boolean {
  return 'showDirectoryPicker' in window;
}

/** The files of a folder that the person chooses, without those of the folders in it; none where none is chosen. */
export async function openFolder(): Promise<File[]> {
  try {
    const folder = await (window as WithPicker).showDirectoryPicker!();
    const files: File[] = [];
    for await (const entry of folder.values())
      if (entry.kind === 'file' && files.length < MOST_FILES) files.push(await entry.getFile());
    return files;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return [];
    throw error;
  }
}

/** The files that were let fall, and those of folders that were. To be called while the event is dispatched. */
export function droppedFiles(transfer: DataTransfer | null): Promise<File[]> {
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => !entry?.isDirectory)) return Promise.resolve([...(transfer?.files ?? [])]);
  return filesOf(entries.filter((entry) => entry !== null));
}

async function filesOf(entries: FileSystemEntry[]): Promise<File[]> {
  const files: File[] = [];
  const open = [...entries];
  for (let entry = open.shift(); entry && files.length < MOST_FILES; entry = open.shift()) {
    if (entry.isDirectory) open.push(...(await entriesIn(entry as FileSystemDirectoryEntry)));
    else files.push(await fileOf(entry as FileSystemFileEntry));
  }
  return files;
}

/** A reader gives a hundred at a time, and none at the end. */
async function entriesIn(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((found, fail) => reader.readEntries(found, fail));
    if (some.length === 0 || all.length > MOST_FILES) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((found, fail) => entry.file(found, fail));
}
