// Says every now and then how far something is that takes a while, and shows what came of it when
// it is over. Without this script the page loads itself again.
const soon = 2000;

const shown = document.querySelector('[data-progress]');
setTimeout(look, soon);

async function look() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = page.querySelector('[data-progress]');
    if (!now) return location.reload();
    if (now.textContent !== shown.textContent) shown.textContent = now.textContent;
  } catch {
    // The service may be there again next time.
  }
  setTimeout(look, soon);
}
