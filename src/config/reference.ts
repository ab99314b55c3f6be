import { z } from 'zod';
import { environment } from './settings.ts';

/** A setting as whoever runs the service reads about it. */
export interface SettingRow {
  readonly name: string;
  /** As it would be written; empty where there is none. */
  readonly default: string;
  /** In words, with code in backquotes. */
  readonly meaning: string;
}

/** Every setting that there is, in the order of the schema that reads them. */
export function settingsTable(): readonly SettingRow[] {
  const { properties = {} } = z.toJSONSchema(environment, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { default: otherwise, description } = property as z.core.JSONSchema.BaseSchema;
    const isText = typeof otherwise === 'string' || typeof otherwise === 'number';
    return { name, default: isText ? String(otherwise) : '', meaning: description ?? '' };
  });
}

/** The table of the README: held to it by a test. */
export function settingsMarkdown(): string {
  const rows = settingsTable().map(
    ({ name, default: otherwise, meaning }) => `| \`${name}\` | ${otherwise} | ${meaning} |`,
  );
  return ['| setting | default | what it is |', '|---|---|---|', ...rows].join('\n');
}
