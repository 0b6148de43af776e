import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createFileArtefacts } from '../../bot/store/artefacts/artefact-store-files.js';
import { type ArtefactStore, createMemoryArtefacts } from '../../learning/index.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const folders: string[] = [];

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-artefacts-'));
  folders.push(folder);
  return folder;
}

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

function describeArtefactStore(name: string, create: () => Promise<ArtefactStore>): void {
  describe(`the ${name} artefact store`, () => {
    it('reads back what was written, and undefined where nothing was', async () => {
      const store = await create();
      await store.write('models/a/one.bin', bytesOf('first'));
      await store.write('models/a/one.bin', bytesOf('second'));
      expect(await store.read('models/a/one.bin')).toEqual(bytesOf('second'));
      expect(await store.read('models/a/two.bin')).toBeUndefined();
      expect(await store.read('models/a')).toBeUndefined();
    });

    it('lists the names directly below a folder, sorted', async () => {
      const store = await create();
      for (const path of ['m/b/x', 'm/a/y', 'm/a/z', 'n/c']) await store.write(path, bytesOf(path));
      expect(await store.list('m')).toEqual(['a', 'b']);
      expect(await store.list('m/a')).toEqual(['y', 'z']);
      expect(await store.list('absent')).toEqual([]);
    });

    it('removes files and whole folders, and nothing else', async () => {
      const store = await create();
      for (const path of ['m/a/x', 'm/a/y', 'm/ab/x']) await store.write(path, bytesOf(path));
      await store.remove('m/a');
      await store.remove('m/absent');
      expect(await store.list('m')).toEqual(['ab']);
    });

    it('keeps its own copy of the bytes', async () => {
      const store = await create();
      const bytes = bytesOf('abc');
      await store.write('m/a', bytes);
      bytes[0] = 0;
      expect(await store.read('m/a')).toEqual(bytesOf('abc'));
    });

    it('shows a reader the old or the new bytes, never a mixture', async () => {
      const store = await create();
      const versions = [bytesOf('a'.repeat(300_000)), bytesOf('b'.repeat(200_000))];
      await store.write('m/a', versions[0]!);
      const writes = Array.from({ length: 20 }, (_, i) => store.write('m/a', versions[i % 2]!));
      const reads = await Promise.all(Array.from({ length: 40 }, () => store.read('m/a')));
      await Promise.all(writes);
      for (const read of reads) expect(versions.some((v) => Buffer.compare(v, read!) === 0)).toBe(true);
    });

    it.each(['../up', 'm/../../etc', '/etc/passwd', 'm//a', 'M/a', '.hidden', 'm/a\0', 'm\\a', ''])(
      'refuses the path %j',
      async (path) => {
        const store = await create();
        await expect(store.read(path)).rejects.toMatchObject({ code: 'input.invalid' });
        await expect(store.write(path, bytesOf(''))).rejects.toMatchObject({ code: 'input.invalid' });
        await expect(store.list(path)).rejects.toMatchObject({ code: 'input.invalid' });
        await expect(store.remove(path)).rejects.toMatchObject({ code: 'input.invalid' });
      },
    );
  });
}

describeArtefactStore('memory', async () => createMemoryArtefacts());
describeArtefactStore('file', async () => createFileArtefacts(await makeFolder()));

describe('the file artefact store', () => {
  it('leaves no unfinished file behind and says when its folder cannot be used', async () => {
    const folder = await makeFolder();
    await createFileArtefacts(folder).write('m/a', bytesOf('x'));
    expect(await readdir(join(folder, 'm'))).toEqual(['a']);
    await writeFile(join(folder, 'plain'), 'a file, not a folder');
    const broken = createFileArtefacts(join(folder, 'plain'));
    await expect(broken.write('m/a', bytesOf('x'))).rejects.toMatchObject({ code: 'store.unavailable' });
  });
});
