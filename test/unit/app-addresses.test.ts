import { describe, expect, it } from 'vitest';
import { mailtoArgument, messageFileArgument, profileFolder } from '../../main/app/command-line.ts';
import { parsePartAddress, pictureType } from '../../main/app/part-address.ts';
import { rendererFile } from '../../main/app/renderer-file.ts';

describe('files of the window', () => {
  it.each([
    ['app://homing/', '/r/index.html', 'text/html; charset=utf-8'],
    ['app://homing/index.html?x=1#y', '/r/index.html', 'text/html; charset=utf-8'],
    ['app://homing/assets/main-1.js', '/r/assets/main-1.js', 'text/javascript; charset=utf-8'],
    ['app://homing/a%20b.css', '/r/a b.css', 'text/css; charset=utf-8'],
    ['app://homing/../x.js', '/r/x.js', 'text/javascript; charset=utf-8'],
  ])('%s', (address, path, contentType) => expect(rendererFile('/r', address)).toEqual({ path, contentType }));

  it.each([
    'app://other/index.html',
    'app://homing/..%2f..%2fetc%2fx.js',
    'app://homing/..%5c..%5cx.js',
    'app://homing/%2e%2e%2fsecret.js',
    'app://homing/x%00.js',
    'app://homing/%ff.js',
    'app://homing/main.js.map',
    'app://homing/secret.json',
    'app://homing/assets',
    'nonsense',
  ])('serves nothing for %s', (address) => expect(rendererFile('/r', address)).toBeNull());

  it('does not take a folder with the same beginning for its own', () => {
    expect(rendererFile('/r', 'app://homing/..%2fr2%2fx.js')).toBeNull();
  });
});

describe('pictures of messages', () => {
  it('reads account, mailbox, message and part', () => {
    expect(parsePartAddress('mail-part://ann-1/2/345/1.2')).toEqual({
      ref: { accountId: 'ann-1', mailboxId: 2, messageId: 345 },
      partId: '1.2',
    });
  });

  it.each([
    'mail-part://ann/2/3',
    'mail-part://ann/2/3/',
    'mail-part://ann/0/3/1',
    'mail-part://ann/2/3/1/..',
    'mail-part://ann/2/3/1?x',
    'mail-part://ann/2/x/1',
    'mail-part://../2/3/1',
    'mail-part://a%2fb/2/3/1',
    'mail-part://Ann/2/3/1',
    'mail-part://ann/99999999999999999999/3/1',
    'app://ann/2/3/1',
    '',
  ])('refuses %s', (address) => expect(parsePartAddress(address)).toBeNull());

  it.each([
    ['image/png', 'image/png'],
    ['IMAGE/JPG; name=x', 'image/jpeg'],
    ['image/webp', 'image/webp'],
    ['image/svg+xml', null],
    ['text/html', null],
    ['image/png+html', null],
    ['', null],
  ])('%s is served as %s', (from, to) => expect(pictureType(from)).toBe(to));
});

describe('command line', () => {
  it.each([
    [['electron', '.', '--profile=/tmp/p'], '/tmp/p'],
    [['electron', '.', '--profile=p'], '/home/ann/p'],
    [['electron', '.', '--profile='], null],
    [['electron', '.'], null],
  ])('%j has the profile %s', (args, folder) => expect(profileFolder(args, '/home/ann')).toBe(folder));

  it('finds a mailto: link among the arguments', () => {
    expect(mailtoArgument(['homing', '--x', 'MailTo:a@example.org'])).toBe('MailTo:a@example.org');
    expect(mailtoArgument(['homing', '--x=mailto:a@example.org'])).toBeNull();
  });

  it.each([
    [['homing', '/mail/offer.eml'], '/mail/offer.eml'],
    [['homing', '--profile=/tmp/p', 'Offer.EML'], '/home/ann/Offer.EML'],
    [['homing', 'file:///mail/an%20offer.eml'], '/mail/an offer.eml'],
    [['homing', 'file://elsewhere/offer.eml'], null],
    [['homing', '--x=offer.eml'], null],
    [['homing', 'mailto:ann@example.org?subject=offer.eml'], null],
    [['homing', 'https://example.org/offer.eml'], null],
    [['homing', 'offer.eml.exe'], null],
    [['homing', 'eml'], null],
  ])('%j opens the message file %s', (args, path) => expect(messageFileArgument(args, '/home/ann')).toBe(path));
});
