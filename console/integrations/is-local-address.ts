const LOCAL_NAMES = /^localhost$|\.(local|localhost|internal|lan|home|intranet)$/;
const LOCAL_NUMBERS =
  /^(0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/** Whether an address is one that nobody outside the hub's own network can reach. */
export function isLocalAddress(url: string): boolean {
  const host = URL.parse(url)?.hostname.toLowerCase() ?? "";
  if (host.startsWith("[")) return /^\[(::1?\]|f[cd]|fe[89ab])/.test(host);
  return LOCAL_NAMES.test(host) || LOCAL_NUMBERS.test(host) || !host.includes(".");
}
