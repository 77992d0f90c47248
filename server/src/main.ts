import { dirname } from 'node:path';
import { nodeHost } from './host/nodeHost.ts';
import { startServer } from './lsp/server.ts';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';

// The bundle stands in dist/, beside the folders of texts and rule pages.
const root = dirname(import.meta.dirname);

startServer(createConnection(ProposedFeatures.all), nodeHost(root));
