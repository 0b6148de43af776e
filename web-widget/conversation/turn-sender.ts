/**
 * Sends the visitor's turns one after the other, in order, and sends each again under the same id until the server
 * acknowledges or refuses it. Called by conversation.ts; what it has not had acknowledged stays in the outbox.
 */
import type { Clock, FaultPayload, TurnAck } from '../../protocol/index.js';
import type { Outbox, OutboxTurn } from './outbox.js';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

export interface TurnSenderPorts {
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** Resolves with the acknowledgement; rejects when none came (connection lost, timeout). */
  readonly emit: (turn: OutboxTurn) => Promise<TurnAck>;
  readonly onAccepted: (turnId: string) => void;
  /** The server will never take this turn as it is. */
  readonly onRefused: (turnId: string, fault: FaultPayload) => void;
}

export interface TurnSender {
  /** False when the outbox is full. */
  add(turn: OutboxTurn): boolean;
  /** The connection stands: what waits is sent. */
  connected(): void;
  disconnected(): void;
  /** Stops for good; the outbox keeps what was not acknowledged. */
  close(): void;
}

export function createTurnSender(ports: TurnSenderPorts): TurnSender {
  const { outbox, clock } = ports;
  let isConnected = false;
  let isSending = false;
  let retryMs = FIRST_RETRY_MS;
  let cancelRetry: (() => void) | undefined;

  const retryLater = () => {
    cancelRetry?.();
    cancelRetry = clock.schedule(retryMs, () => void pump());
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  };

  /** Sends one turn; true when the next one may follow at once. */
  const sendOne = async (turn: OutboxTurn): Promise<boolean> => {
    const ack = await ports.emit(turn).catch(() => undefined);
    if (ack === undefined || (!ack.ok && ack.fault.retryable)) {
      if (isConnected) retryLater();
      return false;
    }
    retryMs = FIRST_RETRY_MS;
    outbox.remove(turn.turnId);
    if (ack.ok) ports.onAccepted(turn.turnId);
    else ports.onRefused(turn.turnId, ack.fault);
    return true;
  };

  const pump = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    try {
      for (let turn = outbox.list()[0]; isConnected && turn !== undefined; turn = outbox.list()[0]) {
        if (!(await sendOne(turn))) break;
      }
    } finally {
      isSending = false;
    }
  };

  return {
    add(turn) {
      const isKept = outbox.add(turn);
      if (isKept) void pump();
      return isKept;
    },
    connected() {
      isConnected = true;
      retryMs = FIRST_RETRY_MS;
      cancelRetry?.();
      void pump();
    },
    disconnected() {
      isConnected = false;
      cancelRetry?.();
    },
    close() {
      isConnected = false;
      cancelRetry?.();
    },
  };
}
