/**
 * The island of environment variables. What a script sets stays in the run: it never reaches the host's own environment.
 * An ungranted variable reads as undefined, and that answer depends on the grant.
 */
import type { Dependency } from '../../engine/trace.ts';
import { OP } from '../../guest/abi.ts';
import { text } from './arguments.ts';
import type { Capability } from './capability.ts';
import { fingerprint } from './fingerprint.ts';
import { coversName, type Grant } from './grants.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const absent = 'absent';

export function environmentCapability(env: Environment, grant: Grant): Capability {
  /** Set (a string) or deleted (undefined) by the script. */
  const overlay = new Map<string, string | undefined>();
  const isKnown = (name: string): boolean => overlay.has(name) || coversName(grant, name);
  const current = (name: string): string | undefined => {
    if (overlay.has(name)) return overlay.get(name);
    return Object.hasOwn(env, name) ? env[name] : undefined;
  };
  const names = (): string[] => {
    const given = Object.keys(env).filter((name) => coversName(grant, name) && env[name] !== undefined);
    return [...new Set([...given, ...overlay.keys()])].filter((name) => current(name) !== undefined);
  };
  const factOf = (name: string): Dependency => {
    if (!isKnown(name)) return { kind: 'grant', scope: 'env', name, fingerprint: 'refused' };
    const value = current(name);
    return { kind: 'env', name, fingerprint: value === undefined ? absent : fingerprint(value) };
  };
  const namesFact = (): Dependency => ({
    kind: 'env',
    scope: 'names',
    name: '*',
    fingerprint: fingerprint(names().join('\0')),
  });
  const change = (name: string, value: string | undefined): undefined => {
    overlay.set(name, value);
    return undefined;
  };
  return {
    ops: {
      [OP.envGet]: ([name], recorder) => {
        recorder.dependency(factOf(text(name)));
        return isKnown(text(name)) ? current(text(name)) : undefined;
      },
      [OP.envKeys]: (_, recorder) => {
        recorder.dependency(namesFact());
        return JSON.stringify(names());
      },
      [OP.envSet]: ([name, value], recorder) => {
        recorder.bypass('sets-environment', `sets the environment variable ${text(name)}`);
        return change(text(name), text(value));
      },
      [OP.envDelete]: ([name], recorder) => {
        recorder.bypass('sets-environment', `deletes the environment variable ${text(name)}`);
        return change(text(name), undefined);
      },
    },
    observe(d) {
      if (d.kind === 'grant' && d.scope === 'env') return isKnown(d.name) ? 'granted' : 'refused';
      if (d.kind !== 'env') return undefined;
      if (d.scope === 'names') return namesFact().fingerprint;
      return factOf(d.name).fingerprint;
    },
  };
}
