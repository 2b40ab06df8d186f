/** Does the sum that the sign-up page asks for when very many people come at once, so that nobody need wait.
 * Looks for a number with which the ticket's SHA-256 begins with so many bits of zero. */
const AT_ONCE = 256; // hashes between two looks
const form = document.getElementById("sign-up");
const { ticket, bits } = form.elements.proof.dataset;
const said = document.getElementById("patience");
const encoder = new TextEncoder();
let waiting = false;

async function solves(number) {
  const bytes = encoder.encode(`${ticket}:${number}`);
  const found = new DataView(await window.crypto.subtle.digest("SHA-256", bytes));
  return found.getUint32(0) >>> (32 - Number(bits)) === 0;
}

async function solve() {
  for (let first = 0; ; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    const found = (await Promise.all(numbers.map(solves))).indexOf(true);
    if (found >= 0) return first + found;
  }
}

async function work() {
  form.addEventListener("submit", (event) => {
    if (form.elements.proof.value) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // a device is not asked for its passkey yet
    waiting = true;
    said.textContent = said.dataset.working;
  });
  form.elements.proof.value = String(await solve());
  said.textContent = said.dataset.done;
  if (waiting) form.requestSubmit();
}

// Only a page that came by https may do sums; on any other one waits.
if (window.crypto.subtle) work();
