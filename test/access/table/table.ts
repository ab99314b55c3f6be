import type { Rule } from '../rules.ts';
import { administeringRoutes } from './administering.ts';
import { answeringRoutes } from './answering.ts';
import { everybody } from './everybody.ts';
import { leadingRoutes } from './leading.ts';
import { positionRoutes } from './positions.ts';
import { workshopRoutes } from './workshops.ts';

/** Every route and who may use it. A new route gets its row in the file of its feature. */
export const table: Readonly<Record<string, Rule>> = {
  ...everybody,
  ...answeringRoutes,
  ...leadingRoutes,
  ...positionRoutes,
  ...workshopRoutes,
  ...administeringRoutes,
};
