/**
 * How votes in the room are treated. People read these sentences on their phones before their first
 * vote, and who runs the workshop reads the same ones aloud.
 */
export const roomRules: readonly string[] = [
  'You vote without a name. Nobody is told what you chose: neither the person who runs the workshop nor anybody else in the room.',
  'Until the votes are revealed, the screen shows only how many people have voted.',
  'What the room chose is shown only when four people or more have voted, and all together: how many chose each level. In a small group, others may still guess what you chose.',
  'When the workshop ends, the votes are deleted. They never appear in a report.',
  'A vote decides nothing by itself. It shows where to talk, and then you agree a level together.',
];
