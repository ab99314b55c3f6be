import type { PreparedPool } from './prepare-pool.ts';
import type { PoolGroup } from './shapes.ts';

/** The groups that everybody sees, in their order. */
export function publicGroupsOf({ groups, publicCodes }: PreparedPool): readonly PoolGroup[] {
  return publicCodes.flatMap((code) => groups.get(code) ?? []);
}

/** These groups and more, each once, with the position of each of the further ones among them. */
export function withGroups(some: readonly PoolGroup[], further: readonly PoolGroup[]) {
  const groups = [...some];
  const bits = further.map((group) => {
    const at = groups.findIndex((one) => isSame(one, group));
    return at >= 0 ? at : groups.push(group) - 1;
  });
  return { groups, bits };
}

function isSame(one: PoolGroup, other: PoolGroup): boolean {
  if (one === other || one.code !== other.code) return one === other;
  return (
    one.members === other.members ||
    (one.members.length === other.members.length &&
      one.members.every((id, at) => id === other.members[at]))
  );
}
