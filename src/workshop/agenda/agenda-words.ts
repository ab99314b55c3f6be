import { counted } from '../../results/level-words.ts';
import type { Pace } from '../workshop.ts';
import type { AgendaPart, Reason } from './agenda.ts';

export const reasonWords: Readonly<Record<Reason, string>> = {
  'left-over': 'Left over from the last workshop',
  split: 'Split',
  weak: 'Weak agreement',
  gate: 'Gate question',
  gap: 'Groups of roles see it differently',
  'blind-spot': 'Blind spot',
  moderate: 'Moderate agreement',
  'not-shown': 'Not shown',
  strong: 'Strong agreement',
  nobody: 'Nobody owns it',
  contested: 'Contested',
  chosen: 'Added by hand',
};

export const partWords: Readonly<Record<AgendaPart, string>> = {
  questions: 'Discuss one by one',
  together: 'Confirm together',
  ownership: 'Settle who owns what',
};

export const paceWords: Readonly<Record<Pace, string>> = {
  brisk: 'Brisk',
  usual: 'Usual',
  thorough: 'Thorough',
};

/** "45 minutes", "2 hours", "1 hour 5 minutes". */
export function durationWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    hours > 0 ? counted(hours, 'hour') : '',
    rest > 0 || hours === 0 ? counted(rest, 'minute') : '',
  ];
  return parts.filter(Boolean).join(' ');
}
