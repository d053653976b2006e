import { protocol } from 'electron';
import type { MessageRef, Part } from '../../shared/message.ts';
import { parsePartAddress, pictureType } from './part-address.ts';
import { partScheme } from './schemes.ts';

type ReadPart = (ref: MessageRef, partId: string) => Promise<{ readonly part: Pick<Part, 'contentType'>; readonly bytes: Uint8Array }>;

const headers = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

const nothing = () => new Response(null, { status: 404, headers });

/** Serves pictures of messages to the message's frame, and nothing else; call after `ready`. */
export function serveParts(readPart: ReadPart): void {
  protocol.handle(partScheme, async (request) => {
    const address = parsePartAddress(request.url);
    if (request.method !== 'GET' || address === null) return nothing();
    // A picture that is gone or not downloaded yet is a missing picture, not a failure to report.
    const found = await readPart(address.ref, address.partId).catch(() => null);
    const contentType = found === null ? null : pictureType(found.part.contentType);
    if (found === null || contentType === null) return nothing();
    return new Response(new Uint8Array(found.bytes), { headers: { ...headers, 'content-type': contentType } });
  });
}
