import { pdfFile } from './document.ts';
import type { DatedLetter } from './letter.ts';
import { claire, marcus, misaki, salma } from './people.ts';

/** Work with publishers elsewhere: German, French, Japanese, Arabic. */
export const lettersFromAbroad: readonly DatedLetter[] = [
  {
    from: marcus,
    daysAgo: 0.28,
    unread: true,
    subject: 'Rückfrage zu Kapitel 11: „Grenzgänger“',
    text: `Liebe Frau Larsson,

vielen Dank für die schöne Probe. Eine kleine Frage hätte ich noch: Auf Seite 143 steht „Grenzgänger“ einmal für die Schmuggler und einmal für die Vögel. Bleibt das Wortspiel im Englischen erhalten, oder opfern wir die Vögel?

Wenn es Ihnen passt, telefonieren wir am Mittwoch gegen zehn.

Herzliche Grüße aus Köln
Marcus Thiele

Uferverlag, Lektorat Belletristik`,
  },
  {
    from: claire,
    daysAgo: 1.7,
    subject: 'Épreuves corrigées – relecture avant vendredi ?',
    text: `Chère Ann,

voici les épreuves corrigées de « L’hiver du cartographe ». J’ai laissé trois questions en marge, dont une sur la brume : chez nous elle « se lève » et tombe à la fois, ce qui amuse beaucoup le correcteur.

Pourriez-vous me les renvoyer avant vendredi midi ? L’imprimeur nous attend déjà.

Bien à vous
Claire`,
    files: [pdfFile('epreuves-p112-138.pdf', "L'hiver du cartographe", ['Épreuves, pages 112 à 138', '', 'Trois questions en marge.'])],
  },
  {
    from: misaki,
    daysAgo: 3.1,
    subject: '『灯台守の地図』翻訳スケジュールのご相談',
    text: `ラーソン様

お世話になっております。川辺書房の佐藤です。

先日お送りいただいた第三章の訳文、編集部一同たいへん楽しく拝読いたしました。特に霧の場面の言葉選びが美しく、声に出して読みたくなりました。

さて、第四章以降の日程ですが、来月十日ごろに初稿をいただくことは可能でしょうか。ご無理のない範囲でお知らせください。

どうぞよろしくお願いいたします。

佐藤 美咲`,
  },
  {
    from: salma,
    daysAgo: 4.4,
    starred: true,
    subject: 'دعوة إلى معرض الكتاب: جلسة عن ترجمة الرواية',
    text: `عزيزتي آن،

يسعدنا أن ندعوك إلى جلسة حوارية عن ترجمة الرواية في معرض الكتاب، يوم الخميس في الساعة السادسة مساءً.

ستدوم الجلسة نحو خمسين دقيقة، ويليها نقاش مفتوح مع القرّاء. نتكفّل بالسفر والإقامة، ويسعدنا أن تقرئي صفحتين من «شتاء رسّام الخرائط» بصوتك.

هل يناسبك الموعد؟

مع أطيب التحيات،
سلمى الحدّاد
دار الواحة`,
  },
  {
    from: marcus,
    daysAgo: 16.3,
    subject: 'Honorar überwiesen',
    text: 'Liebe Frau Larsson,\n\ndas Honorar für die Leseprobe ist heute angewiesen worden und sollte bis Donnerstag bei Ihnen sein.\n\nMit besten Grüßen\nMarcus Thiele',
  },
  {
    from: misaki,
    daysAgo: 27.9,
    subject: '見本が届きました',
    text: 'ラーソン様\n\n見本が本日届きました。表紙の青がとてもきれいです。三冊お送りしますので、どうぞお楽しみに。\n\n佐藤 美咲',
  },
  {
    from: claire,
    daysAgo: 36.2,
    subject: 'Déjeuner pendant le salon ?',
    text: 'Chère Ann,\n\nje serai au salon du mardi au jeudi. Un déjeuner mercredi, loin du bruit ? Je connais un petit endroit derrière le canal.\n\nClaire',
  },
  {
    from: salma,
    daysAgo: 51.5,
    subject: 'شكرًا على النسخة الموقّعة',
    text: 'عزيزتي آن،\n\nوصلت النسخة الموقّعة اليوم، وهي الآن على مكتبي بجانب النافذة. شكرًا جزيلًا لك.\n\nسلمى',
  },
];
