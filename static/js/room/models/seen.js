import { Pace } from "./pace.js";

const EVERY = 1_000; // ms

/** Tells the server how far was read: only forward, and not too often. */
export class Seen {
  #told = 0;
  #send;
  #readUpTo;
  #pace = new Pace(EVERY, () => this.#tell());

  /** `send(frame)` says whether it went out, `readUpTo()` gives the newest number that was on the screen. */
  constructor({ send, readUpTo }) {
    this.#send = send;
    this.#readUpTo = readUpTo;
  }

  soon() {
    this.#pace.soon();
  }

  #tell() {
    const seq = this.#readUpTo();
    if (seq > this.#told && this.#send({ type: "seen", seq })) this.#told = seq;
  }
}
