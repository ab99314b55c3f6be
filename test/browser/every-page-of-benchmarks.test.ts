import { describeInBrowser } from '../support/browser.ts';
import { checkPages } from './check-pages.ts';
import { pagesOfBenchmarks } from './pages-of-benchmarks.ts';

describeInBrowser('Every page of benchmarks', (service) => {
  checkPages(service, pagesOfBenchmarks);
});
