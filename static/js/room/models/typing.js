const SHOWN_FOR = 5_000; // ms

/** Who of the others is typing; each sign is worth five seconds. */
export class Typing {
  #until = new Map();
  #timer = 0;
  #changed;

  constructor({ changed }) {
    this.#changed = changed;
  }

  /** Ids of those who are typing, longest first. */
  get who() {
    const now = Date.now();
    return [...this.#until].filter(([, until]) => until > now).map(([id]) => id);
  }

  sign(id) {
    this.#until.set(id, Date.now() + SHOWN_FOR);
    this.#tell();
  }

  /** The line has come, or the person has gone. */
  stop(id) {
    if (this.#until.delete(id)) this.#tell();
  }

  clear() {
    this.#until.clear();
    this.#tell();
  }

  #tell() {
    this.#changed();
    clearTimeout(this.#timer);
    if (this.#until.size === 0) return;
    this.#timer = setTimeout(() => this.#expire(), Math.min(...this.#until.values()) - Date.now() + 1);
  }

  #expire() {
    for (const [id, until] of this.#until) if (until <= Date.now()) this.#until.delete(id);
    this.#tell();
  }
}
