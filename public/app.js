// On every page: the behaviour that nhsuk-frontend's components bring.
import { initAll } from './nhsuk-frontend.js';

// How the stylesheet and the components know that scripts run; a script of ours, because the
// security policy allows none inside the page.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
initAll();
