/** Stands in for `follow-redirects`, see vite.config.ts: redirects are refused or followed one by one by ourselves. */
const scheme = {
  request() {
    throw new Error('The package follow-redirects is not part of the bundle; requests are sent with maxRedirects: 0.');
  },
};

export default { http: scheme, https: scheme };
