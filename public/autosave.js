// Saves a form while it is being filled in. The Continue button stays the truth: this only means
// that less is lost when a browser closes. Focus and typing are never disturbed.
const quiet = 1500;

for (const form of document.querySelectorAll('form[data-autosave]')) autosave(form);

function autosave(form) {
  const status = form.querySelector('[data-saved]');
  let timer;
  let saving = false;
  let again = false;

  form.addEventListener('input', () => later(quiet));
  form.addEventListener('change', () => later(0));
  form.addEventListener('submit', () => clearTimeout(timer));

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (saving) {
      again = true;
      return;
    }
    saving = true;
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
      const { message, versions = {} } = await response.json();
      for (const [item, version] of Object.entries(versions))
        form.elements[`${item}-version`].value = version;
      status.textContent = message;
    } catch {
      status.textContent =
        'Not saved just now. Your answers are still on this page: choose Save and continue.';
    }
    saving = false;
    if (again) {
      again = false;
      save();
    }
  }
}
