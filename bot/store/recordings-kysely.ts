/** Recordings over Kysely: WAV files in one folder, their lengths and peaks in the database. */
import { relative, resolve, sep } from 'node:path';
import type { Selectable } from 'kysely';
import {
  type ConversationEvent,
  Fault,
  toConversationId,
  toRecordingId,
  type WorkspaceId,
} from '../../protocol/index.js';
import { appendEvents } from './event-rows.js';
import type { ConversationKey, NewRecording, Recordings, StoredRecording } from './ports.js';
import { removeOrphanRecordings } from './remove-orphans.js';
import type { Tables, Work } from './schema.js';
import type { StoreParts } from './turn-store-kysely.js';
import { readWavPeaks, type WavPeaks } from './wav-peaks.js';

/** The file's name within the folder; a path that leads out of it is refused. */
function nameWithin(folder: string, path: string): string {
  const name = relative(folder, resolve(path));
  if (name === '' || name.startsWith('..') || resolve(folder, name) !== resolve(path)) {
    throw new Fault('input.invalid', 'A recording must lie in the recordings folder of the store.');
  }
  return name.split(sep).join('/');
}

function toRecording(row: Selectable<Tables['recordings']>, folder: string): StoredRecording {
  return {
    recordingId: toRecordingId(row.recording_id),
    conversationId: toConversationId(row.conversation_id),
    path: resolve(folder, row.file),
    durationMs: Number(row.duration_ms),
    sampleRateHz: Number(row.sample_rate_hz),
    channels: Number(row.channels) === 2 ? 2 : 1,
    sizeBytes: Number(row.size_bytes),
    peaks: JSON.parse(row.peaks),
  };
}

interface NamedWav extends WavPeaks {
  readonly file: string;
}

async function store(
  work: Work,
  recording: NewRecording,
  wav: NamedWav,
  parts: StoreParts,
): Promise<readonly ConversationEvent[]> {
  const { recordingId, workspaceId, conversationId } = recording;
  const { durationMs, sampleRateHz, channels } = wav;
  const data = { recordingId, durationMs, sampleRateHz, channels };
  const drafts = [{ kind: 'recording.stored' as const, data }];
  const events = await appendEvents(work, { workspaceId, conversationId, drafts, stamp: parts.stamp });
  await work
    .insertInto('recordings')
    .values({
      workspace_id: workspaceId,
      conversation_id: conversationId,
      recording_id: recordingId,
      contact_id: events[0]!.contactId,
      file: wav.file,
      duration_ms: durationMs,
      sample_rate_hz: sampleRateHz,
      channels,
      size_bytes: wav.sizeBytes,
      peaks: JSON.stringify(wav.peaks),
      created_ms: parts.stamp.now(),
      traceparent: null,
    })
    .execute();
  return events;
}

export function createRecordings(parts: StoreParts, folder: string): Recordings {
  const { database, writer, feed } = parts;
  const ofWorkspace = (workspaceId: WorkspaceId) =>
    database.selectFrom('recordings').selectAll().where('workspace_id', '=', workspaceId);
  return {
    folder,
    async add(recording) {
      const file = nameWithin(folder, recording.path);
      const wav = await readWavPeaks(recording.path);
      await writer.write(
        (work) => store(work, recording, { ...wav, file }, parts),
        (events) => feed.tellEvents(events),
      );
      const { recordingId, conversationId, path } = recording;
      return { ...wav, recordingId, conversationId, path: resolve(path) };
    },
    removeOrphans: (nowMs) => removeOrphanRecordings(database, folder, nowMs),
    async find(workspaceId, recordingId) {
      const row = await ofWorkspace(workspaceId).where('recording_id', '=', recordingId).executeTakeFirst();
      return row === undefined ? undefined : toRecording(row, folder);
    },
    async findOfConversation(key: ConversationKey) {
      const row = await ofWorkspace(key.workspaceId)
        .where('conversation_id', '=', key.conversationId)
        .orderBy('created_ms', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : toRecording(row, folder);
    },
  };
}
