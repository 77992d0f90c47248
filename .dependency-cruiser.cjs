// The layers of ARCHITECTURE.md in executable form. Each rule says what is absent, and why.

const core = '^server/src/core/';
/** Feature folders of the client: they meet in extension.ts alone. */
const features =
  '^client/src/(build|run|compose|files|logs|stats|terminal|registries|system|images|contexts|containers|volumes|networks|language|explorer|scaffold|assistant|tasks)/';

module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'The core imports only the core and the YAML parser: text in, plain data out.',
      severity: 'error',
      from: { path: core },
      to: { pathNot: [core, '(?:^|/)node_modules/yaml/'] },
    },
    {
      name: 'dockerfile-not-compose',
      comment: 'The languages never import each other; what one needs of the other goes through workspace.ts.',
      severity: 'error',
      from: { path: `${core}dockerfile/` },
      to: { path: `${core}compose/` },
    },
    {
      name: 'compose-not-dockerfile',
      comment: 'The languages never import each other; what one needs of the other goes through workspace.ts.',
      severity: 'error',
      from: { path: `${core}compose/` },
      to: { path: `${core}dockerfile/` },
    },
    {
      name: 'rules-are-leaves',
      comment: 'A rule never imports another rule.',
      severity: 'error',
      from: { path: '/rules/(?!index)[^/]+$' },
      to: { path: '/rules/(?!index)[^/]+$' },
    },
    {
      name: 'protocol-at-the-edge',
      comment: 'Only lsp/, main.ts and connect.ts speak the Language Server Protocol.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/(lsp/|(?:main|connect)\\.ts$)' },
      to: { path: '(?:^|/)node_modules/vscode-languageserver' },
    },
    {
      name: 'lsp-without-node',
      comment: 'The server must be able to run in a web worker: Node stays in host/, main.ts, connect.ts and cli.ts.',
      severity: 'error',
      from: { path: '^server/src/lsp/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'lsp-without-node-entry',
      comment: 'The server must be able to run in a web worker: lsp/ takes the common API of its library.',
      severity: 'error',
      from: { path: '^server/src/lsp/' },
      to: { path: '(?:^|/)node_modules/vscode-languageserver/lib/(node|browser)/' },
    },
    {
      name: 'one-file-imports-dockerode',
      comment: 'Everything else sees the engine interface.',
      severity: 'error',
      from: { pathNot: '^client/src/engine/dockerodeEngine\\.ts$' },
      to: { path: '(?:^|/)node_modules/(@types/)?(dockerode|docker-modem)/' },
    },
    {
      name: 'engine-without-vscode',
      comment: 'The engine is Docker as data; it can be tested and used without an editor.',
      severity: 'error',
      from: { path: '^client/src/engine/' },
      to: { path: ['^vscode$', '(?:^|/)node_modules/@types/vscode/', '(?:^|/)node_modules/vscode-languageclient/'] },
    },
    {
      name: 'client-and-server-apart',
      comment: 'Client and server meet in protocol/ alone; but what a build context holds has one truth, in the core.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/', pathNot: `${core}ignore/patterns\\.ts$` },
    },
    {
      name: 'server-and-client-apart',
      comment: 'Client and server meet in protocol/ alone.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^client/' },
    },
    {
      name: 'protocol-is-a-leaf',
      comment: 'protocol/ holds types and constants only.',
      severity: 'error',
      from: { path: '^protocol/' },
      to: { pathNot: '^protocol/' },
    },
    {
      name: 'features-apart',
      comment: 'Feature folders of the client meet in extension.ts alone.',
      severity: 'error',
      from: { path: features },
      to: { path: features, pathNot: '^client/src/$1/' },
    },
    {
      name: 'no-cycles',
      comment: 'Import cycles make the order of loading matter and the parts inseparable.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
