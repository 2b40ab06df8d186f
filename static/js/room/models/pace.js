/** Lets something happen at once, then at most once in `every` ms; what comes between is kept for the end. */
export class Pace {
  #every;
  #deed;
  #next = 0;
  #timer = 0;

  constructor(every, deed) {
    this.#every = every;
    this.#deed = deed;
  }

  /** For signs that may be lost: in between, nothing. */
  now() {
    if (Date.now() < this.#next) return;
    this.#next = Date.now() + this.#every;
    this.#deed();
  }

  /** For a state that must get there: in between, later. */
  soon() {
    clearTimeout(this.#timer);
    const wait = this.#next - Date.now();
    if (wait > 0) this.#timer = setTimeout(() => this.now(), wait + 1);
    else this.now();
  }
}
