// Fuzzy search for the palette: all words must occur; better where they begin a name or a word.

export interface Entry {
  readonly title: string;
  readonly note?: string;
  readonly address: string;
}

/** Return the *most* best of *entries* for *query*, best first; all in their order for an empty query. */
export function find(entries: readonly Entry[], query: string, most: number): Entry[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return entries.slice(0, most);
  const scored: { entry: Entry; score: number; place: number }[] = [];
  entries.forEach((entry, place) => {
    const title = fold(entry.title);
    const note = fold(entry.note ?? "");
    let score = 0;
    for (const word of words) {
      const one = Math.max(match(title, word), match(note, word) * 0.6);
      if (!one) return;
      score += one;
    }
    scored.push({ entry, score: score - title.length / 1000, place });
  });
  return scored
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, most)
    .map(({ entry }) => entry);
}

/** Return *text* in one form for comparison: full-width letters narrowed, no case, katakana for hiragana. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u3041-\u3096]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0x60));
}

function match(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0) return 4;
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") ? 2 : 3;
  let from = 0;
  for (const sign of word) {
    from = text.indexOf(sign, from) + 1;
    if (!from) return 0;
  }
  return word.length > 2 ? 0.5 : 0;
}
