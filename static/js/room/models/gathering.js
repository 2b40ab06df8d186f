const SOON = 300; // ms: what comes together is told together

/** Gathers what comes and hands it on in one go: soon after the first, and then at most once in `every` ms. */
export class Gathering {
  #every;
  #deed;
  #kept = [];
  #next = 0;
  #timer = 0;

  constructor(every, deed) {
    this.#every = every;
    this.#deed = deed;
  }

  add(thing) {
    this.#kept.push(thing);
    this.#timer ||= setTimeout(() => this.#hand(), Math.max(SOON, this.#next - Date.now()));
  }

  clear() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#kept = [];
  }

  #hand() {
    const things = this.#kept;
    this.clear();
    this.#next = Date.now() + this.#every;
    this.#deed(things);
  }
}
