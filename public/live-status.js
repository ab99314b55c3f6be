// The one polite live region of a live page: what is said in it comes calmly, one thing at a time.
const pause = 4000;

const waiting = new Map();
let speaking = false;
let state = region()?.textContent.trim();

/** Has something read out; of what waits, the newer of a kind takes the place of the older. */
export function announce(kind, text) {
  waiting.set(kind, text);
  if (!speaking) next();
}

/** Has the state of the page read out, unless it is as it was. */
export function announceState(text) {
  const now = text?.trim();
  if (!now || now === state) return;
  state = now;
  announce('state', now);
}

function next() {
  const [first] = waiting;
  speaking = first !== undefined;
  if (!speaking) return;
  const [kind, text] = first;
  waiting.delete(kind);
  const element = region();
  if (element) element.textContent = text;
  setTimeout(next, pause);
}

function region() {
  return document.querySelector('[data-live-status]');
}
