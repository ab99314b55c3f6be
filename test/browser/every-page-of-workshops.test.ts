import { describeInBrowser } from '../support/browser.ts';
import { checkPages } from './check-pages.ts';
import { pagesOfWorkshops } from './pages-of-facilitators.ts';

describeInBrowser('Every page of workshops', (service) => {
  checkPages(service, pagesOfWorkshops);
});
