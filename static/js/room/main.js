import { Page } from "./page.js";
import { Room } from "./room.js";
import { HeldView } from "./views/held_view.js";

/** The room's page, put together. */
const set = document.getElementById("room").dataset;
const settings = {
  path: set.socket,
  history: set.history,
  from: set.from === "" ? null : Number(set.from),
  you: set.you,
  role: set.role,
  kind: set.kind,
  phase: set.phase,
  held: JSON.parse(document.getElementById("held-before").textContent),
  wait: Number(set.arrival) * 1_000,
  mutedFor: set.mutedUntil ? Date.parse(set.mutedUntil) - Date.now() : 0, // ms
};

const page = new Page(set);
const room = new Room({ page, settings });
page.attach(room);
const held = document.getElementById("held");
if (held) new HeldView(held).look();
room.link.open();

window.addEventListener("online", () => room.link.hurry());
// A socket does not notice by itself that the network went: without this it is told half a minute later.
window.addEventListener("offline", () => room.link.renew());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) room.link.hurry();
});
// Leaving asks only when something would be lost.
window.addEventListener("beforeunload", (event) => {
  if (page.unsent) event.preventDefault();
});
// A page out of the browser's memory would show a talk that may be gone, to whoever presses Back.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
