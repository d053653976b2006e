import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import { connectionLost, silentServer } from '../socket-failure.ts';
import { peerFailure, tlsOptions } from '../tls-trust.ts';
import { notImap } from './imap-failure.ts';
import type { ImapServer } from './imap-server.ts';

/** The library's five seconds would keep a radio awake all day; most routers remember a quiet line for more than two minutes. */
const keepAliveMs = 120_000;

/**
 * The sockets under an IMAP session. They are ours, not the library's, for two answers it cannot give: which certificate was
 * refused, and what lives on that port when it is no IMAP server. The shape is imapflow's `transport` option.
 */
export function imapTransport(server: ImapServer) {
  let current: net.Socket | null = null;
  const keep = <S extends net.Socket>(socket: S): S => {
    current = socket;
    return socket;
  };
  const secure = (options: tls.ConnectionOptions, ready: (socket: tls.TLSSocket) => void): tls.TLSSocket => {
    // The certificate is judged right after the handshake, before any byte of ours.
    const socket = tls.connect({ ...options, ...tlsOptions(server), host: server.host, rejectUnauthorized: false }, () => {
      const failure = peerFailure(socket, server);
      if (failure === null) ready(socket);
      else refuse(socket, failure);
    });
    return socket;
  };
  return {
    connect: ({ secure: wanted }: { readonly secure: boolean }, onConnect: () => void): net.Socket => {
      const begin = (socket: net.Socket) => awaitGreeting(socket, server, onConnect);
      if (wanted) return keep(secure({ port: server.port }, begin));
      const socket: net.Socket = net.connect({ host: server.host, port: server.port }, () => begin(socket));
      return keep(socket);
    },
    upgrade: (plain: Duplex, onSecure: () => void): tls.TLSSocket => keep(secure({ socket: plain }, onSecure)),
    /** After so many milliseconds without a byte the library takes the line for dead. */
    allowSilence: (milliseconds: number): void => {
      current?.setTimeout(milliseconds);
      current?.setKeepAlive(true, keepAliveMs);
    },
  };
}

/** RFC 9051 section 7.1: a server begins with an untagged line. POP3 (`+OK`), SMTP (`220`) and HTTP servers do not. */
function awaitGreeting(socket: net.Socket, server: ImapServer, onGreeting: () => void): void {
  const late = setTimeout(() => refuse(socket, silentServer(server, 'IMAP')), server.timeouts.greeting);
  const gone = (): void => refuse(socket, connectionLost(server));
  socket.once('end', gone);
  socket.once('close', () => clearTimeout(late));
  socket.once('data', (first: Buffer) => {
    clearTimeout(late);
    socket.off('end', gone);
    socket.pause();
    if (first[0] !== 0x2a) return refuse(socket, notImap(server, first.toString('latin1').split('\r\n', 1)[0] ?? ''));
    socket.unshift(first);
    onGreeting();
  });
}

/** The library passes the error on as it is. */
function refuse(socket: net.Socket, failure: MailFailure): void {
  socket.destroy(new MailFailureError(failure));
}
