import { describeInBrowser } from '../support/browser.ts';
import { checkPages } from './check-pages.ts';
import { pagesOfSignatories } from './pages-of-signatories.ts';

describeInBrowser('Every page of agreed positions and plans', (service) => {
  checkPages(service, pagesOfSignatories);
});
