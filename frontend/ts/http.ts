// Requests of islands: same origin, with the token against forged requests.

/** Return the token that unsafe requests carry. */
export function csrf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

/** An answer that was not success; the message holds the server's words where it gave any. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, words: string) {
    super(words);
    this.status = status;
  }
}

/** Fetch JSON from *address*. Throws `Refused` for a status from 400, `TypeError` when the network is away. */
export async function getJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(address, { headers: { Accept: "application/json" }, signal: signal ?? null }));
}

/** Post *body* as JSON to *address* and return the JSON that comes back. Throws as `getJson` does. */
export async function postJson<T>(address: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRF": csrf() };
  return answer<T>(await fetch(address, { method: "POST", headers, body: JSON.stringify(body), signal: signal ?? null }));
}

async function answer<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Refused(response.status, wordsOf(text));
  return JSON.parse(text || "null") as T;
}

/** Return what an error answer (JSON or HTML) tells a person, or "". */
export function wordsOf(text: string): string {
  try {
    const data: unknown = JSON.parse(text);
    if (data && typeof data === "object") {
      for (const key of ["error", "message", "detail", "title"]) {
        const value: unknown = (data as Record<string, unknown>)[key];
        if (typeof value === "string") return value;
      }
    }
    return "";
  } catch {
    const page = new DOMParser().parseFromString(text, "text/html");
    const found = page.querySelector("[data-message], main h1, .empty h1, .banner.error, .error, h1") ?? page.body;
    return (found.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 400);
  }
}
