// Most of them call themselves by the names of others too, so the order decides.
const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\b(Macintosh|Mac OS X)\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * "Firefox on Windows": what a browser says it is, coarsely enough to tell one's own apart by and
 * to tell nobody else much. Only ever words of these lists.
 */
export function browserName(userAgent: string | undefined): string {
  const named = (list: typeof browsers, otherwise: string) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? otherwise;
  return `${named(browsers, 'A browser')} on ${named(systems, 'an unknown system')}`;
}
