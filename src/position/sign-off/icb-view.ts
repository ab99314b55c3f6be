import { findDimension } from '../../questionnaire/lookup.ts';
import type { Survey } from '../../survey/survey.ts';
import type { SignOff } from './sign-off.ts';

/** All that an integrated care board sees of a position that is shared with it. */
export interface IcbView {
  readonly organisation: { readonly code: string; readonly name: string };
  readonly cycle: string;
  /** In the order of the questionnaire. */
  readonly dimensions: readonly {
    readonly code: string;
    readonly name: string;
    /** The evidenced score after the gates, 1 to 5, to one decimal; null where there is none. */
    readonly score: number | null;
    /** Why there is no score; null where there is one. */
    readonly why: 'insufficient' | 'not-applicable' | null;
  }[];
  /** The level that no dimension falls below; see scoring/overall.ts. */
  readonly secured: { readonly level: number | null; readonly atMost: number | null };
  /** The instant of the sign-off. */
  readonly signedAt: string;
  readonly questionnaireVersion: number;
  readonly methodVersion: number;
}

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
    signedAt,
    questionnaireVersion,
    methodVersion,
  };
}
