/** Stands in for `https-proxy-agent`, see vite.config.ts: proxies are the business of the http modules that VS Code patches. */
export default class HttpsProxyAgentStandIn {
  constructor() {
    throw new Error('The package https-proxy-agent is not part of the bundle; requests are sent with proxy: false.');
  }
}
