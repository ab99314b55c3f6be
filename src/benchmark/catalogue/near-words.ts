import { type ContextVariable, contextVariables } from '../../organisations/context/variables.ts';

/**
 * "closest on beds, income and sites": what nearest neighbours are near in.
 * @param variables names of context variables as a catalogue keeps them; one that has gone out of
 * use since is called by that name. Empty for none.
 */
export function nearWords(variables: readonly string[]): string {
  if (variables.length === 0) return '';
  const words = variables.map((name) =>
    Object.hasOwn(contextVariables, name) ? contextVariables[name as ContextVariable].word : name,
  );
  return `closest on ${new Intl.ListFormat('en-GB').format(words)}`;
}
