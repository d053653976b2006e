/** The letters the sample mail is made of: short, long, HTML, right-to-left, with attachments, with tracking pictures. */
import type { Address, Part } from '../../shared/message.ts';

export interface Letter {
  readonly from: Address;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly cc?: readonly Address[];
  readonly parts?: readonly Part[];
}

function from(name: string, address: string): Address {
  return { name, address };
}

function file(partId: string, fileName: string, contentType: string, size: number): Part {
  return { partId, fileName, contentType, size, contentId: null, inline: false };
}

const newsletter = `<table width="100%" bgcolor="#f3efe6" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px">
<table width="600" bgcolor="#ffffff" style="border-radius:6px" cellpadding="32"><tr><td style="font-family:Georgia,serif;color:#2c2a25">
<img src="https://news.example/track.gif?id=ann" width="1" height="1"><h1 style="font-size:28px;margin:0 0 12px">The quiet harbour</h1>
<p style="line-height:1.6">Five walks along the water before the first snow, a bakery that opens at four in the morning, and what the ferry
captains read between two crossings.</p><img src="https://news.example/harbour.jpg" alt="The harbour at dawn" width="536" height="200">
<p style="line-height:1.6"><a href="https://news.example/issue/48" style="color:#9a4a1c">Read the whole issue</a></p></td></tr></table></td></tr></table>`;

export const sampleLetters: readonly Letter[] = [
  {
    from: from('Mirja Koskinen', 'mirja@harbour.example'),
    subject: 'Load test on Thursday: who brings the gauges?',
    text: 'Hi Ann,\n\nthe crane is booked for Thursday at 7:30. We still need two strain gauges and somebody who can read them while the lorries roll.\n\nThe plan is attached. The bridge authority asks for it by Wednesday noon: https://authority.example/forms/load-test\n\n> Can we start before the traffic?\n> I would rather not close both lanes.\n\nWe can, if we set up the night before.\n\nMirja\n-- \nMirja Koskinen\nHarbour Bridge Office\n+358 40 123 4567',
    cc: [from('Oskar Lind', 'oskar@harbour.example'), from('', 'authority@bridges.example')],
    parts: [
      file('2', 'Load test plan.pdf', 'application/pdf', 842_000),
      file('3', 'Gauges.ods', 'application/vnd.oasis.opendocument.spreadsheet', 48_300),
    ],
  },
  {
    from: from('The Quiet Harbour', 'letters@news.example'),
    subject: 'Five walks before the first snow',
    text: 'Five walks along the water before the first snow, a bakery that opens at four in the morning, and what the ferry captains read between two crossings.',
    html: newsletter,
  },
  {
    from: from('نور الهاشمي', 'noor@example.com'),
    subject: 'موعد الاجتماع يوم الأحد',
    text: 'مرحباً آن،\n\nهل يناسبك الاجتماع يوم الأحد الساعة العاشرة صباحاً؟ سأرسل جدول الأعمال غداً.\n\nمع التحية،\nنور',
    html: '<div dir="rtl"><p>مرحباً آن،</p><p>هل يناسبك الاجتماع يوم الأحد الساعة العاشرة صباحاً؟ سأرسل جدول الأعمال غداً.</p><ul><li>نتائج اختبار التحميل</li><li>ميزانية الربع الأول</li></ul><p>مع التحية،<br>نور</p></div>',
  },
  {
    from: from('Oskar Lind', 'oskar@harbour.example'),
    subject: 'Re: Drawings of the north abutment',
    text: 'Thanks, received. The reinforcement in section C-C is drawn twice; I think the upper one is the old state. I will mark it up this evening.\n\nOskar',
  },
  {
    from: from('Kommunen', 'no-reply@city.example'),
    subject: 'Your application 2026-11-0482 has been received',
    text: 'We have received your application. Processing takes about three weeks. You do not need to do anything.',
  },
  {
    from: from('Jürgen Groß', 'juergen@example.net'),
    subject: 'Grüße aus Zürich – und die Fotos vom Wochenende',
    text: 'Liebe Ann,\n\nanbei die Bilder. Das dritte ist mein liebstes.\n\nBis bald!\nJürgen',
    parts: [
      file('2', 'IMG_2041.jpg', 'image/jpeg', 3_420_000),
      file('3', 'IMG_2044.jpg', 'image/jpeg', 2_980_000),
      file('4', 'IMG_2050.jpg', 'image/jpeg', 4_100_000),
    ],
  },
  {
    from: from(
      'Bergström & Nyström Quantity Surveyors, Procurement and Contract Administration Department',
      'contracts@bergstrom-nystrom.example',
    ),
    subject:
      'Minutes of the eleventh coordination meeting of the contractors for the northern approach, including the open points carried over from the tenth meeting, the revised schedule and the list of documents still to be delivered before the end of the year',
    text: 'Please find below the minutes. Objections within five working days.\n\n1. Attendance\n2. Revised schedule\n3. Open points\n4. Documents still to be delivered',
  },
  {
    from: from('Sofia', 'sofia@home.example'),
    subject: 'Dinner on Saturday?',
    text: 'We cook, you bring the story about the ferry. Seven?',
  },
  {
    from: from('山田 恵', 'megumi@example.jp'),
    subject: '来週の打ち合わせについて',
    text: '来週の打ち合わせの件ですが、火曜日の午後でいかがでしょうか。資料は月曜日までにお送りします。',
  },
  {
    from: from('Payments', 'billing@power.example'),
    subject: 'Invoice 10-22871 for October',
    text: 'Your invoice for October is 48.20. It is due on the 30th.',
    parts: [file('2', 'Invoice 10-22871.pdf', 'application/pdf', 118_000)],
  },
  {
    from: from('Priya Natarajan', 'priya@example.org'),
    subject: 'Notes from the library talk',
    text: 'I typed up what I could read of my own handwriting. The part about the tide gauges is the best of it.',
    html: '<p>I typed up what I could read of my own handwriting.</p><blockquote><p>A tide gauge is a very patient reader.</p></blockquote><p>The part about the tide gauges is the best of it.</p><p><a href="https://library.example/talks">library.example/talks</a></p>',
  },
  { from: from('', 'sensor-17@harbour.example'), subject: '', text: 'T=4.1 RH=81 V=3.02 OK' },
  {
    from: from('Tomás Rivera', 'tomas@example.com'),
    subject: 'Train times for the conference',
    text: 'The 6:12 gets us there at 9:40, the 7:12 at 10:35. I am for the early one and coffee on board.',
  },
];
