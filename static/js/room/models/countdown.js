const MINUTE = 60_000; // ms
const HOUR = 60; // minutes
const DAY = 24 * HOUR;
const LOOKS_EVERY = 10_000; // ms at most: a laptop that slept knows at once

/** Tells how many minutes are left until a moment, each time that the number changes. */
export class Countdown {
  #moment = null; // ms since the epoch
  #left = null;
  #timer = 0;
  #now;
  #changed;

  /** `now()` gives ms since the epoch; `changed(minutes)` hears whole minutes, 0 when it is time, null without a moment. */
  constructor({ now, changed }) {
    this.#now = now;
    this.#changed = changed;
    document.addEventListener("visibilitychange", () => this.#look());
  }

  /** Counts to `moment` from here on; null stops. */
  aim(moment) {
    this.#moment = moment;
    this.#left = undefined;
    this.#look();
  }

  #look() {
    clearTimeout(this.#timer);
    const ms = this.#moment === null ? null : Math.max(0, this.#moment - this.#now());
    const left = ms === null ? null : Math.ceil(ms / MINUTE);
    if (left !== this.#left) {
      this.#left = left;
      this.#changed(left);
    }
    if (ms) this.#timer = setTimeout(() => this.#look(), Math.min(LOOKS_EVERY, ms % MINUTE || MINUTE));
  }
}

/** The key of the words for so many minutes, and the number in them; no key for what is a day away or more. */
export function wordsFor(minutes) {
  if (minutes === null || minutes >= DAY) return { key: "", count: 0 };
  if (minutes === 0) return { key: "begins_now", count: 0 };
  if (minutes < HOUR) return { key: "begins_minutes", count: minutes };
  return { key: "begins_hours", count: Math.round(minutes / HOUR) };
}
