import { isIP } from 'node:net';

/** Whether a text is an address with the number of its fixed bits: `10.20.0.0/16`, `fd00::/64`. */
export function isSubnet(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const version = isIP(address);
  return rest.length === 0 && version > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}
