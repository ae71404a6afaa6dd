// Who may import whom: the table in the README's map of the code.
const room = (name) => `^lib/${name}/`;
const only = (from, allowed) => ({
  name: `${from}-imports`,
  severity: "error",
  comment: `${from} may import of ours only: itself${allowed.length ? `, ${allowed.join(", ")}` : ""}`,
  from: { path: from },
  to: { path: "^(lib|components|entrypoints|test)/", pathNot: [from, ...allowed] },
});
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    only(room("model"), []),
    ...["engine", "strategies", "venues", "journal", "vault", "messages", "sites"].map((r) =>
      only(room(r), [room("model")]),
    ),
    only(room("leaders"), [room("model"), room("strategies")]),
    only(room("analytics"), [room("model"), room("engine"), room("strategies")]),
    {
      name: "runtime-imports",
      severity: "error",
      from: { path: room("runtime") },
      to: { path: ["^lib/sites/", "^components/", "^entrypoints/", "^test/"] },
    },
    only("^components/overlay/", [room("model")]),
    {
      name: "components-imports",
      severity: "error",
      from: { path: "^components/", pathNot: "^components/overlay/" },
      to: {
        path: "^(lib|entrypoints|test)/",
        pathNot: [room("model"), room("analytics"), room("messages"), "^lib/journal/read/"],
      },
    },
    only("^entrypoints/(popup|sidepanel|options)/", ["^components/", room("messages")]),
    only("^entrypoints/[^/]+\\.content(/|\\.)", [room("sites"), room("messages"), "^components/overlay/"]),
    only("^entrypoints/background", [room("runtime"), room("messages")]),
    {
      name: "product-imports-no-tests",
      severity: "error",
      from: { path: "^(lib|components|entrypoints)/" },
      to: { path: "^test/" },
    },
    {
      name: "checker-is-independent",
      severity: "error",
      comment: "what recomputes the target shares nothing with the engine",
      from: { path: "^test/check/", pathNot: "\\.test\\.ts$" },
      to: { path: "^lib/", pathNot: room("model") },
    },
    {
      name: "pure-engine",
      severity: "error",
      comment: "the engine has no clock, network, browser or database",
      from: { path: "^lib/(engine|strategies)/" },
      to: { path: "node_modules/(dexie|ccxt|wxt|webextension-polyfill|react)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js"] },
  },
};
