/** What a line may hold, counted as the server counts it. */

export const LONGEST_LINE = 4000; // code points
export const LONGEST_NOTE = 80; // code points
const SNIPPET = 90; // code points
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text as it goes out: composed, trimmed, newlines as LF, without what the protocol refuses. */
export function cleaned(text) {
  return text.replace(/\r\n?/g, "\n").replace(CONTROL, "").replace(LONE_SURROGATE, "\ufffd").normalize("NFC").trim();
}

export function codePoints(text) {
  return [...text].length;
}

/** The beginning of a text, on one line. */
export function snippet(text) {
  const points = [...text.replace(/\s+/g, " ")];
  return points.length > SNIPPET ? `${points.slice(0, SNIPPET).join("")}…` : points.join("");
}

/** A fresh id for a request; `randomUUID` is missing where the page came without TLS. */
export function freshId() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
