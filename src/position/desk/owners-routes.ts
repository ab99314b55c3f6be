import { type Request, type Response, Router } from 'express';
import { permit, personAsking } from '../../people/access.ts';
import { recordView } from '../../people/record-reading.ts';
import { type Clock, dateOf } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { AgreementConflict } from '../agreement.ts';
import { loadPosition } from '../position.ts';
import { recordAgreements, refuseUnless } from '../record-agreement.ts';
import { showConflict } from '../show-conflict.ts';
import { positionPath, readingOf, type Standing, standingAsked } from '../standing.ts';
import { changeable } from './changeable.ts';
import { type OwnerRow, ownersOf } from './owners.ts';
import { basedOnField, type OwnersForm, readOwners } from './owners-form.ts';

/** Settling outside a workshop who owns the capabilities of the ownership map. */
export function ownersRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const agreeing = permit('agree the position');
  const path = '/positions/:assessment/owners';

  router.get(path, agreeing, async (req, res) => {
    const standing = await standingAsked(database, req, 'leads');
    const { survey } = standing;
    if ((await changeable(database, survey)) !== 'open')
      return goTo(res, `${positionPath(survey)}#ownership`);
    await recordView(database, clock, readingOf(req, standing));
    await show(req, res, standing);
  });

  router.post(path, agreeing, async (req, res) => {
    const standing = await standingAsked(database, req, 'leads');
    const { survey } = standing;
    refuseUnless(await changeable(database, survey));
    const form = readOwners(survey.questionnaire, req.body);
    if (form.errors.length > 0) return show(req, res, standing, form);
    const base = positionPath(survey);
    const mine = form.agreements;
    try {
      await recordAgreements(database, clock, survey.assessmentId, mine, personAsking(req).id);
      goTo(res, `${base}?done=owners`);
    } catch (error) {
      if (!(error instanceof AgreementConflict)) throw error;
      const [action, on] = [`${base}/owners`, dateOf(clock())];
      const late = { survey, mine, action, otherwise: action, basedOn: basedOnField, on };
      showConflict(req, res, late, error);
    }
  });

  async function show(
    req: Request,
    res: Response,
    { survey }: Standing,
    form?: OwnersForm,
  ): Promise<void> {
    const owners = ownersOf(await loadPosition(database, survey, clock()));
    const errors = form?.errors ?? [];
    const fieldOf = (row: OwnerRow) => ({
      ...row,
      chosen: form?.typed.get(row.code)?.owner ?? row.owner ?? '',
      basedOn: form?.typed.get(row.code)?.basedOn ?? String(row.version),
      error: errors.find(({ href }) => href === `#${row.code}-owner`)?.message,
    });
    const { roles, roleFamilies } = survey.questionnaire;
    showPage(
      req,
      res,
      'position/owners',
      {
        title: 'Agree who owns what',
        survey,
        base: positionPath(survey),
        finding: owners.finding,
        open: owners.open.map(fieldOf),
        others: owners.others.map(fieldOf),
        families: roleFamilies.map(({ code, name }) => ({
          name,
          roles: roles.filter(({ family }) => family === code),
        })),
        errors,
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  return router;
}
