// Keeps a page of a workshop as it is on the server. The stream says only that something changed;
// what it is, the page asks at its own address. Without scripts the page refreshes itself.
import { takeParts } from './live-parts.js';
import { announceState } from './live-status.js';
import { countDown } from './live-timer.js';

/** All in milliseconds: many pages that hear of a change do not ask all at once… */
const spread = 300;
/** …a page without a stream asks now and then… */
const nowAndThen = 5000;
/** …and looks after a while whether there is room for its stream again… */
const untilNextTry = 60_000;
/** …and a form that is being sent is not disturbed. */
const sending = 10_000;

const root = document.querySelector('[data-live]');
if (root) live();
countDown();
setInterval(countDown, 1000);

function live() {
  // A form that was refused stands at another address than the page.
  const address = new URL(root.dataset.liveAddress ?? location.href, location.href);
  address.hash = '';
  const streamAddress = new URL(root.dataset.live, location.href);
  /** Other windows of this browser, of which only one has the stream. */
  const siblings = new BroadcastChannel(`live ${streamAddress.pathname}`);

  let { revision } = root.dataset;
  let source;
  let polling;
  let due;
  let dueAt = Number.POSITIVE_INFINITY;
  let asking = false;
  let again = false;
  let sentAt = Number.NEGATIVE_INFINITY;
  /** The newest copy, while some of it could not be shown. */
  let unshown;

  connect();
  siblings.addEventListener('message', () => askIn(0));
  document.addEventListener('focusout', () => setTimeout(showRest));
  document.addEventListener('visibilitychange', () => polling && askIfSeen());
  addEventListener('submit', ({ defaultPrevented }) => {
    if (!defaultPrevented) sentAt = performance.now();
  });
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    sentAt = Number.NEGATIVE_INFINITY;
    connect();
    ask();
  });

  function connect() {
    source?.close();
    streamAddress.searchParams.set('since', revision);
    source = new EventSource(streamAddress);
    source.addEventListener('open', () => {
      clearInterval(polling);
      polling = undefined;
    });
    source.addEventListener('changed', () => {
      siblings.postMessage('changed');
      askIn(0);
    });
    source.addEventListener('replaced', withoutStream);
    source.addEventListener('ended', () => {
      tryLater();
      ask();
    });
    source.addEventListener('error', () => {
      // It connects again by itself, unless it was refused.
      if (source.readyState === EventSource.CLOSED) tryLater();
    });
  }

  function tryLater() {
    withoutStream();
    setTimeout(connect, untilNextTry);
  }

  function withoutStream() {
    source.close();
    polling ??= setInterval(askIfSeen, nowAndThen + Math.random() * spread);
  }

  function askIfSeen() {
    if (document.visibilityState === 'visible') ask();
  }

  function askIn(delay) {
    const at = performance.now() + delay + Math.random() * spread;
    if (dueAt <= at) return;
    clearTimeout(due);
    dueAt = at;
    due = setTimeout(ask, at - performance.now());
  }

  /** Asks for the page once more; one time after the other. */
  async function ask() {
    clearTimeout(due);
    dueAt = Number.POSITIVE_INFINITY;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    again = false;
    const answered = await take().catch(() => false);
    asking = false;
    if (!answered) askIn(nowAndThen);
    if (again) askIn(0);
  }

  /** @returns whether the server has said how the page is now. */
  async function take() {
    const response = await fetch(address, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    const text = await response.text();
    const isSending = performance.now() - sentAt < sending;
    if (isSending || response.status >= 500 || response.status === 429) return false;
    const page = new DOMParser().parseFromString(text, 'text/html');
    if (response.redirected) follow(response.url);
    else if (!response.ok || !isThisPage(page)) follow(address);
    else show(page);
    return true;
  }

  function isThisPage(page) {
    const { livePage } = page.querySelector('[data-live]')?.dataset ?? {};
    return livePage !== undefined && livePage === root.dataset.livePage;
  }

  function follow(where) {
    source.close();
    location.replace(where);
  }

  function show(page) {
    revision = page.querySelector('[data-live]').dataset.revision;
    document.title = page.title;
    unshown = takeParts(page) ? page : undefined;
    announceState(page.querySelector('[data-live-status]')?.textContent);
    countDown();
  }

  /** Shows what could not be shown while somebody was in the midst of it. */
  function showRest() {
    if (unshown && !takeParts(unshown)) unshown = undefined;
  }
}
