import { describeInBrowser } from '../support/browser.ts';
import { checkPages } from './check-pages.ts';
import { pagesOfPromises } from './pages-of-promises.ts';

describeInBrowser('Every page of promises', (service) => {
  checkPages(service, pagesOfPromises);
});
