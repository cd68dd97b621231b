/** The globals of the web platform that node has too. */
import { defineGlobal } from '../prelude/exposed.ts';
import { URL } from './url.ts';
import { URLSearchParams } from './url-search-params.ts';

export function installWeb(): void {
  defineGlobal('URL', URL);
  defineGlobal('URLSearchParams', URLSearchParams);
}
