import { z } from 'zod';
import { findDimension } from '../../questionnaire/lookup.ts';
import type { Survey } from '../../survey/survey.ts';
import type { SignOff } from './sign-off.ts';

/** All that an integrated care board sees of a position that is shared with it. */
export const icbView = z.strictObject({
  organisation: z.strictObject({ code: z.string(), name: z.string() }),
  cycle: z.string(),
  /** In the order of the questionnaire. */
  dimensions: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      /** The evidenced score after the gates, 1 to 5, to one decimal; null where there is none. */
      score: z.number().nullable(),
      /** Why there is no score; null where there is one. */
      why: z.enum(['insufficient', 'not-applicable']).nullable(),
    }),
  ),
  /** The level that no dimension falls below; see scoring/overall.ts. */
  secured: z.strictObject({ level: z.number().nullable(), atMost: z.number().nullable() }),
  /** Codes of the capabilities that, as was agreed, nobody owns. */
  unowned: z.array(z.string()),
  /** The instant of the sign-off. */
  signedAt: z.string(),
  questionnaireVersion: z.number(),
  methodVersion: z.number(),
});
export type IcbView = z.output<typeof icbView>;

/**
 * What the integrated care board of an organisation sees of what it signed off, if it shares it.
 * Whoever shows something to a board takes it from here, since this is what the signatory was
 * shown. Whether it is shared is for the caller to know.
 */
export function icbViewOf(
  { organisation, cycle, questionnaire }: Survey,
  signOff: Pick<SignOff, 'content' | 'signedAt' | 'questionnaireVersion' | 'methodVersion'>,
): IcbView {
  const { content, signedAt, questionnaireVersion, methodVersion } = signOff;
  const { level, atMost } = content.overall.secured;
  return {
    organisation: { code: organisation.code, name: organisation.name },
    cycle: cycle.name,
    dimensions: content.dimensions.map(({ code, evidenced, score }) => ({
      code,
      name: findDimension(questionnaire, code)?.name ?? code,
      score: score === null ? null : Math.round(score * 10) / 10,
      why: evidenced.status === 'scored' ? null : evidenced.status,
    })),
    secured: { level, atMost },
    unowned: Object.entries(content.owners)
      .filter(([, { owner }]) => owner === 'nobody')
      .map(([code]) => code),
    signedAt,
    questionnaireVersion,
    methodVersion,
  };
}
