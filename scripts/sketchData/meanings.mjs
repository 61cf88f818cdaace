/** What words say about an image apart from its subjects: kind and value, English words, Chinese words. */
const meanings = `
location meadow|meadow,grass,grassland,hill,hills,valley,countryside,village,pasture,plain,plains,prairie,steppe,savanna,savannah,outdoors,park,playground|草地,草原,山坡,丘陵,田园,乡村,村庄,村落,小镇,公园,山谷,原野,户外,操场
location garden|garden,flowers,flower field,flowerbed,backyard,orchard,wildflowers|花园,庭院,花丛,花海,院子,果园,花田
location field|field,farm,wheat field,farmland,crops,vineyard,rice field,ranch|田野,农场,麦田,稻田,农田,牧场,梯田,田
location mountains|mountain,mountains,alps,peak,peaks,summit,cliff,canyon,fuji,mount,himalaya,hilltop,alpine|山,高山,雪山,山峰,山脉,群山,悬崖,峡谷,富士山,山顶,远山
location lake|lake,pond,lakeside,mountain lake,lagoon,fjord|湖,湖泊,池塘,湖边,湖水,湖面,湖光
location river|river,stream,creek,brook,waterfall,riverside,riverbank|河,河流,流水,小溪,溪流,瀑布,河边,江,江南
location sea|sea,ocean,waves,harbor,harbour,sailing,bay,coast,seaside,port|海,大海,海洋,港口,海面,海上,海湾,海浪,海边
location beach|beach,island,tropical,shore,sand,seashore,sandcastle,hawaii|海滩,沙滩,岛,小岛,海岛,热带
location underwater|underwater,under the sea,coral reef,reef,deep sea,aquarium,seabed|水下,海底,深海,珊瑚礁,水族馆,水中
location forest|forest,woods,jungle,woodland,rainforest,grove,wood,treehouse|森林,树林,丛林,林间,雨林,林中,竹林,林
location city|city,town,skyline,street,downtown,urban,skyscraper,skyscrapers,tokyo,new york,shanghai,paris,london,hong kong,building,buildings,road,highway,cityscape,metropolis,neon city,cyberpunk,alley,traffic,rooftop|城市,街道,都市,摩天大楼,上海,北京,东京,纽约,香港,高楼,大楼,马路,公路,夜市,街头,街,赛博朋克,胡同,道路
location desert|desert,dune,dunes,sahara,oasis,egypt,pyramid,pyramids,mars|沙漠,沙丘,戈壁,绿洲,金字塔,火星
location space|space,galaxy,universe,cosmos,cosmic,outer space,nebula,planet,planets,solar system,orbit,interstellar,milky way,asteroid,mars orbit,black hole|太空,宇宙,银河,星系,星空宇宙,星云,外太空,星际,轨道,黑洞
location sky|sky,in the sky,clouds,above the clouds,flying,heaven,cloudscape|天空,空中,云端,云层,飞翔,云海,云上
location room|room,living room,bedroom,kitchen,office,indoor,indoors,inside,cafe,library,classroom,interior,home office,restaurant,bathroom,studio room,desk,sofa,couch,fireplace|房间,客厅,卧室,厨房,办公室,室内,咖啡馆,图书馆,教室,书房,餐厅,浴室,书桌,沙发
time dawn|dawn,sunrise,morning,daybreak,early morning,first light|黎明,日出,清晨,早晨,早上,破晓,晨光,拂晓,晨曦,朝霞
time sunset|sunset,dusk,evening,twilight,golden hour,sundown|日落,黄昏,傍晚,夕阳,晚霞,暮色,落日
time night|night,midnight,moon,moonlight,moonlit,stars,starry,starry night,nighttime,constellation,fireflies,moonlight|夜,夜晚,晚上,深夜,午夜,月光,月亮,星空,星星,夜空,夜色,繁星,月夜,明月,月
time day|day,noon,sunny,midday,daylight,sun,sunlight,sunshine,afternoon,blue sky,summer|白天,中午,阳光,正午,晴天,下午,太阳,蓝天,夏天,夏日
weather snow|snow,snowy,snowfall,snowing,winter,wintry,blizzard,ice,icy,frozen,frost,snowstorm,snowflake,snowflakes,arctic,antarctica,christmas,xmas,skiing,sledding,glacier|雪,雪地,下雪,冬天,冬季,冬日,冰雪,大雪,白雪,雪花,飘雪,圣诞,圣诞节,北极,南极,冰川,雪景,雪中,寒冬
weather rain|rain,rainy,raining,drizzle,rainfall,puddle,shower|雨,下雨,雨天,细雨,大雨,雨中,烟雨
weather storm|storm,stormy,thunder,lightning,thunderstorm,hurricane,tempest|暴风雨,雷雨,闪电,雷电,风暴,雷暴
weather fog|fog,foggy,mist,misty,haze,hazy,smoke|雾,薄雾,晨雾,大雾,雾气,朦胧,迷雾
weather autumn|autumn,fall,fall leaves,autumn leaves,maple,october,november,thanksgiving|秋天,秋,秋季,枫叶,落叶,秋日,金秋,红叶
weather blossom|spring,blossom,blossoms,cherry blossom,cherry blossoms,sakura,petals|春天,春,春季,樱花,桃花,花瓣,春日,梅花
weather party|party,birthday,celebration,celebrate,confetti,festival,carnival,congratulations,wedding,anniversary|派对,生日,庆祝,节日,狂欢,婚礼,恭喜,周年
weather fireworks|firework,fireworks,new year,happy new year,new years eve|烟花,焰火,烟火,新年,春节,跨年,除夕
weather rainbow|rainbow,rainbows|彩虹
weather aurora|aurora,northern lights,aurora borealis|极光
form icon|icon,icons,logo,app icon,favicon,badge,symbol,emblem,sticker,avatar,logotype,glyph,emoji,pictogram,monogram,profile picture,mascot|图标,标志,徽标,徽章,头像,贴纸,应用图标,商标,吉祥物,标识
form pattern|pattern,seamless,seamless pattern,tileable,tile,wallpaper pattern,textile,wrapping paper,repeating,fabric|图案,无缝,花纹,纹理,平铺,无缝图案,底纹
form abstract|abstract,geometric,gradient,gradients,shapes,bauhaus,fractal,mesh,mesh gradient,fluid,memphis,low poly|抽象,几何,渐变,形状,流体,低多边形
form ground|background,backdrop,texture,wallpaper|背景,底图,壁纸
shape waves|waves,wavy,wave|波浪
shape arcs|bauhaus,geometric,memphis,arcs,rainbow,sunburst,concentric,rings|几何,包豪斯,彩虹,同心圆,光环
shape ribbons|ribbons,lines,stripes,flow,flowing,fluid,silk|线条,丝带,流动,流体,条纹
shape bubbles|bubbles,circles,dots,bokeh,blobs,mesh,mesh gradient|气泡,圆形,圆点,光斑
shape facets|tiles,mosaic,low poly,polygon,polygons,triangles,facets,crystal,crystals|马赛克,低多边形,三角形,多边形
form scene|landscape,scene,scenery,panorama,vista,horizon|风景,景色,场景,全景,山水,风光,美景
form still|still life,product shot,product photo,packshot,on a table,studio shot,on white background|静物,产品图,产品摄影,桌上,白底
screen browser|website,web page,webpage,landing page,homepage,home page,wireframe,mockup,ui,user interface,web app,interface,web design,blog,hero section|网站,网页,落地页,首页,线框图,界面,原型,主页,官网,用户界面
screen phone|mobile app,app screen,phone screen,mobile ui,onboarding,onboarding screen,app screenshot,ios app,android app,mini program|手机界面,移动应用,小程序,应用界面,启动页,引导页
screen dashboard|dashboard,admin panel,analytics dashboard,control panel,admin page,data visualization,report page|仪表盘,后台,控制台,管理后台,数据看板,数据可视化,看板
screen form|login,login page,sign in,sign up,signup,login form,login screen,registration,settings page|登录,登录页,注册,登录页面,注册页,表单,登录界面
sign spinner|spinner,loading,loader,loading spinner,progress,progress indicator,throbber,buffering|加载,加载中,进度,转圈,载入,加载动画
sign menu|menu,hamburger menu,navigation menu|菜单,导航菜单,汉堡菜单
sign wifi|wifi,wi fi,wireless,signal|无线,无线网络,信号
sign toggle|toggle,switch,toggle switch|开关,切换
sign cursor|cursor,pointer,mouse pointer,mouse cursor|光标,鼠标指针,指针
sign play|play button,play icon,video player,play|播放,播放按钮
sign pause|pause,pause button|暂停
sign download|download|下载
sign upload|upload|上传
sign close|close,close button,cancel,dismiss|关闭,取消
sign plus|plus,add,new item,plus sign|添加,加号,新增,新建
sign code|code,coding,source code,programming,brackets,developer tool,html,javascript,typescript,api,script|代码,编程,源代码,程序,接口,脚本
sign terminal|terminal,command line,console,shell,cli,prompt|终端,命令行
sign database|database,db,sql,storage,data store|数据库,存储
sign server|server,servers,hosting,backend,data center|服务器,后端,机房,数据中心
sign layers|layers,stack,layer|图层,层叠
sign branch|git branch,branch,git,merge,pull request,commit,version control|分支,合并,版本控制
sign share|share,sharing|分享,共享
sign filter|filter,funnel|筛选,过滤,漏斗
sign power|power,power button,on off,shutdown|电源,电源键,关机
sign arrow|arrow,next,forward,arrow right|箭头,下一步,前进
sign grid|grid,apps,layout|网格,布局,应用
sign button|button,cta|按钮
sign waves|sound wave,audio,waveform,voice|声波,音频,语音
sign cube|cube,3d,box model,blockchain,module,container,docker,kubernetes|立方体,模块,容器,区块链
color red|red,crimson,scarlet,ruby,maroon,vermilion|红,红色,赤,赤红,深红,火红,朱红,大红,鲜红
color orange|orange,amber,tangerine colored,apricot,coral colored|橙,橙色,橘色,橘红,琥珀色
color yellow|yellow,gold,golden,lemon yellow,mustard|黄,黄色,金色,金黄,金黄色,金
color green|green,emerald,lime green,olive green,mint,jade|绿,绿色,翠绿,碧绿,嫩绿,墨绿,薄荷
color teal|teal,turquoise,cyan,aqua|青,青色,蓝绿,青绿,碧
color blue|blue,navy,azure,cobalt,indigo,sapphire,sky blue|蓝,蓝色,深蓝,天蓝,湛蓝,蔚蓝,靛蓝
color purple|purple,violet,lilac,mauve,magenta,lavender colored|紫,紫色,紫罗兰,紫红
color pink|pink,rose colored,peach colored,salmon pink,blush|粉,粉色,粉红,粉红色,桃红
color brown|brown,chocolate brown,beige,tan,sepia|棕,棕色,褐色,咖啡色,米色
color black|black,ebony|黑,黑色,漆黑
color white|white,ivory|白,白色,洁白,雪白
color gray|grey,gray,silver,charcoal|灰,灰色,银色,银
mood pastel|pastel,soft,cute,kawaii,gentle,dreamy,light,airy,delicate,baby,sweet|柔和,可爱,梦幻,清新,淡雅,马卡龙,温柔,唯美
mood neon|neon,cyberpunk,synthwave,vaporwave,retrowave,glowing,futuristic,electric|霓虹,赛博朋克,蒸汽波,未来感,荧光,科幻
mood dark|dark,gloomy,moody,gothic,mysterious,spooky,horror,halloween,scary,noir|黑暗,阴暗,神秘,恐怖,万圣节,幽暗,暗黑
mood mono|monochrome,black and white,grayscale,greyscale,ink,sumi e,sketch style|黑白,单色,水墨,素描
number 2|two,pair,couple,pair of,twin|两只,两个,一对,两匹,两棵,两条,两头,两朵,双
number 3|three,trio,several,some,a few|三只,三个,三匹,三棵,三条,三头,三朵,几只,几个
number 4|four|四只,四个,四匹,四棵,四条
number 5|five,many,herd,flock,group of,bunch of,lots of,pack of,school of,swarm of|五只,五个,许多,很多,一群,一些,成群
depicts yes|hero image,illustration,banner,picture of,photo of,image of,photograph of,header image,cover image,background image,artwork,painting of,drawing of|插画,配图,横幅,封面,头图,背景图,照片,图片
nothing |iphone wallpaper,home screen,sea level,white space,negative space,open source,high quality,light source,natural light,depth of field,red eye|马上,马路边,高清,超清,画面,风格,光影,细节,质感,背景虚化,人工智能,千年,面前,方面,上面,里面,下面,外面,对面,后面,前面,中心,心情,心中,人们,人物,人类,木马,开心,小心,中秋,地面,水面,面对,面部,书法,书写,公里,明天,今天,每天,每日,日常,金属,黄金,青年,青春,春卷,白领,明白,表白,黑客,银行,粉丝,面粉,飞机,海报,上海滩,火车站,牛奶,马桶,龙虾,羊毛,狗粮,熊猫,斑马,河马,海马,天鹅,企鹅,鱼缸,云计算
`;

/** What a drawing brings along where the prompt does not say: its home, its weather, its hour. `*`: any beginning or end. */
const traits = `
location space|rocket,astronaut,alien,alien-monster,flying-saucer,satellite,comet,ringed-planet,globe-showing*
location sea|lighthouse,spouting-whale,whale,dolphin,*ship,ferry,*boat,canoe,seal,person-surfing,anchor
location underwater|fish,tropical-fish,blowfish,shark,octopus,jellyfish,shrimp,squid,lobster,person-merpeople,coral
location beach|crab,palm-tree,beach-with-umbrella,umbrella-on-ground,flamingo,desert-island
location river|bridge
location lake|duck,swan,frog,goose,beaver,person-rowing-boat,otter,moose
location forest|bamboo,bear,wolf,owl,deer,boar,monkey,gorilla,orangutan,sloth,chipmunk,raccoon,hedgehog,mushroom,tiger,leopard,panda,koala,parrot,snake,evergreen-tree,person-elf,person-fairy,troll,badger,skunk
location desert|pyramid,camel,two-hump-camel,cactus,scorpion,lizard,moai
location mountains|goat,ram,llama,eagle,skier,snowboarder,person-climbing,tent,camping,mountain-*,aerial-tramway,suspension-railway,japanese-castle,castle,volcano,dragon
location city|taxi,bus,trolleybus,tram,metro,police-*,ambulance,fire-engine,firefighter,office-*,hotel,bank,hospital,department-store,convenience-store,tokyo-tower,statue-of-liberty,construction-worker,motor-scooter,person-superhero,robot,detective,building-construction
location room|couch-and-lamp,bed,chair,bathtub,technologist,cook,teddy-bear,hamster,scientist,judge,teacher,student,singer,artist,health-worker
location sky|airplane*,small-airplane,helicopter,parachute,balloon,kite,dove,flying-disc
location garden|butterfly,honeybee,lady-beetle,snail,rabbit,rose,tulip,sunflower,blossom,hyacinth,bug,ant
location field|windmill,tractor,farmer,rooster,chicken,turkey,pig,ear-of-corn,sheaf-of-rice,mouse
weather snow|snowman*,penguin,polar-bear,seal,skier,snowboarder,sled,skis,ice-skate,christmas-tree,santa-claus
weather party|party-popper,balloon,birthday-cake,wrapped-gift,confetti-ball,partying-face
time night|owl,bat,ghost,jack-o-lantern,person-vampire,person-zombie,spider,crescent-moon,flying-saucer
`;

/** @returns {{ en: Record<string, [string, string][]>, zh: Record<string, [string, string][]> }} word to kinds and values */
export function collectMeanings() {
  const [en, zh] = [new Map(), new Map()];
  for (const line of meanings.trim().split('\n')) {
    const [head, english, chinese] = line.split('|');
    for (const [map, words] of [
      [en, english],
      [zh, chinese],
    ]) {
      for (const word of words.split(',').filter(Boolean)) map.set(word, [...(map.get(word) ?? []), head.split(' ')]);
    }
  }
  return { en: Object.fromEntries(en), zh: Object.fromEntries(zh) };
}

/** @returns {Record<string, string>} for example `{ location: 'sea', weather: 'snow' }` */
export function traitsOf(name) {
  const found = {};
  for (const line of traits.trim().split('\n')) {
    const [head, names] = line.split('|');
    const [kind, value] = head.split(' ');
    const isNamed = new RegExp(`^(${names.replaceAll('*', '.*').replaceAll(',', '|')})$`).test(name);
    if (isNamed) found[kind] ??= value;
  }
  return found;
}
