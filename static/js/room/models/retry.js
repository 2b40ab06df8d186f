/** When to try again: what the protocol says of close codes and of errors. */

const FIRST_WAIT = 500; // ms
const LONGEST_WAIT = 8_000; // ms
const RESTART_JITTER = 5_000; // ms
const FLOOD_WAIT = 30_000; // ms
const RESTARTING = 1012;
const FLOODED = 4429;
const UNAVAILABLE_WAIT = 2_000; // ms, when the server does not say
const WITHOUT_END = 24 * 3_600_000; // ms, a mute whose end the server does not say
const LATER = new Set(["unavailable", "rate-limited", "slow-mode"]);
const FINAL = new Set([1009, 4400, 4401, 4403, 4404, 4409]);

/** Exponential with full jitter, so that a room that lost its server does not come back as one wave. */
function backoff(attempt, random) {
  return random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
}

/** Milliseconds until the next try, or null when there is none. `bye` is the server's last frame, if it came. */
export function waitBeforeRetry({ code, bye, attempt, random = Math.random }) {
  const asked = bye?.retry_after === undefined ? 0 : bye.retry_after * 1_000;
  if (code === FLOODED) return (asked || FLOOD_WAIT) + backoff(attempt, random);
  if (FINAL.has(code) || bye?.retry === false) return null;
  if (code === RESTARTING) return asked + random() * RESTART_JITTER;
  return asked + backoff(attempt, random);
}

/** Milliseconds until the same request may go again by itself, or null when it is refused for good. */
export function waitAfterError({ code, retry_after: after }) {
  if (!LATER.has(code)) return null;
  return after === undefined ? UNAVAILABLE_WAIT : after * 1_000;
}

/** How long a mute lasts from now, in ms. */
export function muteAfterError({ retry_after: after }) {
  return after === undefined ? WITHOUT_END : after * 1_000;
}
