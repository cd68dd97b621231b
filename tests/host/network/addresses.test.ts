import { describe, expect, it } from 'vitest';
import { coversHost, grantedHost, placeOf } from '../../../host/capabilities/net/hosts.ts';
import { isOwnAddress, mayLeadTo } from '../../../host/network/addresses.ts';

const covers = (grant: string[], url: string): boolean => coversHost(grant, placeOf(new URL(url)));

describe('a grant of hosts', () => {
  it.each([
    ['example.com', 'http://example.com/', true],
    ['example.com', 'https://EXAMPLE.com:8443/x', true],
    ['example.com:80', 'http://example.com/', true],
    ['example.com:443', 'https://example.com/', true],
    ['example.com:80', 'https://example.com/', false],
    ['EXAMPLE.com', 'http://example.com/', true],
    ['bücher.example', 'http://xn--bcher-kva.example/', true],
    ['127.0.0.1', 'http://2130706433/', true],
    ['127.0.0.1', 'http://0x7f.1:99/', true],
    ['::1', 'http://[0:0:0:0:0:0:0:1]:8/', true],
    ['[::1]:8', 'http://[::1]:8/', true],
    ['[::1]:8', 'http://[::1]:9/', false],
    ['127.0.0.1', 'http://[::ffff:127.0.0.1]/', false],
    ['example.com', 'http://example.com./', false],
    ['example.com', 'http://sub.example.com/', false],
    ['example.com', 'http://example.com.evil.test/', false],
    ['example.com', 'http://evilexample.com/', false],
    ['example.com', 'http://example.com@evil.test/', false],
    ['example.com', 'http://evil.test/example.com', false],
    ['example.com', 'http://evil.test#@example.com', false],
    ['localhost', 'http://127.0.0.1/', false],
  ])('%s covers %s: %s', (word, url, expected) => expect(covers([word], url)).toBe(expected));

  it.each(['http://x', 'x/y', 'a b', '*', '*.x', 'x:99999', 'u@x', '', ':80', 'x:', '%'])('%s names no host', (word) =>
    expect(grantedHost(word)).toBeNull(),
  );
});

describe('addresses of this machine and its link', () => {
  it.each([
    ...[
      '127.0.0.1',
      '127.255.0.9',
      '0.0.0.0',
      '169.254.169.254',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
    ],
    ...[
      'fe80::1%eth0',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:a9fe:a9fe',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '::ffff:0:127.0.0.1',
    ],
  ])('%s is one', (address) => expect(isOwnAddress(address)).toBe(true));

  it.each([
    '8.8.8.8',
    '10.0.0.1',
    '192.168.1.1',
    '172.16.0.1',
    '2001:db8::1',
    'fd00::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is none', (address) => expect(isOwnAddress(address)).toBe(false));

  it('are where a granted name leads only if they are granted too, or the name says so', () => {
    const place = { host: 'name.test', port: 80 };
    expect(mayLeadTo(['name.test'], place, '127.0.0.1')).toBe(false);
    expect(mayLeadTo(['name.test'], place, '169.254.169.254')).toBe(false);
    expect(mayLeadTo(['name.test'], place, '10.1.2.3')).toBe(true);
    expect(mayLeadTo(['name.test', '127.0.0.1'], place, '127.0.0.1')).toBe(true);
    expect(mayLeadTo(['name.test', '127.0.0.1:81'], place, '127.0.0.1')).toBe(false);
    expect(mayLeadTo(['name.test', '::1'], place, '::1')).toBe(true);
    expect(mayLeadTo(true, place, '127.0.0.1')).toBe(true);
    expect(mayLeadTo(['localhost'], { host: 'localhost', port: 80 }, '::1')).toBe(true);
    expect(mayLeadTo(['a.localhost'], { host: 'a.localhost', port: 80 }, '127.0.0.1')).toBe(true);
  });
});
