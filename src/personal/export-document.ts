import { z } from 'zod';
import { appointedRoles } from '../people/permissions.ts';

const instant = z.string().describe('An instant in UTC, ISO 8601.');
const instantOrNull = instant.nullable();
const assessment = z.strictObject({
  id: z.string(),
  organisation: z.strictObject({ code: z.string(), name: z.string() }),
  cycle: z.string().describe('The period in which organisations assessed themselves.'),
});

const place = z.strictObject({
  assessment,
  role: z.string().nullable().describe('The role you answered in; null before you chose it.'),
  noticeReadAt: instantOrNull.describe('When you read who sees what.'),
  savedAt: instantOrNull,
  submittedAt: instantOrNull,
  withdrawnAt: instantOrNull.describe('When your invitation was withdrawn.'),
  closedAt: instantOrNull.describe('When the survey closed and its results were made.'),
  answers: z.array(
    z.strictObject({
      item: z.string().describe('The code of a question, or of a capability of the ownership map.'),
      answer: z.string().nullable().describe('Null while there is only a note.'),
      note: z.string().nullable(),
      noteShared: z.boolean().describe('Whether the facilitator may see the note.'),
      version: z.int().describe('How often it was saved.'),
      savedAt: instant,
    }),
  ),
  keptForms: z
    .array(z.strictObject({ path: z.string(), content: z.unknown(), keptAt: instant }))
    .describe('What you sent after your session had ended, kept until you look at it.'),
});

const deeds = [
  'agreed',
  'asked for sign-off',
  'ended a request for sign-off',
  'signed off',
  'reopened a position',
  'added an action',
  'prepared a workshop',
  'prepared a release',
  'published a release',
] as const;

/**
 * Everything that the service keeps about a person, as they may download it. Secrets are left out,
 * and so is what other people wrote. `schemaVersion` rises whenever a field goes or changes its
 * meaning.
 */
export const exportDocument = z
  .strictObject({
    schema: z.string().describe('Where to find what this file means.'),
    schemaVersion: z.literal(1).describe('The version of this schema.'),
    madeAt: instant.describe('When this file was made.'),
    person: z.strictObject({
      id: z.string(),
      name: z.string(),
      jobTitle: z.string(),
      email: z.string().nullable(),
      createdAt: instant.describe('Since when the service knows you.'),
      disabledAt: instantOrNull,
    }),
    appointments: z
      .array(
        z.strictObject({
          id: z.string(),
          role: z.enum(appointedRoles),
          organisation: z.string().nullable().describe('The code of the organisation it is for.'),
          assessment: z.string().nullable().describe('The id of the assessment it is for.'),
          appointedAt: instant,
          endedAt: instantOrNull,
        }),
      )
      .describe('Roles that you hold or held.'),
    invitations: z
      .array(
        z.strictObject({
          id: z.string(),
          purpose: z.string(),
          organisation: z.string().nullable(),
          assessment: z.string().nullable(),
          email: z.string().nullable(),
          name: z.string().nullable(),
          role: z.string().nullable().describe('In which to answer, as your lead put it down.'),
          firstFamily: z.string().nullable().describe('The family of the first such role.'),
          createdAt: instant,
          expiresAt: instant,
          acceptedAt: instantOrNull,
          withdrawnAt: instantOrNull,
          links: z
            .array(z.strictObject({ createdAt: instant, refusals: z.int() }))
            .describe('The links in mails that still lead to it, without their secrets.'),
        }),
      )
      .describe('To you, or to your address.'),
    identities: z
      .array(z.strictObject({ issuer: z.string(), subject: z.string(), addedAt: instant }))
      .describe('How you are known where you sign in elsewhere.'),
    sessions: z
      .array(
        z.strictObject({
          createdAt: instant,
          seenAt: instant,
          way: z.string().nullable().describe('How you signed in.'),
          browser: z.string().nullable(),
          confirmedAt: instantOrNull.describe('When you last showed who you are.'),
        }),
      )
      .describe('Browsers in which you are signed in, or were not long ago.'),
    signInLinks: z.array(
      z.strictObject({ createdAt: instant, expiresAt: instant, returnTo: z.string().nullable() }),
    ),
    signInAttempts: z
      .array(
        z.strictObject({
          issuer: z.string(),
          expiresAt: instant,
          returnTo: z.string().nullable(),
        }),
      )
      .describe('Where you were asked to show again who you are.'),
    messages: z
      .array(
        z.strictObject({
          kind: z.string(),
          assessment: z.string().nullable(),
          createdAt: instant,
          attempts: z.int(),
          sentAt: instantOrNull,
          failedAt: instantOrNull,
        }),
      )
      .describe('Mails to your address: that there were any, not what was in them.'),
    places: z.array(place).describe('Assessments in which you answer, with all your answers.'),
    deeds: z
      .array(
        z.strictObject({
          deed: z.enum(deeds),
          at: instantOrNull,
          assessment: z.string().nullable().describe('The id of the assessment it was done in.'),
          of: z.string().describe('The code of a question, or an id.'),
          words: z.string().nullable().describe('The reason that you gave.'),
        }),
      )
      .describe('What is recorded as done by you, in an office that you hold or held.'),
    audit: z
      .array(
        z.strictObject({
          at: instant,
          act: z.string(),
          by: z.enum(['you', 'somebody else', 'the service']),
          subject: z.unknown(),
          before: z.unknown(),
          after: z.unknown(),
          requestId: z.string().nullable(),
        }),
      )
      .describe('Lines of the audit that are by you, or name you.'),
  })
  .meta({
    title: 'What the service keeps about a person',
    description:
      'Votes in workshops are not here: they are kept without saying whose they are. Actions that name you as their owner are found in the plan of the organisation.',
  });

export type ExportDocument = z.output<typeof exportDocument>;
export type Deed = ExportDocument['deeds'][number];

/** Where the schema of the document is read. */
export const schemaPath = '/my-data/schema.json';

/** The JSON Schema that a document can be checked with. */
export function documentSchema(): unknown {
  return { $id: schemaPath, ...z.toJSONSchema(exportDocument) };
}
