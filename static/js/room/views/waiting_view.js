import { Countdown, wordsFor } from "../models/countdown.js";
import { say, sayCount } from "../words.js";

const TOLD = new Set([5, 1, 0]); // minutes left at which a screen reader is told

/** What one reads before the talk opens, with a calm countdown in words. It goes when the talk opens. */
export class WaitingView {
  #node;
  #moment = document.getElementById("waiting-moment");
  #plain = document.getElementById("waiting-plain");
  #words = document.getElementById("countdown");
  #coming = document.getElementById("coming");
  #told = document.getElementById("waiting-told");
  #countdown;
  #startsAt; // ms since the epoch, NaN when nobody was told
  #phase = null;
  #hadTalk = false; // the evening that stands here has begun: of the next one this page knows nothing

  /** `node` is the waiting room; its data have the start, and the server's clock when the page was made. */
  constructor(node) {
    this.#node = node;
    this.#startsAt = Date.parse(node.dataset.startsAt);
    const ahead = Date.parse(node.dataset.now) - Date.now(); // ms by which the clock here is slow
    this.#countdown = new Countdown({ now: () => Date.now() + ahead, changed: (minutes) => this.#show(minutes) });
  }

  /** `endsAt` is when the phase ends, where people were told: for the waiting room that is the start. */
  phase(name, endsAt) {
    if (name === "waiting") this.#knowStart(endsAt);
    const turned = name !== this.#phase;
    this.#phase = name;
    this.#hadTalk ||= name !== "closed";
    if (turned) this.#node.open = name === "waiting";
    const shown = name === "waiting" || (!this.#hadTalk && !Number.isNaN(this.#startsAt));
    if (!shown && this.#node.contains(document.activeElement)) document.getElementById("scroller").focus();
    this.#node.hidden = !shown;
    this.#countdown.aim(shown && !Number.isNaN(this.#startsAt) ? this.#startsAt : null);
  }

  /** There is no room behind this page any more: nothing to wait for. */
  end() {
    this.#node.hidden = true;
    this.#countdown.aim(null);
  }

  /** Whether the moment that stands here is the one that is waited for. */
  #knowStart(endsAt) {
    const startsAt = Date.parse(endsAt);
    const same = startsAt === this.#startsAt;
    this.#startsAt = startsAt;
    if (this.#moment) this.#moment.hidden = !same;
    this.#plain.hidden = same && this.#moment !== null;
  }

  #show(minutes) {
    const { key, count } = wordsFor(minutes);
    const words = count ? sayCount(key, count) : say(key);
    const first = this.#words.textContent === "";
    this.#words.textContent = words;
    this.#words.hidden = words === "";
    if (this.#coming) this.#coming.hidden = minutes === 0;
    this.#told.textContent = !first && this.#phase === "waiting" && TOLD.has(minutes) ? words : "";
  }
}
