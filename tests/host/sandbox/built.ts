/** The built engine and boot image, loaded once per test file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BootImage } from '../../../host/sandbox/boot-image.ts';

const folder = fileURLToPath(new URL('../../../dist', import.meta.url));
if (!existsSync(join(folder, 'guest.img'))) throw new Error('dist/ holds no guest image: npm run build makes it');

export const image = BootImage.load(folder);
export const wasm = new WebAssembly.Module(readFileSync(join(folder, 'engine.wasm')));
