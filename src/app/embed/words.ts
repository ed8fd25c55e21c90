/** The words of putting the page into another one. */
export const embedWords = {
  about:
    'Put this into a page of your own: it works there with all its settings, without storage and without a header.',
  html: 'HTML',
  markdown: 'Markdown link, where a text can hold no frame',
  copyHtml: 'Copy embed code',
  copyMarkdown: 'Copy Markdown',
  copied: 'The embed code is copied.',
  copiedLink: 'The Markdown link is copied.',
  denied: 'The browser does not allow copying; the text is selected.',
} as const;
