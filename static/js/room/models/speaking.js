const QUIET_PHASES = new Set(["waiting", "paused"]); // of a talk; backstage and asides go on meanwhile

/** Whether the person at this page may speak now, and if not, why. */
export class Speaking {
  phase;
  role;
  #kind;
  #mutedUntil = 0; // ms since the epoch
  #timer = 0;
  #changed;

  constructor({ kind, phase, role, changed }) {
    this.#kind = kind;
    this.phase = phase;
    this.role = role;
    this.#changed = changed;
  }

  get mutedUntil() {
    return new Date(this.#mutedUntil);
  }

  /** Null when the word is free, else the protocol's word for the reason. */
  get barredBy() {
    if (this.phase === "closed") return "closed";
    if (this.#kind === "talk" && QUIET_PHASES.has(this.phase)) return this.phase;
    if (this.role === "listener") return "listening-only";
    return this.#muted ? "muted" : null;
  }

  /** A quiet word is for listeners too. */
  get mayAcknowledge() {
    return this.barredBy === null || (this.barredBy === "listening-only" && !this.#muted);
  }

  turn(phase) {
    this.phase = phase;
    this.#changed();
  }

  mute(wait) {
    this.#mutedUntil = Date.now() + wait;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed(), wait + 1);
    this.#changed();
  }

  get #muted() {
    return Date.now() < this.#mutedUntil;
  }
}
