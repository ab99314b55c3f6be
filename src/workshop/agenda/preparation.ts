import { currentAgreements } from '../../position/agreement-store.ts';
import type { Standing } from '../../position/standing.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { listComments } from '../../results/comment-store.ts';
import { findShown } from '../../results/store.ts';
import type { Database } from '../../shared/database.ts';
import { inGroups } from '../code.ts';
import { isOpen, type Workshop, workshopPath, workshopsPath } from '../workshop.ts';
import type { AgendaItem } from './agenda.ts';
import { type AgendaSection, agendaSections } from './agenda-rows.ts';
import { listAgenda } from './agenda-store.ts';
import { minutesOfAll } from './agenda-time.ts';
import { durationWords } from './agenda-words.ts';

/** A choice that could still be put on an agenda. */
interface Addable {
  readonly group: string;
  readonly items: readonly { readonly code: string; readonly title: string }[];
}

/** Everything that the page on which a workshop is prepared shows, and what is printed from it. */
export async function preparationOf(
  database: Database,
  { workshop, standing }: { readonly workshop: Workshop; readonly standing: Standing },
) {
  const { survey } = standing;
  const { questionnaire, assessmentId } = survey;
  const agenda = await listAgenda(database, workshop.id);
  const disclosed = await findShown(database, assessmentId);
  // Comments are for a facilitator who does not lead as well: their writers were told so.
  const comments =
    standing.facilitates && !standing.leads ? await listComments(database, assessmentId) : [];
  const agreements = await currentAgreements(database, assessmentId);
  const context = { questionnaire, disclosed, agreements, comments };
  const sections: readonly AgendaSection[] = agendaSections(agenda, workshop, context);
  const minutes = minutesOfAll(agenda, workshop.pace);
  return {
    survey,
    workshop,
    base: workshopPath(workshop),
    list: workshopsPath(workshop),
    code: inGroups(workshop.code),
    open: isOpen(workshop),
    sections,
    counts: { items: agenda.length, takes: durationWords(minutes) },
    fits: minutes <= workshop.minutes,
    lasts: durationWords(workshop.minutes),
    nothingShown: disclosed?.questions.every(({ result }) => !result.shown) ?? true,
    addable: addableTo(agenda, questionnaire),
  };
}

function addableTo(
  agenda: readonly AgendaItem[],
  { dimensions, ownership }: Questionnaire,
): readonly Addable[] {
  const on = new Set(agenda.map(({ item }) => item));
  const off = <I extends { readonly code: string }>(items: readonly I[]) =>
    items.filter(({ code }) => !on.has(code));
  return [
    ...dimensions.map(({ name, questions }) => ({ group: name, items: off(questions) })),
    {
      group: 'Ownership map',
      items: off(ownership.capabilities).map(({ code, name }) => ({ code, title: name })),
    },
  ].filter(({ items }) => items.length > 0);
}
