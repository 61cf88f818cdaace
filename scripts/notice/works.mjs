/** What NOTICE says that no package says about itself. Paths are relative to the project. */

/** License texts of bundled packages, where they are more than the package's own `LICENSE`. */
export const licenseFiles = {
  '@jsquash/avif': ['node_modules/@jsquash/avif/LICENSE', 'scripts/notice/licenses/avif.txt'],
  '@jsquash/jpeg': ['node_modules/@jsquash/jpeg/LICENSE', 'node_modules/@jsquash/jpeg/codec/LICENSE.codec.md'],
  '@jsquash/png': ['node_modules/@jsquash/png/LICENSE', 'node_modules/@jsquash/png/codec/LICENSE.codec.md'],
  '@jsquash/resize': [
    'node_modules/@jsquash/resize/LICENSE',
    'node_modules/@jsquash/resize/lib/resize/LICENSE.codec.md',
  ],
  '@jsquash/webp': ['node_modules/@jsquash/webp/LICENSE', 'node_modules/@jsquash/webp/codec/LICENSE.codec.md'],
  '@resvg/resvg-wasm': ['scripts/notice/licenses/mpl-2.0.txt'],
};

/** Shown below the name of a bundled package. */
export const remarks = {
  '@jsquash/avif': 'dist/avifDecoder.wasm, unchanged: libavif and libaom, compiled.',
  '@jsquash/jpeg':
    'dist/jpegDecoder.wasm and dist/jpegEncoder.wasm, unchanged: MozJPEG and libjpeg-turbo, compiled. This software is based in part on the work of the Independent JPEG Group.',
  '@jsquash/png': 'dist/pngCodec.wasm, unchanged.',
  '@jsquash/resize': 'dist/resizer.wasm, unchanged.',
  '@jsquash/webp': 'dist/webpDecoder.wasm and dist/webpEncoder.wasm, unchanged: libwebp, compiled.',
  '@resvg/resvg-wasm': 'dist/resvg.wasm, unchanged. Its source, and that of resvg: https://github.com/linebender/resvg',
  rolldown: 'The helpers that it adds to bundles.',
};

/**
 * Data and drawings that were copied from elsewhere. `files`: of the repository, for those in `media` all of them; `from`: the
 * package that they were taken from.
 */
export const works = [
  {
    title: 'Fluent Emoji (flat)',
    from: '@iconify-json/fluent-emoji-flat',
    files: ['media/sketch/drawings.json'],
    remark: 'A selection, some identifiers renamed, with drawings of our own.',
    source: 'https://github.com/microsoft/fluentui-emoji',
    license: 'MIT',
    copyright: 'Copyright (c) Microsoft Corporation.',
    text: 'scripts/notice/licenses/mit.txt',
  },
  {
    title: 'Emojibase',
    from: 'emojibase-data',
    files: ['media/sketch/words.json'],
    remark: 'A selection, with words of our own.',
    source: 'https://github.com/milesj/emojibase',
    license: 'MIT',
    text: 'node_modules/emojibase-data/LICENSE',
  },
  {
    title: 'Unicode Common Locale Data Repository (CLDR)',
    from: 'emojibase-data',
    files: ['media/sketch/words.json'],
    remark: 'The names and keywords of emoji, which Emojibase contains.',
    source: 'https://cldr.unicode.org',
    license: 'Unicode-3.0',
    text: 'scripts/notice/licenses/unicode-3.0.txt',
  },
  {
    title: 'Noto Sans SC',
    from: '@expo-google-fonts/noto-sans-sc',
    files: ['media/sketch/caption.ttf', 'media/sketch/glyphs.json', 'media/sketch/OFL.txt'],
    remark: 'Reduced to the characters of captions.',
    source: 'https://fonts.google.com/noto/specimen/Noto+Sans+SC',
    license: 'OFL-1.1',
    text: 'media/sketch/OFL.txt',
  },
  {
    title: 'Codicons',
    from: '@vscode/codicons',
    files: ['webview-ui/lib/controls/icons.ts'],
    remark: 'The paths of some icons, rounded; a part of dist/webview/main.js.',
    source: 'https://github.com/microsoft/vscode-codicons',
    license: 'CC-BY-4.0',
    copyright: 'Copyright (c) Microsoft Corporation.',
    text: 'node_modules/@vscode/codicons/LICENSE',
  },
];

/** Files of `media` that were made for Easel. */
export const ownFiles = /^media\/[\w-]+\.(svg|png)$/;
