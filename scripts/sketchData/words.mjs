/**
 * Words that CLDR does not give, or gives to another drawing than people mean. Each line: drawing, English words, Chinese
 * words; both lists are separated by commas and may be empty.
 */
export const ownWords = `
dog|dog,puppy,hound,doggo|狗,小狗,犬,狗狗,柴犬,金毛
cat|cat,kitten,kitty,feline|猫,小猫,猫咪,喵,橘猫
black-cat|black cat|黑猫
fox|fox,vulpine|狐,狐狸
wolf|wolf,husky|狼,哈士奇
bear|bear,grizzly|熊,棕熊,小熊
polar-bear|polar bear,white bear|北极熊,白熊
panda|panda,giant panda|熊猫,大熊猫
lion|lion,lioness|狮子,雄狮,狮
tiger|tiger|老虎,虎
rabbit|rabbit,bunny,hare|兔子,兔,小兔,白兔
mouse|mouse|老鼠,小老鼠
horse|horse,pony,stallion,mare|马,骏马,小马
cow|cow,cattle|奶牛,牛
ox|ox,bull|公牛,黄牛
pig|pig,piglet|猪,小猪
ewe|sheep,lamb|羊,绵羊,羊群,小羊
goat|goat|山羊
deer|deer,stag,fawn,reindeer,elk|鹿,小鹿,梅花鹿,驯鹿
monkey|monkey,ape,chimpanzee|猴子,猴,猿
elephant|elephant|大象,小象,象群
squirrel|squirrel|松鼠
chipmunk|chipmunk,squirrel|松鼠,花栗鼠
penguin|penguin|企鹅
baby-chick|chick|小鸡
rooster|rooster,cock,hen|公鸡,鸡,母鸡
bird|bird,sparrow,robin,songbird|鸟,小鸟,麻雀,鸟儿
eagle|eagle,hawk,falcon|鹰,老鹰,雄鹰
owl|owl|猫头鹰
swan|swan|天鹅
goose|goose|鹅
duck|duck,duckling|鸭子,鸭,小鸭
dove|dove,pigeon,seagull,gull|鸽子,白鸽,海鸥
blackbird|crow,raven,blackbird|乌鸦
parrot|parrot,macaw|鹦鹉
peacock|peacock|孔雀
flamingo|flamingo|火烈鸟
whale|whale|鲸,鲸鱼,蓝鲸
dolphin|dolphin|海豚
shark|shark|鲨鱼,鲨
fish|fish,salmon|鱼,小鱼
tropical-fish|tropical fish,clownfish,goldfish,koi|热带鱼,小丑鱼,金鱼,锦鲤
octopus|octopus|章鱼
crab|crab|螃蟹,蟹
turtle|turtle,tortoise,sea turtle|乌龟,龟,海龟
seal|seal,sea lion|海豹,海狮
leopard|leopard,snow leopard,cheetah|豹,豹子,猎豹,雪豹
glass-of-milk|milk,glass of milk|牛奶
cup-with-straw|juice,orange juice,soda|果汁,橙汁,饮料
lighthouse|lighthouse|灯塔
windmill|windmill,wind turbine|风车
pyramid|pyramid,pyramids|金字塔
bridge|bridge,footbridge|桥,小桥,大桥
bamboo|bamboo|竹子,竹林
frog|frog,toad|青蛙,蛙
snake|snake,python,serpent|蛇
dragon|dragon|龙,中国龙,恐龙龙
t-rex|dinosaur,t-rex,trex,tyrannosaurus|恐龙,霸王龙
sauropod|brontosaurus,sauropod|雷龙
unicorn|unicorn|独角兽
butterfly|butterfly,moth|蝴蝶
honeybee|bee,honeybee,wasp|蜜蜂
lady-beetle|ladybug,ladybird|瓢虫
ant|ant|蚂蚁
spider|spider|蜘蛛
snail|snail|蜗牛
cherry-blossom|cherry blossom,sakura,blossom|樱花
rose|rose|玫瑰,玫瑰花
sunflower|sunflower|向日葵
tulip|tulip|郁金香
lotus|lotus,water lily|荷花,莲花
bouquet|bouquet,flower bouquet|花束,一束花
hibiscus|hibiscus|芙蓉
blossom|flower,daisy|花,花朵,小花,雏菊
hyacinth|lavender,hyacinth|薰衣草
evergreen-tree|pine,pine tree,fir,spruce,evergreen|松树,杉树,松
deciduous-tree|tree,oak,maple tree,treehouse|树,大树,树木,橡树
palm-tree|palm,palm tree,coconut tree|棕榈树,椰子树,椰树
cactus|cactus|仙人掌
potted-plant|potted plant,houseplant,plant,succulent,bonsai|盆栽,绿植,植物,多肉
mushroom|mushroom,toadstool|蘑菇
seedling|seedling,sprout|幼苗,嫩芽,新芽
maple-leaf|maple leaf|枫叶
fallen-leaf|leaf|叶子,落叶
four-leaf-clover|clover|四叶草,三叶草
red-apple|apple|苹果
tangerine|tangerine,mandarin|橘子,橙子,桔子
lemon|lemon|柠檬
banana|banana|香蕉
strawberry|strawberry|草莓
watermelon|watermelon|西瓜
cherries|cherry,cherries|樱桃
peach|peach|桃子
grapes|grape,grapes|葡萄
pineapple|pineapple|菠萝
avocado|avocado|牛油果
carrot|carrot|胡萝卜
ear-of-corn|corn,maize|玉米
hot-pepper|chili,chilli|辣椒
bread|bread,loaf|面包
croissant|croissant|牛角面包,羊角面包
hamburger|burger,hamburger,cheeseburger|汉堡,汉堡包
pizza|pizza|披萨,比萨
steaming-bowl|ramen,noodle,noodles,noodle soup|面条,拉面,面,牛肉面
dumpling|dumpling|饺子,水饺
sushi|sushi|寿司
cooked-rice|rice|米饭
fried-shrimp|fried shrimp|炸虾
hot-beverage|coffee,espresso,cappuccino,latte,cup of coffee,hot chocolate|咖啡,一杯咖啡,热咖啡,拿铁
teacup-without-handle|tea,green tea,cup of tea,matcha|茶,绿茶,一杯茶,热茶,抹茶
teapot|teapot|茶壶
bubble-tea|bubble tea,boba|奶茶,珍珠奶茶
beer-mug|beer,pub|啤酒
cocktail-glass|cocktail,martini,bar,cocktail bar|鸡尾酒,酒吧
wine-glass|wine|红酒,葡萄酒
birthday-cake|cake,birthday cake,birthday|蛋糕,生日蛋糕,生日
houses|village,houses|村庄,村落,小镇
shortcake|cheesecake,slice of cake|
cupcake|cupcake,muffin|纸杯蛋糕
ice-cream|ice cream,sundae,gelato|冰淇淋,雪糕
doughnut|donut,doughnut|甜甜圈
cookie|cookie,biscuit|饼干,曲奇
chocolate-bar|chocolate|巧克力
egg|egg|鸡蛋,蛋
cooking|fried egg,frying pan|煎蛋,煎锅
green-salad|salad|沙拉
spaghetti|spaghetti,pasta|意大利面,意面
house|house,cottage,cabin,home|房子,小屋,木屋,房屋,屋子
house-with-garden|villa,farmhouse|别墅,农舍
castle|castle,palace,fortress|城堡,宫殿
japanese-castle|pagoda,japanese castle|宝塔,天守阁,楼阁
office-building|office building|办公楼,写字楼
shinto-shrine|torii,shrine|鸟居,神社
tent|tent|帐篷
camping|campsite|营地
hut|hut|茅屋
tokyo-tower|eiffel tower,radio tower,tower|铁塔,塔
ferris-wheel|ferris wheel|摩天轮
fountain|fountain|喷泉
church|church,chapel|教堂
factory|factory|工厂
school|school|学校
hospital|hospital|医院
statue-of-liberty|statue of liberty|自由女神像
volcano|volcano|火山
automobile|car,sedan|汽车,小汽车,轿车,车
racing-car|race car,racing car,sports car,formula 1|赛车,跑车
sport-utility-vehicle|suv,jeep|越野车
pickup-truck|pickup,pickup truck|皮卡
delivery-truck|truck,lorry,van|卡车,货车
bus|bus|公交车,巴士,公共汽车
taxi|taxi,cab|出租车
bullet-train|bullet train,high-speed train|高铁,动车
locomotive|train,steam train,locomotive|火车,列车,蒸汽火车
tram|tram,streetcar|有轨电车
bicycle|bicycle,bike|自行车,单车
motorcycle|motorcycle,motorbike|摩托车
motor-scooter|scooter,moped,vespa|小摩托
tractor|tractor|拖拉机
airplane|airplane,aeroplane,plane,aircraft,jet|飞机,客机
helicopter|helicopter|直升机
rocket|rocket,spaceship,spacecraft,rocket ship|火箭,宇宙飞船,飞船,太空船
flying-saucer|ufo,flying saucer|飞碟,不明飞行物
satellite|satellite|卫星,人造卫星
parachute|parachute|降落伞
balloon|balloon,hot air balloon|气球,热气球
kite|kite|风筝
sailboat|sailboat,sailing boat,yacht,boat|帆船,小船,船
ship|ship,freighter|轮船,大船
canoe|canoe,kayak,rowboat|独木舟,皮划艇,扁舟
anchor|anchor|锚
robot|robot,android,bot|机器人
alien|alien,extraterrestrial|外星人
ghost|ghost|幽灵,鬼
jack-o-lantern|pumpkin,jack-o-lantern,halloween|南瓜,南瓜灯,万圣节
snowman|snowman|雪人
christmas-tree|christmas tree,christmas,xmas|圣诞树,圣诞,圣诞节
wrapped-gift|gift,present,gift box|礼物,礼盒
santa-claus|santa,santa claus|圣诞老人
red-paper-lantern|lantern,paper lantern,chinese new year,spring festival|灯笼,红灯笼,春节,元宵
red-envelope|red envelope|红包
teddy-bear|teddy,teddy bear|泰迪熊,玩具熊
person-walking|person,pedestrian,traveller,traveler,wanderer,hiker|人,行人,旅人
man-walking|man,guy,gentleman|男人,男子
woman-walking|woman,lady|女人,女士,女子
boy|boy|男孩,小男孩
girl|girl|女孩,小女孩,少女,姑娘
child|child,kid,children|孩子,小孩,儿童
baby|baby,infant|婴儿,宝宝
older-person|elder|老人
old-man|grandfather,grandpa,old man|老爷爷,爷爷
old-woman|grandmother,grandma,old woman|老奶奶,奶奶
person-running|runner,jogger,running|跑步,奔跑
woman-dancing|dancer,dancing|舞者,跳舞
person-biking|cyclist|骑车,骑自行车
person-surfing|surfer,surfing|冲浪
skier|skier,skiing|滑雪
snowboarder|snowboarder|单板滑雪
person-in-lotus-position|yoga,meditation,meditating|瑜伽,冥想,打坐
astronaut|astronaut,cosmonaut|宇航员,航天员
technologist|programmer,developer,coder,engineer,hacker,software engineer|程序员,开发者,工程师,码农
scientist|scientist,chemist,researcher|科学家,研究员
health-worker|doctor,nurse|医生,护士
cook|chef,cook|厨师
farmer|farmer|农民
artist|painter,artist|画家
student|student,graduate|学生,毕业生
teacher|teacher|老师,教师
detective|detective,spy|侦探
pilot|pilot|飞行员
firefighter|firefighter,fireman|消防员
police-officer|police,policeman,police officer|警察
office-worker|businessman,businesswoman,manager,office worker|上班族,白领,商务人士
construction-worker|builder,construction worker|建筑工人
singer|singer|歌手
judge|judge|法官
mechanic|mechanic,repairman|修理工
guard|guard|卫兵
ninja|ninja|忍者
prince|prince,king|王子,国王
princess|princess,queen|公主,女王
person-superhero|superhero|超级英雄
person-mage|wizard,mage,witch,sorcerer|巫师,法师,魔法师,女巫
person-fairy|fairy|仙女,精灵
person-merpeople|mermaid|美人鱼
person-elf|elf|小精灵
person-vampire|vampire|吸血鬼
person-zombie|zombie|僵尸
person-in-bed|sleeping person|睡觉
open-book|book,novel,open book|书,书本,书籍
books|books,library|书堆,一摞书,图书馆
laptop|laptop,notebook computer,macbook|笔记本电脑
desktop-computer|computer,pc,desktop computer,monitor|电脑,计算机,显示器
mobile-phone|phone,smartphone,mobile phone,iphone|手机,智能手机
keyboard|keyboard|键盘
camera|camera|相机,照相机
television|tv,television|电视,电视机
headphone|headphone,headphones,headset|耳机
microphone|microphone,mic|麦克风,话筒
musical-keyboard|piano|钢琴
guitar|guitar|吉他
violin|violin|小提琴
drum|drum|鼓
musical-note|music,music note,melody|音乐,音符
light-bulb|light bulb,lightbulb,bulb,idea|灯泡,电灯泡,创意
candle|candle|蜡烛
key|key|钥匙
locked|lock,padlock,security,privacy|锁,安全,隐私
shield|shield,protection|盾牌,盾
gear|gear,cog,settings,cogwheel|齿轮,设置
hammer-and-wrench|tools,maintenance|工具,维护
wrench|wrench,spanner|扳手
hammer|hammer|锤子
bug|caterpillar,bug|虫子,毛毛虫
magnifying-glass-tilted-left|magnifying glass,search,magnifier|放大镜,搜索,查找
envelope|envelope,letter,mail|信,信封,邮件
e-mail|email,e-mail|电子邮件,邮箱
bell|bell,notification,alert bell|铃铛,通知,提醒
calendar|calendar,schedule|日历,日程
bar-chart|chart,bar chart,analytics,statistics|图表,柱状图,统计
chart-increasing|growth,line chart,stock,trend|增长,折线图,趋势,股票
clipboard|clipboard,checklist|剪贴板,清单
memo|note,notes,memo|便签,备忘录
file-folder|folder,directory|文件夹
page-facing-up|document,file,page|文件,文档
package|package,parcel,box|包裹,箱子,快递
shopping-cart|shopping cart,cart,trolley|购物车
shopping-bags|shopping bag,shopping|购物袋,购物
credit-card|credit card,payment,bank card|信用卡,银行卡,支付
money-bag|money,money bag,cash|钱,钱袋,现金
coin|coin,token|硬币,金币
trophy|trophy,award,champion|奖杯,冠军
crown|crown|皇冠,王冠
gem-stone|diamond,gem,jewel,crystal|钻石,宝石,水晶
ring|ring|戒指
red-heart|heart,love,valentine,valentines day|心,爱心,喜欢,爱
sparkles|sparkles,magic,ai|闪光,魔法
fire|fire,flame,bonfire,campfire|火,火焰,篝火
high-voltage|lightning bolt,bolt,energy,electricity|闪电图标,电力,能量
droplet|droplet,water drop|水滴
globe-showing-asia-australia|earth,globe,world,planet earth|地球,世界
globe-with-meridians|internet,network,www|互联网,网络
ringed-planet|planet,saturn|行星,土星,星球
umbrella|umbrella|雨伞,伞
umbrella-on-ground|beach umbrella,parasol|遮阳伞,太阳伞
clock|clock|时钟
mantelpiece-clock|clock|时钟,钟
alarm-clock|alarm clock|闹钟
hourglass-not-done|hourglass,waiting|沙漏
stopwatch|stopwatch,timer|秒表,计时器
watch|watch,wristwatch|手表
compass|compass,navigation|指南针
world-map|map|地图
round-pushpin|location,map pin,location pin|定位,位置
couch-and-lamp|couch,sofa,armchair|沙发
bed|bed|床
chair|chair|椅子
door|door|门
window|window|窗户,窗
toilet|toilet|马桶
bathtub|bathtub,bath|浴缸
t-shirt|shirt,t-shirt,tshirt|T恤,衬衫,t恤
dress|dress|裙子,连衣裙
running-shoe|shoe,sneaker,sneakers|鞋,运动鞋
scarf|scarf|围巾
top-hat|hat,top hat|帽子,礼帽
glasses|glasses,eyeglasses|眼镜
backpack|backpack|背包,书包
soccer-ball|football,soccer,soccer ball,ball|足球,球
basketball|basketball|篮球
tennis|tennis|网球
video-game|game,gamepad,game controller,video game|游戏,手柄,游戏机
game-die|dice,die|骰子
puzzle-piece|puzzle,plugin,extension,puzzle piece|拼图,插件,扩展
bullseye|target,goal|靶子,目标
artist-palette|palette,painting,paint|调色板,绘画
paintbrush|brush,paintbrush|画笔,画刷
framed-picture|picture frame,photo frame,framed picture,photo album|照片,画框,相册
pencil|pencil|铅笔
fountain-pen|pen|钢笔
scissors|scissors|剪刀
telescope|telescope|望远镜
microscope|microscope|显微镜
test-tube|test tube,experiment|试管,实验
dna|dna,gene|基因
brain|brain,intelligence|大脑
eye|eye,vision|眼睛
thumbs-up|thumbs up,thumb|点赞,大拇指
waving-hand|hello,wave hand,hi|你好,挥手
handshake|handshake,agreement,partnership|握手,合作
flexed-biceps|strength,strong,muscle|力量,肌肉
bust-in-silhouette|user,account|用户,账户
busts-in-silhouette|users,team,group|团队,用户组
speech-balloon|chat,comment,message,speech bubble,chat bubble|聊天,消息,评论,对话
thought-balloon|thought,thought bubble|想法
grinning-face|smiley,smile,happy face|笑脸
skull|skull|骷髅,头骨
warning|warning|警告
check-mark-button|success,checkmark,check mark,done|成功,完成,对勾
cross-mark|error,failure,cross mark|错误,失败
red-question-mark|question,question mark|问号
stop-sign|stop sign|停止标志
infinity|infinity|无限,无穷
floppy-disk|save,floppy disk,floppy|保存,软盘
wastebasket|trash,trash can,garbage,recycle bin,dustbin|垃圾桶,回收站
link|link,chain,hyperlink|链接
pushpin|pin,pushpin|图钉
battery|battery|电池
electric-plug|plug|插头
satellite-antenna|antenna|天线
loudspeaker|announcement,loudspeaker|公告,喇叭
megaphone|megaphone,marketing|扩音器,营销
bomb|bomb|炸弹
crossed-swords|sword,swords,battle|剑,宝剑,战斗
bow-and-arrow|bow and arrow,archer,archery|弓箭
magic-wand|wand,magic wand|魔杖
crystal-ball|crystal ball|水晶球
moai|moai|摩艾石像
yarn|yarn,wool|毛线
broom|broom|扫帚
sun|sun,sunshine|太阳
crescent-moon|moon,crescent,crescent moon,dark mode,night mode|月亮,深色模式,夜间模式
cloud|cloud,clouds|云,云朵
cloud-with-rain|rain,weather,rainy|雨,天气
rainbow|rainbow|彩虹
snowflake|snow,snowflake|雪,雪花
mountain|mountain|山
high-voltage|lightning,thunder|闪电
star|star,stars|星,星星
water-wave|wave,waves,water|海浪,波浪,水
wood|log,wood|木头,木材
rock|rock,stone,boulder|石头,岩石
ice|ice cube|冰块
party-popper|party popper,celebration,party|派对,庆祝
moon-cake|mooncake|月饼
carousel-horse|carousel|旋转木马
roller-coaster|roller coaster|过山车
circus-tent|circus|马戏团,大帐篷
`;

/** English words of CLDR that say nothing about what a picture shows. */
export const emptyWords = new Set(
  `a an and the of in on at to for with by from as is it up down off out no not new old big small left right top back soon end free cool ok
light dark low high full half open closed good bad hot cold fast slow front facing showing one two three first second third
animal animals face head body food drink fruit vegetable plant tool object symbol sign place building travel vehicle transport
activity sport game clothing clothes nature weather time person people man woman men women hand hands finger emotion mood
baby adult male female gender skin tone hair type mark button square circle triangle shape white black red blue green yellow
orange purple brown pink gray grey gold silver colour color style icon logo picture design pattern background abstract art
snow rain sun moon cloud fog wind storm rainbow lightning sunrise sunset night dawn dusk morning evening star stars space galaxy
mountain beach desert island city cityscape sea ocean river lake forest bridge road street motorway garden park farm field room
spring summer autumn fall winter season day year month date hour minute clock
cute happy sad angry love beautiful pretty nice fun funny calm quiet loud sweet fresh warm bright shiny soft hard wet dry
fly flying run running walk walking sit sitting stand standing sleep sleeping eat eating play playing swim swimming jump
work working make making go going see look looking read reading write writing hold holding wear wearing ride riding
c o x k s t la de see lit af tbt men mad bar club shop store house mean where just own thing stuff part side line point
american chinese japanese italian french german russian mexican indian british english asian
party birthday christmas halloween celebration holiday festival congrats winner win dinner lunch breakfast meal dessert snack
restaurant kitchen office bathroom bedroom school life health death zodiac religion lucky luck yes nope ornithology flat screen login
spinner loading loader progress website web app dashboard code terminal server database flow flower power pop rock roll
wave waves minimal modern vintage retro cartoon illustration drawing sketch poster banner hero logo fan mass matter focus cap tip tone chin fireworks firework picture photo photograph image gallery shot hero frame scene view lens film studio render
absorbing accident accounting acidity action active actress admission adorable adore aerial again aid air alert aliens alpha americas
angle approval arctic arrest arrival arrivals arrived arriving articulated arts assembly astronomy athletic attraction auto band basketful behind
beast beat bench bent birth bite blow board bottoms break breaking bright brightness bundle burn burp business bust can cancel cards care carbs casual catch
champion charge charm check checked chest chip class classical clay climate clue cloudy collage colorful comfort comfortable comfy complete compress
condiment container control convenience convoluted cooling cord cost country cover cracked creative credit criminal crops crossed crown culture curious curl
curve cutting danger dangerous dead deal decorated decoration decorative decreasing delicious delivering demonstration department desktop die difficult
dim direction disability dish dislike display dive diving done double downward drained driving drop drops drought easy edge eight electronic employed
engine evidence evolution exercise extra eyes falling family fashion father feed feet fever fight filling fix fixed flair flamboyant flash flat flats flavor flex
flight flip float floating flock flop flowing fluffy flutter fluttering fold folded folding folklore foot force forever formal four frame framed frames
freedom freestyle fried friend friends fry frying fuel future gains gamble gambling garnish gas glass glory glow glowing got great grains ground group groove
guide habitat handle handy hatching haunting healing health healthy heat heavy herd hide hit hole hollywood hump hurry hurt hygiene immortal improvement
incoming increasing indigo industrial injured ink interlocking international intersection inventor iron ironic jacked jelly job joy justice knights large later launch law lazy
leg legs lesbian license lift linked liquid list lives logistics long lucky lure luxury machine magical magnetic magnifying major makeup mane market married
marine material math maze meat media medieval medium melted metal midnight mining mobile mobility motor motorized mount mysterious mythology neck negative nervous
net nothing nurturing odor oil opening order organ outdoors over packing pad paid paper parasite peaceful percussion performing personal picnic pinch pipe
piece plaque player playful pole poop pot pouch pour pouring practice press pride print prints probing projector proof prophecy protected punch queue quality rail
range rated raw ready reality reception record recording reel relax relaxing religious rescue resort restroom revolving rich ride rising risky rod role rolled romance
root round route royal ruler sad safe safety sail sale scared scene school score seal secret sharp sharpen shine shock sign signal simple single sink skill slice sliced slip
slot small smart smell smoke smoking sparkle sparkling special speed spell spice spin spiral splash spoken spread square stamp step stick stinky stop storage stormy
straight stream strength stretch string striped strong style suit suite support surprise surprised swan sweet swing switch system table tail take talk tall tap
target taste team tech tension test text theme thick thin think tidy tie tight tired toast together tongue top touch tower track trade trail training transportation trap
travel treat trick trip tropical trunk tube tune turn twins type unique union update use valentine value view village vintage volume vote wait waiting wake wall warm wash
watch waste wave wavy way weak web week weight welcome well wheel wild wing wink wise wish wood word workout world worship wrap wrapped writer wrong yes young zoo zodiac
romantic wealth triangle vegetarian vegan sour spicy salty savory grilled baked steamed boiled chopped nature natural organic healthier dated eco environment
tail horn horns mom mother dad daughter son brother sister parent parents child toddler youth senior woods outdoor indoors peace earthy rural urban downtown skyscraper
skyline sunny stormy misty foggy frozen freezing arctic cosmic celestial lunar solar stellar orbital moonlight starlight daylight meadow hill hills valley cliff jungle waterfall
sheet kind bit level button key lean host story act tap fit grow growing set change open opening late free roll call space natural`
    .split(/\s+/)
    .filter(Boolean),
);

/** Chinese words of CLDR that say nothing about what a picture shows. */
export const emptyChineseWords = new Set(
  `动物 植物 食物 水果 蔬菜 工具 天气 时间 脸 头 人 手 表情 颜色 红色 蓝色 绿色 黄色 白色 黑色 橙色 紫色 棕色 粉色 灰色 好 新 旧 大 小
自然 建筑 地点 旅行 交通 运动 游戏 衣服 服装 女 男 女性 男性 雪 雨 太阳 月亮 云 雾 风 暴风雨 彩虹 闪电 日出 日落 夜晚 黎明 黄昏 早晨
傍晚 星 星星 太空 宇宙 银河 山 海滩 沙滩 沙漠 岛 城市 海 大海 海洋 河 河流 湖 森林 桥 路 街道 花园 公园 农场 田野 房间 春 夏 秋 冬 春天
夏天 秋天 冬天 季节 图标 标志 图案 背景 抽象 可爱 快乐 开心 高兴 漂亮 美丽 安静 甜 甜味 热 冷 飞 飞行 跑 走 睡 睡觉 吃 喝 玩 坐 站 工作 读 写
节日 庆祝 生日 圣诞 圣诞节 万圣节 派对 早餐 午餐 晚餐 甜点 甜品 零食 餐厅 厨房 办公室 卫生间 卧室 家 生活 星座 宗教 黄道十二宫 幸运 运气 乐器 音乐
烟花 烟火 焰火 新年 春节 日本 中国 美国 酒吧 俱乐部 商店 快 慢 轻 重 光 亮 暗 房屋 屋 屋顶 喜欢 爱 爱情 浪漫 地 天空 水 火 面 上 下 左 右 中 车 站立 打开 关闭
声音 说 看 听 笑 哭 女人 男人 孩子 儿童 成人 职业 科学 医疗 学习 知识 教育 战争 武器 电 电子 网络 科技 餐具 器具 用品
一束 上升 上学 上扬 上涨 上班 上衣 上锁 下跌 下降 下雨 下雪 不朽 不满 专辑 东京 中心 主意 主食 举手 乐队 交叉 产品 休闲 优雅 会面 传动 传唤 传播 伤口 伤心 住家 佐料 便携 保护 信息 信用 修剪
修理 修补 倒出 倒转 倔强 值机 倾倒 做菜 做饭 停泊 健康 健行 偷看 傲慢 元旦 光亮 光线 入睡 公平 公正 公安 兄弟 兴奋 兴建 再次 再生 再见 写作 写字 军事 军用 军队 农作 冰冷 净化 冷却 冷漠 凉快 凋谢 凭据
击掌 出境 到站 到达 剽窃 剪裁 剪影 办公 力量 加油 包紧 包装 匆忙 化妆 化学 医学 医药 升天 华丽 卖弄 卖点 卧底 卫生 印度 压制 压缩 卷曲 卷边 卷起 原子 友谊 反对 反射 反弹 发出 发光 发射 发明 发热 发烧 发芽
发财 取消 受伤 变现 古典 召唤 可以 台阶 吃惊 吃药 吃饭 同意 向上 向下 吸力 吸引 吸收 告别 告示 周末 味道 呼吸 呼喊 命中 命运 唱歌 商场 喜庆 器官 回弹 回收 团结 园丁 困惑 固体 固定 圆圈 场所 坏蛋 培养 培育 填充
增长 夜里 大型 天然 天体 天文 失望 失败 头发 头巾 头晕 头脑 奇幻 奖励 奖赏 女儿 女式 女装 好人 好吃 好奇 好玩 好的 娱乐 婚礼 存储 存档 完成 害怕 害羞 容器 富有 封面 小区 小心 小时 尴尬 工业 干旱 干杯 平衡 幽静
庆典 建造 开花 开锁 弯曲 强壮 归档 当然 录像 得分 得意 循环 快餐 怪兽 恐怖 恢复 恬静 恭喜 悬挂 惊喜 惊讶 情节 感冒 感叹 感恩 感谢 愿望 成功 成长 战士 战斗 战死 手拿 打扫 打扰 打斗 打结 打雷 抛接 报到 拖沓 招摇 拜托
指向 按键 挖掘 控制 提醒 搏动 搬运 操纵 收纳 收钱 改造 放松 救援 散步 方向 方形 施工 旋转 无聊 旅行 时尚 明亮 昏暗 景色 暂停 暗示 机械 杀菌 柔道 枯燥 枯萎 标记 模仿 正义 正式 武术 气味 污染 治疗 沉思 沉默 流出 测量
浸泡 海底 海妖 消息 淘气 清爽 渗透 温度 游泳 滑稽 漂浮 漫步 激动 火大 灰心 点击 烹调 烹饪 焊接 照明 熄灭 燃烧 爆发 爆炸 爬山 爬树 物质 特工 玩耍 现代 理发 甜蜜 生气 生物 生病 生长 疑问 疲倦 疲劳 疲惫 疾病 疾驰 痛苦
百万 皇室 盒装 盘绕 目标 相乘 相加 相扣 相爱 看病 真心 睡眠 睡着 破壳 破解 祈求 祈祷 祈福 祝福 神秘 种植 移动 空中 竞走 等待 算命 粉红 紧固 紧张 紧急 纠缠 纯洁 经理 结婚 编织 缝合 缝纫 缠结 缠绕 聚会 聪明 胜利 脸红 腐烂
腼腆 自由 致敬 艳丽 航班 蓝色 行走 装饰 观看 记录 讨厌 证明 评分 诱饵 调味 谢谢 财富 购买 赛跑 起飞 跳跃 达成 过山 运输 远足 迎面 连接 迷宫 追逐 通知 速度 遗憾 避免 重复 铁路 防护 阅读 降温 限制 降落 隐私 障碍 震动 音量 预测 预言
风景 食欲 饥饿 驾驶 高级 魔术 鼓励 热带 北极 南极 古代 传统 文化 艺术 东方 西方 复古 卡通 插画 手绘 水彩 油画 像素 立体 平面 极简 科幻 未来 梦幻 宁静 温馨 唯美
 家具 运输 海边 户外`
    .split(/\s+/)
    .filter(Boolean),
);
