/**
 * How the guest comes to modules: the engine asks for those of `import`, the prelude for those of `require`. What the
 * resolver, the disk or the parser refuses becomes an error of the guest, the script's to catch.
 */
import type { Memo } from '../../engine/memo.ts';
import type { FailureAnswer } from '../../guest/abi.ts';
import { HostFailure } from '../capabilities/capability.ts';
import type { Entries } from './entries.ts';
import { type Guest, GuestThrew } from './guest.ts';
import { answerOf, type LoadFailure, type LoadFailures } from './load-failures.ts';
import type { Loader } from './loader.ts';
import type { Rejections } from './rejections.ts';
import { checkRequirable, type RequiredFace, requiredText } from './required-module.ts';

/** What the door works with. */
export interface ModuleDoorPowers {
  readonly guest: Guest;
  readonly entries: Entries;
  readonly memo: Memo;
  readonly loader: Loader;
  readonly failures: LoadFailures;
  readonly rejections: Rejections;
}

export class ModuleDoor {
  readonly #powers: ModuleDoorPowers;

  constructor(powers: ModuleDoorPowers) {
    this.#powers = powers;
  }

  // ---------- for the prelude: failures are its door's to throw

  /** Where a specifier leads, as JSON. */
  resolve(specifier: string, parent: string): string {
    const failed = { base: parent, specifier };
    return JSON.stringify(this.#asFailure(failed, () => this.#powers.loader.resolve(specifier, parent, 'require')));
  }

  /** The text of a JSON file. */
  text(file: string): string {
    return this.#asFailure({ base: file, specifier: file }, () => this.#powers.loader.json(file));
  }

  /** A handle of the function that wraps a CommonJS module. */
  script(file: string): number {
    const { memo, loader } = this.#powers;
    memo.refuse('loads-module', `loads ${file} while it runs`);
    return this.#asFailure({ base: file, specifier: file }, () => loader.commonJsWrapper(file));
  }

  /**
   * A handle of the namespace of a module that shows that of an ES module (see required-module.ts), evaluating it if
   * this is the first time.
   */
  required(file: string, parent: string, face: RequiredFace): number {
    const { guest, memo, loader, rejections } = this.#powers;
    memo.refuse('loads-module', `loads ${file} while it runs`);
    this.#asFailure({ base: parent, specifier: file }, () => checkRequirable(file, parent, loader, guest));
    const before = rejections.waiting;
    try {
      return guest.evaluate(requiredText(file, face), `require:${file}`, true);
    } catch (error) {
      if (!(error instanceof GuestThrew)) throw error;
      // Who asked for the module gets the error: the promises of its evaluation are nobody's.
      rejections.handled(error.handle, before);
      return guest.throwValue(error.handle);
    }
  }

  #asFailure<T>(asked: Omit<LoadFailure, 'error'>, action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!answerOf(error)) throw error;
      throw new HostFailure(this.#powers.failures.answer({ ...asked, error: error as Error }));
    }
  }

  // ---------- for the engine

  /** The engine takes no error here: a module that is not found gets a name that cannot be loaded. */
  normalize(base: number, name: number): number {
    const { guest, loader, failures } = this.#powers;
    const asked = { base: guest.readCString(base), specifier: guest.readCString(name) };
    try {
      return guest.ownedCString(loader.normalize(asked.base, asked.specifier));
    } catch (error) {
      if (!answerOf(error)) throw error;
      return guest.ownedCString(failures.nameFor({ ...asked, error: error as Error }));
    }
  }

  /** The text of a module, or 0 with an exception for the guest. */
  load(address: number): number {
    const { guest, loader, failures } = this.#powers;
    const name = guest.readCString(address);
    const unfound = failures.named(name);
    if (unfound) return this.#throw(unfound);
    try {
      return guest.cString(loader.moduleText(name));
    } catch (error) {
      if (!answerOf(error)) throw error;
      return this.#throw({ base: name, specifier: name, error: error as Error });
    }
  }

  #throw(failure: LoadFailure): 0 {
    const { guest, failures } = this.#powers;
    const error = this.errorOf(failures.answer(failure));
    guest.free(guest.throwValue(error));
    guest.free(error);
    return 0;
  }

  /** Handle of the error that a failure's description asks for. */
  errorOf(answer: FailureAnswer): number {
    const { guest, entries } = this.#powers;
    const description = guest.newString(JSON.stringify(answer));
    const error = entries.call('errorFrom', [description]);
    guest.free(description);
    return error;
  }
}
