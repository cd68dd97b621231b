/** Whether a request may go where it is addressed. Asked of every hop. */
import type { FailureAnswer } from '../../../guest/abi.ts';
import { HostFailure } from '../capability.ts';
import type { Grant } from '../grants.ts';
import { plainFailure } from './failures.ts';
import { coversHost, type Place, placeOf, shownPlace } from './hosts.ts';

/** Ports of services that could mistake a request for words of their own: the list of the fetch standard. */
const BAD_PORTS = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** What a script is told whose grants do not cover a place. */
export function refusedPlace(place: Place, address?: string): FailureAnswer {
  const where = address === undefined ? shownPlace(place) : `${shownPlace(place)}, which is ${address}`;
  const flag = address === undefined ? shownPlace(place) : `${shownPlace(place)},${address}`;
  return {
    name: 'Error',
    message: `EACCES: permission denied, connect '${where}' (rote: needs --allow-net=${flag})`,
    properties: [
      ['errno', -13],
      ['code', 'EACCES'],
      ['syscall', 'connect'],
    ],
  };
}

/** The place a request goes to; throws when it may not. */
export function checkedPlace(url: URL, grant: Grant): Place {
  const place = placeOf(url);
  if (BAD_PORTS.has(place.port)) throw plainFailure('bad port');
  if (!coversHost(grant, place)) throw new HostFailure(refusedPlace(place));
  return place;
}
