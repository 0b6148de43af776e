import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openBench, openWebConversation, textTurn } from './runtime-bench.js';

function findOnDisk(folder: string, words: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const contents = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('utf8'));
  return words.filter((word) => contents.some((content) => content.includes(word)));
}

describe('erasing a contact', () => {
  it('removes every planted word from the files, keeps the history and harms nobody else', async () => {
    const { runtime, store, folder, close, remove } = await openBench();
    const [gone, stays] = [await openWebConversation(runtime), await openWebConversation(runtime)];
    const planted = Array.from({ length: 20 }, (_, at) => `planted-${at}-极光`);
    for (const word of planted) {
      await runtime.exchange(textTurn(gone.conversation.conversationId, `my name is ${word}`));
    }
    await runtime.exchange(textTurn(stays.conversation.conversationId, 'bystander-word'));
    await runtime.idle();
    expect(findOnDisk(folder, planted)).toEqual(planted);

    const { workspaceId, contactId } = gone.conversation;
    const receipt = await store.eraseContact(workspaceId, contactId);
    expect(receipt).toMatchObject({ conversations: 1, turns: 20, personalEvents: 41 });
    expect(findOnDisk(folder, planted)).toEqual([]);
    expect(findOnDisk(folder, ['bystander-word'])).toHaveLength(1);

    const history = await store.conversations.eventsSince(gone.conversation, 0);
    expect(history).toHaveLength(42);
    expect(history.every((event) => event.personal === undefined)).toBe(true);
    const late = textTurn(gone.conversation.conversationId, 'still here');
    await expect(runtime.acceptTurn(late)).rejects.toMatchObject({ code: 'conversation.not-found' });
    await close();
    remove();
  });
});
