/** Where shortcuts are drawn with ⌘, and scroll bars float over the content. */
export const onMac = /mac/iu.test(navigator.platform);
