import { walk } from '../access/full.ts';
import type { Options, Proved } from './proof.ts';

/** No organisation sees another's: every route, asked by everybody about everybody's things. */
export async function provedByWalking({ share }: Options): Promise<readonly Proved[]> {
  const { routes, cells, faults } = await walk({ share });
  return [
    {
      name: 'No organisation sees another’s',
      tried: `${routes} routes, ${cells} requests`,
      lost: cells > 0 ? faults : ['nothing was asked'],
      note: share < 1 ? `${Math.round(share * 100)} % of the matrix` : 'the whole matrix',
    },
  ];
}
