import { say, sayFirst, sayTime } from "../words.js";
import { element, shape, tinted } from "./element.js";
import { gist } from "./gist.js";

/**
 * Draws lines and happenings. `room` tells `you`, `person(id)`, `entry(seq)`, `rule(code)`, `reactions(seq)` and
 * `concealed(id)`; `more(entry)` opens a line's deeds; `curtains` cover what the reader opens first.
 */
export class LineView {
  #room;
  #more;
  #curtains;

  constructor({ room, more, curtains }) {
    this.#room = room;
    this.#more = more;
    this.#curtains = curtains;
  }

  /** `place` is as in `place()`. */
  draw(entry, place) {
    const node = entry.kind === "message" ? this.#message(entry) : this.#happening(entry);
    node.dataset.seq = entry.seq;
    this.place(node, place);
    return node;
  }

  /** `joined`: the same person goes on; `paused`: after a silence, so that the time shows. */
  place(node, { joined, paused }) {
    node.classList.toggle("line--joined", joined);
    node.classList.toggle("line--paused", paused);
  }

  /** The place of a line that was drawn. */
  placeOf(node) {
    return { joined: node.classList.contains("line--joined"), paused: node.classList.contains("line--paused") };
  }

  /** What happened in words; empty when this page has no words for it. */
  happening(entry) {
    const id = entry.member ?? entry.values?.member ?? entry.by;
    const values = { ...entry.values, name: this.#name(id) };
    if (entry.kind === "phase") return sayFirst([`phase_line_${entry.name}`, "phase_line_open"], values);
    if (entry.kind === "notice") return say(`notice_${entry.code}`, values);
    return say(entry.kind === "closed" ? "phase_line_closed" : entry.kind, values);
  }

  /** In words for the ear, without what the eye does not see either; empty for what is not told. */
  aloud(entry) {
    if (entry.kind !== "message") return this.happening(entry);
    if (entry.gone || this.#room.concealed(entry.by)) return "";
    const open = !entry.note || entry.by === this.#room.you || this.#curtains.opened(noteKey(entry));
    return say("quote", { name: this.#name(entry.by), words: open ? entry.text : gist(entry) });
  }

  /** The quiet words under a line, as words and numbers. */
  counts(seq) {
    const given = this.#room.reactions(seq).filter(({ count }) => count > 0);
    const node = element("p", { class: "line__counts" }, given.map(this.#count));
    node.hidden = given.length === 0;
    return node;
  }

  #count({ kind, count, own }) {
    const node = element("span", { class: "line__count", text: `${say(`word_${kind}`)}\u00a0${count}` });
    node.classList.toggle("line__count--own", own);
    if (own) node.append(element("span", { class: "visually-hidden", text: ` (${say("you_too")})` }));
    return node;
  }

  #happening(entry) {
    const text = `${this.happening(entry)} `;
    return element("li", { class: "line line--happening", tabindex: "-1" }, [
      element("span", { text, dir: "auto" }),
      this.#time(entry),
    ]);
  }

  #message(entry) {
    const person = this.#room.person(entry.by);
    const own = entry.by === this.#room.you;
    const folded = !own && this.#room.concealed(entry.by);
    const content = this.#content(entry, person, own);
    const shown = folded ? this.#curtains.over(`person ${entry.seq}`, say("concealed"), content) : content;
    const node = element("li", { class: "line", tabindex: "-1" }, shown);
    node.classList.toggle("line--own", own);
    node.classList.toggle("line--folded", folded);
    if (!own && !folded) tinted(node, person);
    return node;
  }

  #content(entry, person, own) {
    const content = [this.#head(entry, person, own)];
    if (entry.reply_to !== undefined && entry.gone !== "retracted") content.push(this.#quote(entry.reply_to));
    if (entry.gone) return [...content, this.#absence(entry)];
    const text = element("p", { class: "line__text", dir: "auto", text: entry.text });
    if (entry.note) content.push(element("p", { class: "line__note", dir: "auto", text: gist(entry) }));
    const closed = entry.note && !own;
    content.push(...(closed ? this.#curtains.over(noteKey(entry), say("read_line"), [text], { veiled: true }) : [text]));
    return [...content, this.counts(entry.seq), this.#moreButton(entry, person)];
  }

  #head(entry, person, own) {
    const head = element("div", { class: "line__head" }, [
      shape(person),
      element("bdi", { class: "line__name", text: this.#name(person.id) }),
    ]);
    const marks = [person.role === "facilitator" && "facilitator", own && "you", entry.edited && "edited"];
    for (const mark of marks.filter(Boolean)) head.append(element("span", { class: "line__mark", text: say(mark) }));
    head.append(this.#time(entry));
    return head;
  }

  #time(entry) {
    return element("time", { class: "line__time", datetime: entry.at, text: sayTime(entry.at) });
  }

  #quote(seq) {
    const quoted = this.#room.entry(seq);
    if (quoted && this.#room.concealed(quoted.by)) return element("p", { class: "line__quote", text: say("concealed") });
    const name = quoted ? this.#room.person(quoted.by).name : "";
    const words = quoted?.text ? gist(quoted) : say(quoted ? "quote_gone" : "quote_earlier");
    return element("p", { class: "line__quote", dir: "auto", text: name ? say("quote", { name, words }) : words });
  }

  #absence(entry) {
    const reasons = [this.#room.rule(entry.rule), entry.words].filter(Boolean);
    const hidden = [say("gone_hidden"), ...reasons].join("\n");
    const text = entry.gone === "hidden" ? hidden : say(`gone_${entry.gone}`, { name: this.#name(entry.by) });
    return element("p", { class: "line__text line__text--gone", dir: "auto", text });
  }

  #moreButton(entry, person) {
    const label = say("more", { name: person.name, words: gist(entry) });
    const node = element("button", { type: "button", class: "line__more", tabindex: "-1", "aria-label": label, text: "⋯" });
    node.addEventListener("click", () => this.#more(entry));
    return node;
  }

  #name(id) {
    return this.#room.person(id).name || say("somebody");
  }
}

function noteKey(entry) {
  return `note ${entry.seq}`;
}
