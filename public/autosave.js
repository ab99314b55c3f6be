// Saves a form while it is being filled in. The Continue button stays the truth: this only means
// that less is lost when a browser closes. Focus and typing are never disturbed.
const quiet = 1500;
/** How long Continue waits for a save that is on its way, in milliseconds. */
const patience = 3000;

for (const form of document.querySelectorAll('form[data-autosave]')) autosave(form);

// A page that the browser kept as it was left may show answers and versions that are older than
// what is saved.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

function autosave(form) {
  const status = form.querySelector('[data-saved]');
  const versions = new Map();
  let timer;
  let saving;
  let again = false;
  let leaving = false;

  form.addEventListener('input', () => later(quiet));
  form.addEventListener('change', () => later(0));
  // Kept here rather than in the fields, which the browser would bring back, out of date, when
  // somebody returns to this page with the Back button.
  form.addEventListener('formdata', ({ formData }) => {
    for (const [item, version] of versions) formData.set(`${item}-version`, version);
  });
  form.addEventListener('submit', async (event) => {
    clearTimeout(timer);
    again = false;
    if (!saving || leaving) return;
    // What is being saved just now must not look like somebody else's change.
    event.preventDefault();
    leaving = true;
    await Promise.race([saving, new Promise((resolve) => setTimeout(resolve, patience))]);
    form.requestSubmit(event.submitter);
  });

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (saving) {
      again = true;
      return;
    }
    saving = send();
    await saving;
    saving = undefined;
    if (again) {
      again = false;
      save();
    }
  }

  async function send() {
    const fields = new URLSearchParams(new FormData(form));
    fields.set('afterwards', 'stay');
    fields.set('saveId', crypto.randomUUID());
    try {
      const response = await fetch(form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: fields,
        // A page that is being left still finishes what it began.
        keepalive: true,
      });
      const saved = await response.json();
      for (const [item, version] of Object.entries(saved.versions ?? {}))
        versions.set(item, String(version));
      if (response.ok) document.querySelector('[data-kept]')?.remove();
      status.textContent = saved.message;
    } catch {
      status.textContent =
        'Not saved just now. Your answers are still on this page: choose Save and continue.';
    }
  }
}
