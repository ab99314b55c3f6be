// Takes what has changed from a newer copy of the page: part by part, and not from under the hands
// of whoever is typing, choosing or reading with the keyboard; unless the part says that what is
// begun in it is worth nothing once it changes (data-live-always).
import { announce } from './live-status.js';
import { initAll } from './nhsuk-frontend.js';

const staleText =
  'This was changed on another device. Save what you have typed: you will be shown both, and nothing is lost.';

/** As the server wrote each part that is on the page, by name. */
const shown = new Map();
for (const part of partsOf(document)) shown.set(part.dataset.livePart, written(part));

/**
 * Replaces the parts that the newer page has otherwise.
 * @returns whether some had to be left as they are.
 */
export function takeParts(newer) {
  let left = false;
  for (const fresh of partsOf(newer)) {
    const name = fresh.dataset.livePart;
    const part = partsOf(document).find(({ dataset }) => dataset.livePart === name);
    const html = written(fresh);
    if (!part || html === shown.get(name)) continue;
    if (isInUse(part, fresh)) {
      sayStale(part);
      left = true;
    } else {
      replace(part, document.importNode(fresh, true));
      shown.set(name, html);
    }
  }
  return left;
}

function partsOf(page) {
  return [...page.querySelectorAll('[data-live-part]')];
}

/** Without what differs though nothing has changed. */
function written(part) {
  const copy = part.cloneNode(true);
  for (const field of copy.querySelectorAll('[data-live-loose]')) field.removeAttribute('value');
  return copy.outerHTML.replace(/ data-[\w-]+-init=""/g, '');
}

function isInUse(part, fresh) {
  if (part.hasAttribute('data-live-always')) return false;
  const { activeElement: focused } = document;
  if (part.contains(focused) && (isField(focused) || !twinOf(focused, fresh))) return true;
  return [...part.querySelectorAll('input, select, textarea')].some(isChanged);
}

/** What the focus can go to in place of this element. */
function twinOf({ id }, fresh) {
  return id && fresh.querySelector(`#${CSS.escape(id)}`);
}

function isField(element) {
  return element.matches('input, select, textarea, [contenteditable]');
}

function isChanged(field) {
  if (field.type === 'hidden') return false;
  if (field.options)
    return [...field.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

function replace(part, fresh) {
  const { activeElement: focused } = document;
  const hadFocus = part.contains(focused);
  const twin = hadFocus && twinOf(focused, fresh);
  part.replaceWith(fresh);
  initAll({ scope: fresh });
  if (twin) return twin.focus({ preventScroll: true });
  if (!hadFocus) return;
  // Nothing is in its place: whoever reads with the keyboard goes on from where the part begins.
  fresh.tabIndex = -1;
  fresh.focus();
}

function sayStale(part) {
  const hint = part.querySelector('[data-live-stale]');
  if (!hint?.hidden) return;
  hint.textContent = staleText;
  hint.hidden = false;
  announce('stale', staleText);
}
