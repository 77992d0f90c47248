import { dirname } from 'node:path';
import { connect } from './connect.ts';
import { nodeHost } from './host/nodeHost.ts';
import { startServer } from './lsp/server.ts';

// The bundle stands in dist/, beside the folders of texts and rule pages.
const root = dirname(import.meta.dirname);

startServer(connect(), nodeHost(root));
