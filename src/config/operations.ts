import path from 'node:path';
import type { Settings } from './settings.ts';

/** Where backups go, and who makes them. */
export interface BackupConfig {
  readonly folder: string;
  /** After how many hours the service makes another one by itself; null when it makes none. */
  readonly every: number | null;
  readonly keep: number;
  /** Whether there have to be backups: of real data always, of a demonstration where it is set. */
  readonly expected: boolean;
}

/** From where on requests are refused so that the others are answered. */
export interface SheddingConfig {
  /** How long work may wait in the event loop, in milliseconds. */
  readonly lag: number;
  /** How many requests may be under way: for pages, and for saves. */
  readonly reads: number;
  readonly saves: number;
}

/** What whoever runs the service decides about it, beside where it is and what it sends. */
export interface OperationsConfig {
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
  readonly backups: BackupConfig;
  /** How metrics are read: on a port of their own, or with a token; null when they are not. */
  readonly metrics: { readonly port: number } | { readonly token: string } | null;
  readonly shedding: SheddingConfig;
}

export function operationsOf(settings: Settings): OperationsConfig {
  const { METRICS_PORT: port, METRICS_TOKEN: token } = settings;
  return {
    logLevel: settings.LOG_LEVEL,
    backups: backupsOf(settings),
    metrics: port ? { port } : token ? { token } : null,
    shedding: { lag: settings.SHED_LAG, reads: settings.SHED_READS, saves: settings.SHED_SAVES },
  };
}

export function backupsOf(settings: Settings): BackupConfig {
  const { BACKUP_DIR, BACKUP_EVERY, BACKUP_KEEP, DATA_DIR, NODE_ENV } = settings;
  return {
    folder: BACKUP_DIR ?? path.join(DATA_DIR, 'backups'),
    every: BACKUP_EVERY ?? null,
    keep: BACKUP_KEEP,
    expected: NODE_ENV === 'production' || BACKUP_EVERY !== undefined || BACKUP_DIR !== undefined,
  };
}

/** What each setting allows, but not together with another. */
export function contraryIn({ PORT, METRICS_PORT, METRICS_TOKEN, ...settings }: Settings): string[] {
  const rules: readonly (readonly [broken: boolean, what: string])[] = [
    [
      METRICS_PORT !== undefined && METRICS_TOKEN !== undefined,
      'METRICS_TOKEN: is of no use with METRICS_PORT; give one of them',
    ],
    [METRICS_PORT !== undefined && METRICS_PORT === PORT, 'METRICS_PORT: must differ from PORT'],
    [settings.SHED_SAVES < settings.SHED_READS, 'SHED_SAVES: must be SHED_READS or more'],
  ];
  return rules.filter(([broken]) => broken).map(([, what]) => what);
}
