// Passkeys: `button[data-passkey="create"|"get"]` asks `data-options` for a challenge, lets the browser sign it, and
// gives the answer to `data-answer`, which replies with `{"next": address}`.
import { networkAway, toast } from "./toast";
import { postJson, Refused } from "./http";
import { say } from "./words";

/** Bind one button. */
export function bind(button: HTMLElement): void {
  if (!("PublicKeyCredential" in window)) {
    button.setAttribute("disabled", "");
    button.title = say("This browser knows no passkeys.", "このブラウザーはパスキーに対応していません。");
    return;
  }
  button.addEventListener("click", (event) => {
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    void run(button).finally(() => button.removeAttribute("aria-busy"));
  });
}

async function run(button: HTMLElement): Promise<void> {
  const { passkey, options = "", answer = "" } = button.dataset;
  const form = button.closest("form");
  const fields = form ? Object.fromEntries(new FormData(form)) : {};
  try {
    const asked = await postJson<CredentialCreationOptions["publicKey"] & object>(options, fields);
    const credential = passkey === "create" ? await create(asked) : await get(asked);
    if (!(credential instanceof PublicKeyCredential)) return;
    const { next } = await postJson<{ next: string }>(answer, { ...fields, credential: written(credential) });
    if (new URL(next, location.href).origin === location.origin) location.assign(next);
  } catch (error) {
    toast(words(error), "error");
  }
}

function words(error: unknown): string {
  if (error instanceof Refused) return error.message || say("The server did not accept it.", "サーバーに拒否されました。");
  if (error instanceof TypeError) return networkAway();
  if (error instanceof DOMException && error.name === "InvalidStateError") {
    return say("This device already holds a passkey for this account.", "この端末には、このアカウントのパスキーがすでにあります。");
  }
  return say("No passkey was used. Try again, or choose another way.", "パスキーは使用されませんでした。もう一度試すか、別の方法を選んでください。");
}

// The options come as JSON in which every piece of bytes is base64url text, as the Web Authentication standard says.
/* eslint-disable-next-line */
type Json = any;

async function create(options: Json): Promise<Credential | null> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map(known),
  };
  return navigator.credentials.create({ publicKey });
}

async function get(options: Json): Promise<Credential | null> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map(known),
  };
  return navigator.credentials.get({ publicKey });
}

function known(credential: Json): PublicKeyCredentialDescriptor {
  return { ...credential, id: bytes(credential.id) };
}

/** Return *credential* as the JSON that the standard describes. */
function written(credential: PublicKeyCredential): Json {
  const { response } = credential;
  const made: Record<string, unknown> = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    made.attestationObject = text(response.attestationObject);
    made.transports = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    made.authenticatorData = text(response.authenticatorData);
    made.signature = text(response.signature);
    if (response.userHandle) made.userHandle = text(response.userHandle);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: made,
  };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const base64 = btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
