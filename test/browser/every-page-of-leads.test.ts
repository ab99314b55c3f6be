import { describeInBrowser } from '../support/browser.ts';
import { checkPages } from './check-pages.ts';
import { pagesOfAdministrators } from './pages-of-administrators.ts';
import { pagesOfLeads } from './pages-of-leads.ts';
import { pagesOfNewcomers } from './pages-of-newcomers.ts';

describeInBrowser('Every page of newcomers, administrators and leads', (service) => {
  checkPages(service, [...pagesOfNewcomers, ...pagesOfAdministrators, ...pagesOfLeads]);
});
