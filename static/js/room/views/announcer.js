import { Gathering } from "../models/gathering.js";
import { sayCount } from "../words.js";
import { element } from "./element.js";

const STAYS_FOR = 5_000; // ms
const MOST = 5; // so many lines are read aloud; of more, only how many came

/** Tells a screen reader what came, in one go and at a pace that can be followed. The log itself is silent. */
export class Announcer {
  #node = document.getElementById("announced");
  #spoken;
  #gathering;
  #timer = 0;

  /** `pace` is the time from one announcement to the next in ms; `spoken(entry)` gives words, empty for what is not told. */
  constructor({ pace, spoken }) {
    this.#gathering = new Gathering(pace, (entries) => this.#tell(entries));
    this.#spoken = spoken;
  }

  add(entry) {
    this.#gathering.add(entry);
  }

  clear() {
    this.#gathering.clear();
    this.hush();
  }

  /** What was told last may not stay: a line of it has gone, or was told long enough ago. */
  hush() {
    clearTimeout(this.#timer);
    this.#node.replaceChildren();
  }

  #tell(entries) {
    const words = entries.map(this.#spoken).filter(Boolean);
    if (words.length === 0) return;
    const told = words.length > MOST ? [sayCount("new", words.length)] : words;
    this.#node.replaceChildren(...told.map((text) => element("p", { text, dir: "auto" })));
    clearTimeout(this.#timer);
    // Who reads on from here may not meet the lines a second time.
    this.#timer = setTimeout(() => this.hush(), STAYS_FOR);
  }
}
