/** The live connection of one conversation as the rest of the widget needs it, and its socket.io adapter on `/visitor`. Knows no state. */
import { io } from 'socket.io-client';
import type {
  Ack,
  BotTurn,
  ConversationEvent,
  FaultPayload,
  SyncAck,
  TurnAck,
  VisitorTurn,
  VoiceAck,
  VoiceStart,
  VoiceUpdate,
} from '../../protocol/index.js';

/** No acknowledgement within this time counts as none; the turn is sent again under its id. */
const ACK_TIMEOUT_MS = 10_000;
/** Microphone frames waiting in the socket beyond this (one second) are dropped rather than delayed. */
export const MAX_WAITING_FRAMES = 50;

export interface VisitorLinkListener {
  onConnected(): void;
  onDisconnected(): void;
  /** The server does not accept the token. */
  onRefused(): void;
  onEvent(event: ConversationEvent): void;
  onProvisional(reply: BotTurn): void;
  onTyping(isTyping: boolean): void;
  /** Something the server could not do for this connection, outside any acknowledgement. */
  onFault(fault: FaultPayload): void;
  onVoiceUpdate(update: VoiceUpdate): void;
  onVoiceAudio(audio: ArrayBuffer): void;
}

export interface VisitorLink {
  readonly isConnected: boolean;
  /** These reject when no acknowledgement came. */
  sendTurn(turn: VisitorTurn): Promise<TurnAck>;
  sync(since: number): Promise<SyncAck>;
  startVoice(request: VoiceStart): Promise<VoiceAck>;
  /** False when the frame was dropped: not connected, or one second of frames already waits. */
  sendAudio(frame: ArrayBuffer): boolean;
  sendMark(mark: string, playedMs: number): void;
  stopVoice(): void;
  close(): void;
}

export type LinkOpener = (token: string, listener: VisitorLinkListener) => VisitorLink;

/** @param server origin of the Leadline server. */
export function createSocketLinks(server: string): LinkOpener {
  return (token, listener) => {
    const socket = io(new URL('/visitor', server).href, {
      auth: { token },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 400,
      reconnectionDelayMax: 5_000,
      forceNew: true,
    });
    socket.on('connect', () => listener.onConnected());
    socket.on('disconnect', (reason) => {
      listener.onDisconnected();
      if (reason === 'io server disconnect') socket.connect();
    });
    socket.on('connect_error', () => {
      listener.onDisconnected();
      if (!socket.active) listener.onRefused();
    });
    socket.on('event', (event: ConversationEvent) => listener.onEvent(event));
    socket.on('provisional', (reply: BotTurn) => listener.onProvisional(reply));
    socket.on('typing', (state: { isTyping: boolean }) => listener.onTyping(state.isTyping));
    socket.on('fault', (fault: FaultPayload) => listener.onFault(fault));
    socket.on('voice.update', (update: VoiceUpdate) => listener.onVoiceUpdate(update));
    socket.on('voice.audio', (audio: ArrayBuffer) => listener.onVoiceAudio(audio));
    return {
      get isConnected() {
        return socket.connected;
      },
      sendTurn: (turn) => request(socket, 'turn', turn),
      sync: (since) => request(socket, 'sync', { since }),
      startVoice: (start) => request(socket, 'voice.start', start),
      sendAudio(frame) {
        if (!socket.connected || socket.io.engine.writeBuffer.length > MAX_WAITING_FRAMES) return false;
        socket.emit('voice.audio', frame);
        return true;
      },
      sendMark(mark, playedMs) {
        if (socket.connected) socket.emit('voice.mark', { mark, playedMs });
      },
      stopVoice() {
        if (socket.connected) socket.emit('voice.stop');
      },
      close: () => void socket.close(),
    };
  };
}

async function request<Data>(
  socket: ReturnType<typeof io>,
  name: string,
  payload: unknown,
): Promise<Ack<Data>> {
  if (!socket.connected) throw new Error('not connected');
  return (await socket.timeout(ACK_TIMEOUT_MS).emitWithAck(name, payload)) as Ack<Data>;
}
