import { Router } from 'express';
import { permit } from '../people/access.ts';
import { may, rolesOf } from '../people/permissions.ts';
import { showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { typedText } from '../shared/forms.ts';
import { showPage } from '../shared/page.ts';
import { organisationAsked } from './access.ts';
import { findContext } from './context/context-store.ts';
import { contextVariables, sizeBandNames } from './context/variables.ts';
import { kindNames, type Organisation, trustTypeNames } from './organisation.ts';
import { search } from './search.ts';
import { allOrganisations, loadNeighbours } from './store.ts';

const words = typedText(100, 'What you search for');
const names = { kindNames, trustTypeNames, sizeBandNames, contextVariables, showDate };

/** The register for everybody to read: finding an organisation, and the facts of one. */
export function organisationRoutes(database: Database): Router {
  const router = Router();

  router.get('/organisations', permit('read public pages'), async (req, res) => {
    const title = 'Find an organisation';
    const given = [req.query.q ?? ''].flat();
    const problem =
      given.length > 1
        ? 'Search for one thing at a time'
        : words.safeParse(given[0]).error?.issues[0]?.message;
    if (problem) {
      const errors = [{ message: problem, href: '#q' }];
      showPage(req, res, 'organisations/search', { title, errors, q: typed(given) }, 422);
      return;
    }
    const q = words.parse(given[0]);
    const organisations = await allOrganisations(database);
    showPage(req, res, 'organisations/search', {
      title: q === '' ? title : `${q} - ${title}`,
      q,
      results: q === '' ? null : search(organisations, q),
      count: countOpen(organisations),
      ...names,
    });
  });

  router.get('/organisations/:code', permit('read public pages'), async (req, res) => {
    const organisation = await organisationAsked(database, req);
    const { icbs, ...neighbours } = await loadNeighbours(database, organisation.code);
    showPage(req, res, 'organisations/organisation', {
      title: organisation.name,
      organisation,
      context: await findContext(database, organisation.code),
      mayAppoint: may(rolesOf(req.person), 'appoint people'),
      icbsNow: icbs.filter(({ until }) => until === null),
      icbsBefore: icbs.filter(({ until }) => until !== null),
      ...neighbours,
      ...names,
    });
  });

  return router;
}

/** The words to show in the field again, without what a page cannot hold. */
function typed(given: readonly unknown[]): string {
  return given
    .join(' ')
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

function countOpen(organisations: readonly Organisation[]) {
  const open = organisations.filter(({ closedOn }) => closedOn === null);
  return {
    all: organisations.length,
    trusts: open.filter(({ kind }) => kind === 'trust').length,
    icbs: open.filter(({ kind }) => kind === 'icb').length,
  };
}
