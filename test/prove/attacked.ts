import { run } from './command.ts';
import { sqlitePlace } from './place.ts';
import type { Options, Proved } from './proof.ts';

/** Longer than the attack takes with the releases it draws by itself, in milliseconds. */
const patience = 4 * 60 * 60 * 1000;

/** Small groups stay hidden: whatever is shown to one person, no linear system tells of them. */
export async function provedByAttacking({ catalogues }: Options): Promise<readonly Proved[]> {
  const place = await sqlitePlace();
  try {
    const args = ['--catalogues', String(catalogues)];
    const { status, said, complained } = await run('test/attack/main.ts', args, place, patience);
    const summary = [...said.matchAll(/^(.*): (\d+) viewers, (\d+) groups of numbers fetched/gm)];
    const found = [...said.matchAll(/half a level: (\d+)\. By exact combinations: (\d+)\./g)];
    const determined = found.flatMap(([line, ...counts]) =>
      counts.some((count) => count !== '0') ? [line] : [],
    );
    // An attack that did not come to its two summaries has found nothing because it tried nothing.
    const isDone = status === 0 && summary.length === 2 && found.length === 2;
    return [
      {
        name: 'Small groups stay hidden',
        tried: summary
          .map(([, what, viewers, numbers]) => `${what}: ${viewers} viewers, ${numbers} numbers`)
          .join('; '),
        lost: isDone || determined.length > 0 ? determined : [complained || said.slice(-2000)],
        note: 'what each person is shown, combined in every linear way',
      },
    ];
  } finally {
    await place.remove();
  }
}
