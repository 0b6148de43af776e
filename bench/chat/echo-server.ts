/** The bare floor for the chat bench: socket.io that acknowledges and echoes, with no work and no storage. Run as a child process. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { serveClient: false });
io.of('/visitor').on('connection', (socket) => {
  socket.on('turn', (turn: { turnId: string; text: string }, ack: (answer: object) => void) => {
    ack({ ok: true, turnId: turn.turnId, sequence: 1 });
    socket.emit('event', {
      kind: 'turn.replied',
      data: { turnId: turn.turnId },
      personal: { text: turn.text },
    });
  });
});
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit(0));
