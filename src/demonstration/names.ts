import type { Chance } from './chance.ts';

const first =
  'Alder Betony Corwin Delphine Eamon Fenella Gareth Hespera Isolde Jorah Kestrel Linnet Merrick Nerys Orla Percival Quilla Rowan Sorrel Thaddeus Una Verity Wilfred Xanthe Yarrow Zelda'.split(
    ' ',
  );
const last =
  'Amberlough Brackwater Cindershaw Dunmarrow Eskwith Fairweather-Oyo Gallowglen Hartspool Inchmere Jessamy-Roy Kirkhollow Larchfield Mossgrove Netherbeck Oakapple Pellwater Quarrington Ravensholm Silverdene Thornapple Underhay Vexholm Wrenfield Yaxmoor'.split(
    ' ',
  );

/** Draws names for fictional people, all of them different. */
export function drawNames(count: number, luck: Chance): readonly string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(`${luck.pick(first)} ${luck.pick(last)}`);
  return [...names];
}
