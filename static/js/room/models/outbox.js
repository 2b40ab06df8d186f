import { freshId } from "./text.js";

const SAFE = new Set(["kept", "held"]); // the server has it
const ASKED = new Set(["flying", "held"]); // an answer is still to come
const TAKEN_OUT = new Set(["failed", "held"]);

/**
 * What this page has asked and was not yet told the end of: posts and edits, one at a time and in order, and retractions.
 * In memory only. A request is `queued`, then `flying`, then `kept` (acked, its event still to come), `failed`, or `held`
 * for a facilitator: the server has it, and tells later what became of it.
 */
export class Outbox {
  #requests = [];
  #send;
  #knows;
  #changed;
  #refused;
  #holdTimer = 0;

  /** `send(frame)` says whether it went out, `knows(seq)` whether that event is shown; `changed()` and `refused(request)` are told. */
  constructor({ send, knows, changed, refused }) {
    this.#send = send;
    this.#knows = knows;
    this.#changed = changed;
    this.#refused = refused;
  }

  /** The lines to show below the talk. */
  get lines() {
    return this.#requests.filter((request) => request.frame.type !== "retract" && !request.landed);
  }

  /** Whether leaving now would lose something. */
  get unsent() {
    return this.#requests.some((request) => !SAFE.has(request.state));
  }

  /** `frame` is a `post` or an `edit`, without its id; what is undefined in it does not go out. */
  ask(frame) {
    const id = freshId();
    this.#requests.push({ key: id, frame: { ...frame, id }, state: "queued" });
    this.flow();
  }

  /** What the server has of before this page was loaded: asked once more under the same ids, to hear how it stands. */
  resume(frames) {
    this.#requests.push(...frames.map((frame) => ({ key: frame.id, frame, state: "queued" })));
  }

  retract(seq) {
    const id = freshId();
    this.#requests.unshift({ key: id, frame: { type: "retract", id, seq }, state: "queued" });
    this.flow();
  }

  /** Send what may go: nothing while an answer is awaited; retractions first, since they protect. */
  flow() {
    const flying = this.#requests.some((request) => request.state === "flying");
    const next = flying ? undefined : this.#next();
    if (next && this.#send(next.frame)) next.state = "flying";
    this.#changed();
  }

  /** The socket is gone: what was under way is unknown, and goes again under its own id. */
  interrupt() {
    this.#release();
    for (const request of this.#requests) if (ASKED.has(request.state)) request.state = "queued";
    this.#changed();
  }

  acked(id, seq) {
    const request = this.#of(id);
    if (!request) return;
    request.landed = undefined;
    request.state = "kept";
    request.seq = seq;
    this.settle();
    this.flow();
  }

  /** An own event came; when it is what is under way, that line is shown by its event from now on. */
  landed(event) {
    const flying = this.#requests.find((request) => request.state === "flying");
    if (flying?.frame.text === event.text && flying?.frame.seq === event.refers_to) flying.landed = event.seq;
    this.settle();
  }

  /** Drop what the log itself shows by now. */
  settle() {
    this.#requests = this.#requests.filter(
      (request) => request.state !== "kept" || (request.frame.type !== "retract" && !this.#knows(request.seq)),
    );
    this.#changed();
  }

  /** A facilitator reads it first; `why` is the protocol's word. */
  held(id, why) {
    const request = this.#of(id);
    if (!request) return;
    request.state = "held";
    request.why = why;
    this.flow();
  }

  /** The server has refused: nothing was added; `findings` are what its author should look at first, `words` a facilitator's. */
  failed(id, code, findings, words) {
    const request = this.#of(id);
    if (!request) return;
    request.landed = undefined;
    request.state = "failed";
    request.code = code;
    request.findings = findings;
    request.words = words;
    if (request.frame.type === "retract") this.#drop(request);
    this.#refused(request);
    this.flow();
  }

  /** Not now: the same request goes again, under the same id, after `wait` ms. */
  hold(id, wait) {
    const request = this.#of(id);
    if (!request) return;
    request.state = "queued";
    request.waiting = true;
    clearTimeout(this.#holdTimer);
    this.#holdTimer = setTimeout(() => {
      this.#release();
      this.flow();
    }, wait);
    this.#changed();
  }

  /** Try a failed line again, under a new id, after those that wait already; what was found in it is meant. */
  again(key) {
    const request = this.take(key);
    if (request) this.ask(request.findings ? confirmed(request) : request.frame);
  }

  /** Take a line out that failed or waits, to be changed or let go. */
  take(key) {
    const request = this.#requests.find((each) => each.key === key && TAKEN_OUT.has(each.state));
    if (request) this.#drop(request);
    this.#changed();
    return request;
  }

  clear() {
    this.#release();
    this.#requests = [];
    this.#changed();
  }

  #next() {
    const queued = this.#requests.filter((request) => request.state === "queued");
    const held = queued.some((request) => request.waiting);
    return queued.find((request) => request.frame.type === "retract" && !request.waiting) ?? (held ? undefined : queued[0]);
  }

  #release() {
    clearTimeout(this.#holdTimer);
    for (const request of this.#requests) request.waiting = false;
  }

  #of(id) {
    return this.#requests.find((request) => request.frame.id === id);
  }

  #drop(request) {
    this.#requests = this.#requests.filter((each) => each !== request);
  }
}

/** The same frame, with the ids of what was found; an edit has no field for them, it is only sent again. */
function confirmed({ frame, findings }) {
  if (frame.type !== "post") return frame;
  return { ...frame, confirm: [...(frame.confirm ?? []), ...findings.map(({ id }) => id)] };
}
