// On every page: the behaviour that nhsuk-frontend's components bring.
import { initAll } from './nhsuk-frontend.js';

initAll();
