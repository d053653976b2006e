/** What servers say that want less of us, with or without a code of their own for it. */
export const slowDownWords = /(bandwidth|rate) limit|throttled|too many (requests|commands)/i;
