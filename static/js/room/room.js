import { Arrivals } from "./models/arrivals.js";
import { Link } from "./models/link.js";
import { Outbox } from "./models/outbox.js";
import { Pace } from "./models/pace.js";
import { Past } from "./models/past.js";
import { Reactions } from "./models/reactions.js";
import { muteAfterError, waitAfterError } from "./models/retry.js";
import { Seen } from "./models/seen.js";
import { Typing } from "./models/typing.js";
import { People } from "./models/people.js";
import { Speaking } from "./models/speaking.js";
import { Timeline } from "./models/timeline.js";

const TYPING_EVERY = 3_000; // ms
const FORGETTING = new Set([4401, 4403, 4404]);

/**
 * The room without its page: takes the server's frames and the reader's deeds, and tells `page` what to show.
 * `settings` are `{path, history, from, you, role, kind, phase, mutedFor, held, wait}`: `from` is the number from which the log
 * is wanted (null: the newest), `held` are the requests that waited for a facilitator, `wait` how many ms the lines of others wait before they are shown.
 */
export class Room {
  timeline = new Timeline();
  people = new People();
  you;
  #page;
  link;
  #from;
  #arrivals;
  #epoch = null;
  #head = 0; // the log's head at the last welcome: phases up to there are already told by it
  #caughtUp = false;

  constructor({ page, settings }) {
    this.you = settings.you;
    this.#page = page;
    this.#from = settings.from;
    this.#arrivals = new Arrivals({ wait: settings.wait, show: (arrival) => this.#show(arrival) });
    this.speaking = new Speaking({ ...settings, changed: () => page.speaking(this.speaking) });
    this.typing = new Typing({ changed: () => page.typing(this.typing.who.map((id) => this.people.person(id))) });
    const send = (frame) => this.link.send(frame);
    const refused = (request) => page.refused(request);
    this.reactions = new Reactions({ send, refused, changed: (seq) => page.acknowledged(seq) });
    const { timeline, people, reactions } = this;
    this.past = new Past({ path: settings.history, timeline, people, reactions, quoted: page.quoted });
    const knows = (seq) => this.timeline.has(seq) && !this.#arrivals.some(({ entry }) => entry.seq === seq);
    this.outbox = new Outbox({ send, refused, knows, changed: () => page.pending(this.outbox.lines) });
    this.link = new Link({
      path: settings.path,
      position: () => this.#position(),
      onFrame: (frame) => this.#hear(frame),
      onState: (state, code) => this.#state(state, code),
    });
    this.tellTyping = new Pace(TYPING_EVERY, () => send({ type: "typing" }));
    this.seen = new Seen({ send, readUpTo: () => page.readUpTo() });
    this.outbox.resume(settings.held);
    if (settings.mutedFor > 0) this.speaking.mute(settings.mutedFor);
  }

  #position() {
    if (this.timeline.last !== null) return { after: this.timeline.last, epoch: this.#epoch };
    return this.#from === null ? {} : { after: this.#from };
  }

  #state(state, code) {
    if (state === "lost") {
      this.outbox.interrupt();
      this.reactions.interrupt();
      this.typing.clear();
    }
    if (FORGETTING.has(code)) this.#forget();
    this.#page.connection(state, code);
  }

  #forget() {
    this.#empty();
    this.outbox.clear();
  }

  #empty() {
    this.timeline.clear();
    this.#arrivals.clear();
    this.past.clear();
    this.reactions.clear();
    this.#page.clear();
  }

  #hear(frame) {
    this.people.learn(frame.names);
    if (frame.type === "welcome") this.#welcome(frame);
    else if (frame.type === "events") this.#catchUp(frame, { missed: false });
    else if (frame.type === "event") this.#event(frame);
    else if (frame.type === "ack") this.#asked((each) => each.acked(frame.id, frame.seq));
    else if (frame.type === "held") this.outbox.held(frame.id, frame.why);
    else if (frame.type === "error") this.#error(frame);
    else if (frame.type === "counts") this.#count(frame);
    else if (frame.type === "people") this.#here(frame.here);
    else if (frame.type === "call") this.#page.called();
    else if (frame.type === "typing" && frame.by !== this.you) this.typing.sign(frame.by);
  }

  #welcome(frame) {
    const missed = this.timeline.last !== null && !frame.reset;
    if (frame.reset) this.#empty();
    this.timeline.floor = frame.floor;
    this.reactions.learn(frame);
    this.you = frame.you;
    this.#epoch = frame.epoch;
    this.#head = frame.seq;
    this.speaking.role = frame.role;
    this.#turn(frame.phase.name, frame.phase.ends_at);
    this.#here(frame.here);
    this.#catchUp(frame, { missed });
  }

  /** A list of events; the room is up to date after the last one. */
  #catchUp(frame, { missed }) {
    this.#page.busy();
    for (const event of frame.events) this.#take(event, { missed });
    this.#arrivals.flush();
    if (frame.more) return;
    this.timeline.reach(this.#head);
    this.outbox.settle();
    this.#asked((each) => each.flow());
    this.#page.upToDate({ first: !this.#caughtUp });
    this.#caughtUp = true;
    this.past.findQuotes();
  }

  #event(event) {
    if (!this.timeline.follows(event.seq)) return void this.link.renew();
    this.#take(event, { missed: false });
    if (event.reply_to !== undefined) this.past.findQuotes();
  }

  #take(event, { missed }) {
    const { added, changed } = this.timeline.take(event);
    for (const seq of changed) this.#page.changed(this.timeline.entry(seq));
    if (event.kind === "edited" && event.by === this.you) this.outbox.landed(event);
    if (!added) return;
    if (event.seq > this.#head && ["phase", "closed"].includes(event.kind)) this.#turn(event.name ?? "closed", event.ends_at);
    this.#arrivals.add({ entry: added, missed }, { own: event.by === this.you });
  }

  /** The time of a line has come. */
  #show({ entry, missed }) {
    const message = entry.kind === "message";
    if (message && entry.by === this.you) this.outbox.landed(entry);
    if (message) this.typing.stop(entry.by);
    this.#page.added(entry, { missed });
    this.outbox.settle();
  }

  #count(frame) {
    if (this.timeline.entry(frame.seq) || this.timeline.awaits) this.reactions.count(frame);
  }

  #error(error) {
    const wait = waitAfterError(error);
    if (error.code === "muted") this.speaking.mute(muteAfterError(error));
    const { id, code, findings, detail } = error;
    const words = code === "check" && !findings ? detail : undefined; // a line that waited comes back with a word
    this.#asked((each) => (wait === null ? each.failed(id, code, findings, words) : each.hold(id, wait)));
  }

  /** Who asks the server: each knows its own requests by their ids. */
  #asked(deed) {
    for (const each of [this.outbox, this.reactions]) deed(each);
  }

  #turn(phase, endsAt) {
    this.speaking.turn(phase);
    this.#page.phase(phase, endsAt);
  }

  #here(here) {
    this.people.arrive(here);
    this.#page.here(this.people.here);
  }
}
