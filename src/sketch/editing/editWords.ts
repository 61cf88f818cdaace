/** What the words of an edit ask for. Weather, hours and subjects are read as for any prompt; what only edits know is here. */

/** Ways in which the whole image is changed, with their words, most telling first. */
const effectWords = {
  'blurred-background':
    /(?:blur\w*|defocus\w*|soften\w*)[^,.;]{0,20}(?:background|backdrop)|(?:background|backdrop)[^,.;]{0,16}(?:blur\w*|out of focus)|\bbokeh|depth of field|背景虚化|虚化背景|虚化|模糊背景|背景[^，。；]{0,4}模糊|景深/g,
  'no-background':
    /\b(?:remov\w*|eras\w*|delet\w*|cut\w*|drop|without|no|transparent|white|plain|clean|solid)\b[^,.;]{0,16}(?:background|backdrop)|cut ?out|isolate\w*|(?:去除?|移除|删除|去掉|抠掉|抠除|透明|纯色|白色|纯白)背景|背景[^，。；]{0,4}(?:去掉|去除|移除|删除|透明|变白)|抠图|白底/g,
  mono: /black[ -](?:and|&)[ -]white|\bb ?& ?w\b|\bmonochrom\w*|gr[ae]y ?scale|desaturat\w*|黑白|单色|灰度|去色/g,
  sepia:
    /\bsepia|\bvintage|\bretro\b|\bold (?:photo\w*|film|picture)|\baged\b|antique|nostalgi\w*|复古|怀旧|老照片|旧照片|泛黄|年代感|胶片/g,
  pencil: /\bpencil\w*|\bsketch\w*|line ?(?:art|drawing)|charcoal|ink drawing|素描|线稿|铅笔|手绘|水墨|简笔/g,
  paint:
    /\bpaint\w*|water ?colou?r\w*|\boil(?: on canvas)?\b|impressionis\w*|van gogh|monet|ghibli|油画|水彩|绘画|印象派|吉卜力|梵高/g,
  comic: /\bcartoon\w*|\bcomic\w*|\banime\b|\bmanga\b|pop[ -]art|illustrat\w*|卡通|动漫|动画|漫画|波普|插画/g,
  pixel: /\bpixel\w*|\b(?:8|16)[ -]?bit\b|mosaic|像素\w*|马赛克/g,
  neon: /cyber ?punk|\bneon\b|synth ?wave|vapou?r ?wave|赛博朋克|霓虹|蒸汽波/g,
  invert: /\binvert\w*|\bnegative\b|x-?ray|反相|反色|负片/g,
  warm: /\bwarm\w*|\bcos?z[yi]\w*|\bcosy\b|暖\w*|温暖|暖色调?|暖调/g,
  cool: /\bcool(?:er)?\b|\bcold(?:er)?\b|\bchill\w*|冷色调?|冷调|更冷|偏冷|清冷|寒冷/g,
  bright: /\bbright\w*|\blighte\w*|\bexposure\b|high[ -]key|提亮|更亮|明亮|亮一[点些]|变亮|增亮/g,
  dim: /\bdark(?:er|en)?\b|\bdim\w*|\bmoody\b|\bgloomy\b|low[ -]key|变暗|更暗|暗一[点些]|压暗|昏暗|阴暗|阴沉/g,
  vivid:
    /\bvivid|\bvibran\w*|\bsaturat\w*|colou?rful|\benhanc\w*|\bimprov\w*|\bbetter\b|\bsharp\w*|\bhdr\b|\bcontrast\w*|鲜艳|饱和度?|增强|清晰|锐化|对比度?|美化|优化/g,
  faded: /\bfade\w*|\bpastel\b|\bmatte\b|\bdreamy\b|washed[ -]out|柔和|淡雅|梦幻|褪色|清新|马卡龙/g,
  blur: /\bblur\w*|out of focus|模糊/g,
  vignette: /\bvignett\w*|spot ?light|暗角|聚光/g,
  mirror: /\bmirror\w*|\bflip\w*|镜像|翻转|左右对调/g,
  sticker: /\bstickers?\b|rounded corners|\bapp icon|\bavatar|\bicon\b|贴纸|圆角|图标|头像/g,
  frame: /\bpicture frame|\bframe[sd]?\b|\bborders?\b|polaroid|postcard|passe-?partout|相框|边框|画框|拍立得|明信片/g,
} as const satisfies Record<string, RegExp>;

export type Effect = keyof typeof effectWords;

/** Words about the image as a whole, which are no subjects. */
const plainWords =
  /\b(?:photos?|photographs?|pictures?|images?|styles?|look(?:s|ing)?|scenes?|effects?|filters?|like|make|add|put|turn)\b|照片|图片|图像|画面|风格|效果|滤镜|添加|加上|增加|一下/g;

const removal =
  /^\s*(?:please )?(?:remov\w*|eras\w*|delet\w*|get rid of|take (?:out|away)|without|no)\b|去掉|移除|删除|去除|擦除|抹掉|消除|不要/;
const clauses = /[,.;，。；！!\n]+|\bthen\b|\band (?=add|put|make|remov|eras|turn|place)|\bbut\b|然后|并且?|再/;
/** Words around what is replaced; they are dropped together with it. */
const exchanges =
  /\b(?:replac\w*|swap\w*|chang\w*|turn|transform\w*|convert\w*)\b[^,.;]*?\b(?:with|by|into|to|for)\b|[把将][^，。；]*?(?:换成|变成|改成|改为|变为|换为|替换[为成]|转[为成])/g;
const elsewhere =
  /\b(?:background|backdrop|put|place[ds]?|mov(?:e[ds]?|ing)|setting|in front of)\b|背景|放[在到进]|置于|换到|移到|搬到|身处/;
const quoted = /["“”「『《]([^"“”「」『』《》]{1,28})["“”」』》]|(?:^|[\s:：])['‘]([^'‘’]{1,28})['’]/;

export interface EditWords {
  effects: Effect[];
  /** What is left to be read for subjects, hours, weather and colors. */
  wanted: string;
  /** What is to go. */
  removed?: string;
  /** Text to write on the image. */
  label?: string;
  /** The image is to be somewhere else. */
  isElsewhere: boolean;
}

/** Takes the words of an edit apart; English, Chinese or both. */
export function readEditWords(prompt: string): EditWords {
  const whole = prompt.slice(0, 2000).normalize('NFKC');
  const [, double, single] = quoted.exec(whole) ?? [];
  const label = (double ?? single)?.replace(/\s+/g, ' ').trim();
  let text = whole.toLowerCase().replace(quoted, ' ');
  const isElsewhere = elsewhere.test(text);
  const effects: Effect[] = [];
  for (const [effect, words] of Object.entries(effectWords) as [Effect, RegExp][]) {
    const rest = text.replace(words, ' ');
    if (rest !== text) effects.push(effect);
    text = rest;
  }
  const parts = text.replace(exchanges, ' ').split(clauses);
  const wanted = parts.filter((part) => !removal.test(part)).join(' , ');
  const removed = parts.filter((part) => removal.test(part)).join(' , ');
  return {
    effects,
    wanted: wanted.replace(plainWords, ' '),
    ...(removed && { removed: removed.replace(removal, ' ').replace(plainWords, ' ') }),
    ...(label && { label }),
    isElsewhere,
  };
}
