/** Passkeys: asks the server what to ask, asks the device, and sends its answer with the form. */
const TOO_MANY = 429;
const NEEDS_PATIENCE = 428; // the page has a sum to do then
const WAIT = new Error("wait");
const possible = Boolean(window.PublicKeyCredential);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !possible;
  form.addEventListener("submit", (event) => begin(event, form));
}
for (const words of document.querySelectorAll("[data-without-passkeys]")) words.hidden = possible;

async function begin(event, form) {
  event.preventDefault();
  for (const said of form.querySelectorAll("[data-failed], [data-wait]")) said.hidden = true;
  try {
    const options = decoded(await asked(form));
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: options });
    form.elements.credential.value = JSON.stringify(encoded(credential));
    form.submit();
  } catch (error) {
    const said = (error === WAIT && form.querySelector("[data-wait]")) || form.querySelector("[data-failed]");
    said.hidden = false;
    said.focus();
  }
}

async function asked(form) {
  const answer = await fetch(form.dataset.ask, { method: "POST", body: new FormData(form), redirect: "error" });
  if (answer.status === TOO_MANY) throw WAIT;
  if (answer.status === NEEDS_PATIENCE) window.location.reload();
  if (!answer.ok) throw new Error("unanswered");
  return answer.json();
}

function decoded(options) {
  const known = (credential) => ({ ...credential, id: bytes(credential.id) });
  const { challenge, user, excludeCredentials } = options;
  return {
    ...options,
    challenge: bytes(challenge),
    ...(user && { user: known(user) }),
    ...(excludeCredentials && { excludeCredentials: excludeCredentials.map(known) }),
  };
}

function encoded(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const sent = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  const id = text(credential.rawId);
  return { id, rawId: id, type: credential.type, response: Object.fromEntries(sent), clientExtensionResults: {} };
}

/** JSON carries binary parts as base64url. */
function bytes(base64url) {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function text(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
