// Counts a timer down on the page. The server's clock holds: the page says what it was when the
// page was made, and when the timer ends.
import { announce } from './live-status.js';

/** What is said when so many seconds are left. */
const marks = [
  [0, 'Time is up'],
  [60, '1 minute left'],
  [300, '5 minutes left'],
];

const serverAhead = new WeakMap();
/** By when a timer ends: how many seconds were left when it was last looked at. */
const before = new Map();

export function countDown() {
  for (const timer of document.querySelectorAll('[data-timer-ends]')) show(timer);
}

function show(timer) {
  const { timerEnds, timerNow } = timer.dataset;
  const ends = Date.parse(timerEnds);
  if (Number.isNaN(ends)) return;
  if (!serverAhead.has(timer)) {
    const made = Date.parse(timerNow);
    serverAhead.set(timer, Number.isNaN(made) ? 0 : made - Date.now());
    // Read out by nobody every second: what matters is announced.
    if (!timer.hasAttribute('aria-hidden')) timer.setAttribute('role', 'timer');
  }
  const milliseconds = ends - Date.now() - serverAhead.get(timer);
  const left = Math.max(0, Math.ceil(milliseconds / 1000));
  timer.textContent = `${twoDigits(Math.floor(left / 60))}:${twoDigits(left % 60)}`;
  const passed = marks.find(([mark]) => before.get(timerEnds) > mark && left <= mark);
  if (passed) announce('timer', passed[1]);
  before.set(timerEnds, left);
}

function twoDigits(number) {
  return String(number).padStart(2, '0');
}
