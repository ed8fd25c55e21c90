import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { siteCitation } from './citations';
import { issueUrl, reportText, type Report } from './report';

const citation = readFileSync('CITATION.cff', 'utf8');

it('the site is cited as its CITATION.cff says, in the version that was used', () => {
  const title = /^title: '(.*)'$/m.exec(citation)![1];
  const { apa, bibtex } = siteCitation('0.1.0', 'https://example.org/');
  expect(apa).toContain(`${title} (Version 0.1.0)`);
  expect(bibtex).toContain(`title   = {${title}}`);
  expect(bibtex).toContain('version = {0.1.0}');
  const author = /- name: (.*)$/m.exec(citation)![1];
  expect(apa).toContain(author);
  expect(bibtex).toContain(`{{${author}}}`);
});

const report: Report = {
  words: '',
  version: '0.1.0',
  browser: 'Some Browser 3',
  link: 'https://example.org/#/argmax?sigma=2',
  receipt: '{"app":"noisy-argmax"}',
};

it('a report holds version, browser, link and receipt, and leaves room for words', () => {
  const text = reportText(report);
  expect(text).toMatch(/^\(What happened/);
  for (const part of ['0.1.0', 'Some Browser 3', report.link, report.receipt])
    expect(text).toContain(part);
  expect(reportText({ ...report, words: ' It blinks. ', receipt: '' })).toMatch(/^It blinks\.\n/);
  expect(reportText({ ...report, receipt: '' })).not.toContain('Receipt');
});

it('the form is that of the repository, and its address is never too long', () => {
  const repository = 'https://github.com/someone/noisy-argmax';
  const url = new URL(issueUrl(repository, reportText(report)));
  expect(url.origin + url.pathname).toBe(`${repository}/issues/new`);
  expect(url.searchParams.get('body')).toBe(reportText(report));
  const long = '😀'.repeat(5000);
  const most = issueUrl(repository, reportText({ ...report, words: long, link: long }));
  expect(most.length).toBeLessThanOrEqual(7500);
  expect(most.length).toBeGreaterThan(5000);
  expect(new URL(most).searchParams.get('body')).toMatch(/…$/);
});
