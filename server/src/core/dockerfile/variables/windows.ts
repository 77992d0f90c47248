import type { ShellVariable } from '../../shell/variables.ts';

/** The environment variables in a PowerShell script: `$env:X` and `${env:X}`, but not in single quotes. */
export function powershellVariables(text: string): readonly ShellVariable[] {
  const found: ShellVariable[] = [];
  let quote = '';
  for (const { 0: all, 1: name, index } of text.matchAll(/`[^]|["']|\$\{?env:([A-Za-z_]\w*)/gi)) {
    if (all === quote) quote = '';
    else if (quote === '' && (all === '"' || all === "'")) quote = all;
    else if (name !== undefined && quote !== "'") {
      const end = index + all.length;
      const role = /^\}?\s*=/.test(text.slice(end, end + maxSpace)) ? 'definition' : 'use';
      found.push({ name, role, start: end - name.length, end });
    }
  }
  return found;
}

/** The variables in a script of the Windows command prompt: `%X%`. */
export function promptVariables(text: string): readonly ShellVariable[] {
  return [...text.matchAll(/%([A-Za-z_]\w*)%/g)].map(({ 1: name = '', index }) => ({
    name,
    role: 'use',
    start: index + 1,
    end: index + 1 + name.length,
  }));
}

/** How far an assignment's sign is looked for. */
const maxSpace = 20;
