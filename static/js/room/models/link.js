import { waitBeforeRetry } from "./retry.js";

const SUBPROTOCOL = "peerchat.v1";
const PING_EVERY = 20_000; // ms
const SILENCE = 10_000; // ms without a frame after a ping, or without a welcome
const VANISHED = 1006;

/**
 * The socket to one room, made anew whenever it may be.
 * `position()` gives the query of the next handshake; `onFrame(frame)` hears every frame;
 * `onState(state, code)` hears `connecting`, `live`, `lost` and, when it is final, `ended`.
 */
export class Link {
  #path;
  #position;
  #onFrame;
  #onState;
  #socket = null;
  #bye = null;
  #attempt = 0;
  #live = false;
  #ended = false;
  #retryTimer = 0;
  #pingTimer = 0;
  #silenceTimer = 0;
  #pings = 0;

  constructor({ path, position, onFrame, onState }) {
    this.#path = path;
    this.#position = position;
    this.#onFrame = onFrame;
    this.#onState = onState;
  }

  get live() {
    return this.#live;
  }

  open() {
    if (this.#socket || this.#ended) return;
    clearTimeout(this.#retryTimer);
    this.#bye = null;
    this.#onState("connecting");
    const socket = new WebSocket(this.#address(), [SUBPROTOCOL]);
    this.#socket = socket;
    socket.onmessage = (message) => this.#heard(message.data);
    socket.onclose = (close) => this.#gone(close.code);
    this.#expectSign();
  }

  /** The network is back: knock at once, unless the server has said how long to stay away. */
  hurry() {
    if (this.#bye === null) this.open();
  }

  /** Whether the frame was handed to a living socket; that it arrived, only an answer says. */
  send(frame) {
    if (!this.#live || this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Give this socket up and make another: it is silent, or it skipped a number. */
  renew() {
    if (!this.#socket) return;
    this.#detach();
    this.#gone(VANISHED);
  }

  end() {
    this.#ended = true;
    this.#detach();
    this.#quiet();
  }

  #address() {
    const address = new URL(this.#path, window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    for (const [name, value] of Object.entries(this.#position())) address.searchParams.set(name, value);
    return address;
  }

  #heard(data) {
    clearTimeout(this.#silenceTimer);
    const frame = JSON.parse(data);
    if (frame.type === "bye") this.#bye = frame;
    if (frame.type === "welcome") this.#welcomed();
    this.#onFrame(frame);
  }

  #welcomed() {
    this.#attempt = 0;
    this.#live = true;
    this.#pingTimer = setInterval(() => this.#ping(), PING_EVERY);
    this.#onState("live");
  }

  #ping() {
    this.#pings += 1;
    if (this.send({ type: "ping", t: String(this.#pings) })) this.#expectSign();
  }

  #expectSign() {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.renew(), SILENCE);
  }

  #gone(code) {
    this.#socket = null;
    this.#live = false;
    this.#quiet();
    const wait = waitBeforeRetry({ code: this.#bye?.code ?? code, bye: this.#bye, attempt: this.#attempt });
    if (wait === null) {
      this.#ended = true;
      this.#onState("ended", this.#bye?.code ?? code);
      return;
    }
    this.#attempt += 1;
    this.#onState("lost");
    this.#retryTimer = setTimeout(() => this.open(), wait);
  }

  #detach() {
    if (!this.#socket) return;
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
    this.#live = false;
  }

  #quiet() {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#silenceTimer);
    clearInterval(this.#pingTimer);
  }
}
