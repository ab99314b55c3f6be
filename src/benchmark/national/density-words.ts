import { capital } from '../../shared/capital.ts';
import type { ShownMeasure } from './tables-document.ts';

type Bands = NonNullable<ShownMeasure['density']>;

/** "Few below 2.0, many from 2.0 to 3.5, few from 3.5": bands alike that touch are one. */
export function densityWords(bands: Bands): string {
  const runs: { from: number; to: number; share: string }[] = [];
  for (const { from, to, share } of bands) {
    const last = runs.at(-1);
    if (last?.share === share) last.to = to;
    else runs.push({ from, to, share });
  }
  if (runs.length < 2) return `${capital(runs[0]?.share ?? '')} everywhere on the scale`;
  const words = runs.map(({ from, to, share }, at) => {
    if (at === 0) return `${share} below ${to.toFixed(1)}`;
    if (at === runs.length - 1) return `${share} from ${from.toFixed(1)}`;
    return `${share} from ${from.toFixed(1)} to ${to.toFixed(1)}`;
  });
  return capital(words.join(', '));
}
