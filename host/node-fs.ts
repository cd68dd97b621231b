/** Node's file system as one object, to be passed on. An import of it would copy all its names when it is bundled. */
import type fs from 'node:fs';

export const nodeFs: typeof fs = process.getBuiltinModule('node:fs');
