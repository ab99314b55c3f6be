import { type Request, type Response, Router } from 'express';
import { permit } from '../../people/access.ts';
import type { Database } from '../../shared/database.ts';
import { doneOf } from '../../shared/done.ts';
import { type FormError, fieldText, inOneLine } from '../../shared/forms.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { Problem } from '../../shared/problems.ts';
import { type Running, workshopAsked } from '../access.ts';
import type { Live } from '../live.ts';
import { paces, workshopPath } from '../workshop.ts';
import { readAgendaForm, timingForm } from './agenda-form.ts';
import { paceWords } from './agenda-words.ts';
import { changeAgenda, changeTiming } from './change-preparation.ts';
import { preparationOf } from './preparation.ts';

const doneWords = {
  timing: 'The pace and the length are changed',
} as const;

/** The agenda of a workshop, for who runs it. */
export function agendaRoutes(database: Database, live: Pick<Live, 'changed'>): Router {
  const router = Router();
  const running = permit('run a workshop');

  router.get('/workshops/:workshop', running, async (req, res) => {
    const asked = await workshopAsked(database, req);
    if (asked.workshop.endedAt) return goTo(res, `${workshopPath(asked.workshop)}/report`);
    await show(req, res, asked);
  });

  router.post('/workshops/:workshop/agenda', running, async (req, res) => {
    const asked = await workshopAsked(database, req);
    const { workshop, standing } = asked;
    const wanted = readAgendaForm(standing.survey.questionnaire, req.body);
    if (!wanted) throw new Problem('invalid', 'Go back, and try again.');
    if (wanted === 'nothing') return show(req, res, asked, [nothingChosen]);
    await changeAgenda(database, workshop.id, wanted.change);
    live.changed(workshop.id);
    goTo(res, `${workshopPath(workshop)}#${wanted.at}`);
  });

  router.post('/workshops/:workshop/timing', running, async (req, res) => {
    const asked = await workshopAsked(database, req);
    const { data, error } = timingForm.safeParse(req.body ?? {});
    if (!data)
      return show(
        req,
        res,
        asked,
        error.issues.map(({ path, message }) => ({
          message,
          href: `#${String(path[0] ?? 'minutes')}`,
        })),
      );
    const { pace, minutes } = data;
    await changeTiming(database, asked.workshop.id, { pace, minutes });
    live.changed(asked.workshop.id);
    goTo(res, `${workshopPath(asked.workshop)}?done=timing`);
  });

  async function show(
    req: Request,
    res: Response,
    asked: Running,
    errors: readonly FormError[] = [],
  ): Promise<void> {
    const refused = errors.length > 0;
    const typed = (name: string, stored: string) =>
      inOneLine(refused && fieldText(req.body, 'pace') ? fieldText(req.body, name) : stored);
    showPage(
      req,
      res,
      'workshop/prepare',
      {
        title: 'Prepare the workshop',
        errors,
        done: doneOf(req, doneWords),
        ...(await preparationOf(database, asked)),
        paces: Object.entries(paces).map(([pace, minutes]) => ({
          pace,
          name: paceWords[pace as keyof typeof paces],
          minutes,
        })),
        typed: {
          pace: typed('pace', asked.workshop.pace),
          minutes: typed('minutes', String(asked.workshop.minutes)),
        },
      },
      refused ? 422 : 200,
    );
  }

  return router;
}

const nothingChosen: FormError = {
  message: 'Choose what to add to the agenda',
  href: '#add',
};
