import { codeOf } from './organisations.ts';

/** The trust whose people let its facilitator see notes. */
export const commentedTrust = codeOf('Wyverndale University Hospitals NHS Trust');

/** What they wrote, with the question. */
export const comments: readonly (readonly [question: string, comment: string])[] = [
  ['A1', 'We name a senior responsible owner for the build. After go-live the name falls off.'],
  ['A1', 'I would say three of us are accountable, which means that nobody is.'],
  ['A2', 'Digital and operations each think that the other one decides.'],
  ['B1', 'Floor-walkers left after six weeks. Super users carry on in their own time.'],
  ['B2', 'We count log-ins. That is not the same as using it well.'],
  ['C1', 'The pathway on the wall is still the one from before the system.'],
  ['D1', 'No baseline was taken, so every claim since then is a feeling.'],
  ['D2', 'Finance owns the benefits register. Services have never seen it.'],
  ['E1', 'Ambient voice works well in two clinics. Nobody owns it in the other thirty.'],
  ['F1', 'At the bed meeting we trust the whiteboard more than the dashboard.'],
  ['H1', 'Ask service managers what the prediction is for, and they will tell you honestly.'],
];
