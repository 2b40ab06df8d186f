import { Announcer } from "./announcer.js";
import { Curtains } from "./curtains.js";
import { LineView } from "./line_view.js";

const PAUSE = 10 * 60_000; // ms of silence after which a line shows its time

/** The lines of the log on the page. They only grow at the end; a changed line is drawn again in its place. */
export class LogView {
  #log = document.getElementById("log");
  #lines = document.getElementById("lines");
  #nothing = document.getElementById("nothing-yet");
  #view;
  #scroller;
  #room;
  #curtains;
  #announcer = new Announcer({ spoken: (entry) => this.#view.spoken(entry) });
  #live = false; // what comes is new: the reader was here before it
  #drawn = new Map(); // seq → how it was drawn
  #previous = null;

  constructor({ room, scroller, more }) {
    this.#room = room;
    this.#scroller = scroller;
    this.#curtains = new Curtains({ moved: () => scroller.keep() });
    this.#view = new LineView({ room, more, curtains: this.#curtains });
  }

  /** Many lines follow: assistive technology waits until `done()`. */
  busy() {
    this.#log.setAttribute("aria-busy", "true");
  }

  done() {
    this.#nothing.hidden = this.#lines.childElementCount > 0;
    this.#log.setAttribute("aria-busy", "false");
    this.#scroller.keep();
    this.#live = true;
  }

  clear() {
    this.#live = false;
    this.#announcer.clear();
    this.#lines.replaceChildren();
    this.#drawn.clear();
    this.#curtains.clear();
    this.#previous = null;
    this.#scroller.reset();
  }

  /** `missed`: it came while the reader was without connection. */
  add(entry, { missed = false } = {}) {
    const message = entry.kind === "message";
    if (!message && !this.#view.happening(entry)) return;
    const place = this.#placeAfter(entry);
    this.#drawn.set(entry.seq, place);
    this.#previous = entry;
    const node = this.#view.draw(entry, place);
    this.#lines.append(node);
    this.#nothing.hidden = true;
    if (this.#live) this.#announcer.add(entry);
    if (message && entry.by !== this.#room.you) this.#scroller.arrives(node, { missed });
  }

  redraw(entry) {
    const old = this.#node(entry.seq);
    if (!old) return;
    if (entry.gone) this.#announcer.hush();
    const fresh = this.#view.draw(entry, this.#drawn.get(entry.seq));
    const focused = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (focused) (fresh.querySelector("button") ?? fresh).focus({ preventScroll: true });
  }

  /** The quiet words under a line have changed, and nothing else. */
  acknowledged(seq) {
    this.#node(seq)?.querySelector(".line__counts")?.replaceWith(this.#view.counts(seq));
    this.#scroller.keep();
  }

  /** Mark the first line of another that is newer than `seq`, and go there. */
  resumeAfter(seq) {
    const unread = [...this.#drawn.keys()].find((each) => each > seq && this.#isOthers(each));
    if (unread === undefined) return;
    this.#scroller.mark(this.#node(unread));
    this.#scroller.toMark();
  }

  #isOthers(seq) {
    const entry = this.#room.entry(seq);
    return entry.kind === "message" && !entry.gone && entry.by !== this.#room.you;
  }

  #placeAfter(entry) {
    const before = this.#previous;
    if (!before) return { joined: false, paused: true };
    const paused = Date.parse(entry.at) - Date.parse(before.at) >= PAUSE;
    const same = before.kind === "message" && entry.kind === "message" && before.by === entry.by;
    return { joined: same && !paused, paused };
  }

  #node(seq) {
    return this.#lines.querySelector(`[data-seq="${seq}"]`);
  }
}
