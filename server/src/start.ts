import { keepCompiledCode } from './compileCache.ts';

// The server is a file of its own, so that its code can come from the cache.
keepCompiledCode();
void import('./main.ts');
