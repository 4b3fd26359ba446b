// Base32, base64url and base64 in the one permitted spelling each, and bytes as WebCrypto wants them.

/** What is not written as it should be: never a label, a list or a token of ours. */
export class Malformed extends Error {}

export type Bytes = Uint8Array<ArrayBuffer>;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Return the bytes of *code*, base32 without padding and without stray bits (RFC 4648 §6). */
export function fromBase32(code: string): Bytes {
  return unpacked(code, BASE32, 5);
}

/** Return the bytes of *text*, base64url without padding and without stray bits (RFC 4648 §5). */
export function fromBase64Url(text: string): Bytes {
  return unpacked(text, BASE64URL, 6);
}

/** Return the bytes of *text*, base64 with its padding (RFC 4648 §4). */
export function fromBase64(text: string): Bytes {
  const bare = text.replace(/={1,2}$/, "");
  if (text.length % 4 || text !== bare.padEnd(text.length, "=") || /[-_]/.test(bare)) throw new Malformed("base64");
  return unpacked(bare.replaceAll("+", "-").replaceAll("/", "_"), BASE64URL, 6);
}

export function toBase64Url(raw: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let made = "";
  for (const byte of raw) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 6; bits -= 6) made += BASE64URL[(held >> (bits - 6)) & 63];
    held &= (1 << bits) - 1;
  }
  return bits ? made + BASE64URL[(held << (6 - bits)) & 63] : made;
}

function unpacked(text: string, alphabet: string, width: number): Bytes {
  const made = new Uint8Array(Math.floor((text.length * width) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const sign of text) {
    const value = alphabet.indexOf(sign);
    if (value < 0) throw new Malformed("alphabet");
    held = (held << width) | value;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      made[at++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  if (bits >= width || held) throw new Malformed("stray bits");
  return made;
}

export function hex(raw: Uint8Array): string {
  return [...raw].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

/** Return the text that *raw* is in UTF-8; a byte order mark and stray bytes are refused. */
export function text(raw: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new Malformed("utf-8");
  }
}

export function joined(...parts: Uint8Array[]): Bytes {
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export async function sha256(raw: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
}
