import { newId } from '../../src/shared/ids.ts';
import { questionnaire, type Visitor } from './people.ts';
import { baseOf, dimensionFields, form, page, type Step, type Visit } from './steps.ts';

/**
 * Everything one person does from the notice to their own profile, a dimension at a time, with
 * the pages they are sent to on the way.
 */
export function journey(visitor: Visitor): readonly Step[] {
  const base = baseOf(visitor);
  const read = (path: string) => page(visitor, path);
  const send = (path: string, fields = {}) => form(visitor, path, fields);
  return [
    read('/assessments'),
    read(base),
    read(`${base}/notice`),
    send(`${base}/notice`),
    read(`${base}/role`),
    send(`${base}/role`, { role: questionnaire.roles[0]?.code }),
    read(base),
    ...questionnaire.dimensions.flatMap((dimension) => [
      read(`${base}/questions/${dimension.questions[0]?.code}`),
      read(`${base}/dimensions/${dimension.code}`),
      send(`${base}/dimensions/${dimension.code}`, dimensionFields(dimension, 0)),
      read(`${base}/dimensions/${dimension.code}/answers`),
    ]),
    read(`${base}/ownership`),
    send(`${base}/ownership`, ownershipFields()),
    read(`${base}/answers`),
    send(`${base}/submission`),
    read(`${base}/submission`),
    read(`${base}/profile`),
  ];
}

function ownershipFields(): Record<string, string> {
  const fields = questionnaire.ownership.capabilities.flatMap(({ code }) => [
    [`${code}-answer`, 'shared'],
    [`${code}-version`, '0'],
  ]);
  return { ...Object.fromEntries(fields), saveId: newId(), afterwards: 'next' };
}

/** One journey after the other, each of somebody new. */
export function journeys(nextVisitor: () => Visitor): Visit {
  let left: Step[] = [];
  return () => {
    if (left.length === 0) left = [...journey(nextVisitor())];
    return left.shift() as Step;
  };
}
