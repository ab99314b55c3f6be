import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { listed } from '../../results/level-words.ts';
import { overallMeasure } from '../basis.ts';
import type { ComparedGroup } from './comparison.ts';
import { measureName } from './peer-table.ts';
import { areMost, othersOf, type Way } from './words.ts';

/** The finding in words: where most peers are clearly higher, and where most are clearly lower. */
export function findingOf(group: ComparedGroup, questionnaire: Questionnaire): string {
  const dimensions = group.measures.filter(({ code }) => code !== overallMeasure);
  const shown = dimensions.filter(({ peers }) => peers.shown);
  if (shown.length === 0) return nothingShown(group, dimensions);
  const where = (way: Way) =>
    dimensions
      .filter(({ peers }) => peers.shown && areMost(peers.value, way))
      .map(({ code }) => measureName(code, questionnaire));
  const [behind, ahead] = [where('higher'), where('lower')];
  const others = othersOf(group);
  if (behind.length + ahead.length === 0)
    return `In no dimension${shown.length < dimensions.length ? ' that is shown' : ''} can your organisation be told apart from most of ${kindOfThe(others)}.`;
  const parts = [];
  if (behind.length > 0) parts.push(`Most ${of(others)} are clearly higher in ${listed(behind)}.`);
  if (ahead.length > 0) parts.push(`Most ${of(others)} are clearly lower in ${listed(ahead)}.`);
  return parts.join(' ');
}

/** "other acute trusts", but "of your nearest neighbours", after "most". */
function of(others: string): string {
  return others.startsWith('your ') ? `of ${others}` : others;
}

function kindOfThe(others: string): string {
  return others.startsWith('your ') ? others : `the ${others}`;
}

function nothingShown(group: ComparedGroup, dimensions: ComparedGroup['measures']): string {
  const reasons = new Set(dimensions.flatMap(({ peers }) => (peers.shown ? [] : [peers.why])));
  const [only] = reasons;
  if (reasons.size === 1 && only === 'too-few-people')
    return 'Too few people answered for your organisation to be compared. More answers in the next cycle would change that.';
  if (reasons.size === 1 && only === 'not-scored')
    return 'Your organisation has too few scores to be compared. More questions with a level would change that.';
  if (reasons.size === 1 && only === 'too-few-organisations')
    return `Too few ${of(othersOf(group))} have a result for yours to be compared with them. More of them in the next cycle would change that.`;
  return 'No dimension can be compared with this group. Each says why below.';
}
