import { describeInBrowser } from '../support/browser.ts';
import { checkPages } from './check-pages.ts';
import { pagesOfRespondents } from './pages-of-respondents.ts';

describeInBrowser('Every page of respondents', (service) => {
  checkPages(service, pagesOfRespondents);
});
