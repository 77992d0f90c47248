import { configureGlobal } from 'fast-check';

/**
 * Property tests try the same cases in every run, so that a change is what makes them fail.
 * `SLIPWAY_SEED=random` looks further; a number repeats what that found.
 */
const wanted = process.env['SLIPWAY_SEED'] ?? '20261120';
if (wanted !== 'random') configureGlobal({ seed: Number(wanted) });
