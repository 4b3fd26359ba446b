// Keeps the label page for use without a connection: the page, its style, its script and its icon, and nothing else.
interface Fetched extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Extended extends Event {
  waitUntil(work: Promise<unknown>): void;
}

const KEPT = "sanso-label";
const page = new URL("../l", location.href).pathname;

self.addEventListener("install", (event) => (event as Extended).waitUntil(keep()));
self.addEventListener("activate", (event) => (event as Extended).waitUntil((self as unknown as { clients: { claim(): Promise<void> } }).clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event as Fetched;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname === page) (event as Fetched).respondWith(fresh(request));
  else if (pathname.startsWith("/static/") && request.referrer.split("#")[0]?.split("?")[0] === origin + page) (event as Fetched).respondWith(held(request));
});

/** Keep the page as it is now, with what it needs. */
async function keep(): Promise<Response> {
  const answer = await fetch(page, { cache: "no-cache" });
  const [store, html] = [await caches.open(KEPT), await answer.clone().text()];
  await store.addAll([...new Set(html.match(/\/static\/[\w.-]+/g) ?? [])]);
  await store.put(page, answer.clone());
  return answer;
}

/** The newest page where there is a connection, else the one that was kept. */
async function fresh(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep().catch(() => undefined);
    return answer;
  } catch (error) {
    const kept = await caches.match(page);
    if (kept) return kept;
    throw error;
  }
}

async function held(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
