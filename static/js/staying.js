/** Warns before somebody is signed out for doing nothing, and lets them stay. Another page or a talk may keep them
 * signed in too, so the server is asked before anything is said. */
const SOON = 120; // s before the end: the first warning
const LAST = 60; // s before the end: the second
const NOTED_EVERY = 60_000; // ms between two signs of life that are told
const AGAIN = 10_000; // ms until a question that found no answer is asked once more

const dialog = document.getElementById("staying");
const words = document.getElementById("staying-words");
const form = document.getElementById("staying-form");
let ends; // when, in ms
let final; // whether no sign of life can move that
let told = Date.now();
let said = ""; // the warning that was given last
let timer;
let going = false;

function hear({ left, most }) {
  ends = Date.now() + left * 1000;
  final = most <= left;
  warn(left);
  const next = left > SOON ? left - SOON : left > LAST ? left - LAST : left + 1;
  wait(next * 1000);
}

function warn(left) {
  const { soon, last, end } = dialog.dataset;
  const warning = left > SOON ? "" : final ? end : left > LAST ? soon : last;
  if (warning === said) return;
  said = warning;
  if (!warning) return dialog.close();
  if (!dialog.open) dialog.showModal();
  // A screen reader says what changes in a region that is there already.
  words.textContent = warning;
}

function wait(time) {
  clearTimeout(timer);
  timer = setTimeout(() => ask("GET"), time);
}

async function ask(method) {
  try {
    const body = method === "POST" ? new FormData(form) : undefined;
    const answer = await fetch(form.action, { method, body, cache: "no-store" });
    if (answer.ok) return hear(await answer.json());
    if (answer.status === 404) return leave();
  } catch {
    // Without a network there is no answer; the end comes all the same.
  }
  return Date.now() > ends ? leave() : wait(AGAIN);
}

function stay() {
  told = Date.now();
  dialog.close();
  ask("POST");
}

/** To the log-in page, with nothing of this page left to be seen. */
function leave() {
  going = true;
  clearTimeout(timer);
  document.documentElement.hidden = true;
  const address = new URL(dialog.dataset.away, window.location.href);
  address.searchParams.set("stil", "1");
  address.searchParams.set("next", window.location.pathname);
  window.location.replace(address);
}

function active() {
  if (!dialog.open && Date.now() - told > NOTED_EVERY) stay();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  stay();
});
// Escape is a sign of life too.
dialog.addEventListener("cancel", stay);
for (const kind of ["keydown", "pointerdown"]) window.addEventListener(kind, active, { capture: true, passive: true });
// A device that slept, or a page that was put away, has missed its time.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) ask("GET");
});
window.addEventListener(
  "beforeunload",
  (event) => {
    if (going) event.stopImmediatePropagation();
  },
  true,
);

hear({ left: Number(dialog.dataset.left), most: Number(dialog.dataset.most) });
