/** The words that generated mail is made of, and the charsets it is written in. */
import type { Charset } from './mail-charsets.ts';
import { between, pick, type Random } from './seeded-choice.ts';

export interface Tongue {
  readonly charset: Charset;
  readonly encoding: '7bit' | 'quoted-printable' | 'base64';
  readonly words: readonly [string, ...string[]];
  readonly names: readonly [string, ...string[]];
  /** Between two words, and at the end of a sentence. */
  readonly gap: string;
  readonly stop: string;
}

const list = (text: string): readonly [string, ...string[]] => {
  const [first = '', ...rest] = text.split(' ');
  return [first, ...rest];
};

const english: Tongue = {
  charset: 'utf-8',
  encoding: 'quoted-printable',
  words: list(
    'the of and to a in for is on that by this with you it not or be are from at as your all have new more an was we will can about if page my has search free but our one other do no information time they site he up may what which their news out use any there see only so his when contact here business who web also now help get view online first been would how were services some these click its like service than find price date back top people list name just over state year day into email health world next used go work last most products music buy data make them should product system post her city add policy number such please available – “today” café',
  ),
  names: list('Ann_Larsson Joe_Baker Maria_Lopez Peter_Novák Zoë_Hart Sam_Okafor Lena_Fischer Tom_Byrne Priya_Nair Noor_Haddad'),
  gap: ' ',
  stop: '. ',
};

const german: Tongue = {
  ...english,
  charset: 'iso-8859-1',
  words: list(
    'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn können Jahre Größe Übung schön Straße Prüfung möglich früher während müssen',
  ),
  names: list('Jürgen_Groß Käthe_Müller Björn_Weiß Sören_Böhm Anna_Schmidt Günther_Jäger'),
};

const french: Tongue = {
  ...english,
  charset: 'windows-1252',
  words: list(
    'le de un être et à il avoir ne je son que se qui ce dans en du elle au pour pas sur on avec tout faire plus dire me mon lui nous comme mais pouvoir même où voir l’été qu’ici œuvre cœur déjà très après prêt 20 € « voilà »',
  ),
  names: list('Hélène_Lefèvre Benoît_Château Zoé_Garçon André_Noël François_Dœuvre'),
};

const russian: Tongue = {
  ...english,
  charset: 'koi8-r',
  encoding: 'base64',
  words: list(
    'и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой ещё от о год мочь человек дело такой время рука самый мир день город письмо встреча завтра вечером спасибо',
  ),
  names: list('Анна_Петрова Иван_Смирнов Ольга_Кузнецова Дмитрий_Попов'),
};

const japanese: Tongue = {
  charset: 'iso-2022-jp',
  encoding: '7bit',
  words: list(
    'おせわに なって おります さくら みなと あさひ こんしゅう らいしゅう ニュース セール カタログ メール サービス ポイント よろしく おねがい いたします ありがとう ございます ごあんない おしらせ です ます',
  ),
  names: list('さとう_みさき すずき_いちろう たなか_ゆい アサヒ_ショップ'),
  gap: '',
  stop: '。',
};

const chinese: Tongue = {
  charset: 'gb18030',
  encoding: 'base64',
  words: list(
    '您好 我们 公司 会议 明天 下午 文件 附件 请查收 谢谢 项目 时间 安排 客户 产品 价格 订单 发货 通知 系统 更新 服务 北京 上海 问题 回复',
  ),
  names: list('王_伟 李_娜 张_敏 刘_洋'),
  gap: '',
  stop: '。',
};

/** As often as in the mailbox of somebody in Europe. */
const spoken: readonly [Tongue, ...Tongue[]] = [
  english,
  english,
  english,
  english,
  english,
  german,
  german,
  french,
  russian,
  japanese,
  chinese,
];

export function someTongue(random: Random): Tongue {
  return pick(random, spoken);
}

export function someName(random: Random, { names }: Tongue): string {
  return pick(random, names).replace('_', ' ');
}

/** So many words, without an end of sentence. */
export function someWords(random: Random, { words, gap }: Tongue, count: number): string {
  return Array.from({ length: count }, () => pick(random, words)).join(gap);
}

/** Text of about so many characters, in lines of at most 76 that end in CRLF. */
export function someText(random: Random, tongue: Tongue, length: number): string {
  let text = '';
  let line = '';
  while (text.length + line.length < length) {
    const sentence = `${someWords(random, tongue, between(random, 5, 14))}${tongue.stop}`;
    for (const word of tongue.gap === '' ? (sentence.match(/.{1,8}/gu) ?? []) : sentence.split(/(?<= )/)) {
      if (line.length + word.length > (tongue.gap === '' ? 36 : 74)) {
        text += `${line.trimEnd()}\r\n`;
        line = '';
      }
      line += word;
    }
    if (random() < 0.2) {
      text += `${line.trimEnd()}\r\n\r\n`;
      line = '';
    }
  }
  return `${text}${line.trimEnd()}\r\n`;
}
