/** Snel weg: by its button, or by Shift three times with no other key between, within this time. */
const PRESSES = 3;
const WITHIN = 2000; // ms
const form = document.getElementById("exit");
let leaving = false;
let presses = [];

function leave() {
  leaving = true;
  // The next page may be slow to come: nothing of this one is seen or kept meanwhile.
  document.documentElement.hidden = true;
  document.title = form.dataset.to;
  window.speechSynthesis?.cancel();
  for (const field of document.querySelectorAll("input, textarea")) field.value = "";
  // Back comes to the page that leads out, and not before the session has ended: the way out goes through it.
  history.replaceState(null, "", form.action);
  form.submit();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  leave();
});

window.addEventListener(
  "keydown",
  (event) => {
    if (event.repeat) return;
    const since = event.timeStamp - WITHIN;
    presses = event.key === "Shift" ? [...presses.filter((at) => at > since), event.timeStamp] : [];
    if (presses.length >= PRESSES) leave();
  },
  true,
);

// A page that asks before it goes does not ask now.
window.addEventListener(
  "beforeunload",
  (event) => {
    if (leaving) event.stopImmediatePropagation();
  },
  true,
);

// Out of the browser's memory comes what may be over, for whoever presses Back.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && (leaving || form.dataset.private !== undefined)) window.location.reload();
});
