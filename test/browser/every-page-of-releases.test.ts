import { beforeAll } from '@jest/globals';
import { describeInBrowser } from '../support/browser.ts';
import { endTheCycle } from './afterwards.ts';
import { checkPages } from './check-pages.ts';
import { pagesOfReleases } from './pages-of-releases.ts';

describeInBrowser('Every page from one cycle to the next', (service) => {
  beforeAll(() => endTheCycle(service()), 180_000);

  checkPages(service, pagesOfReleases(service));
});
