/** A scripted spoken conversation: after a second of sound it "hears" a sentence and answers with a tone. Called by scripted-visitors.ts. */
import type { Socket } from 'socket.io';
import {
  systemIds,
  toTurnId,
  type VoiceAck,
  type VoiceUpdate,
  voiceMark,
  voiceStart,
} from '../../../protocol/index.js';
import type { ScriptedConversation } from './scripted-conversation.js';
import { replyParts } from './scripted-replies.js';

const RATE_HZ = 16_000;
/** Frames of 20 ms with sound before the scripted sentence is complete. */
const FRAMES_TO_HEAR = 50;
const HEARD_RMS = 0.005;

export interface VoiceRecord {
  starts: { readonly hasRecordingConsent: boolean; readonly locale: string }[];
  /** Sizes of frames in bytes, and the loudest root mean square seen (0..1). */
  frames: number;
  badFrames: number;
  loudest: number;
  readonly marks: { readonly mark: string; readonly playedMs: number }[];
  stops: number;
  /** Set by a test: what the bot does half way through its speech. */
  bargeIn: 'none' | 'clear' | 'pause-resume';
}

export const newVoiceRecord = (): VoiceRecord => ({
  starts: [],
  frames: 0,
  badFrames: 0,
  loudest: 0,
  marks: [],
  stops: 0,
  bargeIn: 'none',
});

export function attachVoice(socket: Socket, conversation: ScriptedConversation, record: VoiceRecord): void {
  let heard = 0;
  const update = (message: VoiceUpdate) => socket.emit('voice.update', message);
  socket.on('voice.start', (raw: unknown, ack: (answer: VoiceAck) => void) => {
    const start = voiceStart.parse(raw);
    record.starts.push(start);
    heard = 0;
    ack({ ok: true, sampleRateHz: RATE_HZ });
    update({ kind: 'state', state: 'listening' });
  });
  socket.on('voice.audio', (frame: Buffer) => {
    record.frames++;
    if (frame.byteLength !== 640) record.badFrames++;
    const rms = rootMeanSquare(frame);
    record.loudest = Math.max(record.loudest, rms);
    if (rms < HEARD_RMS || heard >= FRAMES_TO_HEAR) return;
    heard++;
    if (heard === 10) update({ kind: 'caption', committed: 'and we need', unconfirmed: 'them' });
    if (heard === 30)
      update({ kind: 'caption', committed: 'and we need them', unconfirmed: 'before December' });
    if (heard === FRAMES_TO_HEAR) answerSpoken({ socket, conversation, record, update });
  });
  socket.on('voice.mark', (raw: unknown) => {
    const mark = voiceMark.parse(raw);
    record.marks.push(mark);
    if (mark.mark === 's1' || mark.mark === 'cleared') update({ kind: 'state', state: 'listening' });
  });
  socket.on('voice.stop', () => {
    record.stops++;
    update({ kind: 'state', state: 'ended' });
  });
}

interface SpokenContext {
  readonly socket: Socket;
  readonly conversation: ScriptedConversation;
  readonly record: VoiceRecord;
  readonly update: (message: VoiceUpdate) => void;
}

function answerSpoken({ socket, conversation, record, update }: SpokenContext): void {
  const turnId = toTurnId(systemIds.next());
  update({ kind: 'state', state: 'thinking' });
  conversation.append({
    kind: 'turn.received',
    data: { turnId, inputKind: 'speech', channel: 'voice-web' },
    personal: { text: 'and we need them before December' },
  });
  conversation.later(600, () => {
    conversation.reply(turnId, replyParts('deliver', conversation.locale));
    update({ kind: 'state', state: 'speaking' });
    for (let part = 0; part < 4; part++) socket.emit('voice.audio', tone(500, part * 500));
    update({ kind: 'mark', mark: 's1' });
    if (record.bargeIn === 'clear')
      conversation.later(800, () => update({ kind: 'playback', action: 'clear' }));
    if (record.bargeIn === 'pause-resume') {
      conversation.later(600, () => update({ kind: 'playback', action: 'pause' }));
      conversation.later(1200, () => update({ kind: 'playback', action: 'resume' }));
    }
  });
}

function tone(durationMs: number, fromMs: number): Buffer {
  const samples = new Int16Array((RATE_HZ * durationMs) / 1000);
  const from = (RATE_HZ * fromMs) / 1000;
  samples.forEach((_, index) => {
    const at = (from + index) / RATE_HZ;
    const swell = 0.55 + 0.45 * Math.sin(2 * Math.PI * 3 * at);
    samples[index] = Math.round(9000 * swell * Math.sin(2 * Math.PI * 330 * at));
  });
  return Buffer.from(samples.buffer);
}

function rootMeanSquare(frame: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 1 < frame.length; at += 2) sum += (frame.readInt16LE(at) / 32768) ** 2;
  return Math.sqrt(sum / Math.max(1, frame.length / 2));
}
