import { Voice } from "../models/voice.js";
import { say, sayCount } from "../words.js";

const MOST = 5; // so many lines wait to be read; of more, only how many came

/** Reads lines aloud: one that is asked for, or all that come. It always shows that it does, with a way to stop. */
export class ReadAloud {
  #voice;
  #bar = document.getElementById("aloud");
  #words = document.getElementById("aloud-words");
  #stop = document.getElementById("aloud-stop");
  #log;
  #goingOn = false;

  /** `language` is that of the talk, such as `nl`; `log` has the words of a line. */
  constructor({ language, log }) {
    this.#voice = new Voice({ language });
    this.#log = log;
    this.#stop.addEventListener("click", () => this.stop());
    // Nothing may sound from a page that nobody looks at, nor start again by itself.
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
    window.addEventListener("pagehide", () => this.stop());
  }

  line(entry) {
    if (!this.#ready()) return;
    this.#voice.stop();
    this.#voice.say(entry.seq, () => this.#log.aloud(entry));
  }

  /** From now on. */
  goOn() {
    if (!this.#ready()) return;
    this.#goingOn = true;
    this.#show(say("aloud_on"), say("aloud_stop"));
  }

  /** A line has come and is shown. */
  added(entry) {
    if (!this.#goingOn || !this.#log.spoken(entry)) return;
    const waiting = this.#voice.waiting + 1;
    if (waiting <= MOST) return void this.#voice.say(entry.seq, () => this.#log.spoken(entry));
    this.#voice.skip();
    this.#voice.say(null, () => sayCount("new", waiting));
  }

  /** The line has lost its text. */
  forget(seq) {
    this.#voice.forget(seq);
  }

  stop() {
    this.#goingOn = false;
    this.#voice.stop();
    this.#show("");
  }

  #ready() {
    if (!this.#voice.able) this.#show(say("aloud_unable"), say("aloud_close"));
    return this.#voice.able;
  }

  #show(words, way = "") {
    const held = this.#bar.contains(document.activeElement);
    this.#words.textContent = words;
    this.#stop.textContent = way;
    this.#bar.hidden = words === "";
    if (held && this.#bar.hidden) document.getElementById("scroller").focus({ preventScroll: true });
  }
}
