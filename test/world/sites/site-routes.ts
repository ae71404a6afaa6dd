/** Where a site shows a trader, and where it shows none. `{address}` stands for the address. */
export interface SiteRoutes {
  readonly name: string;
  /** The first is the one that links lead to. */
  readonly profiles: readonly string[];
  readonly withoutLeader: string;
}

const SITES: Readonly<Record<string, SiteRoutes>> = {
  "app.hyperliquid.xyz": {
    name: "Hyperliquid",
    profiles: ["/explorer/address/{address}", "/vaults/{address}"],
    withoutLeader: "/trade",
  },
  "hypurrscan.io": { name: "Hypurrscan", profiles: ["/address/{address}"], withoutLeader: "/dashboard" },
  "hyperdash.com": { name: "HyperDash", profiles: ["/address/{address}"], withoutLeader: "/explore" },
  "legacy.hyperdash.com": { name: "HyperDash", profiles: ["/trader/{address}"], withoutLeader: "/explore" },
  "hyperdash.info": { name: "HyperDash", profiles: ["/trader/{address}"], withoutLeader: "/explore" },
  "app.copin.io": {
    name: "Copin",
    profiles: ["/trader/{address}/HYPERLIQUID", "/trader/{address}/GMX"],
    withoutLeader: "/HYPERLIQUID/leaderboard",
  },
};

const NO_SITE: SiteRoutes = { name: "", profiles: [], withoutLeader: "/" };

export function routesOf(host: string): SiteRoutes {
  return SITES[host] ?? NO_SITE;
}

/** The address in a path of this site; null where it shows no trader. */
export function addressInPath(routes: SiteRoutes, path: string): string | null {
  for (const profile of routes.profiles) {
    const pattern = new RegExp(`^${profile.replace("{address}", "(0x[0-9a-fA-F]{40})")}/?$`);
    const found = pattern.exec(path)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}
