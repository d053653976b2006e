/** Heads as real ones are: most of their 2 to 6 KB is written by servers on the way, not by the sender. */
import { headerText } from './mail-encodings.ts';
import { messageIdOf, referencesOf } from './mail-threads.ts';
import { someName, type Tongue } from './mail-words.ts';
import { base64Letters, between, hexDigits, type Random } from './seeded-choice.ts';

export interface Head {
  readonly seed: number;
  readonly index: number;
  readonly tongue: Tongue;
  readonly subject: string;
  /** Sent in bulk: by a newsletter or a mailing list. */
  readonly bulk: boolean;
  /** Milliseconds since 1970. */
  readonly date: number;
}

/** Everything above the fields that describe the body; each line with its CRLF. */
export function mailHead(random: Random, head: Head): string {
  const { seed, index, tongue, subject, bulk, date } = head;
  const domain = `sender${Math.floor(random() * 400)}.test`;
  const sent = date - between(random, 1, 90) * 1000;
  const references = referencesOf(seed, index);
  const parent = references.at(-1);
  const lines = [
    `Return-Path: <bounce-${hexDigits(random, 12)}@${domain}>`,
    'Delivered-To: owner@generated.test',
    ...receivedFields(random, domain, date),
    `Authentication-Results: mx.generated.test;\r\n\tdkim=pass header.i=@${domain} header.s=s${between(random, 1, 9)} header.b=${base64Letters(random, 8)};\r\n\tspf=pass (mx.generated.test: domain of bounce@${domain} designates 192.0.2.${between(random, 1, 254)} as permitted sender);\r\n\tdmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=${domain}`,
    ...(random() < 0.4 ? arcFields(random, domain, date) : []),
    signature(random, domain, date),
    ...(bulk ? [signature(random, 'bulk-sender.test', date), ...listFields(random, domain)] : []),
    `From: ${person(random, tongue, domain)}`,
    ...(random() < 0.2 ? [`Reply-To: ${person(random, tongue, domain)}`] : []),
    'To: "The Owner" <owner@generated.test>',
    ...(bulk || random() < 0.7 ? [] : [`Cc: ${person(random, tongue, domain)},\r\n ${person(random, tongue, 'elsewhere.test')}`]),
    `Subject: ${headerText(subject, tongue.charset)}`,
    `Date: ${new Date(sent).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageIdOf(seed, index)}`,
    ...(parent === undefined ? [] : [`In-Reply-To: ${parent}`, `References: ${references.join('\r\n ')}`]),
    `X-Spam-Status: No, score=-${between(random, 1, 49) / 10} required=5.0 tests=BAYES_00,DKIM_SIGNED,DKIM_VALID,\r\n\tDKIM_VALID_AU,HTML_MESSAGE,RCVD_IN_DNSWL_NONE,SPF_PASS autolearn=ham`,
    ...(bulk
      ? [`X-Campaign: ${hexDigits(random, 32)}`, `Feedback-ID: ${hexDigits(random, 24)}:${between(random, 1, 9999)}:bulk-sender`]
      : []),
    'MIME-Version: 1.0',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function person(random: Random, tongue: Tongue, domain: string): string {
  const name = someName(random, tongue);
  const shown = headerText(name, tongue.charset);
  return `${shown === name ? `"${name}"` : shown} <${hexDigits(random, 6)}@${domain}>`;
}

function receivedFields(random: Random, domain: string, date: number): string[] {
  const when = new Date(date).toUTCString().replace('GMT', '+0000 (UTC)');
  return Array.from({ length: between(random, 3, 6) }, (_, hop) => {
    const id = hexDigits(random, 16);
    const [from, by] = [`out${between(random, 1, 60)}.${domain}`, hop === 0 ? 'mx.generated.test' : `relay${hop}.${domain}`];
    return `Received: from ${from} (${from} [192.0.2.${between(random, 1, 254)}])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\tby ${by} (Postfix) with ESMTPS id ${id}\r\n\tfor <owner@generated.test>; ${when}`;
  });
}

function signature(random: Random, domain: string, date: number): string {
  return `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s1;\r\n\tt=${Math.floor(date / 1000)}; h=from:to:subject:date:message-id:mime-version:content-type:\r\n\t list-unsubscribe:list-unsubscribe-post:list-id:feedback-id;\r\n\tbh=${base64Letters(random, 43)}=;\r\n\tb=${folded(base64Letters(random, 342))}==`;
}

/** RFC 8617, as forwarding providers add it. */
function arcFields(random: Random, domain: string, date: number): string[] {
  const t = Math.floor(date / 1000);
  return [
    `ARC-Seal: i=1; a=rsa-sha256; t=${t}; cv=none; d=forwarder.test; s=arc-20240605;\r\n\tb=${folded(base64Letters(random, 342))}==`,
    `ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=forwarder.test; s=arc-20240605;\r\n\th=to:from:subject:date:message-id:mime-version; bh=${base64Letters(random, 43)}=;\r\n\tb=${folded(base64Letters(random, 342))}==`,
    `ARC-Authentication-Results: i=1; mx.forwarder.test; dkim=pass header.i=@${domain}; spf=pass smtp.mailfrom=bounce@${domain}`,
  ];
}

function listFields(random: Random, domain: string): string[] {
  const token = base64Letters(random, 120).replaceAll(/[+/]/g, '-');
  return [
    `List-Id: <news.${domain}>`,
    `List-Unsubscribe: <https://${domain}/unsubscribe/${token}>,\r\n <mailto:unsubscribe-${hexDigits(random, 24)}@${domain}>`,
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    `List-Help: <https://${domain}/help>`,
    'Precedence: bulk',
  ];
}

function folded(text: string): string {
  return text.replaceAll(/.{70}/g, '$&\r\n\t ');
}
