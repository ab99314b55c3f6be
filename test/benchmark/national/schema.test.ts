import { beforeAll, describe, expect, test } from '@jest/globals';
import { stage } from '../../support/cast.ts';
import { hidden, insertRelease, many, row, six } from './released.ts';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
}

describe('the schema of the national tables', () => {
  const world = stage();
  let schema: Schema;

  beforeAll(async () => {
    const { body, headers } = await world.service
      .visitor()
      .get('/national-tables/schema.json')
      .expect(200);
    expect(headers['content-type']).toContain('application/json');
    schema = body;
  });

  test('is a JSON Schema of version 1', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: '/national-tables/schema.json',
      properties: { schemaVersion: { const: 1 } },
    });
  });

  test('describes every field of a document that has all there can be, and no other', async () => {
    const rows = [
      row('kind:trust', 'trusts', many),
      row('type:acute', 'acute trusts', six),
      row('type:community', 'community trusts', hidden()),
    ];
    const release = await insertRelease(world.database, world.cycle, [
      { basis: 'survey', kind: 'trust', rows },
    ]);
    const { body } = await world.service.visitor().get(`/national-tables/${release}.json`);
    const described = new Set<string>();
    expectDescribed(body, schema, '', described);
    expect(described.has('.tables[].rows[].measures[].density[].share')).toBe(true);
    expect(described.has('.tables[].rows[].measures[].explanation')).toBe(true);
  });

  test('allows neither a value nor a number of organisations where nothing is shown', () => {
    const [withheld] = variantsOf(
      schema.properties?.tables?.items?.properties?.rows?.items?.properties?.measures?.items ?? {},
    ).filter(({ properties }) => properties?.shown?.const === false);
    expect(Object.keys(withheld?.properties ?? {}).sort()).toEqual(
      ['explanation', 'measure', 'name', 'shown', 'why'].sort(),
    );
    expect(withheld?.additionalProperties).toBe(false);
  });
});

function variantsOf(schema: Schema): readonly Schema[] {
  return (schema.anyOf ?? schema.oneOf ?? [schema]).flatMap((each) =>
    each === schema ? [each] : variantsOf(each),
  );
}

/** Walks through a document beside its schema: each field is required, and says what it is. */
function expectDescribed(value: unknown, schema: Schema, path: string, seen: Set<string>): void {
  if (Array.isArray(value)) {
    const items = variantsOf(schema).find(({ type }) => type === 'array')?.items;
    for (const each of value) expectDescribed(each, items ?? {}, `${path}[]`, seen);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const keys = Object.keys(value).sort();
  const variant = variantsOf(schema).find(
    ({ properties, required }) =>
      [...(required ?? [])].sort().join() === keys.join() &&
      keys.every((key) => {
        const only = properties?.[key]?.const;
        return only === undefined || only === (value as Record<string, unknown>)[key];
      }),
  );
  expect([path, variant?.additionalProperties]).toEqual([path, false]);
  for (const [key, field] of Object.entries(value)) {
    const described = variant?.properties?.[key] ?? {};
    const says = described.description ?? described.items?.description ?? described.const;
    const nested = described.properties;
    expect([`${path}.${key}`, says !== undefined || nested !== undefined]).toEqual([
      `${path}.${key}`,
      true,
    ]);
    seen.add(`${path}.${key}`);
    expectDescribed(field, described, `${path}.${key}`, seen);
  }
}
