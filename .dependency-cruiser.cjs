/** The house's arrows: cli -> host -> engine, host -> guest (abi only); engine and guest import no other room. */
const deny = (name, from, to, fromNot) => ({
  name,
  severity: 'error',
  from: { path: from, ...(fromNot && { pathNot: fromNot }) },
  to,
});
/** A package that only one file may import. */
const door = (packageName, file) =>
  deny(`door-${packageName}`, '.', { path: `node_modules/${packageName}/` }, `^${file}|node_modules`);

module.exports = {
  forbidden: [
    deny('engine-is-pure', '^engine/', { path: '^(host|cli|guest|tests|bench|scripts)/' }),
    deny('engine-has-no-power', '^engine/', { dependencyTypes: ['core'] }, '^engine/fingerprint/digest[.]ts$'),
    deny('digest-only-hashes', '^engine/fingerprint/digest[.]ts$', {
      dependencyTypes: ['core'],
      pathNot: '^(node:)?crypto$',
    }),
    deny('guest-is-alone', '^guest/', { path: '^(engine|host|cli|tests|bench|scripts)/' }),
    deny('host-knows-only-the-abi', '^host/', { path: '^guest/', pathNot: '^guest/abi[.]ts$' }),
    deny('host-knows-no-cli', '^host/', { path: '^(cli|tests|bench|scripts)/' }),
    deny('cli-speaks-to-host', '^cli/', { path: '^(guest|tests|bench|scripts)/' }),
    deny('capabilities-know-no-sandbox', '^host/capabilities/', { path: '^host/(sandbox|store)/' }),
    deny('store-knows-no-sandbox', '^host/store/', { path: '^host/(sandbox|capabilities)/' }),
    deny(
      'islands-know-no-sibling',
      '^host/capabilities/(clock|environment|files|output|process|text)(/|[.]ts$)',
      // What is asked of the file system is a power that an island may be given.
      {
        path: '^host/capabilities/(clock|environment|files|output|process|text)(/|[.]ts$)',
        pathNot: ['^host/capabilities/$1(/|[.]ts$)', 'files/power[.]ts$'],
      },
    ),
    door('acorn', 'engine/program/'),
    door('eslint-scope', 'engine/program/'),
    door('cli-table3', 'cli/print-table[.]ts$'),
    door('commander', 'cli/commands[.]ts$'),
    door('picocolors', '(cli/print|tests/cli/print[.]test)[.]ts$'),
    door('oxc-transform', 'engine/program/fast-transform[.]ts$'),
    door('typescript', 'engine/program/whole-transform[.]ts$'),
    door('@duckdb/node-api', 'host/store/'),
    door('zstd-codec', 'host/store/'),
    // An import that leads nowhere would escape every rule above.
    deny('resolvable', '.', { couldNotResolve: true }, '^node_modules'),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
