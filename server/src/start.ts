import { keepCompiledCode } from './compileCache.ts';
import { keepHeapSmall } from './heap.ts';

keepHeapSmall();
// The server is a file of its own, so that its code can come from the cache.
keepCompiledCode();
void import('./main.ts');
