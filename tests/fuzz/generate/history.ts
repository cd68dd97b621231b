/** A whole history: modules, what they declare, the entry, and what happens to them. */
import type { History, ModuleKind, ModuleModel, Passed, Version } from '../program.ts';
import type { Draw } from './draw.ts';
import { drawSteps } from './edits.ts';
import { ASYNC_FUNCTIONS, FUNCTIONS } from './functions.ts';
import { KIT } from './kit.ts';
import { mainScript } from './main-script.ts';
import { Scope } from './scope.ts';
import { THINGS } from './things.ts';
import { drawWorld } from './world.ts';

export function drawHistory(draw: Draw): History {
  const modules = drawModules(draw);
  const gen = new Scope(draw, modules, { async: draw.chance(0.5), files: draw.chance(0.5) });
  drawWorld(gen);
  const count = 4 + draw.int(9);
  for (let k = 0; k < count; k++) {
    const kind = draw.weighted([
      [5, THINGS],
      [5, FUNCTIONS],
      [gen.features.async ? 9 : 0, ASYNC_FUNCTIONS],
    ]);
    draw.weighted(kind)(gen, draw.int(modules.length));
  }
  mainScript(gen);
  const program = {
    modules,
    items: gen.items,
    given: gen.given,
    files: { ...KIT, ...gen.files },
    swapped: [],
    passed: drawPassed(gen),
  };
  const start: Version = { program, env: { TZ: 'UTC' }, args: [] };
  return { start, steps: drawSteps(draw, start, 3 + draw.int(6), gen) };
}

/** Names that others import through a module of re-exports. */
function drawPassed(gen: Scope): Passed[] {
  const { draw } = gen;
  if (!draw.chance(0.3)) return [];
  const able = gen.entities.filter((e) => e.module > 0);
  return draw.some(able, 0.5).map(({ id }, k) => ({ id, name: `via${k}`, to: id }));
}

const NAMES = ['main', 'one', 'two', 'three', 'four'];

function drawModules(draw: Draw): ModuleModel[] {
  const entry = draw.weighted<ModuleKind>([
    [8, 'mjs'],
    [1, 'ts'],
    [1, 'cjs'],
  ]);
  return Array.from({ length: 1 + draw.int(4) }, (_, k) => ({
    name: NAMES[k] as string,
    kind:
      k === 0 || entry === 'cjs'
        ? entry
        : draw.weighted<ModuleKind>([
            [6, 'mjs'],
            [2, 'cjs'],
            [2, 'ts'],
          ]),
    byNamespace: draw.chance(0.2),
  }));
}
