/** The `/visitor` namespace of the scripted server. Called by scripted-server.ts. */
import type { Namespace, Socket } from 'socket.io';
import {
  type ConversationEvent,
  type SyncAck,
  type TurnAck,
  visitorSync,
  visitorTurn,
} from '../../../protocol/index.js';
import type { ScriptedConversation } from './scripted-conversation.js';
import type { ServerState } from './scripted-server.js';
import { attachVoice } from './scripted-voice.js';

export function attachVisitors(visitors: Namespace, state: ServerState): void {
  visitors.use((socket, next) => {
    const token: unknown = socket.handshake.auth.token;
    const conversation = typeof token === 'string' ? state.conversations.get(token) : undefined;
    if (conversation === undefined) return next(new Error('access.unauthenticated'));
    socket.data.conversation = conversation;
    next();
  });
  visitors.on('connection', (socket) => attachVisitor(socket, state));
}

function attachVisitor(socket: Socket, state: ServerState): void {
  const conversation = socket.data.conversation as ScriptedConversation;
  const forget = conversation.onEvent((event: ConversationEvent) => {
    if (event.kind === 'turn.replied') socket.emit('typing', { isTyping: false });
    socket.emit('event', event);
  });
  socket.on('disconnect', forget);
  socket.on('turn', (raw: unknown, ack: (answer: TurnAck) => void) => {
    const parsed = visitorTurn.safeParse(raw);
    if (!parsed.success) return ack({ ok: false, fault: invalid(parsed.error.message) });
    if (parsed.data.text === 'refuse me') return ack({ ok: false, fault: invalid('This turn is refused.') });
    const sequence = conversation.receive(parsed.data, state.replyDelayMs);
    socket.emit('typing', { isTyping: true });
    if (state.acksToLose > 0) {
      state.acksToLose--;
      return;
    }
    ack({ ok: true, turnId: parsed.data.turnId, sequence });
  });
  socket.on('sync', (raw: unknown, ack: (answer: SyncAck) => void) => {
    const parsed = visitorSync.safeParse(raw);
    if (!parsed.success) return ack({ ok: false, fault: invalid(parsed.error.message) });
    ack({ ok: true, events: conversation.events.filter(({ sequence }) => sequence > parsed.data.since) });
  });
  attachVoice(socket, conversation, state.voice);
}

const invalid = (message: string) => ({
  code: 'input.invalid' as const,
  message,
  retryable: false,
  fields: {},
});
