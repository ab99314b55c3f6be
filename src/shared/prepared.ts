import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Database } from './database.ts';

/** Stands in a query for a value that is given when it runs. */
class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** What stands in a query for each value by its name. */
export type Values<V> = <K extends keyof V>(name: K) => V[K];

/**
 * A query of fixed shape that is built once and then run with other values each time: building
 * one costs several times what running it does. For what every request asks.
 */
export function prepared<V extends object, R>(
  build: (database: Database, value: Values<V>) => Compilable<R>,
): (database: Database, values: V) => Promise<QueryResult<R>> {
  // By kind of database, which a transaction shares with the database it is of.
  const built = new WeakMap<object, CompiledQuery<R>>();
  return (database, values) => {
    const { adapter } = database.getExecutor();
    let query = built.get(adapter);
    if (!query) {
      query = build(database, (name) => new Placeholder(name) as never).compile();
      built.set(adapter, query);
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof V] : parameter,
    );
    return database.executeQuery<R>({ ...query, parameters });
  };
}
