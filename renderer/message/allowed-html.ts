/** What a mail may consist of. Anything else is left out; text inside unknown elements stays. */

export const allowedTags = words(`
  a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
  figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span
  strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr`);

export const allowedAttributes = words(`
  abbr align alt background bgcolor border cellpadding cellspacing class clear color colspan compact datetime dir face height href hspace
  lang noshade nowrap open reversed rowspan scope size span src start style summary title type valign value vspace width`);

/** Their text is no text for people: it goes with them. */
export const droppedWithContent = words(`
  audio button canvas embed frame frameset iframe math noembed noframes noscript object plaintext script select style svg template textarea
  title video xmp`);

function words(text: string): string[] {
  return text.trim().split(/\s+/u);
}
