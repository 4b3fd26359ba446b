// The part of CBOR (RFC 8949) that labels use: whole numbers, bytes, texts, arrays, maps, one tag; written one way.
import { Malformed, joined, text, utf8, type Bytes } from "./bytes";

export type Cbor = number | Uint8Array | string | Cbor[] | Map<Cbor, Cbor> | Tagged;

export class Tagged {
  readonly tag: number;
  readonly value: Cbor;
  constructor(tag: number, value: Cbor) {
    this.tag = tag;
    this.value = value;
  }
}

const MOST = 64;
const DEEPEST = 6;

/** Return what *raw* holds, which must be one item and nothing behind it. */
export function decoded(raw: Uint8Array): Cbor {
  const reader = new Reader(raw);
  const found = reader.item(0);
  if (reader.at !== raw.length) throw new Malformed("more than one item");
  return found;
}

class Reader {
  at = 0;
  private readonly raw: Uint8Array;

  constructor(raw: Uint8Array) {
    this.raw = raw;
  }

  item(depth: number): Cbor {
    if (depth > DEEPEST) throw new Malformed("depth");
    const head = this.byte();
    const kind = head >> 5;
    const size = this.number(head & 31);
    switch (kind) {
      case 0:
        return size;
      case 1:
        return -1 - size;
      case 2:
        return this.bytes(size);
      case 3:
        return text(this.bytes(size));
      case 4:
        return this.times(size, () => this.item(depth + 1));
      case 5:
        return this.map(size, depth);
      case 6:
        return new Tagged(size, this.item(depth + 1));
      default:
        throw new Malformed("kind");
    }
  }

  private map(size: number, depth: number): Map<Cbor, Cbor> {
    const made = new Map<Cbor, Cbor>();
    this.times(size, () => {
      const key = this.item(depth + 1);
      if (typeof key !== "number" || made.has(key)) throw new Malformed("key");
      made.set(key, this.item(depth + 1));
    });
    return made;
  }

  private times<T>(count: number, make: () => T): T[] {
    if (count > MOST) throw new Malformed("too many");
    return Array.from({ length: count }, make);
  }

  private byte(): number {
    const byte = this.raw[this.at];
    if (byte === undefined) throw new Malformed("cut off");
    this.at += 1;
    return byte;
  }

  private bytes(size: number): Uint8Array {
    if (size > this.raw.length - this.at) throw new Malformed("cut off");
    this.at += size;
    return this.raw.slice(this.at - size, this.at);
  }

  private number(short: number): number {
    if (short < 24) return short;
    if (short > 27) throw new Malformed("length");
    const value = this.bytes(1 << (short - 24)).reduce((sum, byte) => sum * 256 + byte, 0);
    if (value > Number.MAX_SAFE_INTEGER) throw new Malformed("number");
    return value;
  }
}

/** Return *value* in the shortest form; the members of a map stand in its own order. */
export function encoded(value: Cbor): Bytes {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return joined(head(3, utf8(value).length), utf8(value));
  if (value instanceof Uint8Array) return joined(head(2, value.length), value);
  if (Array.isArray(value)) return joined(head(4, value.length), ...value.map(encoded));
  if (value instanceof Tagged) return joined(head(6, value.tag), encoded(value.value));
  return joined(head(5, value.size), ...[...value].flat().map(encoded));
}

function head(kind: number, size: number): Bytes {
  const first = kind << 5;
  if (size < 24) return Uint8Array.of(first | size);
  const width = size < 2 ** 8 ? 1 : size < 2 ** 16 ? 2 : size < 2 ** 32 ? 4 : 8;
  const made = new Uint8Array(1 + width);
  made[0] = first | (24 + Math.log2(width));
  let left = size;
  for (let at = width; at > 0; at -= 1) {
    made[at] = left % 256;
    left = Math.floor(left / 256);
  }
  return made;
}
